import type { FormValues } from '#adapters/adapter.ts'
import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { namesOf } from '#db/firms.ts'
import { checksOfMonth, insertDrafts, type MonthStanding, standingsOfMonth } from '#db/health-checks.ts'
import { receive } from '#db/inbox.ts'
import { enqueue } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import { isOpen } from '#engine/calendar/calendar.ts'
import type { PersonRef } from '#engine/case.ts'
import { gradeOf } from '#engine/health-check.ts'
import { monthsFrom } from '#engine/health-comparison.ts'
import { drafted, type HealthCheck } from '#engine/health-course.ts'
import { monthBefore } from '#engine/health-month.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { isLookedAt } from '../health/card.ts'
import { countFirms } from '../health/count.ts'
import { healthLane, runLane } from '../health/lanes.ts'
import { LINES_MAX, listCard, type MonthList } from '../health/list-card.ts'
import { pickedIn } from '../health/pick-form.ts'
import { WATCHED_MIN, watchProgress } from '../health/progress.ts'
import { healthRunOf } from '../health/run.ts'
import { type ListTap, listTap } from '../health/taps.ts'
import { dueOf } from '../recurrence.ts'

/** The month's timer, or a button of its list. */
interface Said {
  command: 'draft' | ListTap
  params?: { month?: string }
  values?: FormValues
  by?: PersonRef
}

interface Run {
  tx: Tx
  app: FlowContext
  region: Region
  month: string
  /** What tells this run from another of the same month. */
  jobId: number
}

export async function healthRun(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const region = await regionOf(tx, job.regionId ?? '')
  const { command, params, values = {}, by } = job.payload as Said
  const run = (month: string): Run => ({ tx, app, region, month, jobId: job.id })
  if (command !== 'draft') return by && params?.month ? press(run(params.month), { command, values, by }) : undefined
  const due = await dueOf(tx, job, app, healthRunOf(region.id))
  if (!due) return
  await due.done()
  await draft(run(monthBefore(due.at, region.timezone)))
}

async function press(run: Run, { command, values, by }: { command: ListTap; values: FormValues; by: PersonRef }) {
  if (command === 'approve-all') return approve(run, by)
  // The form was opened inside the call, and told what was wrong with it there.
  if (command === 'submit-pick') return pick(run, values, by)
}

/** Its card comes from its own lane. */
async function pick(run: Run, values: FormValues, { personId, name }: PersonRef): Promise<void> {
  const found = await pickedIn(run.tx, { regionId: run.region.id, month: run.month, values })
  if ('check' in found) await hand(run, [found.check], { command: 'pick', by: { personId, name } })
}

/** A month is over: each firm that had a sensor gets a draft, and analysts see what they have to look at. */
async function draft(run: Run): Promise<void> {
  await keepDrafts(run)
  const { lookedAt, listed } = await ofMonth(run)
  await hand(run, lookedAt, { command: 'drafted', by: OTASUKE })
  await show(run, { listed, approved: null })
}

const OTASUKE: PersonRef = { personId: 'otasuke', name: 'otasuke' }

/** So many firms at a time are held against their month before, and written down: a large region's do not fit beside each other. */
const TOGETHER = 500

async function keepDrafts({ tx, app, region, month }: Run): Promise<void> {
  const counted = [...(await countFirms(tx, { region, firmId: null, month, now: app.now }))]
  for (let from = 0; from < counted.length; from += TOGETHER) {
    const together = counted.slice(from, from + TOGETHER)
    const before = await checksBefore(
      tx,
      together.map(([firmId]) => firmId),
      month,
    )
    await insertDrafts(
      tx,
      together.map(([firmId, one]) =>
        drafted({
          ...{ id: app.newId('health'), regionId: region.id, firmId, month, countedAt: app.now, counted: one },
          grade: gradeOf(one, before.get(firmId)?.counted),
        }),
      ),
    )
  }
}

const checksBefore = async (tx: Tx, firmIds: readonly string[], month: string): Promise<Map<string, HealthCheck>> =>
  new Map((await checksOfMonth(tx, firmIds, monthsFrom(month, -1))).map((one) => [one.firmId, one]))

async function ofMonth({ tx, region, month }: Run): Promise<Record<'lookedAt' | 'listed', MonthStanding[]>> {
  const all = await standingsOfMonth(tx, region.id, { month, before: monthsFrom(month, -1) })
  const isOne = (one: MonthStanding): boolean => isLookedAt(one, one.before)
  return { lookedAt: all.filter(isOne), listed: all.filter((one) => !isOne(one)) }
}

/** Each hears in its own lane, and is counted once more there. */
async function approve(run: Run, by: PersonRef): Promise<void> {
  const { tx, app, region, month } = run
  const { listed } = await ofMonth(run)
  const drafts = listed.filter(({ state }) => state === 'draft')
  await hand(run, drafts, { command: 'approve', by: { personId: by.personId, name: by.name }, isListed: true })
  await note(tx, {
    ...{ regionId: region.id, firmId: null, subject: runLane(region.id), at: app.now, actor: by.personId },
    ...{ what: 'health-checks-approved', params: { month, firms: drafts.length }, reason: null },
  })
  await show(run, { listed, approved: { by, at: app.now, isByNight: !isOpen(app.daytime, app.now) } })
}

async function hand(
  { tx, app, region, month, jobId }: Run,
  checks: readonly Pick<MonthStanding, 'id' | 'regionId' | 'firmId'>[],
  payload: object,
): Promise<void> {
  if (checks.length >= WATCHED_MIN) await watchProgress(tx, app.now, region.id, month)
  await receive(
    tx,
    checks.map(({ id, regionId, firmId }) => ({
      ...{ lane: healthLane(id), kind: 'health-check', account: 'health-run', eventId: `${jobId}:${id}` },
      ...{ regionId, firmId, payload, at: app.now },
    })),
  )
}

async function show(
  { tx, app, region, month }: Run,
  { listed, approved }: { listed: readonly MonthStanding[]; approved: MonthList['approved'] },
): Promise<void> {
  if (listed.length === 0) return
  const firmIds = listed.slice(0, LINES_MAX).map(({ firmId }) => firmId)
  const [names, before] = [await namesOf(tx, firmIds), await checksBefore(tx, firmIds, month)]
  const lines = (await checksOfMonth(tx, firmIds, month)).map((check) => ({
    ...{ check, before: before.get(check.firmId)?.counted, firm: names.get(check.firmId) ?? '' },
  }))
  const tap = (command: ListTap) => listTap(app, { regionId: region.id, month }, command)
  await grantActions(tx, [tap('approve-all'), tap('open-pick'), tap('submit-pick')])
  await enter(tx, { kind: 'system' })
  const list = { region, month, lines, count: listed.length, approved }
  await enqueue(tx, [listCard(app, list, (command) => tap(command).token)])
}
