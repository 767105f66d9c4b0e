import type { Alert } from '#engine/alert.ts'
import { harmless, inColumns } from './columns.ts'

const HEADINGS = ['when (UTC)', 'kind', 'severity', 'source', 'target', 'count'] as const
/** Wider columns than this are cut; an IPv6 address fits. */
const WIDTH_MAX = 40

/** Alerts for people, one a row, each with its reason below. */
export function tableOf(alerts: readonly Alert[]): string {
  if (alerts.length === 0) return 'no alerts\n'
  const [headings, rule, ...rows] = inColumns(HEADINGS, alerts.map(cellsOf))
  const body = alerts.map((alert, place) => `${rows[place]}\n    ${harmless(alert.reason, 200)}`)
  return `${[headings, rule, ...body].join('\n')}\n`
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
