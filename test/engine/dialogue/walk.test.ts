import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scoreOf } from '#engine/diagnosis/score.ts'
import type { Input, Said } from '#engine/dialogue/exchange.ts'
import type { Change, Migration } from '#engine/dialogue/migration.ts'
import {
  applicable,
  type Condition,
  choicesOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Value,
} from '#engine/dialogue/questionnaire.ts'
import {
  apply,
  NOT_STARTED,
  type Respondent,
  replay,
  type Session,
  type SessionEvent,
  valuesOf,
} from '#engine/dialogue/session.ts'
import { step } from '#engine/dialogue/step.ts'
import { takenBack } from '#engine/dialogue/taken-back.ts'
import { proofRuns } from '../../support/proof.ts'
import { CHIBA, listening, NOW, SAMPLE, SASAKI } from './sample.ts'

const PEOPLE = [SASAKI, CHIBA, { personId: 'person_ono', name: '小野' }]

/** Questions of every kind, each of which may depend on the choices of one before it. */
const questionnaires = fc
  .array(
    fc.record({
      kind: fc.constantFrom('single', 'multi', 'yes-no', 'number', 'text', 'moment', 'photo' as const),
      isRequired: fc.boolean(),
      dependsOn: fc.option(fc.nat(20)),
      isNegated: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows): Questionnaire => {
    const questions: Question[] = []
    for (const [place, { kind, isRequired, dependsOn, isNegated }] of rows.entries()) {
      const choosable = questions.filter((one) => choicesOf(one).length > 0)
      const on = dependsOn === null ? undefined : choosable[dependsOn % Math.max(1, choosable.length)]
      const is: Condition | undefined = on && { question: on.id, is: choicesOf(on)[0]?.id ?? '' }
      questions.push({
        id: `q${place}`,
        topic: `t${place}`,
        isRequired,
        sensitivity: 'open',
        ...(is && { when: isNegated ? { not: is } : is }),
        ...KINDS[kind],
      } as Question)
    }
    const half = Math.ceil(questions.length / 2)
    const sections = [questions.slice(0, half), questions.slice(half)].map((part, n) => ({
      id: `s${n}`,
      questions: part,
    }))
    return { id: 'random', version: '1', answeredBy: 'firm', sections }
  })

const CHOICES = { choices: [{ id: 'done' }, { id: 'part' }, { id: 'none', isExclusive: true }] }
const POINTS: Readonly<Record<string, number>> = { done: 4, part: 2, none: 0 }
const SCORED = { axes: ['care'], choices: Object.entries(POINTS).map(([id, points]) => ({ id, points })) }
const KINDS = {
  single: { kind: 'single', ...SCORED },
  multi: { kind: 'multi', ...CHOICES },
  'yes-no': { kind: 'yes-no' },
  number: { kind: 'number', unit: 'u', min: 0, max: 99 },
  text: { kind: 'text', lengthMax: 10 },
  moment: { kind: 'moment', withTime: false },
  photo: { kind: 'photo' },
} as const

const inputs = fc.oneof(
  { weight: 6, arbitrary: fc.constant('answer' as const) },
  fc.record({
    kind: fc.constant('typed' as const),
    text: fc.constantFrom(
      '1',
      '２',
      'はい',
      '特にない',
      '8',
      '明日',
      '😀',
      'なんとなく',
      '3番を直す',
      '1番を直す',
      '9番を直す',
      '戻る',
      'あとで',
      'いまどこ？',
      'これは？',
      'やめる',
      'これでよい',
      '1と2',
      'x'.repeat(5_000),
    ),
  }),
  fc.record({
    kind: fc.constant('tap' as const),
    question: fc.nat(12).map((n) => `q${n}`),
    choice: fc.constantFrom('done', 'none', 'yes', 'no', 'gone'),
  }),
  fc.record({ kind: fc.constant('reopen' as const), question: fc.nat(12).map((n) => `q${n}`) }),
  fc.constantFrom<Input>(
    { kind: 'begin' },
    { kind: 'nudge' },
    { kind: 'park' },
    { kind: 'media', media: 'sticker' },
    { kind: 'photo', question: 'q3', photoId: 'p' },
    { kind: 'photo', question: 'q0', photoId: 'r' },
    { kind: 'photo-refused', reason: 'gone' },
  ),
  fc.constant('migrate' as const),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unsend' as const), nth: fc.nat(60) }) },
)

const moves = fc.array(fc.record({ who: fc.nat(2), input: inputs, afterMinutes: fc.constantFrom(0, 1, 30) }), {
  maxLength: 60,
  size: 'max',
})

/** An answer that the question asked last to this person takes. */
function fitting(questionnaire: Questionnaire, session: Session, by: Respondent): Input {
  const asked = session.seats[by.personId]?.asked
  const question = questionsOf(questionnaire).find(({ id }) => id === asked)
  if (!question) return { kind: 'begin' }
  if (question.kind === 'photo') return { kind: 'photo', question: question.id, photoId: 'p' }
  const typed = { number: '8', text: '山田', moment: '明日' } as Record<string, string>
  return { kind: 'typed', text: typed[question.kind] ?? '1' }
}

/** The next version: a question that no condition names has another name, the others stay. */
function revised(questionnaire: Questionnaire): { next: Questionnaire; migration: Migration; called: Called } {
  const version = String(Number(questionnaire.version) + 1)
  const questions = questionsOf(questionnaire)
  const named = new Set(questions.flatMap(({ when }) => (when ? [namedIn(when)] : [])))
  const other = questions.find(({ id }) => !named.has(id))?.id ?? ''
  const called: Called = (id) => (id === other ? `${id}v${version}` : id)
  const changes = questions.map(({ id }): [string, Change] => [
    id,
    id === other ? { kind: 'renamed', to: called(id) } : { kind: 'kept' },
  ])
  const sections = questionnaire.sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) => ({ ...question, id: called(question.id) })),
  }))
  return {
    next: { ...questionnaire, version, sections },
    migration: {
      questionnaire: 'random',
      from: questionnaire.version,
      to: version,
      questions: Object.fromEntries(changes),
    },
    called,
  }
}

