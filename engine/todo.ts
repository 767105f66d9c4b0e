import type { PersonRef } from './case.ts'
import { type Because, freeFirst, type Proposal } from './diagnosis/measure.ts'

export const TODO_STATES = ['offered', 'started', 'later', 'done', 'declined'] as const
/** 提案・着手・あとで・できた・見送り. */
export type TodoState = (typeof TODO_STATES)[number]

export const TODO_STEPS = ['start', 'done', 'later', 'decline'] as const
/** What a person of the firm can make of a to-do. */
export type TodoStep = (typeof TODO_STEPS)[number]

/** A measure that a diagnosis proposed, and what has become of it. */
export interface Todo {
  id: string
  regionId: string
  firmId: string
  /** Whose it is where each person is asked for themselves (work at home); '' where it is the firm's. */
  personId: string
  questionnaire: string
  /** The question whose measure it is; of these two there is one in a list, for ever. */
  question: string
  /** Where the newest diagnosis ranks it. */
  place: number
  because: Because
  state: TodoState
  /** Since when it stands so, epoch ms. */
  since: number
  /** When it is asked after, epoch ms; null where nobody waits for it. */
  dueAt: number | null
  /** Whose word that was; null where it was a diagnosis'. */
  by: PersonRef | null
  /** Counts how often it was offered: the buttons of an earlier offer are old. */
  round: number
  /** Counts every change; the last one alone can be taken back. */
  revision: number
  before: Before | null
}

/** Which list: the firm's (personId ''), or what one of its people is to do for themselves. */
export type ListKey = Pick<Todo, 'regionId' | 'firmId' | 'personId'>

type Before = Pick<Todo, 'state' | 'since' | 'dueAt' | 'by'>

/** One line of a to-do's history; `seq` is the revision that it led to. */
export interface TodoEvent {
  todoId: string
  seq: number
  what: TodoState | 'offered-anew' | 'undone' | 'found-done'
  at: number
  by: PersonRef | null
}

const DAY_MS = 86_400_000
/** A started one is asked after in a week, one for later in two. */
const DUE_AFTER_MS: Readonly<Partial<Record<TodoState, number>>> = { started: 7 * DAY_MS, later: 14 * DAY_MS }
export const STATE_AFTER: Readonly<Record<TodoStep, TodoState>> = {
  start: 'started',
  done: 'done',
  later: 'later',
  decline: 'declined',
}

export type Changed = { kind: 'changed'; todo: Todo; event: TodoEvent }
export type Refused = { kind: 'refused'; reason: 'old-card' | 'already' | 'done' | 'nothing-to-undo' }

/** A button was pressed. What is done stays done unless that is taken back; what is due can be put off once more. */
export function take(todo: Todo, step: TodoStep, round: number, by: PersonRef, now: number): Changed | Refused {
  const state = STATE_AFTER[step]
  if (round !== todo.round) return { kind: 'refused', reason: 'old-card' }
  if (todo.state === state && !isDue(todo, now)) return { kind: 'refused', reason: 'already' }
  if (todo.state === 'done') return { kind: 'refused', reason: 'done' }
  return changed(todo, { state, by, before: beforeOf(todo) }, state, now)
}

/** 取り消す: the last change, by whoever of the firm; an older one is settled. */
export function undo(todo: Todo, revision: number, by: PersonRef, now: number): Changed | Refused {
  const { before } = todo
  if (before === null || revision !== todo.revision) return { kind: 'refused', reason: 'nothing-to-undo' }
  const undone = changed(todo, { state: before.state, by, before: null }, 'undone', now)
  return { ...undone, todo: { ...undone.todo, ...before } }
}

function changed(todo: Todo, to: Pick<Todo, 'state' | 'by' | 'before'>, what: TodoEvent['what'], now: number): Changed {
  const after = { ...todo, ...to, since: now, dueAt: dueAfter(to.state, now), revision: todo.revision + 1 }
  return { kind: 'changed', todo: after, event: eventOf(after, what, now) }
}

const dueAfter = (state: TodoState, now: number): number | null => {
  const afterMs = DUE_AFTER_MS[state]
  return afterMs === undefined ? null : now + afterMs
}
const beforeOf = ({ state, since, dueAt, by }: Todo): Before => ({ state, since, dueAt, by })
export const eventOf = ({ id, revision, by }: Todo, what: TodoEvent['what'], at: number): TodoEvent => ({
  todoId: id,
  seq: revision,
  what,
  at,
  by,
})

/** A finished diagnosis, as far as to-dos go. */
export interface Finding extends Pick<Todo, 'regionId' | 'firmId' | 'personId' | 'questionnaire'> {
  /** All that is not wholly in place, in the order in which it should be done. */
  proposals: readonly Proposal[]
  hasOpenIncident: boolean
}

