import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ZEEK_PATHS } from '#adapters/sensor/zeek.ts'
import { loadIntel } from '#bot/ingest/intel.ts'
import type { SensorEvent } from '#engine/event.ts'
import { SCENARIOS } from '../range/scenarios/index.ts'
import { read } from '../support/read-lines.ts'
import { recorded, recordedLogs } from '../support/recorded.ts'
import { RECORDED_LABELS, RECORDED_UNTOLD } from '../support/recorded-labels.ts'
import { ROOT } from '../support/sources.ts'

/** What the range's feeds name. */
export const lists = loadIntel(join(ROOT, 'test', 'range', 'intel'))

export interface Capture {
  name: string
  /** Those of one tool, or where no tool is named of one kind of work, resemble each other. */
  family: string
  /** In order of time. */
  events: SensorEvent[]
  /** `kind source` of all that happens in it. */
  labels: Set<string>
  usesFeeds: boolean
  /** Nothing but honest work, by the word of whoever recorded it. */
  isHonest: boolean
}

/** The range's own recordings. */
export const rangeCaptures = (): Capture[] =>
  SCENARIOS.map(({ name, expects, usesFeeds = false }) => ({
    name,
    family: toolOf(name) ?? name.replace(/^benign-/, '').replace(/^(dga-c2|known-c2|[a-z]+-[a-z]+).*/, '$1'),
    events: eventsOf(join(ROOT, 'test', 'range', 'recordings', `${name}.eve.json.gz`)),
    labels: labelsOf(expects),
    usesFeeds,
    isHonest: expects.length === 0,
  }))

/** Other people's, where they lie beside the project; a broken copy of one is left out. */
export function sharedCaptures(): Capture[] {
  const paths = ['suricata', 'zeek'].flatMap(recordedLogs).filter((path) => !path.includes('corrupt'))
  return [...Map.groupBy(paths, captureOf)].map(([name, logs]) => ({
    name,
    family: toolOf(name) ?? sharedFamilyOf(name),
    events: logs.flatMap((path) => eventsOf(recorded(path))).sort((left, right) => left.at - right.at),
    labels: labelsOf(logs.flatMap((path) => [...(RECORDED_LABELS[path] ?? []), ...(RECORDED_UNTOLD[path] ?? [])])),
    usesFeeds: false,
    isHonest: HONEST.test(name) && logs.every((path) => !(path in RECORDED_LABELS) && !(path in RECORDED_UNTOLD)),
  }))
}

/** A sensor tells all that it saw: what Zeek wrote of one wire into several logs is one capture. */
const captureOf = (path: string): string => /^zeek\/stratosphere[^/]*/.exec(path)?.[0] ?? path

/** Used by the range and by other people alike. */
const TOOLS =
  /hydra|medusa|patator|nmap|stratosphere-002|masscan|hping3|dns2tcp|bug-1158|iodine|sqlmap|log4shell|gobuster|dirb|ffuf|wfuzz|covenant|empire|mimikatz|psexec|kerberos|krb|postgres|pgsql|telnet|ftp|smtp|mail/
const ALSO_CALLED: Readonly<Record<string, string>> = {
  ...{ krb: 'kerberos', pgsql: 'postgres', smtp: 'mail' },
  ...{ 'stratosphere-002': 'nmap', 'bug-1158': 'dns2tcp' },
}
function toolOf(name: string): string | undefined {
  const tool = TOOLS.exec(name)?.[0]
  return tool && (ALSO_CALLED[tool] ?? tool)
}

/** `smb` of `suricata/zeek-btest/smb_smb3.eve.json`, `zeek/zat` of `zeek/zat/data/http.log`. */
const sharedFamilyOf = (path: string): string =>
  path.startsWith('suricata/')
    ? (basename(path).split(/[_.-]/, 1)[0]?.replace(/\d+$/, '') ?? '')
    : path.split('/', 2).join('/')

/** Labelled quiet by their recorders; elsewhere what no label names may still be an attack. */
const HONEST = /^suricata\/zeek-btest\/|^zeek\/zat\//

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
