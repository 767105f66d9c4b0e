import { grantActions } from '#db/actions.ts'
import { assetsOf } from '#db/assets.ts'
import { listAssets } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { addAsked, calledOf } from '#db/inquiries.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { LIMIT_MAX } from '#db/page.ts'
import type { Contact } from '#db/people.ts'
import { dayOf } from '#engine/inquiry.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { type Call, callees, callsFor, ownersOf, unspokenFor } from '#engine/roll-call.ts'
import { lastOneMessage, rollCallMessage, rollCallOf } from '../asset/roll-call.ts'
import { assetTaps } from '../asset/tokens.ts'
import { askedRows } from '../converse/asked.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { busyOf, idsOf, peopleOf } from '../inquiry/people.ts'
import { dueOf } from '../recurrence.ts'

interface FirmKey {
  regionId: string
  firmId: string
}

/** A business day has come to ask a firm's people which of the PCs that nobody has spoken for are theirs. */
export async function rollCall(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm: FirmKey = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const due = await dueOf(tx, job, app, rollCallOf(firm))
  if (!due) return
  await due.done()
  const today = dayOf(app.now, app)
  const contacts = await peopleOf(tx, firm.firmId)
  const called = await calledOf(tx, firm.firmId)
  const busy = await busyOf(tx, firm, { day: today, people: contacts })
  const whom = callees(idsOf(contacts), { called, busy, today })
  if (whom.length === 0) return
  const { items: seen } = await listAssets(tx, { firmId: firm.firmId, limit: LIMIT_MAX })
  const assets = await assetsOf(tx, firm.firmId)
  const people = contacts.map((one) => ({ ...one, isLeader: readsFirmResult(one.role) }))
  const standing = { devices: unspokenFor(seen, assets, app.now), owners: ownersOf(seen, assets) }
  await call(tx, app, firm, { day: today, contacts, calls: callsFor(people, whom, standing) })
}

async function call(
  tx: Tx,
  app: FlowContext,
  firm: FirmKey,
  { day, contacts, calls }: { day: string; contacts: readonly Contact[]; calls: readonly Call[] },
): Promise<void> {
  if (calls.length === 0) return
  const { locale } = await regionOf(tx, firm.regionId)
  const taps = assetTaps(app, firm)
  const says: OutboxEntry[] = []
  for (const one of calls) {
    const { personId } = one
    const whom = contacts.find((each) => each.personId === personId)
    if (!whom) continue
    const to = { platform: whom.platform, account: whom.account, address: whom.userId }
    const message = one.kind === 'which' ? rollCallMessage(one.devices, taps) : lastOneMessage(one, taps)
    says.push({ id: app.newUuid(), ...firm, subject: null, to, priority: 'campaign', locale, message })
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
