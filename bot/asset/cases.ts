import { assetsOf } from '#db/assets.ts'
import { openCasesOf } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { entryBehind } from '#engine/asset.ts'
import { holderIn } from '../case/device.ts'
import { laneOf } from '../case/work.ts'
import type { FlowContext } from '../flow.ts'
import type { AssetCommand } from './work.ts'

interface Told extends Pick<AssetCommand, 'by' | 'replyToken' | 'replyUntil'> {
  regionId: string
  firmId: string
}

/** The cases that are still open and about this device hear whose it is, each in its own lane; but the one that knows. */
export async function tellCases(
  tx: Tx,
  app: FlowContext,
  { assetId, but, notice, ...told }: Told & { assetId: string; but?: string; notice?: string | undefined },
): Promise<void> {
  const assets = await assetsOf(tx, told.firmId)
  for (const subject of await openCasesOf(tx, told.firmId, 0)) {
    if (subject.device === '' || subject.id === but) continue
    const behind = entryBehind(assets, subject.device, await holderIn(tx, subject))
    const params = subject.id === notice ? { isByNotice: true } : {}
    if (behind?.id === assetId) await tellCase(tx, app, subject.id, 'whose', { ...told, params })
  }
}

export async function tellCase(
  tx: Tx,
  app: FlowContext,
  caseId: string,
  command: 'whose' | 'whose-not-found',
  { regionId, firmId, params = {}, ...said }: Omit<Told, 'by'> & { by: Told['by'] | null; params?: object },
): Promise<void> {
  await receive(tx, [
    {
      ...{ lane: laneOf(caseId), kind: 'case-command', account: 'assets', eventId: app.newUuid() },
      ...{ regionId, firmId, at: app.now, payload: { command, params, ...said } },
    },
  ])
}
