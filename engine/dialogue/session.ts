import { carriedOver, type Migration } from './migration.ts'
import { applicable, type Question, type Questionnaire, questionsOf, type Value, type Values } from './questionnaire.ts'

/**
 * A questionnaire that is being filled, by one person or by several of a firm. What happened is a list of events that only
 * grows; the session is what they add up to (`replay`), kept beside them so that nobody has to add them up each time.
 */
export interface Session {
  questionnaire: string
  /** The pinned version; only `migrated` changes it. */
  version: string
  state: 'open' | 'paused' | 'parked' | 'finished'
  answers: Readonly<Record<string, Answer>>
  /** How often a question was put off. Once: offered again at the end. Twice: left, until the session is taken up again. */
  putOff: Readonly<Record<string, number>>
  /** Each respondent's place, by person. */
  seats: Readonly<Record<string, Seat>>
  /** Answers that no question of the present version asks for: kept, never counted. */
  retired: readonly { version: string; question: string; answer: Answer }[]
  /** Events so far. */
  length: number
  /** Epoch ms of the last thing that a person did. */
  movedAt: number
}

export interface Answer {
  value: Value
  by: Respondent
  at: number
  /** What the firm had said itself, where somebody of ours looked and found otherwise: both are kept. */
  stated?: Omit<Answer, 'stated'>
}

export interface Respondent {
  personId: string
  name: string
  /** The desk on the telephone, or somebody on site; without it somebody of the firm. */
  role?: 'desk' | 'site'
}

export interface Seat {
  /** The question that this person was asked last, and when. */
  asked: string | null
  askedAt: number
  /** 「3番を直す」, 戻る: asked before anything else, though it has an answer. */
  reopened: string | null
  /** Answers in a row that were not understood. */
  misses: number
  /** Questions this person has answered or put off, the last one last. */
  trail: readonly string[]
  /** Choices of a `multi` that are picked but not confirmed. */
  picked: readonly string[]
}

export const NEW_SEAT: Seat = { asked: null, askedAt: 0, reopened: null, misses: 0, trail: [], picked: [] }

export type Happening =
  | { kind: 'started'; questionnaire: string; version: string }
  /** What was left unfinished is begun anew: answers of another month are none of this one. */
  | { kind: 'emptied' }
  | { kind: 'asked'; question: string }
  | { kind: 'picked'; question: string; choices: readonly string[] }
  /** `messageId` of the words it was typed with, by which they are found when they are taken back. */
  | { kind: 'answered'; question: string; value: Value; messageId?: string }
  /** Its words were taken back in the chat: the question has no answer any more. */
  | { kind: 'unsent'; question: string }
  /** One more for a question that has some already. */
  | { kind: 'photo-added'; question: string; photoId: string }
  | { kind: 'put-off'; question: string }
  | { kind: 'reopened'; question: string }
  | { kind: 'misunderstood'; question: string }
  | { kind: 'paused' }
  | { kind: 'resumed' }
  | { kind: 'parked' }
  | { kind: 'nudged' }
  | { kind: 'finished' }
  | { kind: 'migrated'; migration: Migration }

/** `by` is null for what time did (nudges, parking). */
export type SessionEvent = Happening & { at: number; by: Respondent | null }

export const NOT_STARTED: Session = {
  questionnaire: '',
  version: '',
  state: 'open',
  answers: {},
  putOff: {},
  seats: {},
  retired: [],
  length: 0,
  movedAt: 0,
}

export const replay = (events: readonly SessionEvent[]): Session => events.reduce(apply, NOT_STARTED)

export function apply(before: Session, event: SessionEvent): Session {
  const session = { ...before, length: before.length + 1, ...(event.by && { movedAt: event.at }) }
  switch (event.kind) {
    case 'started':
      return { ...session, questionnaire: event.questionnaire, version: event.version, state: 'open' }
    case 'emptied':
      return { ...session, state: 'open', answers: {}, putOff: {}, seats: {} }
    case 'asked':
      return seated(session, event, (seat) => ({
        ...seat,
        asked: event.question,
        askedAt: event.at,
        ...(seat.asked !== event.question && { misses: 0, picked: [] }),
      }))
    case 'picked':
      return seated(session, event, (seat) => ({ ...seat, picked: event.choices, misses: 0 }))
    case 'answered':
      return answered(session, event)
    case 'unsent':
      return unsent(session, event.question)
    case 'photo-added':
      return photoAdded(session, event)
    case 'put-off':
      return putOff(seated(session, event, passed(event.question)), event.question)
    case 'reopened':
      return seated(session, event, (seat) => ({ ...seat, reopened: event.question, misses: 0, picked: [] }))
    case 'misunderstood':
      return seated(session, event, (seat) => ({ ...seat, misses: seat.misses + 1 }))
    case 'resumed':
      return { ...session, state: 'open', putOff: onceMore(session.putOff) }
    case 'paused':
    case 'parked':
    case 'finished':
      return { ...session, state: event.kind }
    case 'nudged':
      return session
    case 'migrated':
      return migrated(session, event.migration)
  }
}

