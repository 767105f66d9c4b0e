import type { StoredAlert } from '#db/alerts.ts'
import type { Evidence, EvidenceEvent } from '#engine/alert.ts'
import { harmless, shown, shownWithin } from '#engine/defang.ts'
import type { Message, Part, Text } from '#engine/message.ts'
import { foundText } from './found.ts'

const ROWS_MAX = 5

/** Why the detector believes it, under the case's card: what an analyst needs to check it against the sensor's log. */
export function evidenceMessage(alerts: readonly StoredAlert[]): Message | undefined {
  const newest = alerts.at(-1)
  if (!newest) return undefined
  return {
    purpose: 'history',
    fallback: { key: 'case.evidence.heading' },
    parts: [{ kind: 'heading', text: { key: 'case.evidence.heading' } }, ...partsOf(newest), ...others(alerts)],
  }
}

function partsOf(alert: StoredAlert): Part[] {
  const { kind, stage, count, evidence, lostShare } = alert
  const { events } = evidence
  const found = foundText(alert)
  const lines = events.slice(0, ROWS_MAX).map(eventRow)
  const said: Text[] = [
    {
      key: 'case.evidence.stage',
      params: { kind: { key: `kinds.${kind}.name` }, stage: { key: `kinds.stage.${stage}` } },
    },
    ...(found ? [found] : []),
    ...measureOf({ count, evidence }),
    ...incompleteOf(lostShare),
    ...lines,
    ...(events.length > ROWS_MAX ? [{ key: 'case.evidence.more', params: { count: events.length - ROWS_MAX } }] : []),
  ]
  return said.map((text) => ({ kind: 'paragraph', text }))
}

/** What was counted against which threshold, and the row of a list that matched. */
export function measureOf({ count, evidence }: Pick<StoredAlert, 'count' | 'evidence'>): Text[] {
  const { windowMs, threshold, unit } = evidence
  const feed = feedIn(evidence)
  const window = {
    key: unit ? `case.evidence.window-${unit}` : 'case.evidence.window',
    params: { window: { spanMs: windowMs }, threshold, count },
  }
  // A single sighting (a visit to a listed site) has no window.
  return [...(windowMs > 0 ? [window] : []), ...(feed ? [{ key: 'case.evidence.feed', params: feed }] : [])]
}

/** That a sensor lost so much that there may be more to it. */
export const incompleteOf = (lostShare: number | null): Text[] =>
  lostShare === null ? [] : [{ key: 'case.evidence.incomplete', params: { percent: lostShare * 100 } }]

/** One event; either end may be a name that an attacker chose. */
export function eventRow({ at, source, target, targetPort, note }: EvidenceEvent): Text {
  const to = targetPort > 0 ? `${shown(target)}:${targetPort}` : shown(target)
  const params = { at: { at }, source: shown(source), target: to, note: harmless(shownWithin(note), NOTE_MAX) }
  return { key: 'case.evidence.row', params }
}
const NOTE_MAX = 160

export const others = ({ length }: readonly StoredAlert[]): Part[] =>
  length > 1 ? [{ kind: 'paragraph', text: { key: 'case.evidence.others', params: { count: length - 1 } } }] : []

/** The row of a list that matched, where the rule goes by lists. */
function feedIn({ feed }: Evidence): { feed: string; row: number } | undefined {
  const { feed: name, row } = (feed ?? {}) as { feed?: unknown; row?: unknown }
  return typeof name === 'string' && typeof row === 'number' ? { feed: shownWithin(name), row } : undefined
}
