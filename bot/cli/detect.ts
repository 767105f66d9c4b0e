import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { createLineReader, type Tally } from '#adapters/sensor/lines.ts'
import { ZEEK_PATHS } from '#adapters/sensor/zeek.ts'
import type { Alert, DetectedAlert } from '#engine/alert.ts'
import { createDetector, type Detector } from '#engine/detect/detector.ts'
import { FILE_LIMITS } from '#engine/detect/limits.ts'
import type { SensorEvent } from '#engine/event.ts'
import { insideOfNamed } from '#engine/network.ts'
import { createHealthLog, type HealthLog } from '#engine/sensor-health.ts'
import { dayOfTraffic, type TrafficCount } from '#engine/traffic.ts'
import { SystemClock } from '#scheduler/clock.ts'
import { loadIntel } from '../ingest/intel.ts'
import { explanationOf } from './detect-explain.ts'
import { lossesOf } from './detect-losses.ts'
import { DETECT_HELP, DETECT_USAGE, type DetectOptions, parseDetectArguments } from './detect-options.ts'
import { createDetectProgress, type DetectProgress } from './detect-progress.ts'
import { tableOf, trafficTableOf } from './detect-table.ts'
import type { Io } from './io.ts'
import { sinceAt } from './since.ts'
import { reasonOf, unpacked } from './unpacked.ts'

/** `otasuke detect`: the alerts of any log, offline. Resolves to the exit code; alerts found is success. */
export async function runDetect(argv: readonly string[], io: Io): Promise<number> {
  const asked = parseDetectArguments(argv)
  if (asked.kind === 'help') return say(io.stdout, DETECT_HELP, 0)
  if (asked.kind === 'misused') return say(io.stderr, `otasuke detect: ${asked.because}\n${DETECT_USAGE}`, MISUSED)
  const { options } = asked
  const lists = loadIntel(options.intel)
  const detector = createDetector({
    isInside: insideOfNamed(options.home),
    intelligence: lists,
    limits: FILE_LIMITS,
  })
  const found = new Map<string, DetectedAlert>()
  const health = createHealthLog()
  const progress = createDetectProgress(io, options.files)
  const reads: FileRead[] = []
  for (const file of options.files) reads.push(await readFile({ file, options, io, detector, found, health, progress }))
  for (const alert of detector.finish()) found.set(alert.id, alert)
  progress.end()
  const from = sinceAt(options.since, Math.max(...reads.map(({ newestAt }) => newestAt)))
  const alerts = [...found.values()].filter(({ lastSeenAt }) => lastSeenAt >= from).sort(byTime)
  const traffic = detector
    .traffic()
    .filter(({ day, count }) => count > 0 && day >= dayOfTraffic(from))
    .sort(byDay)
  const losses = lossesOf(health.hours())
  const isForPeople = options.isTable || options.isExplained
  io.stdout.write(
    printed(alerts, options) + (isForPeople ? losses : '') + (options.isTable ? trafficTableOf(traffic) : ''),
  )
  if (!isForPeople) io.stderr.write(losses)
  io.stderr.write(summaryOf(reads, { detector, alerts, traffic }, options.intel === undefined ? undefined : lists.rows))
  return reads.some(({ failure }) => failure !== undefined) ? FAILED : 0
}

function printed(alerts: readonly DetectedAlert[], { isTable, isExplained }: DetectOptions): string {
  if (isExplained) return alerts.length === 0 ? tableOf(alerts) : alerts.map(explanationOf).join('\n')
  return isTable ? tableOf(alerts) : alerts.map((alert) => `${lineOf(alert)}\n`).join('')
}

const FAILED = 1
const MISUSED = 64

function say(to: Io['stdout'], text: string, code: number): number {
  to.write(text)
  return code
}

interface FileRead {
  file: string
  tally: Tally
  newestAt: number
  failure: string | undefined
}

interface Reading {
  file: string
  options: DetectOptions
  io: Io
  detector: Detector
  found: Map<string, DetectedAlert>
  health: HealthLog
  progress: DetectProgress
}

