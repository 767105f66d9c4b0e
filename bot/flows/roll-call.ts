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
import { callees, ownersOf, type Unspoken, unspokenFor } from '#engine/roll-call.ts'
import { rollCallMessage, rollCallOf } from '../asset/roll-call.ts'
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

/** The week has come to ask a firm's people which of the PCs that nobody has spoken for are theirs. */
export async function rollCall(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm: FirmKey = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const due = await dueOf(tx, job, app, rollCallOf(firm))
  if (!due) return
  await due.done()
  const { items: seen } = await listAssets(tx, { firmId: firm.firmId, limit: LIMIT_MAX })
  const assets = await assetsOf(tx, firm.firmId)
  const devices = unspokenFor(seen, assets, app.now)
  if (devices.length === 0) return
  const people = await peopleOf(tx, firm.firmId)
  const day = dayOf(app.now, app)
  const busy = await busyOf(tx, firm, { day, people })
  const called = await calledOf(tx, firm.firmId)
  const whom = callees(idsOf(people), { owners: ownersOf(seen, assets), called, busy })
  await call(tx, app, firm, { devices, day, whom: people.filter(({ personId }) => whom.includes(personId)) })
}

async function call(
  tx: Tx,
  app: FlowContext,
  firm: FirmKey,
  { devices, day, whom }: { devices: readonly Unspoken[]; day: string; whom: readonly Contact[] },
): Promise<void> {
  const { locale } = await regionOf(tx, firm.regionId)
  const taps = assetTaps(app, firm)
  const message = rollCallMessage(devices, taps)
  const says = whom.map(({ platform, account, userId: address }): OutboxEntry => {
    const to = { platform, account, address }
    return { id: app.newUuid(), ...firm, subject: null, to, priority: 'campaign', locale, message }
  })
  for (const { personId } of whom)
    await addAsked(tx, firm, { caseId: null, personId, day, askedAt: app.now, says: null })
  await grantActions(tx, taps.granted)
  const asked = says.flatMap((entry) => askedRows(entry, app.now))
  await receive(
    tx,
    asked.map((row) => ({ ...row, ...firm })),
  )
  await enqueue(tx, says)
}
