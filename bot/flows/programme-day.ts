import { applicationsIn } from '#db/applications.ts'
import { enter, type Tx } from '#db/door.ts'
import { namesOf } from '#db/firms.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { reportVersions } from '#db/programme-reports.ts'
import { milestonesIn } from '#db/programmes.ts'
import { takeDueVisits } from '#db/recruiting-visits.ts'
import type { Region } from '#db/regions.ts'
import { funnelOf } from '#engine/application.ts'
import { dayOf, isOpen } from '#engine/calendar/calendar.ts'
import { paragraph, type Text } from '#engine/message.ts'
import { type Milestone, milestoneState } from '#engine/milestone.ts'
import { isOver } from '#engine/programme-report.ts'
import { isToSuggest, targetStanding } from '#engine/recruiting-target.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { programmeDayOf } from '../programme-day.ts'
import { standingOf } from '../recruiting/standing.ts'
import { dueOf } from '../recurrence.ts'
import { dayParam } from '../region/day.ts'
import { programmeOf } from '../region/programme.ts'
import { finishReport } from '../region/programme-report.ts'
import { toChamber } from '../to-chamber.ts'

/**
 * The report is finished once its programme's time is over. Each business day operations is told once what of the programme is late, as long as it is; the chamber, once a week, that too
 * few apply, and once what is due about a company that was visited.
 */
export async function programmeDay(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const region = await regionOf(tx, job.regionId ?? '')
  const due = await dueOf(tx, job, app, programmeDayOf(region.id))
  if (!due) return
  const finished = await finishedCard(tx, app, region)
  const { suggestedOn } = job.payload as { suggestedOn?: string }
  const today = dayOf(region, app.now).toString()
  const isWorkday = isOpen(app.calendar, app.now)
  const suggestion = isWorkday && isToSuggest(suggestedOn, today) ? await suggestionOf(tx, app, region, today) : []
  await due.done({ suggestedOn: suggestion.length > 0 ? today : suggestedOn })
  const late = isWorkday ? await lateCard(tx, app, region, today) : []
  const visits = isWorkday ? await visitsDue(tx, app, region, today) : []
  await enter(tx, { kind: 'system' })
  await enqueue(tx, [...finished, ...late, ...visits, ...suggestion])
}

/** The day after the programme's last one its report is finished, before anything of it is deleted. */
async function finishedCard(tx: Tx, app: FlowContext, region: Region): Promise<OutboxEntry[]> {
  const { until } = await programmeOf(tx, region.id)
  const last = (await reportVersions(tx, region.id)).at(-1)
  const day = (at: number): string => dayOf(region, at).toString()
  if (!isOver(until, { today: day(app.now), finishedOn: last ? day(last.finishedAt) : null })) return []
  await enter(tx, { kind: 'system' })
  const counting = { region, now: app.now, calendar: app.calendar }
  const report = await finishReport(tx, counting, { by: null, reason: null })
  await enter(tx, { kind: 'region', regionId: region.id })
  if (typeof report === 'string') throw new Error(`the end of a programme finished no report: ${report}`)
  const params = { region: region.name, version: report.version, id: region.id }
  const card = operationsCard({ key: 'operations.report.finished', params })
  const how = paragraph({ key: 'operations.report.how', params })
  return [toChannel(app, 'operations', placeIn(region), { ...card, parts: [...card.parts, how] })]
}

async function lateCard(tx: Tx, app: FlowContext, region: Region, today: string): Promise<OutboxEntry[]> {
  const late = (await milestonesIn(tx, region.id)).filter((one) => milestoneState(one, today) === 'late')
  if (late.length === 0) return []
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
  return [toChannel(app, 'operations', placeIn(region), { ...card, parts: [...card.parts, ...lines.map(paragraph)] })]
}

/** 追加開催: to the chamber's people, wherever they are reached, and to operations. */
async function suggestionOf(tx: Tx, app: FlowContext, region: Region, today: string): Promise<OutboxEntry[]> {
  const { target } = await programmeOf(tx, region.id)
  if (!target) return []
  const { applied } = funnelOf((await applicationsIn(tx, region.id)).map(standingOf))
  const standing = targetStanding(target, { applied, today })
  if (standing?.state !== 'behind') return []
  const params = { applied, expected: standing.expected, firms: target.firms, until: dayParam(target.until, region) }
  const text: Text = { key: 'operations.target.behind', params: { region: region.name, ...params } }
  return toChamber(tx, app, { ...toldIn(region), text, lines: [{ key: 'operations.target.suggest' }] })
}

/** What is to be done next about companies that were visited, once each. */
async function visitsDue(tx: Tx, app: FlowContext, region: Region, today: string): Promise<OutboxEntry[]> {
  const due = await takeDueVisits(tx, region.id, today, app.now)
  if (due.length === 0) return []
  const lines = due.flatMap(({ company, place, next, by }): Text[] => {
    if (!next) return []
    const typed = { company: { typed: company }, place: { typed: place }, step: { typed: next.step } }
    const params = { ...typed, day: dayParam(next.on, region), name: { typed: by.name } }
    return [{ key: 'operations.visit.line', params }]
  })
  const text: Text = { key: 'operations.visit.due', params: { region: region.name, count: due.length } }
  return toChamber(tx, app, { ...toldIn(region), text, lines })
}

const toldIn = (region: Region) => ({ region, subject: programmeDayOf(region.id).lane })

const placeIn = ({ id, locale }: Region) => ({ regionId: id, firmId: null, locale })

const SHOWN_MAX = 20

function lineOf({ says, dueOn }: Milestone, firm: string | undefined, region: { timezone: string }): Text {
  const params = { says: { typed: says }, day: dayParam(dueOn, region) }
  return firm === undefined
    ? { key: 'operations.milestone.line', params }
    : { key: 'operations.milestone.line-of', params: { ...params, firm: { typed: firm } } }
}
