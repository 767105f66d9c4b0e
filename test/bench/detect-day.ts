import { createLineReader } from '#adapters/sensor/lines.ts'
import type { Detector } from '#engine/detect/detector.ts'
import { createDetector } from '#engine/detect/detector.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'
import { eveFlow } from '../support/sensor-lines.ts'
import { officeLines } from './lines.ts'

/** A day of a busy office, hour by hour, through one detector: what it keeps must level off. */
export interface DayFigures {
  residentMb: number[]
  snapshotKb: number
}

const DAY_STARTS_AT = Date.UTC(2026, 10, 24, 19)
const HOUR_MS = 3_600_000
const HOURLY_LINES = 20_000

export function measureDay(): DayFigures {
  const detector = newDetector()
  const residentMb = Array.from({ length: 24 }, (_, hour) => {
    detector.detect(eventsOf(hourOf(hour)))
    return Math.round(process.memoryUsage.rss() / 2 ** 20)
  })
  return { residentMb, snapshotKb: Math.round(JSON.stringify(detector.snapshot()).length / 1_024) }
}

/** Two milliseconds apart as generated; spread over the hour by their own stamps. */
const hourOf = (hour: number): string[] =>
  Array.from({ length: 60 }, (_, minute) =>
    officeLines(HOURLY_LINES / 60, {
      seed: 100 + hour * 60 + minute,
      startsAt: DAY_STARTS_AT + hour * HOUR_MS + minute * 60_000,
    }),
  ).flat()

/** From the arrival of a batch's bytes to the alert in hand, for the batch whose last line crosses a threshold. */
export function measureCrossing(): { p50: number; p99: number; crossings: number } {
  const detector = newDetector()
  const took = Array.from({ length: 200 }, (_, place) => crossingMs(detector, place)).slice(20)
  const sorted = took.toSorted((left, right) => left - right)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), crossings: sorted.length }
}

function crossingMs(detector: Detector, place: number): number {
  const at = DAY_STARTS_AT + place * 10_000
  const noise = officeLines(1_000, { seed: 5_000 + place, startsAt: at })
  const body = Buffer.from(`${[...noise, ...scanOf(at, place)].join('\n')}\n`)
  const began = performance.now()
  const alerts = detector.detect(createLineReader({ receivedAt: at }).push(body))
  const took = performance.now() - began
  if (!alerts.some(({ kind }) => kind === 'port-scan')) throw new Error('a scan was not found')
  return took
}

const scanOf = (at: number, place: number): string[] =>
  Array.from({ length: 10 }, (_, port) => {
    const ends = { source: `203.0.113.${place}`, sourcePort: 40_000, target: '192.168.1.10', targetPort: 20 + port }
    return eveFlow({ at: at + port, id: place * 10 + port, ...ends }, 'refused')
  })

const newDetector = (): Detector => createDetector({ isInside: insideOfNamed(PRIVATE_NETWORKS) })

function eventsOf(lines: readonly string[]) {
  return createLineReader().push(Buffer.from(`${lines.join('\n')}\n`))
}
