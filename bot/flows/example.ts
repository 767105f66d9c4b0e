import type { FormValues } from '#adapters/adapter.ts'
import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { findExample, type StoredExample, saveExample } from '#db/examples.ts'
import { blankForm, receive } from '#db/inbox.ts'
import { cancel, enqueue, erase, type OutboxEntry } from '#db/outbox.ts'
import { arm, disarm } from '#db/timers.ts'
import { nextOpen } from '#engine/calendar/calendar.ts'
import type { PersonRef } from '#engine/case.ts'
import { apply, type ExampleAct, type ExampleRefusal, refusalOf, WITHOUT_CONSENT } from '#engine/example.ts'
import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { askedRows } from '../converse/asked.ts'
import { answer } from '../dialogue/answer.ts'
import { correctionTask, exampleCard, toDesk } from '../example/desk-card.ts'
import { consentMessage, publishedMessage, toLeader } from '../example/firm-message.ts'
import { withheld, writtenIn } from '../example/form.ts'
import { errorsIn } from '../example/in-call.ts'
import { exampleLane, exampleOfLane, shownSubject } from '../example/lanes.ts'
import { type ExampleTaps, exampleTaps, submitToken } from '../example/taps.ts'
import { type ExampleFile, isLeader, leaderIn, mayBeTold, openExample } from '../example/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import type { Speaking } from '../speaking.ts'

/** A tap, a form, a typed word, a timer or the operator, as the inbox hands it on. */
interface Said {
  command: string
  by: PersonRef & Partial<Speaking>
  params?: { hash?: string }
  values?: FormValues
  replyToken?: string
  replyUntil?: number
  resume?: Option
}

/** One transaction's work on an example; `taps` are of the text that it ends in. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: ExampleFile
  taps: ExampleTaps
  /** What the person is told who did it. */
  told: Part[]
  says: OutboxEntry[]
  /** Whether anything of it that waits to be sent is of a text or a state that is over. */
  isOutdated: boolean
}

export async function example(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const id = exampleOfLane(job.lane)
  const said = job.payload as Said
  if (job.firmId === null) return withdrawOutside(tx, app, id, said)
  const file = await openExample(tx, id, job.firmId)
  const work: Work = { tx, app, said, file, taps: exampleTaps(app, file), told: [], says: [], isOutdated: false }
  await COMMANDS[said.command]?.(work)
  await grantActions(tx, work.taps.granted)
  await leave(work)
}

type Command = (work: Work) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  // The form was opened inside the call, unless it could not be.
  'open-write': (work) => {
    const refusal = work.file.stored && refusalOf(work.file.stored, 'write')
    if (refusal) refuse(work, refusal)
  },
  'submit-write': write,
  ask,
  publish,
  withdraw,
  agree: (work) => decide(work, 'agree'),
  refuse: (work) => decide(work, 'refuse'),
  correct: (work) => decide(work, 'correct'),
  remind,
}

/** What was written is kept, and whoever leads the firm is asked at once. */
async function write(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const { firm, id, stored } = file
  // The form said so while it was open; who belongs to the firm may have changed since.
  const [error] = await errorsIn(tx, file, said.values ?? {})
  if (error) return tell(work, error[1])
  const { costYen = 0, ...written } = writtenIn(said.values ?? {})
  const refusal = stored && refusalOf(stored, 'write')
  if (refusal) return refuse(work, refusal)
  const shown = await mayBeTold(tx, file, written)
  const body = { ...written, ...shown, costYen }
  work.told.push(...withheld(written, shown))
  const blank = { id, regionId: firm.regionId, firmId: firm.id, proposedBy: personOf(said), hash: null }
  await keep(work, 'write', { ...blank, ...stored, ...WITHOUT_CONSENT, state: 'proposed', body, movedAt: app.now })
  if (leaderIn(work.file)) await ask(work)
}

async function ask(work: Work): Promise<void> {
  const leader = leaderIn(work.file)
  if (!leader) return tell(work, { key: 'desk.example.state.unreachable' })
  if (!(await happen(work, 'ask'))) return
  await armReminder(work)
  askLeader(work, false)
}

/** Consent may be given once, and may be taken back as long as it stands; each is about the text that they saw. */
async function decide(work: Work, act: 'agree' | 'refuse' | 'correct'): Promise<void> {
  const { said, file, app } = work
  if (!isLeader(file, said.by.personId)) return tell(work, { key: 'example.leaders-only' })
  const wasPublished = file.stored?.state === 'published'
  if (!(await happen(work, act, said.params?.hash ?? ''))) return
  tell(work, { key: wasPublished && act === 'refuse' ? 'example.told.withdraw' : `example.told.${act}` })
  if (act === 'correct') work.says.push(toDesk(app, work.file, correctionTask(work.file, said.by.name)))
}

async function publish(work: Work): Promise<void> {
  const { app } = work
  if (!(await happen(work, 'publish'))) return
  const leader = leaderIn(work.file)
  if (leader) work.says.push(toLeader(app, work.file, leader, publishedMessage(work.taps, leader.personId)))
}

/** Whoever leads the firm says so on LINE, or somebody of the desk, or the operator. */
async function withdraw(work: Work): Promise<void> {
  const { said, file } = work
  if (said.by.platform === 'line' && !isLeader(file, said.by.personId))
    return tell(work, { key: 'example.leaders-only' })
  if (await happen(work, 'withdraw')) tell(work, { key: 'example.told.withdraw' })
}

