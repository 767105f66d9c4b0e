import { describe, expect, it } from 'vitest'
import type { Proposal } from '#engine/diagnosis/measure.ts'
import {
  type Finding,
  listAfter,
  NEVER_REMINDED,
  nextReminderAt,
  openOf,
  progressOf,
  TODO_STEPS,
  type Todo,
  type TodoState,
  type TodoStep,
  take,
  undo,
} from '#engine/todo.ts'

const DAY = 86_400_000
const AT = Date.UTC(2026, 10, 24, 1)
const YUKI = { personId: 'p1', name: '佐々木' }
const CHIBA = { personId: 'p2', name: '千葉' }

const proposal = (question: string, cost: Proposal['cost'] = 'free'): Proposal => ({
  ...{ question, cost, minutes: 10, axis: 'mail', because: { kind: 'gap' } },
})

const finding = (questions: readonly (string | Proposal)[], hasOpenIncident = false): Finding => ({
  ...{ regionId: 'iwate', firmId: 'sasaki', personId: '', questionnaire: 'office', hasOpenIncident },
  proposals: questions.map((one) => (typeof one === 'string' ? proposal(one) : one)),
})

function listOf(todos: readonly Todo[], given: Finding, now = AT): { todos: Todo[]; what: string[] } {
  let count = todos.length
  const after = listAfter(todos, given, now, () => `todo_${++count}`)
  return { todos: after.todos, what: after.events.map(({ todoId, what }) => `${todoId} ${what}`) }
}

const offered = (): Todo => listOf([], finding(['q1'])).todos[0] as Todo
const inState = (state: TodoState): Todo => ({ ...offered(), state })

function pressed(todo: Todo, step: TodoStep, now = AT): Todo {
  const taken = take(todo, step, todo.round, YUKI, now)
  if (taken.kind === 'refused') throw new Error(taken.reason)
  return taken.todo
}

describe('a to-do', () => {
  const table: [TodoState, TodoStep, TodoState | 'already' | 'done'][] = [
    ['offered', 'start', 'started'],
    ['offered', 'done', 'done'],
    ['offered', 'later', 'later'],
    ['offered', 'decline', 'declined'],
    ['started', 'start', 'already'],
    ['started', 'done', 'done'],
    ['started', 'later', 'later'],
    ['started', 'decline', 'declined'],
    ['later', 'start', 'started'],
    ['later', 'done', 'done'],
    ['later', 'later', 'already'],
    ['later', 'decline', 'declined'],
    ['declined', 'start', 'started'],
    ['declined', 'done', 'done'],
    ['declined', 'later', 'later'],
    ['declined', 'decline', 'already'],
    ['done', 'start', 'done'],
    ['done', 'done', 'already'],
    ['done', 'later', 'done'],
    ['done', 'decline', 'done'],
  ]
  it.each(table)('that is %s: %s makes it %s', (state, step, becomes) => {
    const taken = take(inState(state), step, 1, YUKI, AT)
    if (taken.kind === 'refused') expect(taken.reason).toBe(becomes)
    else expect(taken.todo.state).toBe(becomes)
  })

  it.each([
    ['start', 7],
    ['later', 14],
    ['done', null],
    ['decline', null],
  ] as const)('after %s it is asked after in %s days', (step, days) => {
    expect(pressed(offered(), step).dueAt).toBe(days === null ? null : AT + days * DAY)
  })

  it('that is due can be put off once more, by the same word', () => {
    const started = pressed(offered(), 'start')
    expect(take(started, 'start', 1, YUKI, AT + DAY)).toEqual({ kind: 'refused', reason: 'already' })
    expect(pressed(started, 'start', AT + 7 * DAY).dueAt).toBe(AT + 14 * DAY)
  })

  it('keeps who said what and when, one line for each change', () => {
    const taken = take(offered(), 'start', 1, YUKI, AT + 5)
    expect(taken).toMatchObject({
      todo: { by: YUKI, since: AT + 5, revision: 2 },
      event: { seq: 2, what: 'started', at: AT + 5, by: YUKI },
    })
  })

  it('is taken back to what it was, by anybody of the firm, and once', () => {
    const started = pressed(offered(), 'start')
    const done = pressed(started, 'done', AT + DAY)
    const undone = undo(done, done.revision, CHIBA, AT + 2 * DAY)
    expect(undone).toMatchObject({
      todo: { state: 'started', dueAt: AT + 7 * DAY, since: AT, by: YUKI, revision: 4, before: null },
      event: { what: 'undone', seq: 4, by: CHIBA, at: AT + 2 * DAY },
    })
    if (undone.kind === 'changed')
      expect(undo(undone.todo, undone.todo.revision, CHIBA, AT)).toMatchObject({ reason: 'nothing-to-undo' })
  })

  it('is not taken back by a button from before the last change', () => {
    const started = pressed(offered(), 'start')
    const done = pressed(started, 'done')
    expect(undo(done, started.revision, YUKI, AT)).toEqual({ kind: 'refused', reason: 'nothing-to-undo' })
  })

  it('is not moved by the card of an earlier offer', () => {
    expect(take({ ...offered(), round: 2 }, 'done', 1, YUKI, AT)).toEqual({ kind: 'refused', reason: 'old-card' })
  })
})

