import { FORMATS, type Format } from '#adapters/sensor/lines.ts'
import { PRIVATE_NETWORKS, parseNetwork } from '#engine/network.ts'
import { isFolder } from '../ingest/intel.ts'
import { parseSince, type Since } from './since.ts'

export interface DetectOptions {
  format: Format
  intel: string | undefined
  home: string[]
  since: Since | undefined
  isTable: boolean
  isExplained: boolean
  files: string[]
}

export type Asked = { kind: 'run'; options: DetectOptions } | { kind: 'help' } | { kind: 'misused'; because: string }

export const DETECT_USAGE =
  'Usage: otasuke detect [--format eve|zeek|auth|auto] [--intel DIR] [--home CIDR]… [--since TIME] [--table] [--explain] FILE…|-\n'

export const DETECT_HELP = `${DETECT_USAGE}
Reads sensor logs (Suricata EVE, Zeek JSON or TSV; plain, .gz or .zst; - is standard input) and prints the alerts they
hold, one JSON object a line, in the order of time. A summary goes to standard error, and on a terminal how far it has
come. Nothing is sent or stored.

  --format FORMAT  what the lines are (default: auto, by their fields); auth is a server's own log of log-ins
  --intel DIR      lists (.csv .tsv .txt .list .rules), known by their columns: phishing sites (plain lists of addresses or hosts,
                   JPCERT/CC, PhishTank, OpenPhish), malware (URLhaus, ThreatFox, plain hashes) and command-and-control
                   servers (Feodo Tracker, SSLBL, ThreatFox); countries of addresses (registries' statistics, DB-IP Lite, IPtoASN)
  --home CIDR      the firm's own networks, once per network (default: the private ones)
  --since TIME     only alerts seen at or after this: 2026-11-24T09:00+09:00, or 24h or 7d before the newest event read
  --table          a table for people instead of JSON; below it what is no alert but unlike the days before, if the files
                   hold more than three days
  --explain        for people: behind each alert its rule, the rule's numbers, and the events that it rests on
  --help           this text

Exit status: 0 when every file was read, alerts or not; 1 when one could not be; 64 when the command was misused.
`

const VALUED = new Set(['--format', '--intel', '--home', '--since'])

export function parseDetectArguments(argv: readonly string[]): Asked {
  const options: DetectOptions = {
    format: 'auto',
    intel: undefined,
    home: [],
    since: undefined,
    isTable: false,
    isExplained: false,
    files: [],
  }
  const words = argv.flatMap((word) => (/^--\w+=/.test(word) ? splitOnce(word) : [word]))
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? ''
    if (word === '--help' || word === '-h') return { kind: 'help' }
    if (word === '--table') options.isTable = true
    else if (word === '--explain') options.isExplained = true
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
function takeValue(options: DetectOptions, option: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return `${option} needs a value`
  if (option === '--intel') {
    options.intel = value
    return isFolder(value) ? undefined : `--intel: no such folder: ${value}`
  }
  if (option === '--home') {
    options.home.push(value)
    return parseNetwork(value) ? undefined : `--home: not a network: ${value}`
  }
  if (option === '--since') {
    options.since = parseSince(value)
    return options.since ? undefined : `--since: neither a time nor a length of time: ${value}`
  }
  const format = FORMATS.find((known) => known === value)
  if (format) options.format = format
  return format ? undefined : `--format must be one of ${FORMATS.join(', ')}`
}