/** A piece at a time: what is kept is the detector's state and one alert per id. */
async function readFile({ file, options, io, detector, found, health, progress }: Reading): Promise<FileRead> {
  const reader = createLineReader({ format: options.format, zeekPath: zeekPathOf(file), endsAt: writtenAt(file) })
  let newestAt = 0
  const work = (events: readonly SensorEvent[]): void => {
    for (const { at } of events) newestAt = Math.max(newestAt, at)
    health.note(events)
    for (const alert of detector.detect(events)) found.set(alert.id, alert)
  }
  let failure: string | undefined
  try {
    const source = file === '-' ? io.stdin : createReadStream(file)
    for await (const piece of await unpacked(progress.counted(source))) {
      work(reader.push(Buffer.from(piece)))
      progress.show(detector.counts().events, found.size)
    }
  } catch (error) {
    failure = `${file}: ${reasonOf(error)}`
  }
  work(reader.end())
  return { file, tally: reader.tally(), newestAt, failure }
}

/** Old syslog names no year; a file was last written when its last line was. */
const writtenAt = (file: string): number =>
  file === '-' ? clock.now() : (statSync(file, SILENT)?.mtimeMs ?? clock.now())
const SILENT = { throwIfNoEntry: false } as const
const clock = new SystemClock()

/** `conn.log`, `conn.00:00:00-01:00:00.log.gz`, `conn.log.labeled`: the log's name is the first part. */
function zeekPathOf(file: string): string | undefined {
  const name = basename(file).split('.', 1)[0] ?? ''
  return ZEEK_PATHS.has(name) ? name : undefined
}

const byTime = (left: Alert, right: Alert): number =>
  left.firstSeenAt - right.firstSeenAt || left.kind.localeCompare(right.kind) || left.id.localeCompare(right.id)

const byDay = (left: TrafficCount, right: TrafficCount): number =>
  left.day.localeCompare(right.day) || left.device.localeCompare(right.device) || left.kind.localeCompare(right.kind)

function lineOf({
  kind,
  stage,
  severity,
  firstSeenAt,
  lastSeenAt,
  source,
  target,
  count,
  evidence,
  reason,
}: Alert): string {
  const [first, last] = [firstSeenAt, lastSeenAt].map((at) => new Date(at).toISOString())
  return JSON.stringify({
    kind,
    stage,
    severity,
    firstSeenAt: first,
    lastSeenAt: last,
    source,
    target,
    count,
    evidence,
    reason,
  })
}

function summaryOf(
  reads: readonly FileRead[],
  { detector, alerts, traffic }: { detector: Detector; alerts: readonly Alert[]; traffic: readonly TrafficCount[] },
  feedRows: number | undefined,
): string {
  const sum = (of: (tally: Tally) => number): number => reads.reduce((total, { tally }) => total + of(tally), 0)
  const { events, repeats, late, evicted } = detector.counts()
  const kinds = Map.groupBy(alerts, ({ kind }) => kind)
  return [
    ...reads.flatMap(({ failure }) => (failure === undefined ? [] : [`error: ${failure}`])),
    ...reads.filter(({ tally }) => tally.rejected > 0).map(rejectedOf),
    `${sum((tally) => tally.accepted)} lines read, ${sum((tally) => tally.rejected)} rejected, ${events} events, ${repeats} repeats, ${late} late, ${evicted} subjects let go`,
    ...(feedRows === undefined ? [] : [`${feedRows} rows of intelligence`]),
    `${alerts.length} alerts${[...kinds].map(([kind, of]) => `, ${of.length} ${kind}`).join('')}`,
    ...(traffic.length === 0 ? [] : [`${traffic.length} times traffic unlike the days before: --table shows it`]),
    '',
  ].join('\n')
}

function rejectedOf({ file, tally }: FileRead): string {
  const reasons = Object.entries(tally.refused).map(([reason, count]) => `${count} ${reason}`)
  const [first] = tally.firstRejected
  return `${file}: ${tally.rejected} lines rejected (${reasons.join(', ')}), the first is line ${first?.line ?? 0}`
}
