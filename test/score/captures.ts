import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ZEEK_PATHS } from '#adapters/sensor/zeek.ts'
import type { SensorEvent } from '#engine/event.ts'
import { SCENARIOS } from '../range/scenarios/index.ts'
import { read } from '../support/read-lines.ts'
import { recorded, recordedLogs } from '../support/recorded.ts'
import { RECORDED_LABELS, RECORDED_UNTOLD } from '../support/recorded-labels.ts'
import { ROOT } from '../support/sources.ts'

export interface Capture {
  name: string
  /** In order of time. */
  events: SensorEvent[]
  /** `kind source` of all that happens in it. */
  labels: Set<string>
  usesFeeds: boolean
}

/** The range's own recordings. */
export const rangeCaptures = (): Capture[] =>
  SCENARIOS.map(({ name, expects, usesFeeds = false }) => ({
    name,
    events: eventsOf(join(ROOT, 'test', 'range', 'recordings', `${name}.eve.json.gz`)),
    labels: labelsOf(expects),
    usesFeeds,
  }))

/** Other people's, where they lie beside the project; a broken copy of one is left out. */
export const sharedCaptures = (): Capture[] =>
  ['suricata', 'zeek']
    .flatMap(recordedLogs)
    .filter((path) => !path.includes('corrupt'))
    .map((path) => ({
      name: path,
      events: eventsOf(recorded(path)),
      labels: labelsOf([...(RECORDED_LABELS[path] ?? []), ...(RECORDED_UNTOLD[path] ?? [])]),
      usesFeeds: false,
    }))

const labelsOf = (expects: readonly string[]): Set<string> =>
  new Set(expects.map((label) => label.slice(0, label.indexOf(' → '))))

function eventsOf(path: string): SensorEvent[] {
  if (!existsSync(path)) throw new Error(`${path} is missing: \`npm run range\` makes it`)
  const bytes = readFileSync(path)
  const name = basename(path).split('.', 1)[0] ?? ''
  const zeekPath = ZEEK_PATHS.has(name) ? name : undefined
  const { events } = read(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, { zeekPath })
  return events.sort((left, right) => left.at - right.at)
}
