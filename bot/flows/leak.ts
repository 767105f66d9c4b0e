import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { latestLeak, type StoredLeak, saveLeak } from '#db/leaks.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { contactsOf, isOnLine } from '#db/people.ts'
import { arm, disarm } from '#db/timers.ts'
import {
  dayAt,
  dueDays,
  hasToReport,
  LEAK_ANSWERS,
  LEAK_QUESTIONS,
  LEAK_REPORTS,
  type Leak,
  type LeakReport,
  nextQuestion,
  remindAt,
} from '#engine/leak.ts'
import type { Message } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { type Answerable, answerWith, inWords, toPerson } from '../answer-to.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { leakLane } from '../leak/lanes.ts'
import { leakMessage, reminderMessage } from '../leak/messages.ts'
import { leakTap } from '../leak/taps.ts'
import { settle } from '../settle.ts'

interface Said extends Answerable {
  command: string
  params?: Readonly<Record<string, string>>
}

interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  firm: { id: string; name: string; regionId: string }
  locale: string
  stored: StoredLeak | undefined
  granted: Action[]
  says: OutboxEntry[]
}

/** A leader of the firm finds out whether a leak has to be reported; each last day is asked after ahead of it. */
export async function leak(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm = job.firmId === null ? undefined : await findFirm(tx, job.firmId)
  if (!firm) return
  const { locale } = await regionOf(tx, firm.regionId)
  const stored = await latestLeak(tx, firm.id)
  const work: Work = { tx, app, said: job.payload as Said, firm, locale, stored, granted: [], says: [] }
  await COMMANDS[work.said.command]?.(work)
  await settle(work.tx, work.app, work)
}

type Command = (work: Work) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = { begin, offer, answer, knew, submitted, remind }

/** One that is under way goes on; the next one begins where the last is over. */
async function begin(work: Work): Promise<void> {
  const { app, stored, said } = work
  if (!stored || isOver(stored.leak)) await open(work, app.newId('leak'), said.by)
  show(work)
}

const isOver = (leak: Leak): boolean =>
  !nextQuestion(leak) && (!hasToReport(leak) || leak.submitted.final !== undefined)

/** The desk hears of a leak: whoever leads the firm is asked. */
async function offer(work: Work): Promise<void> {
  const { tx, app, firm, stored } = work
  const leader = (await contactsOf(tx, firm.id)).find((one) => isOnLine(one) && readsFirmResult(one.role))
  if (!leader) return tell(work, inWords([{ key: 'desk.leak.nobody', params: { firm: firm.name } }]))
  if (!stored || isOver(stored.leak)) await open(work, app.newId('leak'), leader)
  if (work.stored) {
    const message = leakMessage(app, work.stored, firm.name, tapOf(work, leader.personId))
    work.says.push(toPerson(app, placeOf(work), leader, message))
  }
  tell(work, inWords([{ key: 'desk.leak.offered', params: { who: leader.name } }]))
}

async function open(work: Work, id: string, { personId, name }: { personId: string; name: string }): Promise<void> {
  const { app, firm } = work
  const known = dayAt(app.now, app.calendar)
  const leak: Leak = { known, answers: {}, submitted: {}, begunBy: { personId, name }, begunAt: app.now }
  await save(work, { id, regionId: firm.regionId, firmId: firm.id, leak }, 'leak-begun')
}

/** An answer given before may be changed by the old button: the dates follow. */
async function answer(work: Work): Promise<void> {
  const { question, answer: given } = work.said.params ?? {}
  const asked = LEAK_QUESTIONS.find((one) => one === question)
  const chosen = LEAK_ANSWERS.find((one) => one === given)
  if (asked && chosen)
    await change(work, (leak) => ({ ...leak, answers: { ...leak.answers, [asked]: chosen } }), 'leak-answered')
}

async function knew(work: Work): Promise<void> {
  const { day } = work.said.params ?? {}
  if (day !== undefined) await change(work, (leak) => ({ ...leak, known: day }), 'leak-known')
}

/** By their own word: nothing here looks into what was handed in. */
async function submitted(work: Work): Promise<void> {
  const report = LEAK_REPORTS.find((one) => one === work.said.params?.report)
  const { app } = work
  if (report)
    await change(
      work,
      (leak) => ({ ...leak, submitted: { ...leak.submitted, [report]: leak.submitted[report] ?? app.now } }),
      'leak-submitted',
    )
}

/** A button of a leak before this one changes nothing; it shows where things stand. */
async function change(work: Work, how: (leak: Leak) => Leak, what: string): Promise<void> {
  const { stored, said } = work
  if (stored && stored.id === said.params?.id) await save(work, { ...stored, leak: how(stored.leak) }, what)
  show(work)
}

async function save(work: Work, stored: StoredLeak, what: string): Promise<void> {
  const { tx, app, said, firm } = work
  await saveLeak(tx, stored)
  await note(tx, {
    ...{ regionId: firm.regionId, firmId: firm.id, subject: leakLane(firm.id), at: app.now, actor: said.by.personId },
    ...{ what, params: said.params ?? {}, reason: null },
  })
  work.stored = stored
  await armReminders(work, stored.leak)
}

async function armReminders({ tx, app, firm }: Work, leak: Leak): Promise<void> {
  const lane = leakLane(firm.id)
  await disarm(tx, `${lane}:`)
  if (nextQuestion(leak) || !hasToReport(leak)) return
  const due = dueDays(leak, app.calendar)
  for (const report of LEAK_REPORTS) {
    if (leak.submitted[report] !== undefined || leak.submitted.final !== undefined) continue
    const dueAt = remindAt(due[report], report, app.calendar, app.now)
    if (dueAt === undefined) continue
    const payload: Said = { command: 'remind', by: { personId: 'otasuke', name: 'otasuke' }, params: { report } }
    const place = { lane, kind: 'leak', regionId: firm.regionId, firmId: firm.id }
    await arm(tx, { key: `${lane}:${report}`, dueAt, payload, ...place })
  }
}

/** Whoever began it, or, once they cannot be reached, the first of the leaders. */
async function remind(work: Work): Promise<void> {
  const { tx, app, firm, stored, said } = work
  const report = said.params?.report as LeakReport
  if (!stored || stored.leak.submitted[report] !== undefined || stored.leak.submitted.final !== undefined) return
  const leaders = (await contactsOf(tx, firm.id)).filter((one) => isOnLine(one) && readsFirmResult(one.role))
  const to = leaders.find(({ personId }) => personId === stored.leak.begunBy.personId) ?? leaders[0]
  if (!to) return
  const message = reminderMessage(app, stored, report, tapOf(work, to.personId))
  work.says.push({ ...toPerson(app, placeOf(work), to, message), priority: 'notice' })
}

function show(work: Work): void {
  const { app, said, firm, stored } = work
  if (stored) tell(work, leakMessage(app, stored, firm.name, tapOf(work, said.by.personId)))
}

const placeOf = ({ firm, locale }: Work) => ({
  ...{ regionId: firm.regionId, firmId: firm.id, subject: leakLane(firm.id), locale },
})

const tell = (work: Work, message: Message): void => answerWith(work, placeOf(work), message)

const tapOf =
  (work: Work, personId: string): Parameters<typeof leakMessage>[3] =>
  (command, params) => {
    const action = leakTap(work.app, { regionId: work.firm.regionId, firmId: work.firm.id }, personId, command, params)
    work.granted.push(action)
    return action
  }
