import { findSession, noteSheetsRead } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import { saveTodos, todosOf } from '#db/todos.ts'
import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import {
  type Changed,
  isDue,
  listAfter,
  openOf,
  type Refused,
  TODO_STEPS,
  type Todo,
  take,
  undo,
} from '#engine/todo.ts'
import { resultOfSession } from '../dialogue/result.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import type { Speaking } from '../speaking.ts'
import { homeChecklists } from '../todo/home.ts'
import {
  cardParts,
  listOption,
  listParts,
  openOption,
  progressParts,
  standingOf,
  stepOptions,
  undoOption,
  whatOf,
} from '../todo/messages.ts'
import { answered, howReminded, remindLater, sayAll, type TodoCommand, type TodoTalk, talkOf } from '../todo/work.ts'

/** A diagnosis was finished: its first measures are on the list from now on. Nothing is said; the result said it. */
export async function todoOffer(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { sessionId } = job.payload as { sessionId: string }
  const stored = await findSession(tx, sessionId)
  if (!stored) throw new Error(`${sessionId} was finished and is not there`)
  const { regionId, firmId, personId } = stored
  const { result, questionnaire, hasOpenIncident } = await resultOfSession(tx, stored)
  const finding = {
    ...{ regionId, firmId, personId, questionnaire: questionnaire.id },
    ...{ proposals: result.proposals, hasOpenIncident },
  }
  const before = await todosOf(tx, firmId)
  const { todos, events } = listAfter(before, finding, app.now, () => app.newId('todo'))
  await saveTodos(tx, todos, events)
  await answered(tx, app, stored, await todosOf(tx, firmId))
}

/** A person looks at the list, opens one of it, or says what has become of it. */
export async function todoCommand(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as TodoCommand
  const firmId = job.firmId ?? ''
  const region = await regionOf(tx, job.regionId ?? '')
  const talk = talkOf(tx, app, region, firmId)
  const [verb = '', id] = said.command.split(':')
  if (verb === 'home' || verb === 'ask-home') {
    if (await homeChecklists(talk, said, verb)) return
  }
  const todos = (await todosOf(tx, firmId)).filter(({ personId }) => personId === '' || personId === said.by.personId)
  await noteSheetsRead(tx, { firmId, personId: said.by.personId, at: app.now })
  const todo = todos.find((one) => one.id === id)
  if (verb === 'list' || !todo) return showList(talk, said, todos)
  if (verb === 'show') return showOne(talk, said, todo)
  await decide(talk, said, todos, { todo, verb })
}

/** A reply has room for the list and four cards; the others are opened by their number. */
const CARDS_MAX = 4

async function showList(talk: TodoTalk, said: TodoCommand, todos: readonly Todo[]): Promise<void> {
  for (const personId of new Set(todos.map((one) => one.personId)))
    await answered(talk.tx, talk.app, { regionId: talk.region.id, firmId: talk.firmId, personId }, todos)
  const { cards, asked } = cardsOf(talk, openOf(todos))
  await sayAll(talk, said.by, { messages: [listParts(todos), ...cards], asked }, said)
}

/** Of a single one its own buttons can be typed; of several the number opens one. */
function cardsOf({ taps }: TodoTalk, open: readonly Todo[]): { cards: Part[][]; asked: Option[] } {
  const [only, ...others] = open
  return {
    cards: open.slice(0, CARDS_MAX).map((todo) => cardParts(todo, taps)),
    asked: only && others.length === 0 ? stepOptions(only, taps) : open.map((todo) => openOption(todo, taps)),
  }
}

async function showOne(talk: TodoTalk, said: TodoCommand, todo: Todo): Promise<void> {
  const { cards, asked } = cardsOf(talk, [todo])
  await sayAll(talk, said.by, { messages: cards, asked: todo.state === 'done' ? [] : asked }, said)
}

async function decide(
  talk: TodoTalk,
  said: TodoCommand,
  todos: readonly Todo[],
  { todo, verb }: { todo: Todo; verb: string },
): Promise<void> {
  const decided = decisionOf(said, todo, verb, talk.app.now)
  if (decided.kind === 'refused') return answerRefused(talk, said, todo, decided)
  await saveTodos(talk.tx, [decided.todo], [decided.event])
  const after = todos.map((one) => (one.id === todo.id ? decided.todo : one))
  await answered(talk.tx, talk.app, todo, after)
  await answerChanged(talk, said, after, decided)
}