/** The name that the next version has for a question. */
type Called = (id: string) => string

/** Of the conditions made above: one choice, or its contrary. */
const namedIn = (when: Condition): string =>
  'not' in when ? namedIn(when.not) : 'question' in when ? when.question : ''

/** The score, worked out without the engine: what is not asked for counts for nothing. */
function pointsOf(questionnaire: Questionnaire, { answers }: Session): number {
  const chosen = new Map<string, readonly string[]>()
  let points = 0
  for (const { id, kind, when } of questionsOf(questionnaire)) {
    const value = answers[id]?.value
    const isAsked = when === undefined || holdsFor(when, chosen)
    if (!isAsked || value === undefined) continue
    chosen.set(id, value.kind === 'choice' ? [value.choice] : value.kind === 'choices' ? value.choices : [])
    if (kind === 'single' && value.kind === 'choice') points += POINTS[value.choice] ?? 0
  }
  return points
}

const holdsFor = (when: Condition, chosen: ReadonlyMap<string, readonly string[]>): boolean =>
  'not' in when
    ? !holdsFor(when.not, chosen)
    : 'is' in when && (chosen.get(when.question) ?? []).includes(String(when.is))

it('no answer is lost, none is asked for twice without cause, what is taken back is asked again, and every walk can be ended', () => {
  fc.assert(
    fc.property(questionnaires, moves, (first, sequence) => {
      let questionnaire = first
      let events: SessionEvent[] = [{ kind: 'started', questionnaire: 'random', version: '1', at: NOW, by: SASAKI }]
      let session = replay(events)
      let now = NOW
      /** By question, the message that its answer was typed with. */
      let typedWith = new Map<string, string>()
      const expectScored = (): void =>
        expect(scoreOf(questionnaire, valuesOf(session)).points).toBe(pointsOf(questionnaire, session))
      const take = (input: Input, by: Respondent): Said[] => {
        const before = session
        const turn = step(questionnaire, session, input, by, listening(now))
        const messageId = input.kind === 'typed' ? `m${events.length}` : undefined
        for (const event of turn.events) {
          events.push(event.kind === 'answered' && messageId !== undefined ? { ...event, messageId } : event)
          if (event.kind === 'answered') typedWith.delete(event.question)
          if (event.kind === 'answered' && messageId !== undefined) typedWith.set(event.question, messageId)
        }
        session = turn.session
        expect(session).toEqual(turn.events.reduce(apply, before))
        for (const said of turn.says) if (said.kind === 'ask') expectReason(before, turn.events, said.question.id, by)
        const given = new Set(turn.events.flatMap((one) => (isGiven(one) ? [one.question] : [])))
        for (const [id, answer] of Object.entries(before.answers))
          if (!given.has(id)) expect(session.answers[id]).toEqual(answer)
        expectScored()
        if (turn.events.some(({ kind }) => kind === 'finished')) expectComplete(questionnaire, session)
        return turn.says
      }
      const migrate = (by: Respondent): void => {
        const { next, migration, called } = revised(questionnaire)
        questionnaire = next
        const event: SessionEvent = { kind: 'migrated', migration, at: now, by }
        const before = Object.entries(session.answers)
        session = apply(session, event)
        events.push(event)
        typedWith = new Map([...typedWith].map(([id, message]) => [called(id), message]))
        expect(valuesIn(session)).toEqual(Object.fromEntries(before.map(([id, { value }]) => [called(id), value])))
      }
      const unsend = (nth: number, by: Respondent): void => {
        const messages = events.flatMap((one) => (one.kind === 'answered' ? (one.messageId ?? []) : []))
        const messageId = messages[nth % messages.length] ?? ''
        const taken = takenBack(events, messageId, now, by)
        if (!taken) return expect(messages).toEqual([])
        const { blanked, undone } = taken
        const before = session
        events = [...events.with(blanked.index, blanked.event), ...undone]
        session = replay(events)
        const standing = [...typedWith].flatMap(([id, message]) => (message === messageId ? [id] : []))
        expect(undone.map((one) => 'question' in one && one.question)).toEqual(
          before.state === 'finished' ? [] : standing,
        )
        for (const [id, { value }] of Object.entries(before.answers))
          if (!standing.includes(id)) expect(session.answers[id]?.value).toEqual(value)
          else if (before.state === 'finished') expect(session.answers[id]?.value).toEqual(blanked.event.value)
          else expect(session.answers[id]).toBeUndefined()
        for (const id of standing) typedWith.delete(id)
        expectScored()
      }
      for (const { who, input, afterMinutes } of sequence) {
        now += afterMinutes * 60_000
        const by = PEOPLE[who] ?? SASAKI
        if (input === 'migrate') migrate(by)
        else if (input === 'answer') take(fitting(questionnaire, session, by), by)
        else if (input.kind === 'unsend') unsend(input.nth, by)
        else take(input, by)
      }
      // From wherever it stands, one person answers what is asked: it ends.
      take({ kind: 'begin' }, SASAKI)
      const steps = 3 * questionsOf(questionnaire).length + 3
      for (let n = 0; n < steps && session.state !== 'finished'; n++)
        take(fitting(questionnaire, session, SASAKI), SASAKI)
      expect(session.state).toBe('finished')
      expect(replay(events)).toEqual(session)
    }),
    { numRuns: proofRuns(300, 20_000) },
  )
})

