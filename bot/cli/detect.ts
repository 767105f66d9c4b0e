import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createLineReader, FORMATS, type Format, type Tally } from '#adapters/sensor/lines.ts'
import { ZEEK_PATHS } from '#adapters/sensor/zeek.ts'
import type { Alert } from '#engine/alert.ts'
import { createDetector, type Detector } from '#engine/detect/detector.ts'
import { FILE_LIMITS } from '#engine/detect/limits.ts'
import { insideOfNamed, PRIVATE_NETWORKS, parseNetwork } from '#engine/network.ts'
import { isFolder, loadIntel, rowsIn } from '../ingest/intel.ts'
import { tableOf } from './detect-table.ts'
import type { Io } from './io.ts'
import { reasonOf, unpacked } from './unpacked.ts'

/** `otasuke detect`: the alerts of any log, offline. Resolves to the exit code; alerts found is success. */
export async function runDetect(argv: readonly string[], io: Io): Promise<number> {
  const asked = parseArguments(argv)
  if (asked.kind === 'help') return say(io.stdout, HELP, 0)
  if (asked.kind === 'misused') return say(io.stderr, `otasuke detect: ${asked.because}\n${USAGE}`, MISUSED)
  const { options } = asked
  const lists = loadIntel(options.intel)
  const detector = createDetector({
    isInside: insideOfNamed(options.home),
    intelligence: lists,
    limits: FILE_LIMITS,
  })
  const found = new Map<string, Alert>()
  const reads: FileRead[] = []
  for (const file of options.files) reads.push(await readFile({ file, options, io, detector, found }))
  const alerts = [...found.values()].sort(byTime)
  for (const alert of alerts) if (!options.isTable) io.stdout.write(`${lineOf(alert)}\n`)
  if (options.isTable) io.stdout.write(tableOf(alerts))
  io.stderr.write(summaryOf(reads, detector, alerts, options.intel === undefined ? undefined : rowsIn(lists)))
  return reads.some(({ failure }) => failure !== undefined) ? FAILED : 0
}

const FAILED = 1
const MISUSED = 64

function say(to: Io['stdout'], text: string, code: number): number {
  to.write(text)
  return code
}

const USAGE = 'Usage: otasuke detect [--format eve|zeek|auto] [--intel DIR] [--home CIDR]… [--table] FILE…|-\n'
const HELP = `${USAGE}
Reads sensor logs (Suricata EVE, Zeek JSON or TSV; plain, .gz or .zst; - is standard input) and prints the alerts they
hold, one JSON object a line, in the order of time. A summary goes to standard error. Nothing is sent or stored.

  --format FORMAT  what the lines are (default: auto, by their fields)
  --intel DIR      lists (.csv .txt .list .rules), known by their columns: phishing sites (plain lists of addresses or hosts,
                   JPCERT/CC, URLhaus) and command-and-control servers (Feodo Tracker, SSLBL, ThreatFox)
  --home CIDR      the firm's own networks, once per network (default: the private ones)
  --table          a table for people instead of JSON
  --help           this text

Exit status: 0 when every file was read, alerts or not; 1 when one could not be; 64 when the command was misused.
`

interface Options {
  format: Format
  intel: string | undefined
  home: string[]
  isTable: boolean
  files: string[]
}

type Asked = { kind: 'run'; options: Options } | { kind: 'help' } | { kind: 'misused'; because: string }

const VALUED = new Set(['--format', '--intel', '--home'])

function parseArguments(argv: readonly string[]): Asked {
  const options: Options = { format: 'auto', intel: undefined, home: [], isTable: false, files: [] }
  const words = argv.flatMap((word) => (/^--\w+=/.test(word) ? splitOnce(word) : [word]))
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? ''
    if (word === '--help' || word === '-h') return { kind: 'help' }
    if (word === '--table') options.isTable = true
    else if (VALUED.has(word)) {
      const because = takeValue(options, word, words[++place])
      if (because !== undefined) return { kind: 'misused', because }
    } else if (word.startsWith('-') && word !== '-') return { kind: 'misused', because: `unknown option ${word}` }
    else options.files.push(word)
  }
  if (options.files.length === 0) return { kind: 'misused', because: 'no file named' }
  if (options.home.length === 0) options.home = [...PRIVATE_NETWORKS]
  return { kind: 'run', options }
}

const splitOnce = (word: string): string[] => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]

/** Undefined when the value is good, else why not. */
function takeValue(options: Options, option: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return `${option} needs a value`
  if (option === '--intel') {
    options.intel = value
    return isFolder(value) ? undefined : `--intel: no such folder: ${value}`
  }
  if (option === '--home') {
    options.home.push(value)
    return parseNetwork(value) ? undefined : `--home: not a network: ${value}`
  }
  const format = FORMATS.find((known) => known === value)
  if (format) options.format = format
  return format ? undefined : `--format must be one of ${FORMATS.join(', ')}`
}

interface FileRead {
  file: string
  tally: Tally
  failure: string | undefined
}

interface Reading {
  file: string
  options: Options
  io: Io
  detector: Detector
  found: Map<string, Alert>
}

/** A piece at a time: what is kept is the detector's state and one alert per id. */
async function readFile({ file, options, io, detector, found }: Reading): Promise<FileRead> {
  const reader = createLineReader({ format: options.format, zeekPath: zeekPathOf(file) })
  const keep = (alerts: Alert[]): void => {
    for (const alert of alerts) found.set(alert.id, alert)
  }
  let failure: string | undefined
  try {
    const source = file === '-' ? io.stdin : createReadStream(file)
    for await (const piece of await unpacked(source)) keep(detector.detect(reader.push(Buffer.from(piece))))
  } catch (error) {
    failure = `${file}: ${reasonOf(error)}`
  }
  keep(detector.detect(reader.end()))
  return { file, tally: reader.tally(), failure }
}

/** `conn.log`, `conn.00:00:00-01:00:00.log.gz`, `conn.log.labeled`: the log's name is the first part. */
function zeekPathOf(file: string): string | undefined {
  const name = basename(file).split('.', 1)[0] ?? ''
  return ZEEK_PATHS.has(name) ? name : undefined
}

const byTime = (left: Alert, right: Alert): number =>
  left.firstSeenAt - right.firstSeenAt || left.kind.localeCompare(right.kind) || left.id.localeCompare(right.id)

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
  detector: Detector,
  alerts: readonly Alert[],
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
    '',
  ].join('\n')
}

function rejectedOf({ file, tally }: FileRead): string {
  const reasons = Object.entries(tally.refused).map(([reason, count]) => `${count} ${reason}`)
  const [first] = tally.firstRejected
  return `${file}: ${tally.rejected} lines rejected (${reasons.join(', ')}), the first is line ${first?.line ?? 0}`
}