async function remind(work: Work): Promise<void> {
  const { stored } = work.file
  if (stored?.state !== 'asked' || stored.remindedAt !== null) return
  work.file = { ...work.file, stored: { ...stored, remindedAt: work.app.now } }
  await saveExample(work.tx, { ...stored, remindedAt: work.app.now })
  askLeader(work, true)
}

function askLeader(work: Work, isReminder: boolean): void {
  const { app, file, taps } = work
  const leader = leaderIn(file)
  if (!leader) return
  const message = consentMessage(file, taps, { personId: leader.personId, isReminder })
  work.says.push(toLeader(app, file, leader, message))
}

const REMINDED_AFTER_MS = 3 * 86_400_000

async function armReminder({ tx, app, file: { id, firm } }: Work): Promise<void> {
  const lane = exampleLane(id)
  const dueAt = nextOpen(app.calendar, app.now + REMINDED_AFTER_MS)
  const payload = { command: 'remind', by: { personId: 'otasuke', name: 'otasuke' } }
  const place = { regionId: firm.regionId, firmId: firm.id }
  await arm(tx, { key: `${lane}:remind`, dueAt, lane, kind: 'example', payload, ...place })
}

const personOf = ({ by: { personId, name } }: Said): PersonRef => ({ personId, name })

/** False where it cannot happen, and whoever wanted it was told why. */
async function happen(work: Work, act: ExampleAct, seen?: string): Promise<boolean> {
  const { app, said, file } = work
  const refusal = file.stored ? refusalOf(file.stored, act, seen) : 'over'
  if (refusal) refuse(work, refusal)
  if (refusal || !file.stored) return false
  await keep(work, act, { ...file.stored, ...apply(file.stored, act, { by: personOf(said), at: app.now }) })
  return true
}

/** It is written down, and its card shows it; no reminder and no message of what it was before is left. */
async function keep(work: Work, act: ExampleAct, after: StoredExample): Promise<void> {
  const { tx, app, said, file } = work
  const hash = await saveExample(tx, after)
  const { regionId, id: firmId } = file.firm
  const params = hash === null ? {} : { hash }
  await note(tx, {
    ...{ regionId, firmId, subject: exampleLane(file.id), at: app.now, actor: said.by.personId },
    ...{ what: `example-${act}`, params, reason: null },
  })
  await disarm(tx, `${exampleLane(file.id)}:`)
  work.file = { ...file, stored: { ...after, hash } }
  work.taps = exampleTaps(app, work.file)
  work.says = [exampleCard(app, work.file, work.taps)]
  work.isOutdated = true
}

const tell = (work: Work, text: Text): void => void work.told.push(paragraph(text))

/** Whoever acts on what has changed since is told the present state, and shown the present text. */
function refuse(work: Work, refusal: ExampleRefusal): void {
  const { app, said, file, taps } = work
  app.refused(refusal)
  if (said.by.platform !== 'line') return tell(work, { key: `desk.example.refused.${refusal}` })
  tell(work, { key: `example.refused.${refusal}` })
  if (refusal !== 'old-text' || file.stored?.state !== 'asked') return
  const { personId } = said.by
  work.told.push(...consentMessage(file, taps, { personId, isReminder: false }).parts)
}

/** Of a case of elsewhere there is no firm to ask, and nobody to tell. */
async function withdrawOutside(tx: Tx, app: FlowContext, id: string, said: Said): Promise<void> {
  const stored = await findExample(tx, id)
  if (said.command !== 'withdraw' || !stored || refusalOf(stored, 'withdraw')) return
  await saveExample(tx, { ...stored, ...apply(stored, 'withdraw', { by: personOf(said), at: app.now }) })
  await note(tx, {
    ...{ regionId: stored.regionId, firmId: null, subject: exampleLane(id), at: app.now, actor: said.by.personId },
    ...{ what: 'example-withdraw', params: {}, reason: null },
  })
  await enter(tx, { kind: 'system' })
  await takeBack(tx, app, id, true)
}

/** What of it has not yet left; of what is withdrawn, the words of all that has, too. */
async function takeBack(tx: Tx, app: FlowContext, id: string, isWithdrawn: boolean): Promise<void> {
  const lane = exampleLane(id)
  for (const subject of [lane, shownSubject(id)]) {
    await cancel(tx, subject)
    if (isWithdrawn) await erase(tx, subject)
  }
  if (isWithdrawn) await blankForm(tx, { lane, token: submitToken(app, id) })
}

/** Last: what others were about to be shown is theirs, and a chat belongs to no firm. */
async function leave({ tx, app, said, file, told, says, isOutdated }: Work): Promise<void> {
  await enter(tx, { kind: 'system' })
  if (isOutdated) await takeBack(tx, app, file.id, file.stored?.state === 'withdrawn')
  await receive(
    tx,
    says
      .flatMap((entry) => askedRows(entry, app.now))
      .map((row) => ({ ...row, payload: { ...row.payload, isStanding: false } })),
  )
  const { platform, account, userId } = said.by
  if (told.length === 0 || !platform || account === undefined || userId === undefined) return enqueue(tx, says)
  const { firm, region } = file
  const to = { ...said, by: { platform, account, userId } }
  const asked = said.resume ? [said.resume] : []
  const about = { regionId: firm.regionId, firmId: firm.id, region, to }
  await answer(tx, app, about, { parts: told, asked, others: says, subject: exampleLane(file.id) })
}
