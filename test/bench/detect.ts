import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { createLineReader } from '#adapters/sensor/lines.ts'
import { createDetector, type DetectorCounts } from '#engine/detect/detector.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'
import { hasRecordings, recorded, recordedLogs } from '../support/recorded.ts'
import { officeLines } from './lines.ts'

/** Log lines as one file's bytes, as a shipper or `otasuke detect` would hand them over. */
export interface Corpus {
  name: string
  bytes: Buffer
  lines: number
}

export interface DetectFigures {
  /** Lines a second of CPU, garbage collection and compiler included. */
  linesPerCpuS: number
  /** Finding each line, turning it into text and `JSON.parse`, nothing kept: what any reader of such lines must do. */
  bareLinesPerCpuS: number
  /** The median of the rounds' own shares, because the machine may change its pace between them. */
  share: number
  /** The same without rules: decoding, and repeats found. */
  decodeShare: number
  counts: DetectorCounts
  alerts: number
}

const OFFICE_LINES = 150_000
const PIECE_BYTES = 1 << 16
const WARM_UP_ROUNDS = 2
const ROUNDS = 7

/** Real lines where they lie beside the project, and an office's in any case. */
export function detectCorpora(): Corpus[] {
  const office = corpusOf('generated office', officeLines(OFFICE_LINES, { seed: 5, startsAt: Date.UTC(2026, 10, 24) }))
  return hasRecordings ? [corpusOf('recorded EVE', recordedEve()), office] : [office]
}

const corpusOf = (name: string, lines: readonly string[]): Corpus => ({
  name,
  bytes: Buffer.from(`${lines.join('\n')}\n`),
  lines: lines.length,
})

/** Every EVE line of the recordings, file after file. */
function recordedEve(): string[] {
  return recordedLogs('suricata')
    .filter((path) => path.includes('.eve.json'))
    .flatMap((path) => textOf(recorded(path)).split('\n'))
    .filter((line) => line.startsWith('{'))
}

function textOf(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Bare parsing and detecting take turns, so that both meet the same machine. */
export function measureDetect({ bytes, lines }: Corpus): DetectFigures {
  const rounds = Array.from({ length: WARM_UP_ROUNDS + ROUNDS }, () => roundOf(bytes)).slice(WARM_UP_ROUNDS)
  const { counts, alerts } = detectAll(bytes)
  return {
    linesPerCpuS: lines / median(rounds.map(({ detectS }) => detectS)),
    bareLinesPerCpuS: lines / median(rounds.map(({ bareS }) => bareS)),
    share: median(rounds.map(({ bareS, detectS }) => bareS / detectS)),
    decodeShare: median(rounds.map(({ bareS, decodeS }) => bareS / decodeS)),
    counts,
    alerts,
  }
}

const roundOf = (bytes: Buffer) => ({
  bareS: cpuSeconds(() => bareParse(bytes)),
  decodeS: cpuSeconds(() => detectAll(bytes, [])),
  detectS: cpuSeconds(() => detectAll(bytes)),
})

export function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

export const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN

function bareParse(bytes: Buffer): void {
  for (let begin = 0; begin < bytes.length; ) {
    const end = bytes.indexOf(10, begin)
    if (JSON.parse(bytes.toString('utf8', begin, end)) === null) throw new Error('a line held nothing')
    begin = end + 1
  }
}

/** As a file is read: a piece at a time through one detector that begins anew. */
export function detectAll(bytes: Buffer, rules = RULES): { counts: DetectorCounts; alerts: number } {
  const reader = createLineReader()
  const detector = createDetector({ isInside: insideOfNamed(PRIVATE_NETWORKS), rules })
  const found = new Set<string>()
  for (let begin = 0; begin < bytes.length; begin += PIECE_BYTES)
    for (const { id } of detector.detect(reader.push(bytes.subarray(begin, begin + PIECE_BYTES)))) found.add(id)
  return { counts: detector.counts(), alerts: found.size }
}
