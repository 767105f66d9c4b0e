import {
  applicable,
  type Condition,
  choicesOf,
  chosenIn,
  type Question,
  type Questionnaire,
  questionsOf,
} from '../dialogue/questionnaire.ts'
import { type Session, valuesOf } from '../dialogue/session.ts'
import { correctionsIn } from './correction.ts'
import { FIRMS_MIN } from './groups.ts'
import { hiddenIn, isSmall, type Shown, shownOf } from './hiding.ts'

/** How a question was answered. `firms` is N: everybody who was asked it; null throughout where it is hidden. */
export interface Distribution {
  question: string
  section: string
  isMulti: boolean
  firms: Shown
  choices: Cell[]
  /** „分からない“ and no answer are no „no“, and never mixed with one. */
  unknown: Cell
  unanswered: Cell
  /** Firms of which the desk or a visit found that they have less than they had said; their figures are the corrected. */
  downgraded: Cell
}

export interface Cell {
  choice: string
  firms: Shown
  /** Of N, 0 to 1. */
  share: Shown
}

const SHOWABLE = new Set(['single', 'scale', 'band', 'multi', 'yes-no'])

/**
 * Every question that has choices and is nobody's secret. `apart` are the other groups that are told of, as the whole is:
 * nothing is told of these sessions that would tell, subtracted from the whole, of few in one of those.
 */
export function distributionsOf(
  questionnaire: Questionnaire,
  sessions: readonly Session[],
  apart: readonly (readonly Session[])[] = [],
): Distribution[] {
  const groups = [sessions, ...apart].map((group) =>
    group.map((session) => ({ session, reached: reachedBy(questionnaire, session) })),
  )
  const hidden = new Set<string>()
  return questionnaire.sections.flatMap(({ id: section, questions }) =>
    questions.filter(isShowable).map((question) => {
      const all = groups.map((group) =>
        countsOf(
          questionnaire,
          question,
          group.flatMap(({ session, reached }) => (reached.has(question.id) ? [session] : [])),
        ),
      )
      const counts = all[0] ?? countsOf(questionnaire, question, [])
      const isTelling = (of: Count): boolean => hiddenIn(all.map(of))[0] ?? false
      // Who was asked it is who gave an answer that is hidden: then so is this.
      const isHidden =
        counts.asked < FIRMS_MIN || isTelling(askedIn) || questionsIn(question.when).some((id) => hidden.has(id))
      const shown = isHidden ? nothing(counts) : shownCounts(counts, isTelling)
      if (isHidden || shown.choices.includes(null) || shown.unknown === null) hidden.add(question.id)
      return told(question, section, isHidden ? null : counts.asked, counts, shown)
    }),
  )
}

type Count = (counts: Counts) => number
const askedIn: Count = ({ asked }) => asked

const isShowable = ({ kind, sensitivity }: Question): boolean => SHOWABLE.has(kind) && sensitivity === 'open'

/** What a session was asked: what is answered or put off, what came before that, and in the end everything. */
export function reachedBy(questionnaire: Questionnaire, session: Session): Set<string> {
  const asking = applicable(questionnaire, valuesOf(session)).map(({ id }) => id)
  if (session.state === 'finished') return new Set(asking)
  const last = asking.findLastIndex((id) => session.answers[id] !== undefined || session.putOff[id] !== undefined)
  return new Set(asking.slice(0, last + 1))
}

/** The choice that stands for not knowing, and what stands for no answer at all. */
export const UNKNOWN = 'unknown'
export const UNANSWERED = 'unanswered'

interface Counts {
  asked: number
  isMulti: boolean
  ids: string[]
  choices: number[]
  unknown: number
  unanswered: number
  decided: number
  downgraded: number
}

