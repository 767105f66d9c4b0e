import { enter, type Tx } from '#db/door.ts'
import { namesOf } from '#db/firms.ts'
import { enqueue } from '#db/outbox.ts'
import { milestonesIn } from '#db/programmes.ts'
import { dayOf, isOpen } from '#engine/calendar/calendar.ts'
import { paragraph, type Text } from '#engine/message.ts'
import { type Milestone, milestoneState } from '#engine/milestone.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { programmeDayOf } from '../programme-day.ts'
import { dueOf } from '../recurrence.ts'
import { dayParam } from '../region/day.ts'

/** Each business day operations is told once what of the programme is late, as long as it is. */
export async function programmeDay(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const region = await regionOf(tx, job.regionId ?? '')
  const due = await dueOf(tx, job, app, programmeDayOf(region.id))
  if (!due) return
  await due.done()
  if (!isOpen(app.calendar, app.now)) return
  const today = dayOf(region, app.now).toString()
  const late = (await milestonesIn(tx, region.id)).filter((one) => milestoneState(one, today) === 'late')
  if (late.length === 0) return
  const names = await namesOf(
    tx,
    late.flatMap(({ firmId }) => firmId ?? []),
  )
  const card = operationsCard({ key: 'operations.milestone.late', params: { count: late.length, region: region.name } })
  const more = late.length - SHOWN_MAX
  const lines: Text[] = [
    ...late.slice(0, SHOWN_MAX).map((one) => lineOf(one, names.get(one.firmId ?? ''), region)),
    ...(more > 0 ? [{ key: 'operations.milestone.more', params: { count: more } }] : []),
    { key: 'operations.milestone.how' },
  ]
  const place = { regionId: region.id, firmId: null, locale: region.locale }
  await enter(tx, { kind: 'system' })
  await enqueue(tx, [toChannel(app, 'operations', place, { ...card, parts: [...card.parts, ...lines.map(paragraph)] })])
}

const SHOWN_MAX = 20

function lineOf({ says, dueOn }: Milestone, firm: string | undefined, region: { timezone: string }): Text {
  const params = { says: { typed: says }, day: dayParam(dueOn, region) }
  return firm === undefined
    ? { key: 'operations.milestone.line', params }
    : { key: 'operations.milestone.line-of', params: { ...params, firm: { typed: firm } } }
}
