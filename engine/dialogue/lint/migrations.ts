import type { Change, Migration } from '../migration.ts'
import { choicesOf, type Question, type Questionnaire, questionsOf } from '../questionnaire.ts'
import type { Finding } from './finding.ts'

/** What a version's successor says of it: nothing is forgotten, and nothing goes where it does not fit. */
export function migrationFindings(
  { id, version }: Questionnaire,
  versions: readonly Questionnaire[],
  migrations: readonly Migration[],
): Finding[] {
  const own = versions.filter((one) => one.id === id)
  const at = own.findIndex((one) => one.version === version)
  const [from, next] = [own[at], own[at + 1]]
  const leaving = migrations.filter((one) => one.questionnaire === id && one.from === version)
  if (leaving.length > 1) return [wrong('', 'two migrations lead away from it')]
  const [migration] = leaving
  if (!migration) return next ? [wrong('', `no migration leads to ${next.version}`)] : []
  const to = own.find((one) => one.version === migration.to)
  if (!from || !to) return [wrong('', `its migration leads to ${migration.to}, which is no version`)]
  return [...coverFindings(migration, from), ...targetFindings(migration, from, to)]
}

const wrong = (where: string, says: string): Finding => ({ rule: 'migration', where, says })

function coverFindings({ questions, to }: Migration, from: Questionnaire): Finding[] {
  const old = questionsOf(from).map(({ id }) => id)
  return [
    ...old
      .filter((id) => !Object.hasOwn(questions, id))
      .map((id) => wrong(id, `what becomes of it in ${to} is not said`)),
    ...Object.keys(questions)
      .filter((id) => !old.includes(id))
      .map((id) => wrong(id, `the migration to ${to} names it, but it is no question`)),
  ]
}

function targetFindings({ questions }: Migration, from: Questionnaire, to: Questionnaire): Finding[] {
  const fresh = new Map(questionsOf(to).map((question) => [question.id, question]))
  const filledBy = new Map<string, string>()
  return questionsOf(from).flatMap((old) => {
    const change = questions[old.id]
    if (!change) return []
    const twice = targetsOf(change, old.id).flatMap((target) => {
      const other = filledBy.get(target)
      filledBy.set(target, old.id)
      return other === undefined ? [] : [wrong(old.id, `${target} is filled from ${other} already`)]
    })
    return [...twice, ...changeFindings(old, change, fresh).map((says) => wrong(old.id, says))]
  })
}

function targetsOf(change: Change, id: string): string[] {
  switch (change.kind) {
    case 'kept':
    case 'rescored':
      return [id]
    case 'renamed':
      return [change.to]
    case 'split':
      return Object.keys(change.into)
    case 'removed':
      return []
  }
}

function changeFindings(old: Question, change: Change, fresh: ReadonlyMap<string, Question>): string[] {
  switch (change.kind) {
    case 'kept':
    case 'rescored': {
      const now = fresh.get(old.id)
      return now
        ? [...fitFindings(old, now, {}), ...pointsFindings(old, now, change.kind)]
        : [`there is no ${old.id} any more`]
    }
    case 'renamed': {
      const now = fresh.get(change.to)
      return now ? fitFindings(old, now, change.choices ?? {}) : [`it is renamed to ${change.to}, which is no question`]
    }
    case 'split':
      return Object.entries(change.into).flatMap(([id, choices]) => splitFindings(old, id, choices, fresh.get(id)))
    case 'removed':
      return fresh.has(old.id) ? ['it is said to be removed, but still asked'] : []
  }
}

/** Whether every old answer is an answer of the new question. */
function fitFindings(old: Question, now: Question, renamed: Readonly<Record<string, string>>): string[] {
  const [before, after] = [old, now].map((question) => choicesOf(question).map(({ id }) => id)) as [string[], string[]]
  const strangers = Object.keys(renamed).filter((choice) => !before.includes(choice))
  const lost = before.map((choice) => renamed[choice] ?? choice).filter((choice) => !after.includes(choice))
  return [
    ...(isFit(old, now) ? [] : [`an answer to it is no answer to ${now.id}`]),
    ...strangers.map((choice) => `${choice} is none of its choices`),
    ...lost.map((choice) => `${choice} is no choice of ${now.id}`),
  ]
}

function isFit(old: Question, now: Question): boolean {
  if (old.kind === 'number' && now.kind === 'number')
    return now.min <= old.min && now.max >= old.max && now.unit === old.unit
  if (old.kind === 'text' && now.kind === 'text')
    return now.lengthMax >= old.lengthMax && now.shape === old.shape && now.startsWith === old.startsWith
  return formOf(old) === formOf(now)
}

/** One choice is stored alike, whichever kind of question it was. */
const formOf = ({ kind }: Question): string => (['single', 'scale', 'band', 'yes-no'].includes(kind) ? 'one' : kind)

function pointsFindings(old: Question, now: Question, said: 'kept' | 'rescored'): string[] {
  const after = new Map(choicesOf(now).map(({ id, points }) => [id, points]))
  const isSame =
    choicesOf(old).every(({ id, points }) => !after.has(id) || after.get(id) === points) &&
    String(old.axes ?? []) === String(now.axes ?? [])
  if (said === 'kept') return isSame ? [] : ['it is said to be kept, but its points or axes changed: rescored']
  return isSame ? ['it is said to be rescored, but its points and axes are the same: kept'] : []
}

function splitFindings(
  old: Question,
  id: string,
  choices: Readonly<Record<string, string>>,
  now: Question | undefined,
): string[] {
  if (!now) return [`it is split into ${id}, which is no question`]
  if (formOf(old) !== 'one' || formOf(now) !== 'one') return [`only one choice can be split, and only into one: ${id}`]
  const [before, after] = [old, now].map((question) => choicesOf(question).map((choice) => choice.id)) as [
    string[],
    string[],
  ]
  const entries = Object.entries(choices)
  return [
    ...(entries.length === 0 ? [`nothing is carried over to ${id}: leave it away`] : []),
    ...entries.filter(([choice]) => !before.includes(choice)).map(([choice]) => `${choice} is none of its choices`),
    ...entries.filter(([, choice]) => !after.includes(choice)).map(([, choice]) => `${choice} is no choice of ${id}`),
  ]
}
