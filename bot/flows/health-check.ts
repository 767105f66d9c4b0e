import type { FormValues } from '#adapters/adapter.ts'
import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { saveHealthCheck } from '#db/health-checks.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import { arm } from '#db/timers.ts'
import { isOpen, nextOpen } from '#engine/calendar/calendar.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Counted, gradeOf } from '#engine/health-check.ts'
import {
  approved,
  commented,
  type HandOver,
  type HealthCheck,
  type HealthRefusal,
  handed,
  picked,
  read,
  redrafted,
  sent,
  shared,
  taken,
  unreached,
  unshared,
} from '#engine/health-course.ts'
import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { type Answer, answer } from '../dialogue/answer.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { healthCard, isCarded } from '../health/card.ts'
import { commentFault, commentIn } from '../health/comment-form.ts'
import { countFirms } from '../health/count.ts'
import { healthMessage, healthParts, whatParts } from '../health/firm-message.ts'
import { handOverCard } from '../health/hand-over-card.ts'
import { healthCheckOfLane, healthLane } from '../health/lanes.ts'
import { reviewOf } from '../health/review.ts'
import { type HealthTaps, healthTaps } from '../health/taps.ts'
import { firstTaskOf } from '../health/tasks.ts'
import { isRow } from '../health/texts.ts'
import { type HealthFile, mayShare, openHealthCheck, readerIn } from '../health/work.ts'
import type { Speaking } from '../speaking.ts'

/** A tap, a form, a typed word, the month's list or an opened page, as the inbox hands it on. */
interface Said {
  command: string
  by: PersonRef & Partial<Speaking>
  params?: { row?: string }
  values?: FormValues
  replyToken?: string
  replyUntil?: number
  resume?: Option
  /** It stands in the month's list: nobody looks at its card. */
  isListed?: boolean
}

/** One transaction's work on a month's health check of one firm. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: HealthFile
  taps: HealthTaps
  /** What the person is told who did it. */
  told: Part[]
  asked: Option[]
  says: OutboxEntry[]
}

export async function healthCheck(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const file = await openHealthCheck(tx, healthCheckOfLane(job.lane))
  if (!file) throw new Error(`what ${job.lane} is about is not there`)
  const said = job.payload as Said
  const work: Work = { tx, app, said, file, taps: healthTaps(app, file.check), told: [], asked: [], says: [] }
  await HEALTH_COMMANDS[said.command]?.(work)
  await grantActions(tx, work.taps.granted)
  await leave(work)
}

type Command = (work: Work) => Promise<void> | void

/** What can be pressed, beside what only the program itself says. */
export const HEALTH_COMMANDS: Readonly<Record<string, Command>> = {
  // The form was opened inside the call, unless it could not be.
  'open-comment': (work) => {
    if (work.file.check.state !== 'draft') refuse(work, 'already-approved')
  },
  'submit-comment': comment,
  approve,
  take: (work) => happen(work, 'take', taken(work.file.check, personOf(work.said), work.app.now)),
  handed: (work) => happen(work, 'handed', handed(work.file.check, personOf(work.said), work.app.now)),
  what,
  share: (work) => decide(work, 'share'),
  unshare: (work) => decide(work, 'unshare'),
  drafted: present,
  morning,
  pick: (work) => happen(work, 'pick', picked(work.file.check)),
  opened: (work) => happen(work, 'read', read(work.file.check, work.app.now)),
  show,
}

async function comment(work: Work): Promise<void> {
  const values = work.said.values ?? {}
  const fault = commentFault(values)
  if (fault) return tell(work, fault)
  await happen(work, 'comment', commented(work.file.check, commentIn(values)))
}

async function approve(work: Work): Promise<void> {
  const moved = approved(work.file.check, personOf(work.said), work.app.now)
  if (typeof moved === 'string') return refuse(work, moved)
  const anew = await countedAnew(work)
  if (!anew) return
  await happen(work, 'approve', { ...moved, ...anew })
  await bring(work)
}

/** What was approved at night; unless it has gone out meanwhile, or is a draft again. */
async function morning(work: Work): Promise<void> {
  const { file } = work
  const anew = file.check.state === 'approved' ? await countedAnew(work) : undefined
  if (!anew) return
  work.file = { ...file, check: { ...file.check, ...anew } }
  await bring(work)
}

/** Counted once more, so that nobody reads a letter that has stopped being true since the draft: then it is one again. */
async function countedAnew(work: Work): Promise<Pick<HealthCheck, 'grade' | 'counted' | 'countedAt'> | undefined> {
  const { app, file } = work
  const counted = await countedNow(work)
  const anew = { grade: gradeOf(counted, file.before?.counted), counted, countedAt: app.now }
  if (anew.grade.letter === file.check.grade.letter) return anew
  await happen(work, 'counted-anew', redrafted(file.check, anew))
  tell(work, { key: 'desk.health.changed', params: { firm: file.firm.name } })
  return undefined
}

