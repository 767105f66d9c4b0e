import {
  type Choice,
  type Condition,
  choicesOf,
  chosenIn,
  holds,
  type Question,
  type Questionnaire,
  questionsOf,
  type Value,
} from './questionnaire.ts'

/**
 * Whether any answers to the questions before this one make a condition hold. Answers are such as a walk to the end
 * gives: what applies and is required is answered, the rest perhaps, and what does not apply is not counted. Decided by
 * trying the answers that differ in what conditions see of them, and turning back as soon as the outcome is known.
 */
export function canHold(questionnaire: Questionnaire, condition: Condition, before: string): boolean {
  const all = questionsOf(questionnaire)
  const earlier = all.slice(
    0,
    Math.max(
      0,
      all.findIndex(({ id }) => id === before),
    ),
  )
  const seen = concerned(condition, earlier)
  const tests = [condition, ...seen.flatMap(({ when }) => when ?? [])].flatMap(namedIn)
  const answers = seen.map((question) => answersTellingApart(question, tests))

  const search = (at: number, counted: Map<string, Value>): boolean => {
    const outcome = foretold(condition, counted, new Set(seen.slice(at).map(({ id }) => id)))
    if (outcome !== 'open') return outcome
    const question = seen[at]
    if (!question) return false
    if (!holds(question.when, counted)) return search(at + 1, counted)
    return (answers[at] ?? []).some((value) =>
      search(at + 1, value ? new Map(counted).set(question.id, value) : counted),
    )
  }
  return search(0, new Map())
}

/** The questions that the condition looks at, those that decide whether they apply, and so on; in their order. */
function concerned(condition: Condition, earlier: readonly Question[]): Question[] {
  const byId = new Map(earlier.map((question) => [question.id, question]))
  const found = new Set<Question>()
  const follow = (one: Condition): void => {
    for (const { question: id } of namedIn(one)) {
      const question = byId.get(id)
      if (!question || found.has(question)) continue
      found.add(question)
      if (question.when) follow(question.when)
    }
  }
  follow(condition)
  return earlier.filter((question) => found.has(question))
}

interface Named {
  question: string
  is: readonly string[]
}

/** Every question a condition looks at, with the choices it looks for. */
export function namedIn(condition: Condition): Named[] {
  if ('all' in condition) return condition.all.flatMap(namedIn)
  if ('any' in condition) return condition.any.flatMap(namedIn)
  if ('not' in condition) return namedIn(condition.not)
  return [{ question: condition.question, is: typeof condition.is === 'string' ? [condition.is] : condition.is }]
}

/** One answer of each kind that the conditions tell apart; `undefined` is to leave the question. */
function answersTellingApart(question: Question, tests: readonly Named[]): (Value | undefined)[] {
  const own = tests.filter((test) => test.question === question.id)
  const seenAs = (chosen: readonly string[]): string =>
    own.map(({ is }) => (chosen.some((choice) => is.includes(choice)) ? '1' : '0')).join('')
  const apart = new Map<string, Value | undefined>()
  if (!question.isRequired || choicesOf(question).length === 0) apart.set(seenAs([]), undefined)
  for (const value of valuesOf(question, seenAs)) {
    const key = seenAs(chosenIn(value))
    if (!apart.has(key)) apart.set(key, value)
  }
  return [...apart.values()]
}

function valuesOf(question: Question, seenAs: (chosen: readonly string[]) => string): Value[] {
  const choices = choicesOf(question)
  if (question.kind !== 'multi') return choices.map(({ id }) => ({ kind: 'choice', choice: id }))
  const alone = choices.filter(({ isExclusive }) => isExclusive === true).map(({ id }) => [id])
  const together = subsets(oneOfEach(choices, seenAs))
  return [...alone, ...together].map((chosen) => ({ kind: 'choices', choices: chosen }))
}

/** Choices that no condition tells apart stand for each other. */
function oneOfEach(choices: readonly Choice[], seenAs: (chosen: readonly string[]) => string): string[] {
  const found = new Map<string, string>()
  for (const { id, isExclusive } of choices) if (!isExclusive) found.set(seenAs([id]), id)
  return [...found.values()]
}

/** Every selection of at least one. */
function subsets(ids: readonly string[]): string[][] {
  const found: string[][] = []
  for (const id of ids) found.push([id], ...found.map((chosen) => [...chosen, id]))
  return found
}

/** What becomes of a condition, whatever is answered to the questions still open. */
function foretold(
  condition: Condition,
  counted: ReadonlyMap<string, Value>,
  open: ReadonlySet<string>,
): boolean | 'open' {
  if ('all' in condition) return joined(condition.all, false)
  if ('any' in condition) return joined(condition.any, true)
  if ('not' in condition) {
    const outcome = foretold(condition.not, counted, open)
    return outcome === 'open' ? 'open' : !outcome
  }
  return open.has(condition.question) ? 'open' : holds(condition, counted)

  /** One part with this outcome decides it; without such a part, all have to be known. */
  function joined(parts: readonly Condition[], decisive: boolean): boolean | 'open' {
    const outcomes = parts.map((part) => foretold(part, counted, open))
    if (outcomes.includes(decisive)) return decisive
    return outcomes.includes('open') ? 'open' : !decisive
  }
}
