import type { DetectedAlert, EvidenceEvent } from '#engine/alert.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { listed } from '../knobs.ts'
import { harmless, inColumns } from './columns.ts'

const TEXT_MAX = 400

/** Why an alert was raised, for whoever wants to check it: rule, the rule's numbers, the facts, the events. */
export function explanationOf(alert: DetectedAlert): string {
  const { windowMs, threshold, unit = '', events, ...facts } = alert.evidence
  const rule = RULES.find(({ name }) => name === alert.rule)
  return [
    headOf(alert),
    `    why        ${harmless(alert.reason, TEXT_MAX)}`,
    `    rule       ${alert.rule}: ${harmless(listed(rule?.knobs ?? {}), TEXT_MAX)}`,
    `    threshold  ${threshold}${unit && ` ${unit}`} in ${windowMs / 60_000} min`,
    ...(Object.keys(facts).length === 0 ? [] : [`    evidence   ${harmless(listed(facts), TEXT_MAX)}`]),
    ...eventRows(events),
    '',
  ].join('\n')
}

const headOf = ({ kind, severity, stage, firstSeenAt, lastSeenAt, source, target, count }: DetectedAlert): string =>
  harmless(
    `${kind} (${severity}, ${stage}) ${count} times, ${timeOf(firstSeenAt)} to ${timeOf(lastSeenAt)}: ${source || '(many)'} → ${target || '(many)'}`,
    TEXT_MAX,
  )

const timeOf = (at: number): string => new Date(at).toISOString()

const HEADINGS = ['when (UTC)', 'from', 'to', 'seen'] as const

function eventRows(events: readonly EvidenceEvent[]): string[] {
  if (events.length === 0) return []
  return inColumns(HEADINGS, events.map(cellsOf)).map((row) => `    ${row}`)
}

const cellsOf = ({ at, source, sourcePort, target, targetPort, note }: EvidenceEvent): string[] =>
  [timeOf(at), ended(source, sourcePort), ended(target, targetPort), note].map((cell) => harmless(cell, 60))

const ended = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
