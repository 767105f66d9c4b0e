import type { Score } from './score.ts'

/** With fewer firms than this a mean would tell of single firms: it is hidden. */
export const FIRMS_MIN = 5

/** How other firms stand. `shares` by axis, 0 to 1; `points` of the same maximum as the score it is compared with. */
export interface Mean {
  base: 'industry' | 'participants'
  firms: number
  points: number
  shares: Readonly<Record<string, number>>
}

/** What a firm can be held against; a mean of too few firms is not in it. */
export interface Groups {
  industry: Mean | null
  participants: Mean | null
}

/** どこまで: the mean of one's own industry, of all participants where those are too few, and otherwise none. */
export const goalOf = ({ industry, participants }: Groups): Mean | null => industry ?? participants

/** A result that stands in a mean. Where each person fills their own, a firm has several. */
export interface Participant {
  firmId: string
  industry: string | null
  score: Score
}

/** The newest results of a region; the firm itself counts, too. */
export function groupsOf(
  results: readonly Participant[],
  { industry, version }: { industry: string | null; version: string },
): Groups {
  const counted = sameRubric(results, version)
  const own = industry === null ? [] : counted.filter((one) => one.industry === industry)
  return { industry: meanOf('industry', own), participants: meanOf('participants', counted) }
}

/** Points of two rubrics, or of half a questionnaire, do not mix. */
export const sameRubric = (results: readonly Participant[], version: string): Participant[] =>
  results.filter(({ score }) => score.version === version && score.unanswered === 0)

/** The mean of the firms' means: five people of one firm are one firm, and its many weigh no more than another's one. */
export function meanOf(base: Mean['base'], results: readonly Participant[]): Mean | null {
  const firms = [...Map.groupBy(results, ({ firmId }) => firmId).values()]
  if (firms.length < FIRMS_MIN) return null
  const over = (figure: (score: Score) => number): number =>
    mean(firms.map((people) => mean(people.map(({ score }) => figure(score)))))
  const axes = results[0]?.score.axes.map(({ axis }) => axis) ?? []
  return {
    base,
    firms: firms.length,
    points: over(({ points }) => points),
    shares: Object.fromEntries(axes.map((axis) => [axis, over((score) => shareOf(score, axis))])),
  }
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** One rubric, one set of axes. */
const shareOf = ({ axes }: Score, axis: string): number => axes.find((one) => one.axis === axis)?.share ?? 0

/**
 * Firms of the country that have an item in place or partly, by question: the five that IPA's survey of 2024 (n = 4,191)
 * is known to have printed. There are no others, and none for telework; none is made up.
 */
export const NATIONAL: Readonly<Record<string, number>> = { q1: 0.73, q2: 0.714, q5: 0.379, q24: 0.398, q25: 0.392 }
export const NATIONAL_FIRMS = 4_191
