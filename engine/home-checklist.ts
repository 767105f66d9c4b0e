import { eventOf, type ListKey, type Reminders, type Todo, type TodoEvent } from './todo.ts'

/**
 * What a firm asks of each of its people who works at home: a list of their own. Of it the firm learns whether all is
 * done, and nothing else.
 */

const WEEK_MS = 7 * 86_400_000

export interface Checklist {
  list: ListKey
  questionnaire: string
  questions: readonly string[]
}

/** One person's list once they were asked: what they have done or begun of it stays so, and the rest is asked after in a week. */
export function asked(
  todos: readonly Todo[],
  { list, questionnaire, questions }: Checklist,
  now: number,
  newId: () => string,
): { todos: Todo[]; events: TodoEvent[] } {
  const own = todos.filter((one) => one.personId === list.personId && one.questionnaire === questionnaire)
  const because = { kind: 'asked' } as const
  const all = questions.map((question, place): { todo: Todo; event?: TodoEvent } => {
    const before = own.find((one) => one.question === question)
    if (before && KEPT.includes(before.state)) return { todo: { ...before, because } }
    const { id, round, revision } = before ?? { id: newId(), round: 0, revision: 0 }
    const todo: Todo = {
      ...{ id, ...list, questionnaire, question, place, because, state: 'offered', since: now, dueAt: now + WEEK_MS },
      ...{ by: null, round: round + 1, revision: revision + 1, before: null },
    }
    return { todo, event: eventOf(todo, before ? 'offered-anew' : 'offered', now) }
  })
  return { todos: all.map(({ todo }) => todo), events: all.flatMap(({ event }) => (event ? [event] : [])) }
}

const KEPT: readonly Todo['state'][] = ['started', 'later', 'done']

/** All that a firm is told of one of its people. */
export type Standing = 'not-asked' | 'not-done' | 'done'

export function standingOf(todos: readonly Todo[], personId: string): Standing {
  const theirs = todos.filter((one) => one.personId === personId && one.because.kind === 'asked')
  if (theirs.length === 0) return 'not-asked'
  return theirs.every(({ state }) => state === 'done') ? 'done' : 'not-done'
}

/** Nobody hears of an open list twice in a week, whether the firm asks or we do. */
export const mayBeAsked = (standing: Standing, { remindedAt }: Reminders, now: number): boolean =>
  standing === 'not-asked' || (standing === 'not-done' && (remindedAt ?? 0) + WEEK_MS <= now)
