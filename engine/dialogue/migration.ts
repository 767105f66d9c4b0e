import { type Questionnaire, questionsOf, type Value } from './questionnaire.ts'

/** What becomes of the answers to one version of a questionnaire in the next; every old question is named. */
export interface Migration {
  questionnaire: string
  from: string
  to: string
  questions: Readonly<Record<string, Change>>
}

/** `choices` maps the old choices' ids to the new ones; a choice that is not named keeps its id. */
export type Change =
  | { kind: 'kept' }
  /** The same answers, other points: nothing is asked again, and the two scores are compared only without it. */
  | { kind: 'rescored' }
  | { kind: 'renamed'; to: string; choices?: Readonly<Record<string, string>> }
  /** Each new question takes what the old answer says about it; an old choice it does not name leaves it to be asked. */
  | { kind: 'split'; into: Readonly<Record<string, Readonly<Record<string, string>>>> }
  | { kind: 'removed' }

/** The new answers that an old one gives, by new question id; empty where nothing carries over. */
export function carriedOver(change: Change, questionId: string, value: Value): ReadonlyMap<string, Value> {
  switch (change.kind) {
    case 'kept':
    case 'rescored':
      return new Map([[questionId, value]])
    case 'renamed':
      return new Map([[change.to, withChoices(value, change.choices ?? {})]])
    case 'split':
      return splitValue(change.into, value)
    case 'removed':
      return new Map()
  }
}

function splitValue(
  into: Readonly<Record<string, Readonly<Record<string, string>>>>,
  value: Value,
): Map<string, Value> {
  const found = new Map<string, Value>()
  if (value.kind !== 'choice') return found
  for (const [questionId, choices] of Object.entries(into)) {
    const choice = choices[value.choice]
    if (choice !== undefined) found.set(questionId, { kind: 'choice', choice })
  }
  return found
}

function withChoices(value: Value, choices: Readonly<Record<string, string>>): Value {
  const renamed = (choice: string): string => choices[choice] ?? choice
  if (value.kind === 'choice') return { kind: 'choice', choice: renamed(value.choice) }
  return value.kind === 'choices' ? { kind: 'choices', choices: value.choices.map(renamed) } : value
}

/** The steps from a version to the newest that can be reached; a version without a successor gives none. */
export function pathOf(migrations: readonly Migration[], questionnaire: string, from: string): Migration[] {
  const next = migrations.find((one) => one.questionnaire === questionnaire && one.from === from)
  return next ? [next, ...pathOf(migrations, questionnaire, next.to)] : []
}

/** As far as a version; undefined where no step leads there. */
export function stepsTo(path: readonly Migration[], from: string, to: string): Migration[] | undefined {
  if (from === to) return []
  const last = path.findIndex((step) => step.to === to)
  return last < 0 ? undefined : path.slice(0, last + 1)
}

/** The questions of both versions whose points mean the same: two scores are compared over these alone. */
export function comparable(steps: readonly Migration[], from: Questionnaire, to: Questionnaire): string[] {
  const inNew = new Set(questionsOf(to).map(({ id }) => id))
  return questionsOf(from)
    .map(({ id }) => id)
    .filter((id) => inNew.has(id) && steps.every(({ questions }) => questions[id]?.kind === 'kept'))
}