function seated(session: Session, { by }: SessionEvent, change: (seat: Seat) => Seat): Session {
  if (!by) return session
  return { ...session, seats: { ...session.seats, [by.personId]: change(seatOf(session, by)) } }
}

export const seatOf = ({ seats }: Session, { personId }: Respondent): Seat => seats[personId] ?? NEW_SEAT

function answered(session: Session, event: SessionEvent & { kind: 'answered' }): Session {
  const { question, value, by, at } = event
  if (!by) return session
  const { [question]: _, ...putOff } = session.putOff
  const stated = statedBefore(session.answers[question], by)
  const answers = { ...session.answers, [question]: { value, by, at, ...(stated && { stated }) } }
  return { ...seated(session, event, passed(question)), answers, putOff }
}

function unsent(session: Session, question: string): Session {
  const { [question]: _, ...answers } = session.answers
  return { ...session, answers }
}

/** The firm's own word, before anybody looked. What the desk wrote down for the firm on the telephone is none. */
function statedBefore(before: Answer | undefined, by: Respondent): Answer['stated'] {
  if (!before || isOfFirm(by)) return undefined
  return before.stated ?? (isOfFirm(before.by) ? before : undefined)
}

export const isOfFirm = ({ role }: Respondent): boolean => role === undefined

export const isOnSite = ({ role }: Respondent): boolean => role === 'site'

/** Whoever adds it may be on another question already, and stays there. */
function photoAdded(session: Session, { question, photoId }: { question: string; photoId: string }): Session {
  const answer = session.answers[question]
  if (answer?.value.kind !== 'photo') return session
  const value: Value = { kind: 'photo', photoIds: [...answer.value.photoIds, photoId] }
  return { ...session, answers: { ...session.answers, [question]: { ...answer, value } } }
}

/** Enough to see a box from the front, from behind, and its label. */
export const PHOTOS_MAX = 3

/** For which question a photo is meant that is sent now: the one asked, or the last one answered when that was for photos. */
export function photoQuestion(questionnaire: Questionnaire, session: Session, by: Respondent): Question | undefined {
  const { asked, trail } = seatOf(session, by)
  const asking = applicable(questionnaire, valuesOf(session))
  const places = [asked, trail.at(-1)].map((id) => asking.find((question) => question.id === id))
  return places.find((question) => question?.kind === 'photo')
}

/** Every photo that an answer names. */
export const photosIn = ({ answers }: Pick<Session, 'answers'>): string[] =>
  Object.values(answers).flatMap(({ value }) => (value.kind === 'photo' ? value.photoIds : []))

/** The person is done with this question for now. */
const passed =
  (question: string) =>
  (seat: Seat): Seat => ({
    ...seat,
    asked: null,
    reopened: null,
    misses: 0,
    picked: [],
    trail: [...seat.trail.filter((id) => id !== question), question],
  })

/** Whoever passes over a question that was opened again keeps its answer. */
const putOff = (session: Session, question: string): Session =>
  session.answers[question] === undefined
    ? { ...session, putOff: { ...session.putOff, [question]: (session.putOff[question] ?? 0) + 1 } }
    : session

const onceMore = (putOff: Session['putOff']): Session['putOff'] =>
  Object.fromEntries(Object.keys(putOff).map((question) => [question, 1]))

/** Everybody is asked afresh; what was answered stays answered as far as the new version has a place for it. */
function migrated(session: Session, { questions, from, to }: Migration): Session {
  const answers: Record<string, Answer> = {}
  const retired = [...session.retired]
  for (const [question, answer] of Object.entries(session.answers)) {
    const change = questions[question] ?? { kind: 'removed' }
    const { stated, ...own } = answer
    const carried = carriedOver(change, question, own.value)
    const carriedStated = stated && carriedOver(change, question, stated.value)
    if (carried.size === 0) retired.push({ version: from, question, answer })
    for (const [id, value] of carried) {
      const said = carriedStated?.get(id)
      answers[id] = { ...own, value, ...(stated && said && { stated: { ...stated, value: said } }) }
    }
  }
  const seats = Object.fromEntries(
    Object.entries(session.seats).map(([personId, seat]) => [
      personId,
      { ...NEW_SEAT, trail: seat.trail.filter((id) => id in answers) },
    ]),
  )
  return { ...session, version: to, answers, retired, seats, putOff: {} }
}

