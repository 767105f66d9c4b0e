import { grantActions } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { addAsked } from '#db/inquiries.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import type { Contact } from '#db/people.ts'
import { callOf, waitForCall } from '#db/whose-calls.ts'
import { dayOf } from '#engine/inquiry.ts'
import { type Call, callees, callsFor, stillCalled } from '#engine/roll-call.ts'
import { FRESH_CALL, type Turn, toAskOf, turnOf } from '#engine/whose-call.ts'
import { lastOneMessage, type RollCallWanted, rollCallMessage, rollCallOf } from '../asset/roll-call.ts'
import { assetTaps } from '../asset/tokens.ts'
import { type FirmsUnclaimed, unclaimedOf } from '../asset/unclaimed.ts'
import { howPicture } from '../case/how-sheet.ts'
import { askedRows } from '../converse/asked.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { busyOf, idsOf } from '../inquiry/people.ts'
import { begin, dueOf } from '../recurrence.ts'

interface FirmKey {
  regionId: string
  firmId: string
}

/**
 * Somebody has come to a firm, or a sensor has seen a device on a new day: while there is somebody to be called, days are
 * waited for. Who came and finds PCs there is called at once.
 */
export async function rollCallWanted(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm = firmIn(job)
  const standing = await unclaimedOf(tx, app, firm)
  if (!isAnybodyCalled(standing)) return
  // Written by the chat flow, or by the detector's.
  const { personId } = job.payload as RollCallWanted
  if (personId !== undefined) await callToday(tx, app, firm, standing, [personId])
  await begin(tx, app, rollCallOf(firm))
}

/** A business day has come to ask a firm's people which of the PCs that nobody has spoken for are theirs. */
export async function rollCall(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm = firmIn(job)
  const standing = await unclaimedOf(tx, app, firm)
  const isAsking = isAnybodyCalled(standing)
  const turn = await telephoneTurn(tx, app, firm, { ...standing, isAsking })
  if (!isAsking && turn === 'never') return
  const due = await dueOf(tx, job, app, rollCallOf(firm))
  if (!due) return
  if (isAsking || turn === 'later') await due.done()
  if (turn === 'now') await waitForCall(tx, firm, FRESH_CALL, app.now)
  await callToday(tx, app, firm, standing, idsOf(standing.contacts))
}

/** Once in its life; of a firm that waits already, never again. */
async function telephoneTurn(
  tx: Tx,
  app: FlowContext,
  { firmId }: FirmKey,
  { contacts, called, isAsking, ...unclaimed }: FirmsUnclaimed & { isAsking: boolean },
): Promise<Turn> {
  const turn = turnOf(toAskOf(idsOf(contacts), unclaimed), { called, isAsking, today: dayOf(app.now, app) })
  return turn === 'never' || (await callOf(tx, firmId)) ? 'never' : turn
}

/** Those of them whose turn it is. */
async function callToday(
  tx: Tx,
  app: FlowContext,
  firm: FirmKey,
  standing: FirmsUnclaimed,
  people: readonly string[],
): Promise<void> {
  const { contacts, called } = standing
  const today = dayOf(app.now, app)
  const busy = await busyOf(tx, firm, { day: today, people: contacts })
  const whom = callees(people, { called, busy, today })
  await call(tx, app, firm, { day: today, contacts, calls: callsFor(standing.people, whom, standing) })
}

const firmIn = ({ regionId, firmId }: InboxRow): FirmKey => ({ regionId: regionId ?? '', firmId: firmId ?? '' })

/** On whichever day that is. */
const isAnybodyCalled = ({ contacts, people, called, ...unclaimed }: FirmsUnclaimed): boolean =>
  callsFor(people, stillCalled(idsOf(contacts), called), unclaimed).length > 0

async function call(
  tx: Tx,
  app: FlowContext,
  firm: FirmKey,
  { day, contacts, calls }: { day: string; contacts: readonly Contact[]; calls: readonly Call[] },
): Promise<void> {
  if (calls.length === 0) return
  const region = await regionOf(tx, firm.regionId)
  const { locale } = region
  const pcName = howPicture(app, 'pc-name.windows', region)
  const taps = assetTaps(app, firm)
  const says: OutboxEntry[] = []
  for (const one of calls) {
    const { personId } = one
    const whom = contacts.find((each) => each.personId === personId)
    if (!whom) continue
    const to = { platform: whom.platform, account: whom.account, address: whom.userId }
    const message = one.kind === 'which' ? rollCallMessage(one.devices, taps, pcName) : lastOneMessage(one, taps)
    says.push({
      id: app.newUuid(),
      ...firm,
      subject: null,
      to,
      priority: 'campaign',
      locale,
      message,
      service: 'sensor',
    })
    await addAsked(tx, firm, { caseId: null, personId, day, askedAt: app.now, says: null })
  }
  await grantActions(tx, taps.granted)
  const asked = says.flatMap((entry) => askedRows(entry, app.now))
  await receive(
    tx,
    asked.map((row) => ({ ...row, ...firm })),
  )
  await enqueue(tx, says)
}
