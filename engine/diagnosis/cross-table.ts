import { choicesOf, type Question, type Questionnaire } from '../dialogue/questionnaire.ts'
import type { Session } from '../dialogue/session.ts'
import { answerOf, type Distribution, reachedBy, UNANSWERED, UNKNOWN } from './figures.ts'
import { isSmall, type Shown } from './hiding.ts'

/** Two questions held against each other: of those who gave one answer, how many gave which other. */
export interface CrossTable {
  row: string
  column: string
  /** Who was asked the first; null where that is hidden. */
  firms: Shown
  columns: string[]
  /** `cells` are counts of the row’s firms, null where hidden. */
  rows: { choice: string; firms: Shown; cells: Shown[] }[]
}

/** Whom the first answer kept from being asked the second: not the same as giving no answer. */
export const UNASKED = 'unasked'

/** `of` is how the first question was answered, as it is told: what is hidden there is hidden here. It has one answer each. */
export function crossTable(
  questionnaire: Questionnaire,
  sessions: readonly Session[],
  { row, column, of }: { row: Question; column: Question; of: Distribution },
): CrossTable {
  const pairs = sessions.flatMap((session) => pairsOf(questionnaire, session, row, column))
  const rows = [...of.choices, of.unknown, of.unanswered]
  const ids = answersTo(column)
  const counts = rows.map(({ choice }) =>
    ids.map((id) => pairs.filter(([mine, theirs]) => mine.includes(choice) && theirs.includes(id)).length),
  )
  const closed = closedRows(
    counts,
    rows.map(({ firms }) => firms),
    column.kind === 'multi',
  )
  return {
    row: row.id,
    column: column.id,
    firms: of.firms,
    columns: ids,
    rows: rows.map(({ choice, firms }, place) => ({
      choice,
      firms,
      cells: (counts[place] ?? []).map((count) => (closed[place] ? null : count)),
    })),
  }
}

function pairsOf(
  questionnaire: Questionnaire,
  session: Session,
  row: Question,
  column: Question,
): [string[], string[]][] {
  const reached = reachedBy(questionnaire, session)
  if (!reached.has(row.id)) return []
  return [[answerOf(row, session), reached.has(column.id) ? answerOf(column, session) : [UNASKED]]]
}

const answersTo = (question: Question): string[] => [
  ...choicesOf(question).flatMap(({ id, isUnknown }) => (isUnknown ? [] : [id])),
  UNKNOWN,
  UNANSWERED,
  UNASKED,
]

/**
 * Rows whose cells are not told: those with a small cell, and as many more that what the told rows leave of the columns
 * could be shared out between two rows in more than one way. Whole rows, for of single cells in two directions one can
 * often work out more than it seems.
 */
export function closedRows(
  counts: readonly (readonly number[])[],
  totals: readonly Shown[],
  isMulti: boolean,
): boolean[] {
  const sums = counts.map((row) => row.reduce((sum, one) => sum + one, 0))
  const isTelling = (row: readonly number[], at: number): boolean =>
    row.some((count) => isSmall(count) || (isMulti && isSmall((totals[at] ?? count) - count)))
  const closed = new Set([...counts.keys()].filter((at) => totals[at] === null || isTelling(counts[at] ?? [], at)))
  if (closed.size === 0) return counts.map(() => false)
  const others = [...counts.keys()]
    .filter((at) => !closed.has(at) && sums[at] !== 0)
    .sort((one, other) => (sums[one] ?? 0) - (sums[other] ?? 0))
  for (const at of others) {
    if (isShareable(counts, closed)) break
    closed.add(at)
  }
  return isShareable(counts, closed) ? counts.map((_, at) => closed.has(at)) : counts.map(() => true)
}

function isShareable(counts: readonly (readonly number[])[], closed: ReadonlySet<number>): boolean {
  const rows = [...closed].flatMap((at) => {
    const row = counts[at] ?? []
    return row.some((count) => count > 0) ? [row] : []
  })
  const columns = (rows[0] ?? []).map((_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  return rows.length >= 2 && columns.filter((sum) => sum > 0).length >= 2
}