type Given = Extract<SessionEvent, { kind: 'answered' | 'photo-added' }>
const isGiven = (event: SessionEvent): event is Given => event.kind === 'answered' || event.kind === 'photo-added'

const valuesIn = ({ answers }: Session): Record<string, Value> =>
  Object.fromEntries(Object.entries(answers).map(([id, { value }]) => [id, value]))

/** Also what was taken back has an answer again, unless nobody has to give one and it was passed over twice. */
function expectComplete(questionnaire: Questionnaire, session: Session): void {
  for (const { id, isRequired } of applicable(questionnaire, valuesOf(session)))
    if (isRequired || (session.putOff[id] ?? 0) < 2) expect(session.answers[id]).toBeDefined()
}

/** What has an answer is asked for only when somebody has opened it again. */
function expectReason(before: Session, events: readonly SessionEvent[], question: string, by: Respondent): void {
  const wasAnswered =
    before.answers[question] !== undefined || events.some((one) => one.kind === 'answered' && one.question === question)
  if (!wasAnswered) return
  const reopened = events.findLast((one) => one.kind === 'reopened')
  const isOpen = reopened?.kind === 'reopened' ? reopened.question : before.seats[by.personId]?.reopened
  expect(isOpen).toBe(question)
}

it('a walk through the sample needs as many answers as it has questions', () => {
  let session = apply(NOT_STARTED, { kind: 'started', questionnaire: 'sample', version: '1', at: NOW, by: SASAKI })
  const take = (input: Input) => {
    session = step(SAMPLE, session, input, SASAKI, listening()).session
  }
  take({ kind: 'begin' })
  let count = 0
  for (; session.state !== 'finished' && count < 100; count++)
    take(
      session.seats[SASAKI.personId]?.asked === 'visit'
        ? { kind: 'typed', text: '明日 10時' }
        : fitting(SAMPLE, session, SASAKI),
    )
  expect(count).toBe(applicable(SAMPLE, valuesOf(session)).length)
})