describe('the list after a diagnosis', () => {
  it('has its first three measures, each once', () => {
    const { todos, what } = listOf([], finding(['q3', 'q1', 'q2', 'q4']))
    expect(todos.map(({ question, place, state }) => [question, place, state])).toEqual([
      ['q3', 0, 'offered'],
      ['q1', 1, 'offered'],
      ['q2', 2, 'offered'],
    ])
    expect(what).toEqual(['todo_1 offered', 'todo_2 offered', 'todo_3 offered'])
    expect(listOf(todos, finding(['q3', 'q1', 'q2', 'q4']))).toEqual({ todos, what: [] })
  })

  it('keeps the states of what is on it, in the new order', () => {
    const { todos } = listOf([], finding(['q1', 'q2', 'q3']))
    const started = todos.map((one) => (one.question === 'q2' ? pressed(one, 'start') : one))
    const again = listOf(started, finding(['q2', 'q3', 'q1', 'q4']), AT + DAY)
    expect(again.what).toEqual([])
    expect(openOf(again.todos).map(({ question, state }) => [question, state])).toEqual([
      ['q2', 'started'],
      ['q3', 'offered'],
      ['q1', 'offered'],
    ])
  })

  it('offers anew what was done and is missing again, and old cards no longer count', () => {
    const { todos } = listOf([], finding(['q1']))
    const done = todos.map((one) => pressed(one, 'done'))
    const again = listOf(done, finding(['q1']), AT + DAY)
    expect(again.what).toEqual(['todo_1 offered-anew'])
    expect(again.todos).toMatchObject([{ state: 'offered', round: 2, before: null }])
  })

  it('takes what the answers say is in place for done', () => {
    const { todos } = listOf([], finding(['q1', 'q2']))
    const again = listOf(todos, finding(['q2']), AT + DAY)
    expect(again.what).toEqual(['todo_1 found-done'])
    expect(progressOf(again.todos)).toEqual({ all: 2, done: 1 })
  })

  it('does not press on anybody what they declined: the next one takes its turn', () => {
    const { todos } = listOf([], finding(['q1', 'q2', 'q3', 'q4']))
    const declined = todos.map((one) => (one.question === 'q1' ? pressed(one, 'decline') : one))
    const again = listOf(declined, finding(['q1', 'q2', 'q3', 'q4']))
    expect(openOf(again.todos).map(({ question }) => question)).toEqual(['q2', 'q3', 'q4'])
    expect(again.todos.find(({ question }) => question === 'q1')?.state).toBe('declined')
  })

  it('costs nothing at first, also when one was declined, unless an incident is open (R-113)', () => {
    const ranked = [proposal('q11', 'cheap'), ...['q1', 'q2', 'q3', 'q4'].map((one) => proposal(one))]
    const { todos } = listOf([], finding(ranked))
    expect(todos.map(({ question }) => question)).toEqual(['q1', 'q2', 'q3'])
    const declined = todos.map((one) => (one.question === 'q1' ? pressed(one, 'decline') : one))
    expect(openOf(listOf(declined, finding(ranked)).todos).map(({ question }) => question)).not.toContain('q11')
    expect(listOf([], finding(ranked, true)).todos.map(({ question }) => question)).toContain('q11')
  })

  it('leaves the lists of others alone', () => {
    const own = listOf([], { ...finding(['t1']), personId: 'p1', questionnaire: 'telework' }).todos
    expect(listOf(own, finding(['q1'])).todos.map(({ question }) => question)).toEqual(['q1'])
  })
})

describe('progress', () => {
  it('counts nothing that was declined', () => {
    const states: TodoState[] = ['offered', 'started', 'later', 'done', 'declined']
    expect(progressOf(states.map(inState))).toEqual({ all: 4, done: 1 })
  })
})

describe('a reminder', () => {
  const due = (...days: (number | null)[]): Todo[] =>
    days.map((day) => ({ ...offered(), dueAt: day === null ? null : AT + day * DAY }))

  it.each([
    ['nothing has a date', due(null, null), NEVER_REMINDED, undefined],
    ['the earliest of several', due(14, 7, null), NEVER_REMINDED, 7],
    ['a week after the last one at the earliest', due(7), { remindedAt: AT + 5 * DAY, unanswered: 1 }, 12],
    ['its own date when that is later', due(14), { remindedAt: AT + 5 * DAY, unanswered: 0 }, 14],
    ['never after three without an answer', due(7), { remindedAt: AT, unanswered: 3 }, undefined],
  ])('comes at %s', (_, todos, reminders, day) => {
    expect(nextReminderAt(todos, reminders)).toBe(day === undefined ? undefined : AT + day * DAY)
  })
})

it('whatever is pressed in whatever order, the list stays one of the five states and its history is whole', () => {
  let todo = offered()
  let seq = todo.revision
  for (let n = 0; n < 500; n++) {
    const step = TODO_STEPS[(n * 7 + (n >> 3)) % TODO_STEPS.length] as TodoStep
    const now = AT + n * DAY
    const decided = n % 5 === 4 ? undo(todo, todo.revision, CHIBA, now) : take(todo, step, todo.round, YUKI, now)
    if (decided.kind === 'refused') continue
    expect(decided.event.seq).toBe(++seq)
    todo = decided.todo
    expect(todo.revision).toBe(seq)
  }
})
