import { enter, type Tx } from '#db/door.ts'
import { findSensorCode, noteCodeShown } from '#db/sensor-codes.ts'
import type { Param } from '#engine/message.ts'
import type { KittingSheet } from '../pictures/kitting-paper.ts'
import { sayText } from '../say.ts'
import type { Secrets } from '../secrets.ts'
import { orderFile } from './work.ts'

/** A browser may ask twice for what it shows once. */
const SHOWN_MS = 10 * 60_000

export const kittingOpened = (tx: Tx, codeId: string, at: number): Promise<void> => noteCodeShown(tx, codeId, at)

/** The sheet beside the box. Undefined once its code has been shown, used, or is good no longer. Ends in the firm's scope. */
export async function kittingSheetOf(
  tx: Tx,
  codeId: string,
  { now, secrets, publicUrl }: { now: number; secrets: Pick<Secrets, 'boxCode'>; publicUrl: string },
): Promise<KittingSheet | undefined> {
  const code = await findSensorCode(tx, codeId)
  if (!code || code.usedAt !== null || code.voidedAt !== null || now >= code.expiresAt) return undefined
  if (code.shownAt !== null && now - code.shownAt >= SHOWN_MS) return undefined
  const { regionId, firmId, orderId } = code
  await enter(tx, { kind: 'firm', regionId, firmId })
  const file = await orderFile(tx, orderId)
  if (!file) return undefined
  const { firm, site, region, stored } = file
  const said = (key: string, params: Record<string, Param> = {}): string =>
    sayText({ key: `desk.order.kitting.${key}`, params }, region)
  const words = secrets.boxCode(codeId)
  const { deviceType, needsSwitch, round } = stored.order
  const row = (what: string, value: string) => ({ what: said(`row.${what}`), value })
  return {
    kind: 'kitting',
    locale: region.locale,
    title: said('title'),
    rows: [
      row('firm', firm.name),
      row('site', site.name),
      row('type', sayText({ key: `order.type.${deviceType ?? 'office'}` }, region)),
      row('switch', sayText({ key: `desk.order.switch.${needsSwitch}` }, region)),
      row('round', String(round)),
    ],
    steps: [said('step.install'), said('step.command'), said('step.pack')],
    code: words,
    // The code is asked for: what a program is called with is seen by everybody on the machine, and kept by the shell.
    command: `bash install.sh --url ${publicUrl} --code-file -`,
    notes: [said('note.once'), said('note.until', { at: { at: code.expiresAt, show: 'date' } })],
  }
}
