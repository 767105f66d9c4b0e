import { alertsOfCase } from '#db/alerts.ts'
import { insertCase } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { loadRules } from '#db/regions.ts'
import { pastVerdicts } from '#db/triage.ts'
import type { AlertKind } from '#engine/alert.ts'
import { isOpen } from '#engine/calendar/calendar.ts'
import { freshCase, isUndecided, type Judgement, judge, type PersonRef, recount } from '#engine/case.ts'
import { rulesFrom } from '#engine/region-rules.ts'
import { sightOf } from '#engine/triage/features.ts'
import { joinDigest } from '../case/advisory.ts'
import { type CommandFlow, personOf } from '../case/command.ts'
import { evidenceMessage } from '../case/evidence.ts'
import { callOut } from '../case/on-call.ts'
import { armPromise } from '../case/promise.ts'
import { quietnessOf } from '../case/quiet.ts'
import { refuse } from '../case/refuse.ts'
import { whyMessages } from '../case/why.ts'
import { CaseWork } from '../case/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/** Alerts arrive for a case: it opens with the first, and counts the rest. */
export async function caseAlerts(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { caseId, kind, device, windowStart } = job.payload as {
    caseId: string
    kind: AlertKind
    device: string
    windowStart: number
  }
  const isNew = await insertCase(tx, freshCase(ownerOf(job), { id: caseId, kind, device, windowStart }))
  const work = await CaseWork.open(tx, app, caseId)
  if (!work) throw new Error(`case ${caseId} is not there after its alerts came`)
  const rules = rulesFrom(await loadRules(tx, work.region.id))
  const before = work.case
  const alerts = await alertsOfCase(tx, work.firm.id, caseId)
  const counted = recount(before, alerts, rules.severities[kind])
  const background = {
    past: await pastVerdicts(tx, counted),
    traffic: (await work.traffic(counted)).map(({ kind }) => kind),
  }
  work.case = { ...counted, sight: sightOf(counted, alerts, background) }
  if (isNew) work.remember('opened', null, { kind: { key: `kinds.${kind}.name` } })
  const quietness = isNew || before.quietBy !== null ? await hush(work) : 'loud'
  if (quietness === 'quiet') return work.settle()
  const isGraver = isNew || quietness === 'surfaced' || work.case.severity !== before.severity
  if (isGraver) await armPromise(work, rules)
  if (isGraver && isLeftAtNight(work)) await callOut(work, 'new-case')
  // Counting alone does not change why it is believed.
  const isAsBefore =
    quietness !== 'surfaced' && alerts.length === before.alertCount && counted.lostShare === before.lostShare
  const evidence = isAsBefore ? undefined : evidenceMessage(alerts)
  if (evidence) work.toThread(evidence, { stickyKey: `evidence:${caseId}` })
  await work.settle()
}

/** A grave case that nobody has in hand, while nobody sits at a desk. */
const isLeftAtNight = ({ case: { severity, claimedBy, state }, app }: CaseWork): boolean =>
  severity === 'high' && state === 'new' && claimedBy === null && !isOpen(app.calendar, app.now)

/** A new case that is kept quiet makes no card; one that is no longer kept so gets its card now. */
async function hush(work: CaseWork): Promise<'loud' | 'quiet' | 'surfaced'> {
  const before = work.case.quietBy
  const now = await quietnessOf(work.tx, work.case, work.app.now)
  if ('by' in now) {
    work.case = { ...work.case, quietBy: now.by }
    if (before === null) work.remember('quieted', null)
    return 'quiet'
  }
  if (before === null) return 'loud'
  work.case = { ...work.case, quietBy: null }
  work.remember('surfaced', null, { why: { key: `case.quiet.why.${now.loud}` } })
  return 'surfaced'
}

/** What kept it quiet was ended, or somebody wants to see what it kept: the case gets its card. */
export async function surfaceCase(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { caseId, suppressionId, by } = job.payload as { caseId: string; suppressionId: string; by: PersonRef | null }
  const work = await CaseWork.open(tx, app, caseId)
  if (!work) throw new Error(`case ${caseId} was to be shown, and is not there`)
  if (work.case.quietBy !== suppressionId) return
  work.case = { ...work.case, quietBy: null }
  work.remember('surfaced', by, { why: { key: 'case.quiet.why.asked' } })
  if (isUndecided(work.case)) await armPromise(work, rulesFrom(await loadRules(tx, work.region.id)))
  const evidence = evidenceMessage(await alertsOfCase(tx, work.firm.id, caseId))
  if (evidence) work.toThread(evidence, { stickyKey: `evidence:${caseId}` })
  await work.settle()
}

/** 引き受ける・代わる・誤検知・様子見・お知らせ・取り消す. */
const judging =
  (judgement: Judgement): CommandFlow =>
  async (work, command) => {
    const judged = judge(work.case, judgement, personOf(command.by), command.params.revision ?? 0, work.app.now)
    if (judged.kind === 'refused') return refuse(work, command, judged)
    work.case = judged.case
    const goes = judgement === 'advise' ? { at: await joinDigest(work) } : null
    work.remember(judgement, personOf(command.by), goes ? { goes } : {})
  }

/** なぜ？: decides nothing, so that anybody may ask it of a case that somebody else holds, or that is closed. */
const explain: CommandFlow = async (work, { by }) => {
  const alerts = await alertsOfCase(work.tx, work.firm.id, work.case.id)
  for (const message of whyMessages(alerts, by.name)) work.toThread(message)
}

export const triageCommands: Readonly<Record<string, CommandFlow>> = {
  claim: judging('claim'),
  'take-over': judging('take-over'),
  'false-alarm': judging('false-alarm'),
  watch: judging('watch'),
  advise: judging('advise'),
  reopen: judging('reopen'),
  explain,
}

function ownerOf({ regionId, firmId }: InboxRow): { regionId: string; firmId: string } {
  if (!regionId || !firmId) throw new Error('alerts came without their firm')
  return { regionId, firmId }
}