/** Nobody's telephone rings at night for it. */
async function bring(work: Work): Promise<void> {
  const { tx, app, file } = work
  const { id, regionId, firmId } = file.check
  const reader = readerIn(file)
  if (!reader) return happen(work, 'hand-over', unreached(file.check))
  if (!isOpen(app.daytime, app.now)) {
    const [lane, payload] = [healthLane(id), { command: 'morning', by: personOf(work.said) }]
    const dueAt = nextOpen(app.daytime, app.now)
    return arm(tx, {
      key: `health-morning:${id}`,
      lane,
      kind: 'health-check',
      dueAt,
      payload,
      regionId,
      firmId,
      service: 'sensor',
    })
  }
  await happen(work, 'send', sent(file.check, app.now))
  const task = await firstTaskOf(tx, work.file.check)
  const message = healthMessage(app, { file: work.file, taps: work.taps, task, personId: reader.personId })
  work.says.push({
    ...{ id: app.newUuid(), regionId, firmId, subject: healthLane(id), message },
    ...{ to: { ...reader, address: reader.userId }, priority: 'report', locale: file.region.locale, service: 'sensor' },
  })
}

async function countedNow({ tx, app, file: { check, region, firm } }: Work): Promise<Counted> {
  const counted = await countFirms(tx, { region, firmId: firm.id, month: check.month, now: app.now })
  return counted.get(firm.id) ?? check.counted
}

async function what(work: Work): Promise<void> {
  const { row = '' } = work.said.params ?? {}
  const { parts, asked } = whatParts(work.taps, isRow(row) ? row : undefined)
  work.told.push(...parts)
  work.asked.push(...asked)
  await happen(work, 'read', read(work.file.check, work.app.now))
}

/** Only whoever leads the firm lets the chamber see it, and may take that back. */
async function decide(work: Work, act: 'share' | 'unshare'): Promise<void> {
  const { said, file, app } = work
  const moved = act === 'share' ? shared(file.check, personOf(said), app.now) : unshared(file.check)
  if (typeof moved === 'string') return refuse(work, moved)
  await happen(work, act, moved)
  tell(work, { key: `health.told.${act}` })
  const other = act === 'share' ? 'unshare' : 'share'
  const option: Option = { label: { key: `health.button.${other}` }, token: work.taps.owner(other, said.by.personId) }
  if (mayShare(work.file, said.by.personId)) work.asked.push(option)
}

/** 「レポート」: the last one once more, free of charge. */
async function show(work: Work): Promise<void> {
  const { tx, app, file, taps, said } = work
  const task = await firstTaskOf(tx, file.check)
  work.told.push(...healthParts(app, { file, taps, task, personId: said.by.personId }))
  await happen(work, 'read', read(file.check, app.now))
}

const personOf = ({ by: { personId, name } }: Said): PersonRef => ({ personId, name })

type Act =
  | 'pick'
  | 'comment'
  | 'approve'
  | 'counted-anew'
  | 'send'
  | 'hand-over'
  | 'take'
  | 'handed'
  | 'read'
  | 'share'
  | 'unshare'

/** It is written down, and its card shows it; what changes nothing leaves no trace. */
async function happen(work: Work, act: Act, after: HealthCheck | HealthRefusal): Promise<void> {
  const { tx, app, said, file } = work
  if (typeof after === 'string') return refuse(work, after)
  if (after === file.check) return
  await saveHealthCheck(tx, after)
  const { regionId, firmId, month } = after
  await note(tx, {
    ...{ regionId, firmId, subject: healthLane(after.id), at: app.now, actor: said.by.personId },
    ...{ what: `health-check-${act}`, params: { month, letter: after.grade.letter }, reason: null },
  })
  work.file = { ...file, check: after }
  // Whoever approves a list does not see what becomes of each.
  const isShown = act === 'counted-anew' || act === 'hand-over' || isCarded(work.file)
  if (isShown) await present(work)
  if (after.handOver) await askDesk(work, after.handOver)
}

/** In the place of what was to be said of it before. Once it is approved there is nothing left to comment on. */
async function present(work: Work): Promise<void> {
  const { tx, app, file, taps } = work
  const review = file.check.state === 'draft' ? await reviewOf(tx, file.check) : undefined
  work.says = [healthCard(app, { file, taps, review })]
}

/** By name: who answers for the firm, otherwise the first who leads it. */
async function askDesk({ tx, app, file, taps, says }: Work, handOver: HandOver): Promise<void> {
  const named = await responsibilityOf(tx, file.firm.id)
  const whom = named?.responsible.name ?? file.contacts.find(({ role }) => readsFirmResult(role))?.name
  says.push(handOverCard(app, file, { handOver, whom, taps }))
}

const tell = (work: Work, text: Text): void => void work.told.push(paragraph(text))

function refuse(work: Work, refusal: HealthRefusal): void {
  work.app.refused(refusal)
  if (!work.said.isListed) tell(work, { key: `health.refused.${refusal}` })
}

/** Last: a chat belongs to no firm. */
async function leave({ tx, app, said, file, told, asked, says }: Work): Promise<void> {
  await enter(tx, { kind: 'system' })
  const { platform, account, userId } = said.by
  if (told.length === 0 || !platform || account === undefined || userId === undefined) return enqueue(tx, says)
  const { firm, region } = file
  const to = { ...said, by: { platform, account, userId } }
  const saying: Answer = { parts: told, asked: [...asked, ...(said.resume ? [said.resume] : [])], others: says }
  await answer(tx, app, { regionId: firm.regionId, firmId: firm.id, region, to }, saying)
}
