import { describe, expect, it } from 'vitest'
import { asked, mayBeAsked, standingOf } from '#engine/home-checklist.ts'
import type { Todo } from '#engine/todo.ts'

const DAY = 86_400_000
const list = { regionId: 'region', firmId: 'firm', personId: 'chiba' }
const checklist = { list, questionnaire: 'telework', questions: ['t3', 't4', 't5'] }
let made = 0
const ask = (before: readonly Todo[], now: number) => asked(before, checklist, now, () => `todo-${++made}`)
const inState = (todos: readonly Todo[], states: readonly Todo['state'][]): Todo[] =>
  todos.map((todo, place) => ({ ...todo, state: states[place] ?? todo.state }))

describe('a checklist for home', () => {
  it('is asked after in a week, and what was done or begun of it stays so when it is asked for again', () => {
    const { todos, events } = ask([], 0)
    expect(todos.map(({ dueAt, personId }) => [dueAt, personId])).toEqual(Array(3).fill([7 * DAY, 'chiba']))
    expect(events.map(({ what }) => what)).toEqual(Array(3).fill('offered'))
    const again = ask(inState(todos, ['done', 'started', 'declined']), 30 * DAY)
    expect(again.todos.map(({ id, state, round }) => [id, state, round])).toEqual([
      [todos[0]?.id, 'done', 1],
      [todos[1]?.id, 'started', 1],
      [todos[2]?.id, 'offered', 2],
    ])
    expect(again.events.map(({ what, seq }) => [what, seq])).toEqual([['offered-anew', 2]])
  })

  it('is done once all of it is, whatever else that person has to do, and nobody else’s', () => {
    const { todos } = ask([], 0)
    const own = { ...todos[0], question: 't9', because: { kind: 'gap' } } as Todo
    expect(standingOf([own], 'chiba')).toBe('not-asked')
    expect(standingOf(todos, 'kikuchi')).toBe('not-asked')
    expect(standingOf(inState(todos, ['done', 'done', 'declined']), 'chiba')).toBe('not-done')
    expect(standingOf([own, ...inState(todos, ['done', 'done', 'done'])], 'chiba')).toBe('done')
  })

  it.each([
    ['not-asked', null, true],
    ['not-done', 0, false],
    ['not-done', -DAY, true],
    ['done', null, false],
  ] as const)('of which somebody heard %s, reminded at %s, may be asked for: %s', (standing, remindedAt, may) => {
    expect(mayBeAsked(standing, { remindedAt, unanswered: 0 }, 7 * DAY - 1)).toBe(may)
  })
})
