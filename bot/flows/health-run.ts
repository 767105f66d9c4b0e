import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { namesOf } from '#db/firms.ts'
import { checksOfMonth, insertDrafts } from '#db/health-checks.ts'
import { receive } from '#db/inbox.ts'
import { enqueue } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
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
import { listCard, type MonthList } from '../health/list-card.ts'
import { healthRunOf } from '../health/run.ts'
import { approveAll } from '../health/taps.ts'
import { dueOf } from '../recurrence.ts'

/** The month's timer, or 「まとめて承認」. */
interface Said {
  command: 'draft' | 'approve-all'
  params?: { month?: string }
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
  const { command, params, by } = job.payload as Said
  const run = (month: string): Run => ({ tx, app, region, month, jobId: job.id })
  if (command === 'approve-all') return by && params?.month ? approve(run(params.month), by) : undefined
  const due = await dueOf(tx, job, app, healthRunOf(region.id))
  if (!due) return
  await due.done()
  await draft(run(monthBefore(due.at, region.timezone)))
}

/** A month is over: each firm that had a sensor gets a draft, and analysts see what they have to look at. */
async function draft(run: Run): Promise<void> {
  const { tx } = run
  await insertDrafts(tx, await draftsOf(run))
  const { lookedAt, listed } = await ofMonth(run)
  await hand(run, lookedAt, { command: 'drafted', by: OTASUKE })
  await show(run, { listed, approved: null })
}

const OTASUKE: PersonRef = { personId: 'otasuke', name: 'otasuke' }

async function draftsOf({ tx, app, region, month }: Run): Promise<HealthCheck[]> {
  const before = await countedBefore(tx, region, month)
  const counted = await countFirms(tx, { region, firmId: null, month, now: app.now })
  return [...counted].map(([firmId, one]) =>
    drafted({
      ...{ id: app.newId('health'), regionId: region.id, firmId, month, countedAt: app.now, counted: one },
      grade: gradeOf(one, before.get(firmId)?.counted),
    }),
  )
}

const countedBefore = async (tx: Tx, { id }: Region, month: string): Promise<Map<string, HealthCheck>> =>
  new Map((await checksOfMonth(tx, id, monthsFrom(month, -1))).map((one) => [one.firmId, one]))

interface Listed {
  check: HealthCheck
  before: HealthCheck | undefined
}

async function ofMonth({ tx, region, month }: Run): Promise<{ lookedAt: HealthCheck[]; listed: Listed[] }> {
  const before = await countedBefore(tx, region, month)
  const all = (await checksOfMonth(tx, region.id, month)).map((check) => ({ check, before: before.get(check.firmId) }))
  const isOne = (one: Listed): boolean => isLookedAt(one.check.grade, one.before?.grade)
  return { lookedAt: all.filter(isOne).map(({ check }) => check), listed: all.filter((one) => !isOne(one)) }
}

/** Each hears in its own lane, and is counted once more there. */
async function approve(run: Run, by: PersonRef): Promise<void> {
  const { tx, app, region, month } = run
  const { listed } = await ofMonth(run)
  const drafts = listed.filter(({ check }) => check.state === 'draft').map(({ check }) => check)
  await hand(run, drafts, { command: 'approve', by: { personId: by.personId, name: by.name }, isListed: true })
  await note(tx, {
    ...{ regionId: region.id, firmId: null, subject: runLane(region.id), at: app.now, actor: by.personId },
    ...{ what: 'health-checks-approved', params: { month, firms: drafts.length }, reason: null },
  })
  await show(run, { listed, approved: { by, at: app.now } })
}

async function hand({ tx, app, jobId }: Run, checks: readonly HealthCheck[], payload: object): Promise<void> {
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
  { listed, approved }: { listed: readonly Listed[]; approved: MonthList['approved'] },
): Promise<void> {
  if (listed.length === 0) return
  const names = await namesOf(
    tx,
    listed.map(({ check }) => check.firmId),
  )
  const lines = listed.map(({ check, before }) => ({
    ...{ check, before: before?.counted, firm: names.get(check.firmId) ?? '' },
  }))
  const button = approveAll(app, { regionId: region.id, month })
  await grantActions(tx, [button])
  await enter(tx, { kind: 'system' })
  await enqueue(tx, [listCard(app, { region, month, lines, approved }, button.token)])
}
