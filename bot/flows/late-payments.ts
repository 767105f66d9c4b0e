import { enter, type Tx } from '#db/door.ts'
import { type FirmInvoice, takeLate } from '#db/invoices.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { contactsOf, isOnLine, staffOf } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import { lateness } from '#engine/invoice.ts'
import type { Text } from '#engine/message.ts'
import { toPerson } from '../answer-to.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { latePaymentsOf } from '../money/coming.ts'
import { lateMessage } from '../money/messages.ts'
import { dueOf } from '../recurrence.ts'
import { dayParam } from '../region/day.ts'
import { toChamber } from '../to-chamber.ts'

const SHOWN_MAX = 20

/** Invoices that are late: the firm is reminded, and somebody of the chamber is asked by name to see to it; of no firm twice in a fortnight. */
export async function latePayments(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const region = await regionOf(tx, job.regionId ?? '')
  const due = await dueOf(tx, job, app, latePaymentsOf(region.id))
  if (!due) return
  await due.done()
  const today = dayOf(region, app.now).toString()
  const late = await takeLate(tx, region.id, { today, ...lateness(today) })
  if (late.length === 0) return
  const task = await chambersTask(tx, app, region, late)
  await enter(tx, { kind: 'system' })
  const reminders: OutboxEntry[] = []
  for (const [firmId, invoices] of Map.groupBy(late, (one) => one.firmId))
    reminders.push(...(await remindersOf(tx, app, region, { firmId, invoices })))
  await enqueue(tx, [...task, ...reminders])
}

async function chambersTask(
  tx: Tx,
  app: FlowContext,
  region: Region,
  late: readonly FirmInvoice[],
): Promise<OutboxEntry[]> {
  const reachable = async (role: 'chamber' | 'desk') =>
    (await staffOf(tx, region.id, role)).find((one) => one.isReachable)
  const holder = (await reachable('chamber')) ?? (await reachable('desk'))
  const yen = late.reduce((sum, { invoice }) => sum + invoice.total, 0)
  const params = { region: region.name, count: late.length, yen, who: { typed: holder?.name ?? '' } }
  const text: Text = { key: holder ? 'operations.money.late' : 'operations.money.late-nobody', params }
  const lines = late.slice(0, SHOWN_MAX).map(({ invoice: { number, to, total, dueOn, issuedOn } }): Text => {
    const of = { number, firm: { typed: to }, yen: total, due: dayParam(dueOn ?? issuedOn, region) }
    return { key: 'money.unpaid.late', params: of }
  })
  const left = late.length - lines.length
  const more: Text[] = left > 0 ? [{ key: 'money.unpaid.more', params: { count: left } }] : []
  const how: Text[] = [{ key: 'operations.money.late-call' }, { key: 'money.unpaid.how' }]
  return toChamber(tx, app, {
    region,
    subject: latePaymentsOf(region.id).lane,
    text,
    lines: [...lines, ...more, ...how],
  })
}

/** To whoever owns the firm; where nobody does, to those who lead it. */
async function remindersOf(
  tx: Tx,
  app: FlowContext,
  region: Region,
  { firmId, invoices }: { firmId: string; invoices: readonly FirmInvoice[] },
): Promise<OutboxEntry[]> {
  const people = (await contactsOf(tx, firmId)).filter(isOnLine)
  const owners = people.filter(({ role }) => role === 'owner')
  const whom = owners.length > 0 ? owners : people.filter(({ role }) => role === 'manager')
  const place = { regionId: region.id, firmId, subject: latePaymentsOf(region.id).lane, locale: region.locale }
  const message = lateMessage({ ...app, region }, invoices)
  return whom.map((one) => toPerson(app, place, one, message))
}
