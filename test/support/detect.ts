import type { Alert } from '#engine/alert.ts'
import { createDetector, type Detector, type DetectorOptions, type Snapshot } from '#engine/detect/detector.ts'
import type { SensorEvent } from '#engine/event.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'

export const detector = (options: Partial<DetectorOptions> = {}): Detector =>
  createDetector({ isInside: insideOfNamed(PRIVATE_NETWORKS), ...options })

/** The last word on every alert, in the order of their ids: what a database would hold. */
export function finalAlerts(batches: Iterable<readonly Alert[]>): Alert[] {
  const held = new Map<string, Alert>()
  for (const alerts of batches) for (const alert of alerts) held.set(alert.id, alert)
  return [...held.values()].sort((left, right) => (left.id < right.id ? -1 : 1))
}

/** All at once. */
export const alertsOf = (events: readonly SensorEvent[], options: Partial<DetectorOptions> = {}): Alert[] =>
  finalAlerts([detector(options).detect(events)])

/** Cut into pieces; after each the detector may be stored as text and begun anew. */
export function alertsOfPieces(
  pieces: readonly (readonly SensorEvent[])[],
  { restarts = false, ...options }: Partial<DetectorOptions> & { restarts?: boolean } = {},
): Alert[] {
  let running = detector(options)
  const held: Alert[][] = []
  for (const piece of pieces) {
    held.push(running.detect(piece))
    if (restarts) running = detector({ ...options, snapshot: stored(running) })
  }
  return finalAlerts(held)
}

export const stored = (running: Detector): Snapshot => JSON.parse(JSON.stringify(running.snapshot())) as Snapshot

/** One line an analyst could read. */
export const sentenceOf = ({ kind, severity, count, source, target, device, reason }: Alert): string =>
  `${kind} ${severity} ×${count} ${source || '*'} → ${target || '*'} [${device || '-'}] ${reason}`

export const sentencesOf = (alerts: readonly Alert[]): string[] => alerts.map(sentenceOf).sort()