/** The session as it would be read in the version that these steps lead to. */
export const broughtForward = (session: Session, steps: readonly Migration[]): Session =>
  steps.reduce(migrated, session)

export const valuesOf = ({ answers }: Session): Values =>
  new Map(Object.entries(answers).map(([question, { value }]) => [question, value]))

/** Whether somebody else is on this question right now: then another one is asked first. */
const HELD_MS = 10 * 60_000

/**
 * The first applicable question without an answer, those that were put off once after all others. Undefined when there is
 * nothing left to ask this person now.
 */
export function nextQuestion(
  questionnaire: Questionnaire,
  session: Session,
  by: Respondent,
  now: number,
): Question | undefined {
  const { reopened } = seatOf(session, by)
  const asking = applicable(questionnaire, valuesOf(session))
  const corrected = reopened === null ? undefined : asking.find(({ id }) => id === reopened)
  if (corrected) return corrected
  const open = asking.filter(({ id }) => session.answers[id] === undefined && (session.putOff[id] ?? 0) < 2)
  const held = heldByOthers(session, by, now)
  const [first] = [0, 1].flatMap((putOff) => {
    const round = open.filter(({ id }) => (session.putOff[id] ?? 0) === putOff)
    return [...round.filter(({ id }) => !held.has(id)), ...round.filter(({ id }) => held.has(id))]
  })
  return first
}

function heldByOthers({ seats }: Session, { personId }: Respondent, now: number): Set<string> {
  const others = Object.entries(seats).filter(([id, seat]) => id !== personId && now - seat.askedAt < HELD_MS)
  return new Set(others.flatMap(([, { asked }]) => (asked === null ? [] : [asked])))
}

/** Whether every applicable question is answered, or optional and put off for good. */
export const isComplete = (questionnaire: Questionnaire, session: Session): boolean =>
  applicable(questionnaire, valuesOf(session)).every(
    ({ id, isRequired }) => session.answers[id] !== undefined || (!isRequired && (session.putOff[id] ?? 0) >= 2),
  )

/** Where a question stands: 「3/25」 of its series, and how far the whole is. */
export interface Place {
  section: string
  number: number
  total: number
  answered: number
  all: number
}

export function placeOf(questionnaire: Questionnaire, session: Session, questionId: string): Place {
  const asking = applicable(questionnaire, valuesOf(session))
  const section = questionnaire.sections.find(({ questions }) => questions.some(({ id }) => id === questionId))
  const series = seriesOf(questionnaire, asking).find((ids) => ids.includes(questionId)) ?? []
  return {
    section: section?.id ?? '',
    number: series.indexOf(questionId) + 1,
    total: series.length,
    answered: asking.filter(({ id }) => session.answers[id] !== undefined).length,
    all: asking.length,
  }
}

/** The applicable questions' ids, together where they are numbered through. */
function seriesOf({ sections }: Questionnaire, asking: readonly Question[]): string[][] {
  const ids = new Set(asking.map(({ id }) => id))
  const series = new Map<string, string[]>()
  for (const { id, series: name = `of ${id}`, questions } of sections)
    series.set(name, [...(series.get(name) ?? []), ...questions.flatMap((one) => (ids.has(one.id) ? [one.id] : []))])
  return [...series.values()]
}

/** 「3番」: the third question of the series that the person is in; of the longest where that one has no third. */
export function numbered(
  questionnaire: Questionnaire,
  session: Session,
  current: string | null,
  number: number,
): Question | undefined {
  const series = seriesOf(questionnaire, applicable(questionnaire, valuesOf(session)))
  const own = series.find((ids) => current !== null && ids.includes(current))
  const longest = series.toSorted((a, b) => b.length - a.length)[0]
  return findQuestion(questionnaire, own?.[number - 1] ?? longest?.[number - 1] ?? '')
}

export const findQuestion = (questionnaire: Questionnaire, id: string): Question | undefined =>
  questionsOf(questionnaire).find((question) => question.id === id)