const OFFERED_AT_ONCE = 3

/**
 * The list after a diagnosis: its first measures are offered, what is on the list keeps its state, what was done and is
 * missing again is offered anew, and what the answers say is in place is done. What was declined is not pressed on
 * anybody again: the next measure takes its turn.
 */
export function listAfter(
  todos: readonly Todo[],
  finding: Finding,
  now: number,
  newId: () => string,
): { todos: Todo[]; events: TodoEvent[] } {
  const own = todos.filter((one) => isInListOf(one, finding))
  const inTurn = firstOf(finding, own)
  const kept = own.map((todo) => afterFinding(placed(todo, finding), finding, inTurn, now))
  const fresh = inTurn
    .filter(({ question }) => !own.some((one) => one.question === question))
    .map((proposal) => offered(proposal, finding, now, newId()))
  const all = [...kept, ...fresh]
  return { todos: all.map(({ todo }) => todo), events: all.flatMap(({ event }) => (event ? [event] : [])) }
}

const isInListOf = (todo: Todo, { firmId, personId, questionnaire }: Finding): boolean =>
  todo.firmId === firmId && todo.personId === personId && todo.questionnaire === questionnaire

function firstOf({ proposals, hasOpenIncident }: Finding, own: readonly Todo[]): Proposal[] {
  const declined = new Set(own.filter(({ state }) => state === 'declined').map(({ question }) => question))
  const left = proposals.filter(({ question }) => !declined.has(question))
  return (hasOpenIncident ? left : freeFirst(left)).slice(0, OFFERED_AT_ONCE)
}

function placed(todo: Todo, { proposals }: Finding): Todo {
  const place = proposals.findIndex(({ question }) => question === todo.question)
  return place < 0 ? todo : { ...todo, place }
}

function afterFinding(
  todo: Todo,
  { proposals }: Finding,
  inTurn: readonly Proposal[],
  now: number,
): { todo: Todo; event?: TodoEvent } {
  const isMissing = proposals.some(({ question }) => question === todo.question)
  if (!isMissing && isOpen(todo)) return changed(todo, { state: 'done', by: null, before: null }, 'found-done', now)
  const again = inTurn.find(({ question }) => question === todo.question)
  if (todo.state !== 'done' || !again) return { todo }
  // What the firm has asked for stays its wish: it is told that this is missing again.
  const because = todo.because.kind === 'asked' ? todo.because : again.because
  const anew = { ...todo, because, round: todo.round + 1 }
  return changed(anew, { state: 'offered', by: null, before: null }, 'offered-anew', now)
}

function offered(
  { question, because }: Proposal,
  { regionId, firmId, personId, questionnaire, proposals }: Finding,
  now: number,
  id: string,
): { todo: Todo; event: TodoEvent } {
  const place = proposals.findIndex((one) => one.question === question)
  const todo: Todo = {
    ...{ id, regionId, firmId, personId, questionnaire, question, place, because },
    ...{ state: 'offered', since: now, dueAt: null, by: null, round: 1, revision: 1, before: null },
  }
  return { todo, event: eventOf(todo, 'offered', now) }
}

/** Neither done nor declined. */
export const isOpen = ({ state }: Pick<Todo, 'state'>): boolean => state !== 'done' && state !== 'declined'

export const isDue = ({ dueAt }: Pick<Todo, 'dueAt'>, now: number): boolean => dueAt !== null && dueAt <= now

/** What is on somebody's list and still to do: the firm's before their own, each in its order. */
export const openOf = (todos: readonly Todo[]): Todo[] =>
  todos
    .filter(isOpen)
    .toSorted((one, other) => Number(one.personId !== '') - Number(other.personId !== '') || one.place - other.place)

/** 「3つのうち1つできました」: what was declined counts for nothing. */
export function progressOf(todos: readonly Todo[]): { all: number; done: number } {
  const wanted = todos.filter(({ state }) => state !== 'declined')
  return { all: wanted.length, done: wanted.filter(({ state }) => state === 'done').length }
}

/** How a list has been reminded of. */
export interface Reminders {
  remindedAt: number | null
  /** Reminders since anybody last did something with the list. */
  unanswered: number
}

export const NEVER_REMINDED: Reminders = { remindedAt: null, unanswered: 0 }

const WEEK_MS = 7 * DAY_MS
const UNANSWERED_MAX = 3

/** When the list's people are reminded next, once a week at most; undefined when they are left in peace. */
export function nextReminderAt(todos: readonly Todo[], { remindedAt, unanswered }: Reminders): number | undefined {
  const dates = todos.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]))
  if (dates.length === 0 || unanswered >= UNANSWERED_MAX) return undefined
  return Math.max(Math.min(...dates), remindedAt === null ? 0 : remindedAt + WEEK_MS)
}
