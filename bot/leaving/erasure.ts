import { createHash } from 'node:crypto'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { eraseFirm } from '#db/erasure.ts'
import { findFirm } from '#db/firms.ts'
import { dropLeaving, findLeaving, forgetFarewell, noteErasure, saveLeaving, stickiesOf } from '#db/leavings.ts'
import { wantCommonMenu } from '#db/menus.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { contactsOf } from '#db/people.ts'
import { arm } from '#db/timers.ts'
import { type Certificate, type Leaving, shownUntil, staysAfter } from '#engine/leaving.ts'
import { byNoun, ERASED_WITH_FIRM } from '#engine/retention.ts'
import { toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import { crashPoint } from '../crash-point.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext } from '../flow.ts'
import { invoiceMessage } from '../money/messages.ts'
import { settleFirm } from '../money/settle.ts'
import { ofRegion } from '../of-region.ts'
import { deletions } from '../taking-back.ts'
import { toChamber } from '../to-chamber.ts'
import { leavingLane } from './lanes.ts'
import { deskMessage, emptiedMessage, erasedMessage } from './messages.ts'

/** On that day everything goes. The timer is the system's: a firm's own would go with it. */
export async function awaitErasure(tx: Tx, { regionId, firmId, eraseAt }: Leaving): Promise<void> {
  await enter(tx, { kind: 'system' })
  await arm(tx, timer(firmId, 'erase', eraseAt))
  await enter(tx, { kind: 'firm', regionId, firmId })
}

/**
 * One transaction: killed in the middle, everything is there and it begins anew. The certificate is on its way before there
 * is nobody any more to send it to.
 */
export async function erase(tx: Tx, common: FlowContext, firmId: string): Promise<void> {
  const known = await findLeaving(tx, firmId)
  const firm = await findFirm(tx, firmId)
  if (known?.state !== 'leaving' || !firm) return
  const { regionId } = known
  const app = await ofRegion(tx, common, regionId)
  const region = await regionOf(tx, regionId)
  const { locale } = region
  const owners = (await contactsOf(tx, firmId)).filter(({ role }) => role === 'owner')
  const place = { regionId, firmId: null, subject: leavingLane(firmId), locale }
  const standing = await deletions(tx, app, { place, firmId, chats: owners })
  const cards = await stickiesOf(tx, firmId)
  const {
    invoice,
    says: [first, ...rest],
  } = await settleFirm(tx, { ...app, region, by: 'otasuke' }, firmId)
  const erased = await eraseFirm(tx, firmId, ERASED_WITH_FIRM)
  crashPoint('firm-erased')
  const certificate = certified(app, known, firm.name, erased)
  const rows = Object.values(erased).reduce((sum, count) => sum + count, 0)
  const { id, erasedAt, hash } = certificate
  await noteErasure(tx, { id, regionId, firmId, personId: null, at: erasedAt, rows, hash })
  await saveLeaving(tx, { ...known, state: 'erased', erasureId: id, certificate, begunBy: { personId: '', name: '' } })
  await note(tx, {
    regionId,
    firmId,
    subject: place.subject,
    at: app.now,
    actor: 'otasuke',
    what: 'firm-erased',
    params: { rows, hash },
    reason: null,
  })
  crashPoint('erasure-noted')
  await arm(tx, timer(firmId, 'forget', shownUntil(erasedAt)))
  for (const owner of owners) if (owner.platform === 'line') await wantCommonMenu(tx, owner)
  await enqueue(tx, [
    ...standing,
    ...owners.map(
      (owner): OutboxEntry => ({ ...toPerson(app, place, owner, erasedMessage(app, certificate)), priority: 'notice' }),
    ),
    ...owners.flatMap((owner) =>
      invoice ? [toPerson(app, place, owner, invoiceMessage({ ...app, region }, invoice))] : [],
    ),
    ...(first ? await toChamber(tx, app, { region, subject: place.subject, text: first, lines: rest }) : []),
    ...cards.map(
      ({ key, ...to }): OutboxEntry => ({
        ...{ id: app.newUuid(), ...place, to, priority: 'report', message: emptiedMessage(), stickyKey: key },
      }),
    ),
    { ...toChannel(app, 'desk', place, deskMessage('erased', { id: firmId })), subject: place.subject },
  ])
}

function certified(
  app: FlowContext,
  { begunAt }: Leaving,
  firm: string,
  erased: Parameters<typeof byNoun>[0],
): Certificate {
  const erasedAt = app.now
  const id = app.newId('certificate')
  const bare = { id, firm, begunAt, erasedAt, rows: byNoun(erased), stays: staysAfter(erasedAt) }
  return { ...bare, hash: createHash('sha256').update(JSON.stringify(bare)).digest('hex') }
}

/** The certificate is shown no longer: now nothing tells whose the erasure was. */
export async function forget(tx: Tx, firmId: string): Promise<void> {
  await forgetFarewell(tx, leavingLane(firmId))
  await dropLeaving(tx, firmId)
}

/** Of no firm: what is a firm's goes with it. */
const timer = (firmId: string, command: 'erase' | 'forget', dueAt: number) => ({
  ...{ key: `${leavingLane(firmId)}:${command}`, lane: leavingLane(firmId), kind: 'leaving', dueAt },
  ...{ payload: { command, firmId }, regionId: null, firmId: null },
})
