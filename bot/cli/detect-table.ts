import type { Alert } from '#engine/alert.ts'

const HEADINGS = ['when (UTC)', 'kind', 'severity', 'source', 'target', 'count'] as const
/** Wider columns than this are cut; an IPv6 address fits. */
const WIDTH_MAX = 40

/** Alerts for people, one a row, each with its reason below. */
export function tableOf(alerts: readonly Alert[]): string {
  if (alerts.length === 0) return 'no alerts\n'
  const rows = alerts.map(cellsOf)
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  )
  const lined = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  const body = alerts.map((alert, place) => `${lined(rows[place] ?? [])}\n    ${harmless(alert.reason, 200)}`)
  return `${[lined(HEADINGS), rule, ...body].join('\n')}\n`
}

const cellsOf = ({ firstSeenAt, kind, severity, source, target, count }: Alert): string[] =>
  [
    new Date(firstSeenAt).toISOString().slice(0, 19).replace('T', ' '),
    kind,
    severity,
    source === '' ? '(many)' : source,
    target === '' ? '(many)' : target,
    String(count),
  ].map((cell) => harmless(cell, WIDTH_MAX))

/** What a stranger may have chosen must not steer the terminal. */
const harmless = (text: string, lengthMax: number): string => text.replace(/[^\P{C}]/gu, '?').slice(0, lengthMax)
