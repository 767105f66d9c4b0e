import { saveAsset } from '#db/assets.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { loadRules } from '#db/regions.ts'
import { callOf, dropCall, handOutCalls, saveCall } from '#db/whose-calls.ts'
import { type AssetChange, noted, unheardOf } from '#engine/asset.ts'
import { rulesFrom } from '#engine/region-rules.ts'
import type { Unspoken } from '#engine/roll-call.ts'
import { concluded, type Heard, hear, toAskOf, type WhoseCall } from '#engine/whose-call.ts'
import { answerWith, inWords } from '../answer-to.ts'
import { tellCases } from '../asset/cases.ts'
import { assetLane } from '../asset/tokens.ts'
import { type FirmsUnclaimed, unclaimedOf } from '../asset/unclaimed.ts'
import { type LOOK, type WhoseCallParams, type WhoseCallTap, whoseCallCard, whoseCallsOf } from '../asset/whose-call.ts'
import { personOf } from '../case/command.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { idsOf } from '../inquiry/people.ts'
import { dueOf } from '../recurrence.ts'
import { settle } from '../settle.ts'
import type { Speaking } from '../speaking.ts'

/** A business day has come: the desk gets as many firms to telephone as it may have before it, each in the lane of its ledger. */
export async function whoseCalls(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { id: regionId } = await regionOf(tx, job.regionId ?? '')
  const due = await dueOf(tx, job, app, whoseCallsOf(regionId))
  if (!due) return
  await due.done()
  const { whoseCalls: atOnce } = rulesFrom(await loadRules(tx, regionId))
  const firms = await handOutCalls(tx, regionId, { atOnce, at: app.now })
  await receive(
    tx,
    firms.map((firmId) => ({
      ...{ lane: assetLane(firmId), kind: 'whose-call', account: 'whose-calls', eventId: `${job.id}:${firmId}` },
      ...{ regionId, firmId, payload: { command: OPEN }, at: app.now },
    })),
  )
}

const OPEN = 'open'

type Said =
  | { command: typeof OPEN | typeof LOOK; by?: undefined }
  | { command: WhoseCallTap; params: WhoseCallParams; by: Speaking; replyToken?: string; replyUntil?: number }

interface Work {
  tx: Tx
  app: FlowContext
  firm: { regionId: string; firmId: string }
}

/** A firm is to be telephoned, somebody of the desk tells what came of it, or the ledger has been told otherwise. */
export async function whoseCall(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  // Written by this room, or carried by the desk's buttons.
  const said = job.payload as Said
  const place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const [before, firm, region] = [
    await callOf(tx, place.firmId),
    await findFirm(tx, place.firmId),
    await regionOf(tx, place.regionId),
  ]
  if (!before?.isHandedOut || !firm) return
  if (before.end !== null) {
    const says: OutboxEntry[] = []
    const about = { ...place, subject: assetLane(firm.id), locale: region.locale }
    if (said.by) answerWith({ app, said, says }, about, inWords([{ key: 'desk.refused.done' }]))
    return settle(tx, app, { says })
  }
  const heard = said.by ? await told({ tx, app, firm: place }, before, said) : before
  const unclaimed = await unclaimedOf(tx, app, place)
  const toAsk = toAskOf(idsOf(unclaimed.contacts), unclaimed)
  const call = concluded(heard, toAsk, app.now)
  // Chat was quicker, or nothing is there these days: the desk hears nothing of it.
  if (said.command === OPEN && call.end !== null) return void (await dropCall(tx, firm.id))
  await saveCall(tx, firm.id, call)
  await remember({ tx, app, firm: place }, call)
  const { card, granted } = whoseCallCard(app, { ...unclaimed, firm, region, call, toAsk })
  await settle(tx, app, { granted, says: [card] })
}

/** What the desk says of the call, and of the PC, which goes down in the ledger as if somebody of the firm had said it. */
async function told(work: Work, call: WhoseCall, said: Extract<Said, { by: Speaking }>): Promise<WhoseCall> {
  const { mac = '', person = '' } = said.params
  const by = personOf(said.by)
  const word = (heard: Heard): WhoseCall => hear(call, heard, by, work.app.now)
  if (mac === '') return word({ kind: PLAIN[said.command] ?? 'taken' })
  const unclaimed = await unclaimedOf(work.tx, work.app, work.firm)
  const device = unclaimed.devices.find((one) => one.mac === mac)
  // Chat was quicker.
  if (!device) return call
  if (said.command === 'phone-unknown') return word({ kind: 'unknown', mac })
  const change = changeOf(said.command, unclaimed, person)
  // Whoever has left meanwhile has none.
  if (!change) return call
  await write(work, device, change, said.by)
  return word({ kind: 'known', mac })
}

const PLAIN: Partial<Record<WhoseCallTap, 'taken' | 'missed' | 'done' | 'declined'>> = {
  'phone-taken': 'taken',
  'phone-missed': 'missed',
  'phone-done': 'done',
  'phone-declined': 'declined',
}

function changeOf(
  command: WhoseCallTap,
  { contacts }: Pick<FirmsUnclaimed, 'contacts'>,
  person: string,
): AssetChange | undefined {
  if (command === 'phone-no-pc') return { kind: 'no-pc' }
  const owner = contacts.find(({ personId }) => personId === person)
  return owner && { kind: 'owned', owner: { personId: owner.personId, name: owner.name } }
}

async function write({ tx, app, firm }: Work, { mac, entry }: Unspoken, change: AssetChange, by: Speaking) {
  const asset = entry ?? unheardOf({ ...firm, id: app.newId('asset'), mac })
  const { asset: after, event } = noted(asset, change, personOf(by), app.now)
  await saveAsset(tx, after, event)
  await tellCases(tx, app, { ...firm, by, assetId: after.id })
}

async function remember({ tx, app, firm }: Work, { takenBy, known, unknown, end }: WhoseCall): Promise<void> {
  if (end === null) return
  await note(tx, {
    ...{ ...firm, subject: assetLane(firm.firmId), at: app.now, actor: takenBy?.personId ?? 'otasuke' },
    ...{ what: 'whose-called', params: { end, known: known.length, unknown: unknown.length }, reason: null },
  })
}