function decisionOf({ by, params }: TodoCommand, todo: Todo, verb: string, now: number): Changed | Refused {
  const person = { personId: by.personId, name: by.name }
  const step = TODO_STEPS.find((one) => one === verb)
  return step ? take(todo, step, params.revision ?? 0, person, now) : undo(todo, params.revision ?? 0, person, now)
}

async function answerChanged(
  talk: TodoTalk,
  said: TodoCommand,
  todos: readonly Todo[],
  { todo, event }: Changed,
): Promise<void> {
  const key = event.what === 'undone' ? 'todo.reply.undone' : 'todo.reply.noted'
  const texts: Text[] = [{ key, params: { what: whatOf(todo), standing: standingOf(todo) } }]
  const asked = [
    ...(openOf(todos).length > 0 ? [listOption(talk.firmId)] : []),
    ...(todo.before ? [undoOption(todo, talk.taps)] : []),
  ]
  const parts = [...texts.map(paragraph), ...progressParts(todos), ...choiceOf(asked)]
  await sayAll(talk, said.by, { messages: [parts], asked }, said)
}

/** A finger that came late: how it stands now, and what can be made of that. */
async function answerRefused(talk: TodoTalk, said: TodoCommand, todo: Todo, { reason }: Refused): Promise<void> {
  talk.app.refused(`todo-${reason}`)
  const texts: Text[] = [
    { key: `todo.refused.${reason}` },
    { key: 'todo.reply.noted', params: { what: whatOf(todo), standing: standingOf(todo) } },
  ]
  const asked = [listOption(talk.firmId), ...(todo.before ? [undoOption(todo, talk.taps)] : [])]
  await sayAll(talk, said.by, { messages: [[...texts.map(paragraph), ...choiceOf(asked)]], asked }, said)
}

const choiceOf = (options: Option[]): Part[] => (options.length > 0 ? [{ kind: 'choice', lasts: 'now', options }] : [])

/** The hour has come to ask after what was begun or put off: all that is due in one message, to one person. */
export async function todoReminder(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { personId } = job.payload as { personId: string }
  const { regionId, firmId } = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const todos = (await todosOf(tx, firmId)).filter((one) => one.personId === personId)
  const due = openOf(todos).filter((one) => isDue(one, app.now))
  const key = { regionId, firmId, personId }
  const { unanswered } = await howReminded(tx, key)
  const to = addressee(await contactsOf(tx, firmId), personId, due)
  const isSent = to !== undefined && due.length > 0
  // What reached nobody has been left unanswered by nobody.
  await remindLater(tx, app, key, todos, { remindedAt: app.now, unanswered: unanswered + (isSent ? 1 : 0) })
  if (!isSent) return
  const talk = talkOf(tx, app, await regionOf(tx, regionId), firmId)
  const { cards, asked } = cardsOf(talk, due)
  const opening: Part[] = [
    { kind: 'heading', text: { key: 'todo.reminder.heading' } },
    { kind: 'paragraph', text: { key: 'todo.reminder.text' } },
  ]
  await sayAll(talk, to, { messages: reminderOf(opening, due, cards, asked), asked, service: 'diagnosis' })
}

/** One push is one message: with a single to-do it is its card, with several their list, which is opened by number. */
function reminderOf(opening: Part[], due: readonly Todo[], cards: Part[][], asked: Option[]): Part[][] {
  const [card] = cards
  if (due.length === 1 && card) return [[...opening, ...card]]
  return [[...opening, { kind: 'steps', items: due.map(whatOf) }, ...choiceOf(asked)]]
}

/** Whoever has said something about what is due, while they can be reached; else the first of the firm. Nobody who has left. */
function addressee(contacts: readonly Contact[], personId: string, due: readonly Todo[]): Speaking | undefined {
  const reachable = contacts.filter(isOnLine)
  if (personId !== '') return reachable.find((one) => one.personId === personId)
  const asked = due.map(({ by }) => by?.personId)
  return reachable.find((one) => asked.includes(one.personId)) ?? reachable[0]
}
