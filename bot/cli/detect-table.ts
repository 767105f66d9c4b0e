import type { Alert } from '#engine/alert.ts'
import type { TrafficCount } from '#engine/traffic.ts'
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

const TRAFFIC_HEADINGS = ['day', 'device', 'unlike the days before', 'count', 'such as'] as const
const TRAFFIC_ROWS_MAX = 50

/** No alerts: what a health check counts and an analyst may want to know beside them. Nothing is said of nothing. */
export function trafficTableOf(counts: readonly TrafficCount[]): string {
  if (counts.length === 0) return ''
  const rows = inColumns(TRAFFIC_HEADINGS, counts.slice(0, TRAFFIC_ROWS_MAX).map(trafficCells))
  const more = counts.length - TRAFFIC_ROWS_MAX
  return `\n${[...rows, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')}\n`
}

const trafficCells = ({ day, device, kind, count, examples }: TrafficCount): string[] =>
  [day, device, kind, String(count), examples.join(' ')].map((cell) => harmless(cell, WIDTH_MAX))
