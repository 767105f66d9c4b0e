import { type Counted, FINDINGS, type Finding, type Grade, type Watchable } from '#engine/health-check.ts'
import { type Comparison, foundIn, type Middle, wasWatched } from '#engine/health-comparison.ts'
import type { FirstTask, Task } from '#engine/health-task.ts'
import type { Param, Text } from '#engine/message.ts'

/** How a month's health check is said, wherever it stands: on a card, in a chat, on the page. */

export const FIGURES = ['devices', 'security-events', 'traffic-events', 'threats', 'habits', 'coverage'] as const
export type Figure = (typeof FIGURES)[number]
/** Whatever may be asked about with これは？: a word of LINE's quick replies each, of which there are thirteen. */
export const ROWS = ['overall', ...FINDINGS, ...FIGURES] as const
export type Row = (typeof ROWS)[number]
export const isRow = (word: string): word is Row => ROWS.some((row) => row === word)

export const rowText = (row: Row): Text => ({ key: `health.row.${row}` })
export const explainedText = (row: Row): Text => ({ key: `health.explained.${row}` })

export const letterText = ({ letter }: Pick<Grade, 'letter'>): Text => ({ key: `health.letter.${letter ?? 'none'}` })

/** The middle of the month, by which it is named in every zone. */
export const monthParam = (month: string): Param => ({
  at: Temporal.PlainYearMonth.from(month).toPlainDate({ day: 15 }).toZonedDateTime('UTC').epochMilliseconds,
  show: 'month',
})

export function reasonText(grade: Grade): Text {
  if (grade.reason === 'grave-open') return graveText(grade)
  const { reason } = grade
  const params =
    'count' in grade
      ? { count: grade.count }
      : 'percent' in grade
        ? { percent: grade.percent }
        : 'findings' in grade
          ? { what: listed(grade.findings) }
          : {}
  return { key: `health.reason.${reason}`, params }
}

function graveText({ count, unjudged = 0 }: Extract<Grade, { reason: 'grave-open' }>): Text {
  const which = unjudged === 0 ? 'open' : unjudged === count ? 'unjudged' : 'part'
  return { key: `health.reason.grave-${which}`, params: { count, unjudged } }
}

function listed(findings: readonly Finding[]): Text {
  const [first, ...others] = findings.map(
    (finding): Text => ({ key: 'health.quoted', params: { what: rowText(finding) } }),
  )
  if (!first) throw new Error('there is nothing to list')
  return others.reduce(
    (before, next): Text => ({ key: 'health.listed', params: { first: before, others: next } }),
    first,
  )
}

/** 「2つ」 up to nine, and 「12件」. */
const COUNTED_BY_WORDS_MAX = 9

export function comparedText(compared: Comparison): Text {
  const { kind } = compared
  if (kind === 'first' || kind === 'unseen') return { key: `health.compared.${kind}` }
  const count = kind === 'same' ? compared.found : compared.by
  if (count === 0) return { key: 'health.compared.none' }
  return { key: `health.compared.${kind}${count > COUNTED_BY_WORDS_MAX ? '-many' : ''}`, params: { count } }
}

/** In words, for a phone's small card; with the comparison and the reason they are all that it says. */
export function foundText(counted: Counted): Text {
  const found = counted.findings.filter(({ count }) => count > 0).map(({ finding }) => finding)
  const isPart = leftOut(counted).length > 0
  if (found.length > 0)
    return { key: isPart ? 'health.lines.found-part' : 'health.lines.found', params: { what: listed(found) } }
  // Who saw little does not say that nothing was there, nor does whoever kept some of it quiet.
  if (!wasWatched(counted)) return { key: 'health.lines.unseen' }
  return counted.quiet > 0
    ? { key: 'health.lines.quiet', params: { count: counted.quiet } }
    : { key: isPart ? 'health.lines.clear-part' : 'health.lines.clear' }
}

/** By the firm's plan. */
const leftOut = ({ unseen: { byPlan = [] } }: Pick<Counted, 'unseen'>): readonly Watchable[] => byPlan

/** Where nobody looked, nothing was found, and that is not „none“. */
export const findingText = (
  { finding, count, open }: Counted['findings'][number],
  counted: Pick<Counted, 'unseen'>,
): Text =>
  isLeftOut({ finding, count }, counted)
    ? { key: 'health.finding.unwatched' }
    : { key: `health.finding.${count === 0 ? 'none' : open === 0 ? 'found' : 'open'}`, params: { count, open } }

/** What an earlier plan still found is told. */
export const isLeftOut = (
  { finding, count }: Pick<Counted['findings'][number], 'finding' | 'count'>,
  counted: Pick<Counted, 'unseen'>,
): boolean => count === 0 && leftOut(counted).includes(finding)

export function figureText(counted: Counted, figure: Figure): Text {
  const { devices, coverage, securityEvents, trafficEvents, threats, habits } = counted
  if (figure === 'coverage')
    return coverage === null
      ? { key: 'health.percent-none' }
      : { key: 'health.percent', params: { percent: Math.floor(coverage * 100) } }
  if (figure === 'devices')
    return devices === 0 ? { key: 'health.devices-unknown' } : { key: 'health.devices', params: { count: devices } }
  const count = { 'security-events': securityEvents, 'traffic-events': trafficEvents, threats, habits }[figure]
  return { key: 'health.count', params: { count } }
}

export const taskText = (task: Task | FirstTask | undefined): Text => ({ key: `health.task.${task?.task ?? 'none'}` })

export const watchableText = (part: Watchable): Text => ({
  key: part === 'office' || part === 'home' ? `health.place.${part}` : `health.row.${part}`,
})

/** What was not watched; that nobody sees everything is said as well. */
export function unseenTexts({ unseen, quiet }: Counted): Text[] {
  const { dark, bare, lossyHours } = unseen
  return [
    ...leftOut({ unseen }).map((part): Text => ({ key: 'health.unseen.plan', params: { what: watchableText(part) } })),
    ...dark.map(({ site, days }): Text => ({ key: 'health.unseen.dark', params: { site: { typed: site }, days } })),
    ...bare.map((site): Text => ({ key: 'health.unseen.bare', params: { site: { typed: site } } })),
    ...(lossyHours > 0 ? [{ key: 'health.unseen.lossy', params: { hours: lossyHours } }] : []),
    ...(quiet > 0 ? [{ key: 'health.unseen.quiet', params: { count: quiet } }] : []),
    { key: 'health.unseen.always' },
  ]
}

export const middleText = (middle: Middle, { region, counted }: { region: string; counted: Counted }): Text => ({
  key: 'health.middle',
  params: { region, firms: middle.firms, found: middle.found, own: foundIn(counted) },
})
