import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Input } from '#engine/dialogue/exchange.ts'
import type { Change, Migration } from '#engine/dialogue/migration.ts'
import type { Choice, Question, Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { apply, NOT_STARTED, replay, type Session, type SessionEvent } from '#engine/dialogue/session.ts'
import { step } from '#engine/dialogue/step.ts'
import { proofRuns } from '../../support/proof.ts'
import { CHIBA, listening, NOW, SASAKI } from './sample.ts'

const CHOICES: readonly Choice[] = [
  { id: 'done', points: 4 },
  { id: 'part', points: 2 },
  { id: 'not', points: 0 },
]
const item = (id: string): Question => ({
  ...{ id, topic: id, isRequired: true, sensitivity: 'open', kind: 'single', choices: CHOICES },
})
const version = (name: string, ids: readonly string[]): Questionnaire => ({
  ...{ id: 'office', version: name, answeredBy: 'firm', sections: [{ id: 'items', questions: ids.map(item) }] },
})
const TEN = Array.from({ length: 10 }, (_, n) => `q${n + 1}`)
const kept = (ids: readonly string[]): Record<string, Change> =>
  Object.fromEntries(ids.map((id) => [id, { kind: 'kept' }]))

/** Five revisions: a name changes, one is added, one goes, points change, one becomes two. */
const VERSIONS = [
  version('1', TEN),
  version('2', ['q1', 'q2', 'q3a', ...TEN.slice(3)]),
  version('3', ['q1', 'q2', 'q3a', ...TEN.slice(3), 'q11']),
  version('4', ['q1', 'q3a', ...TEN.slice(3), 'q11']),
  version('5', ['q1', 'q3a', ...TEN.slice(3), 'q11']),
  version('6', ['q1', 'q3a', 'q4', 'q5a', 'q5b', ...TEN.slice(5), 'q11']),
]
const MIGRATIONS: readonly Migration[] = [
  { ...move('1', '2'), questions: { ...kept(TEN), q3: { kind: 'renamed', to: 'q3a' } } },
  { ...move('2', '3'), questions: kept(['q1', 'q2', 'q3a', ...TEN.slice(3)]) },
  { ...move('3', '4'), questions: { ...kept(['q1', 'q3a', ...TEN.slice(3), 'q11']), q2: { kind: 'removed' } } },
  { ...move('4', '5'), questions: { ...kept(['q3a', ...TEN.slice(3), 'q11']), q1: { kind: 'rescored' } } },
  {
    ...move('5', '6'),
    questions: {
      ...kept(['q1', 'q3a', 'q4', ...TEN.slice(5), 'q11']),
      q5: {
        kind: 'split',
        into: { q5a: { done: 'done', part: 'part', not: 'not' }, q5b: { done: 'done', not: 'not' } },
      },
    },
  },
]
function move(from: string, to: string) {
  return { questionnaire: 'office', from, to }
}

/** Half-finished by one or two people, cut off anywhere. */
const sessions = fc.array(
  fc.record({ who: fc.constantFrom(SASAKI, CHIBA), typed: fc.constantFrom('1', '2', '3', 'あとで', '戻る', '？？？') }),
  { minLength: 1, maxLength: 12 },
)

it('a thousand half-finished sessions live through thirty restarts and five revisions with every answer', () => {
  let most = 0
  fc.assert(
    fc.property(sessions, (words) => {
      let session = apply(NOT_STARTED, { kind: 'started', questionnaire: 'office', version: '1', at: NOW, by: SASAKI })
      let events: SessionEvent[] = [{ kind: 'started', questionnaire: 'office', version: '1', at: NOW, by: SASAKI }]
      const take = (input: Input, by = SASAKI): void => {
        const questionnaire = VERSIONS.find((one) => one.version === session.version)
        if (!questionnaire) throw new Error(session.version)
        const turn = step(questionnaire, session, input, by, listening())
        events = [...events, ...turn.events]
        session = turn.session
      }
      take({ kind: 'begin' })
      for (const { who, typed } of words) take({ kind: 'typed', text: typed }, who)
      const given = new Map(Object.entries(session.answers))
      for (let restart = 1; restart <= 30; restart++) {
        // What a killed process leaves is what was stored; half of the time only the events are believed.
        const stored: SessionEvent[] = JSON.parse(JSON.stringify(events))
        events = stored
        session = restart % 2 === 0 ? (JSON.parse(JSON.stringify(session)) as Session) : replay(stored)
        const migration = restart % 6 === 0 ? MIGRATIONS[restart / 6 - 1] : undefined
        if (!migration || session.state === 'finished') continue
        const event: SessionEvent = { kind: 'migrated', migration, at: NOW, by: SASAKI }
        events = [...events, event]
        session = apply(session, event)
      }
      for (const [id, answer] of given) expect(isKept(session, id, answer.value)).toBe(true)
      const mark = events.length
      for (let n = 0; n < 40 && session.state !== 'finished'; n++)
        take(n === 0 ? { kind: 'begin' } : { kind: 'typed', text: '1' })
      expect(session.state).toBe('finished')
      const again = askedOf(events.slice(mark)).filter((id) => given.has(originOf(id)))
      most = Math.max(most, again.length)
      expect(again.length).toBeLessThanOrEqual(1)
    }),
    { numRuns: proofRuns(100, 1_000) },
  )
  console.log(`asked again after it had an answer: ${most} at most in a session`)
})

/** What the versions made of a question: it was renamed, or became two. */
const CALLED_LATER: Readonly<Record<string, readonly string[]>> = { q3: ['q3a'], q5: ['q5a', 'q5b'] }

/** What a new question asks for again, if it asks what an old one did. */
const originOf = (id: string): string => Object.entries(CALLED_LATER).find(([, later]) => later.includes(id))?.[0] ?? id

const askedOf = (events: readonly SessionEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'asked' ? [event.question] : []))

/** As the answer to this very question, under its own or a later name, or put by with it. */
function isKept({ answers, retired }: Session, id: string, value: unknown): boolean {
  const now = [id, ...(CALLED_LATER[id] ?? [])].flatMap((name) => answers[name] ?? [])
  const put = retired.flatMap(({ question, answer }) => (question === id ? [answer] : []))
  return [...now, ...put].some((one) => JSON.stringify(one.value) === JSON.stringify(value))
}