function countsOf(questionnaire: Questionnaire, question: Question, asked: readonly Session[]): Counts {
  const ids = choicesOf(question).flatMap(({ id, isUnknown }) => (isUnknown ? [] : [id]))
  const answers = asked.map((session) => answerOf(question, session))
  const count = (id: string): number => answers.filter((chosen) => chosen.includes(id)).length
  const unknown = count(UNKNOWN)
  const unanswered = count(UNANSWERED)
  return {
    asked: asked.length,
    isMulti: question.kind === 'multi',
    ids,
    choices: ids.map(count),
    unknown,
    unanswered,
    decided: asked.length - unknown - unanswered,
    downgraded: asked.filter((session) => isDowngraded(questionnaire, question, session)).length,
  }
}

const isDowngraded = (questionnaire: Questionnaire, { id }: Question, session: Session): boolean =>
  session.answers[id]?.stated !== undefined &&
  correctionsIn(questionnaire, session).some(({ question, isDowngrade }) => question === id && isDowngrade)

/** The choices that stand, whatever a choice for not knowing is called. */
export function answerOf(question: Question, { answers }: Session): string[] {
  const answer = answers[question.id]
  if (!answer) return [UNANSWERED]
  const chosen = chosenIn(answer.value)
  const unknown = choicesOf(question).filter(({ id, isUnknown }) => isUnknown && chosen.includes(id))
  return unknown.length > 0 ? [UNKNOWN] : [...chosen]
}

type ShownCounts = { choices: Shown[]; unknown: Shown; unanswered: Shown; downgraded: Shown }

const nothing = ({ choices }: Counts): ShownCounts => ({
  choices: choices.map(() => null),
  unknown: null,
  unanswered: null,
  downgraded: null,
})

function shownCounts(counts: Counts, isTelling: (of: Count) => boolean): ShownCounts {
  const { isMulti } = counts
  const shown = (cells: (counts: Counts) => number[]): Shown[] =>
    shownOf(cells(counts), (place) => isTelling((one) => cells(one)[place] ?? 0))
  const [lessened = null] = shown((one) => [one.downgraded, one.asked - one.downgraded])
  if (!isMulti) {
    const [unknown = null, unanswered = null, ...choices] = shown((one) => [
      one.unknown,
      one.unanswered,
      ...one.choices,
    ])
    return { choices, unknown, unanswered, downgraded: lessened }
  }
  // Each choice of several parts those who decided in two: neither part may be small.
  const [unknown = null, unanswered = null] = shown((one) => [one.unknown, one.unanswered, one.decided])
  const choices = counts.choices.map((count, place): Shown => {
    const chose: Count = (one) => one.choices[place] ?? 0
    const others: Count = (one) => one.decided - chose(one)
    const isHidden = isSmall(count) || isSmall(others(counts)) || isTelling(chose) || isTelling(others)
    return isHidden ? null : count
  })
  return { choices, unknown, unanswered, downgraded: lessened }
}

function told(question: Question, section: string, firms: Shown, counts: Counts, shown: ShownCounts): Distribution {
  const cell = (choice: string, count: Shown): Cell => ({
    choice,
    firms: count,
    share: count === null || firms === null ? null : count / firms,
  })
  return {
    question: question.id,
    section,
    isMulti: counts.isMulti,
    firms,
    choices: counts.ids.map((id, place) => cell(id, shown.choices[place] ?? null)),
    unknown: cell(UNKNOWN, shown.unknown),
    unanswered: cell(UNANSWERED, shown.unanswered),
    downgraded: cell('downgraded', shown.downgraded),
  }
}

/** The questions whose answers decide whether this one is asked. */
function questionsIn(condition: Condition | undefined): string[] {
  if (condition === undefined) return []
  if ('all' in condition) return condition.all.flatMap(questionsIn)
  if ('any' in condition) return condition.any.flatMap(questionsIn)
  return 'not' in condition ? questionsIn(condition.not) : [condition.question]
}

export const questionNamed = (questionnaire: Questionnaire, id: string): Question | undefined =>
  questionsOf(questionnaire).find((question) => question.id === id && isShowable(question))
