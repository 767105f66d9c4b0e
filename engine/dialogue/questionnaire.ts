/**
 * A questionnaire: immutable, versioned data without a word of prose. Its sentences stand in
 * `locales/<language>/questionnaires/<id>.ts` under the questions' ids; a published version never changes, a new one
 * brings a `Migration` (migration.ts).
 */
export interface Questionnaire {
  id: string
  /** `3.1`, `4.0-draft`. */
  version: string
  sections: readonly Section[]
  /** Who answers: one set of answers for the firm, or one for each person (a teleworker sees no company's result). */
  answeredBy: 'firm' | 'person'
}

export interface Section {
  id: string
  /** Sections of one series are numbered through: „7/25“ in the second of them. Without it a section counts for itself. */
  series?: string
  questions: readonly Question[]
}

export type Question = QuestionCommon & QuestionKind

interface QuestionCommon {
  /** Stable over versions, ≤ 12 characters of `a-z 0-9 -`; tokens of buttons carry it. */
  id: string
  /** Asked only while this holds; without it always. */
  when?: Condition
  /** A question that is not required may be skipped for good; a required one is offered again at the end. */
  isRequired: boolean
  /** `personal` and `secret` never leave the firm's own chat and the desk: no statistics of single answers, no logs. */
  sensitivity: 'open' | 'personal' | 'secret'
  /** What an answer counts for; a question may count on several axes. */
  axes?: readonly string[]
  /** Two questions with the same topic ask the same thing, which the linter reports. */
  topic: string
}

export type QuestionKind =
  /** Exactly one. `scale`: the choices are an order (never … always). `band`: they are ranges of one quantity. */
  | { kind: 'single' | 'scale' | 'band'; choices: readonly Choice[] }
  /** Any number, at least one; an exclusive choice („特にない“) stands alone. */
  | { kind: 'multi'; choices: readonly Choice[] }
  | { kind: 'yes-no'; points?: { yes: number; no: number } }
  | { kind: 'number'; unit: string; min: number; max: number }
  /** `digits` may have to begin in a way: the ID of a SECURITY ACTION declaration has 11, the first a 5. */
  | { kind: 'text'; lengthMax: number; lengthMin?: number; shape?: 'digits'; startsWith?: string }
  | { kind: 'moment'; withTime: boolean }
  | { kind: 'photo' }

export interface Choice {
  /** ≤ 12 characters of `a-z 0-9 -`. */
  id: string
  points?: number
  isExclusive?: boolean
  /** „分からない“ and „答えない“: an answer, but never counted as a „no“. */
  isUnknown?: boolean
}

/** Over the answers so far; an unanswered question fulfils only `not`. */
export type Condition =
  | { question: string; is: string | readonly string[] }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }

/** A choice's id, several, `yes`/`no`, a number, words, epoch ms, or the ids of stored photos. */
export type Value =
  | { kind: 'choice'; choice: string }
  | { kind: 'choices'; choices: readonly string[] }
  | { kind: 'number'; number: number }
  | { kind: 'text'; text: string }
  | { kind: 'moment'; at: number }
  | { kind: 'photo'; photoIds: readonly string[] }

/** The answers that stand, by question id. */
export type Values = ReadonlyMap<string, Value>

export const questionsOf = ({ sections }: Questionnaire): readonly Question[] =>
  sections.flatMap(({ questions }) => questions)

/** The ids of the choices of a question; `yes` and `no` are choices too. */
export const choicesOf = (question: Question): readonly Choice[] => {
  switch (question.kind) {
    case 'single':
    case 'scale':
    case 'band':
    case 'multi':
      return question.choices
    case 'yes-no':
      return [
        { id: 'yes', ...(question.points && { points: question.points.yes }) },
        { id: 'no', ...(question.points && { points: question.points.no }) },
      ]
    default:
      return []
  }
}

/** The choices that an answer names; none for numbers, words, moments and photos. */
export function chosenIn(value: Value | undefined): readonly string[] {
  if (value?.kind === 'choice') return [value.choice]
  return value?.kind === 'choices' ? value.choices : []
}

export function holds(condition: Condition | undefined, values: Values): boolean {
  if (condition === undefined) return true
  if ('all' in condition) return condition.all.every((one) => holds(one, values))
  if ('any' in condition) return condition.any.some((one) => holds(one, values))
  if ('not' in condition) return !holds(condition.not, values)
  const wanted = typeof condition.is === 'string' ? [condition.is] : condition.is
  return chosenIn(values.get(condition.question)).some((choice) => wanted.includes(choice))
}

/**
 * The questions that apply to these answers, in order. An answer to a question that does not apply is kept, but neither
 * counted nor looked at by conditions: so the questions are gone through from the front.
 */
export function applicable(questionnaire: Questionnaire, values: Values): Question[] {
  const counted = new Map<string, Value>()
  const found: Question[] = []
  for (const question of questionsOf(questionnaire)) {
    if (!holds(question.when, counted)) continue
    found.push(question)
    const value = values.get(question.id)
    if (value) counted.set(question.id, value)
  }
  return found
}
