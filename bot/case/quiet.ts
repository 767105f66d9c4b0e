import { createHash } from 'node:crypto'
import type { FormValues } from '#adapters/adapter.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { addSuppression, judgedLike, suppressionsOf } from '#db/suppressions.ts'
import { arm } from '#db/timers.ts'
import { type Case, judge, type PersonRef } from '#engine/case.ts'
import { shown } from '#engine/defang.ts'
import type { Text } from '#engine/message.ts'
import {
  maySuggest,
  type QuietScope,
  quietedBy,
  SUPPRESSION_KNOBS,
  type Suppression,
  suggestionFor,
  whyLoud,
} from '#engine/suppression.ts'
import { inRegion } from '../region-scope.ts'
import { answerTapper, type CommandFlow, personOf, plainAnswer } from './command.ts'
import { refuse } from './refuse.ts'
import type { CaseWork } from './work.ts'

/** What could be kept quiet like this case, by how the region's analysts have judged its like. */
export async function suggestionOf(tx: Tx, subject: Case, now: number): Promise<QuietScope | undefined> {
  if (!maySuggest(subject)) return undefined
  const since = now - SUPPRESSION_KNOBS.pastMs
  return suggestionFor(subject, await inRegion(tx, subject, () => judgedLike(tx, subject, { since })))
}

/** Whether it is kept quiet from the beginning, still, or no longer, and then why not. */
export async function quietnessOf(
  tx: Tx,
  subject: Case,
  now: number,
): Promise<{ by: string } | { loud: ReturnType<typeof whyLoud> }> {
  const all = await inRegion(tx, subject, () => suppressionsOf(tx, subject.regionId, subject.kind))
  if (subject.quietBy === null) {
    const by = quietedBy(all, subject, now)
    return by ? { by: by.id } : { loud: undefined }
  }
  const own = all.find(({ id }) => id === subject.quietBy)
  const loud = own ? whyLoud(own, subject, now) : 'ended'
  return loud === undefined ? { by: subject.quietBy } : { loud }
}

/** 「まとめて静かにする」 was filled in: this case is a false alarm, too, and its like make no card until then. */
const accept: CommandFlow = async (work, command) => {
  const by = personOf(command.by)
  const scope = await suggestionOf(work.tx, work.case, work.app.now)
  const judged = judge(work.case, 'false-alarm', by, work.case.decisionRevision, work.app.now)
  if (judged.kind === 'refused') return refuse(work, command, judged)
  if (!scope) return refuseQuiet(work, command, 'nothing-alike')
  const reason = reasonIn(command.values)
  const suppression = suppressionOf(work, scope, by)
  if (!(await begin(work, suppression, reason))) return refuseQuiet(work, command, 'quiet-already')
  work.case = judged.case
  work.remember('false-alarm', by)
  work.remember('quiet-from-now', by, { until: { at: suppression.expiresAt, show: 'date' } }, reason)
}

/** The form was opened inside the call, unless it could not be: then the tapper is told why. */
const open: CommandFlow = async (work, command) => {
  const judged = judge(work.case, 'false-alarm', personOf(command.by), command.params.revision ?? 0, work.app.now)
  if (judged.kind === 'refused') return refuse(work, command, judged)
  if (!(await suggestionOf(work.tx, work.case, work.app.now))) refuseQuiet(work, command, 'nothing-alike')
}

export const quietCommands: Readonly<Record<string, CommandFlow>> = { 'open-quiet': open, 'submit-quiet': accept }

function refuseQuiet(
  work: CaseWork,
  command: Parameters<CommandFlow>[1],
  reason: 'nothing-alike' | 'quiet-already',
): void {
  work.app.refused(reason)
  answerTapper(work, command, plainAnswer({ key: `case.refused.${reason}`, params: { to: command.by.name } }))
}

const reasonIn = (values: FormValues | undefined): string | null => (values?.reason ?? '').trim() || null

function suppressionOf({ case: subject, app }: CaseWork, scope: QuietScope, by: PersonRef): Suppression {
  const content = JSON.stringify([subject.id, subject.decisionRevision])
  return {
    ...scope,
    // Of one card and one state of it, so that a repeat accepts nothing twice.
    id: `quiet_${createHash('sha256').update(content).digest('hex').slice(0, 24)}`,
    regionId: subject.regionId,
    caseId: subject.id,
    acceptedBy: by,
    acceptedAt: app.now,
    expiresAt: app.now + SUPPRESSION_KNOBS.lastsMs,
    endedAt: null,
    endedBy: null,
  }
}

/** False when the same is quiet already. It goes on in a lane of its own. */
async function begin(
  { tx, case: subject, app }: CaseWork,
  suppression: Suppression,
  reason: string | null,
): Promise<boolean> {
  return inRegion(tx, subject, async () => {
    if (!(await addSuppression(tx, suppression))) return false
    await armExpiry(tx, suppression)
    const { id, regionId, acceptedBy: by } = suppression
    await receive(tx, [
      {
        lane: suppressionLane(id),
        kind: 'suppression-command',
        account: 'triage',
        eventId: `${id}:begin`,
        regionId,
        firmId: null,
        payload: { command: 'begin', by, reason },
        at: app.now,
      },
    ])
    return true
  })
}

export const suppressionLane = (id: string): string => `suppression:${id}`

export const armExpiry = (tx: Tx, { id, regionId, expiresAt }: Suppression): Promise<void> =>
  arm(tx, {
    key: `${suppressionLane(id)}:expiry`,
    dueAt: expiresAt,
    lane: suppressionLane(id),
    kind: 'suppression-command',
    payload: { command: 'expire', by: null },
    regionId,
    firmId: null,
  })

/** What is kept quiet, in one phrase. */
export function scopeText({ kind, device, counterpart }: QuietScope, firm: string): Text {
  const params = { kind: { key: `kinds.${kind}.name` }, firm, device: shown(device), counterpart: shown(counterpart) }
  if (device === '') return { key: 'case.quiet.scope.place', params }
  return { key: counterpart === '' ? 'case.quiet.scope.device' : 'case.quiet.scope.pair', params }
}
