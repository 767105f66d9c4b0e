import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startCluster } from '../support/postgres-cluster.ts'
import type { Corpus } from './detect.ts'

/** Tools that people use for the same work, on the same bytes: wall-clock seconds, or why there are none. */
export interface Peer {
  name: string
  seconds: number | undefined
}

export async function measurePeers({ bytes }: Corpus): Promise<Peer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-peers-'))
  const file = join(folder, 'eve.json')
  writeFileSync(file, bytes)
  try {
    return [
      { name: 'jq, group_by source and nothing else', seconds: jqSeconds(file) },
      { name: 'sec, five threshold rules', seconds: secSeconds(file, folder) },
      { name: 'PostgreSQL, COPY and five window queries', seconds: await postgresSeconds(bytes) },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Undefined where the tool is not installed; a tool that fails is a fault of ours. */
function secondsOf(command: string, words: string[]): number | undefined {
  const began = performance.now()
  const { error, status, stderr } = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined
  if (error ?? status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`)
  return (performance.now() - began) / 1_000
}

const COUNT_BY_SOURCE = '[inputs.src_ip] | group_by(.) | map([.[0], length])'
const jqSeconds = (file: string): number | undefined => secondsOf('jq', ['-n', COUNT_BY_SOURCE, file])

/** What five of our rules count, as far as a regular expression and one counter can say it. */
const SEC_RULES: readonly [name: string, pattern: string, threshold: number, windowS: number][] = [
  ['port-scan', '"event_type":"flow".*"src_ip":"([^"]+)".*"tcp_flags_tc":"(?:00|14)"', 10, 900],
  ['brute-force-failure', '"event_type":"ftp".*"src_ip":"([^"]+)".*"530"', 10, 600],
  ['url-scan', '"event_type":"http".*"src_ip":"([^"]+)".*"status":4\\d\\d', 15, 300],
  ['dns-tunneling', '"event_type":"dns".*"src_ip":"([^"]+)".*"rrtype":"(?:TXT|NULL)"', 30, 600],
  ['syn-flood', '"event_type":"flow".*"dest_ip":"([^"]+)".*"tcp_flags":"02"', 200, 10],
]

function secSeconds(file: string, folder: string): number | undefined {
  const config = join(folder, 'five.sec')
  writeFileSync(config, SEC_RULES.map(secRule).join('\n'))
  return secondsOf('sec', [
    `--conf=${config}`,
    `--input=${file}`,
    '--notail',
    '--fromstart',
    '--nointevents',
    '--quiet',
  ])
}

const secRule = ([name, pattern, threshold, windowS]: (typeof SEC_RULES)[number]): string => `type=SingleWithThreshold
ptype=RegExp
continue=TakeNext
pattern=${pattern}
desc=${name} $1
action=write - ${name} $1
window=${windowS}
thresh=${threshold}
`

async function postgresSeconds(bytes: Buffer): Promise<number | undefined> {
  const cluster = await startCluster()
  if (!cluster) return undefined
  const sql = postgres(cluster.url, { max: 1, onnotice: () => {} })
  try {
    await sql`create unlogged table line (body jsonb)`
    const began = performance.now()
    const copy = copying(bytes)
    execFileSync('psql', [cluster.url, '-q', '-c', COPY], { input: copy, stdio: ['pipe', 'ignore', 'pipe'] })
    for (const query of POSTGRES_QUERIES) await sql.unsafe(query)
    return (performance.now() - began) / 1_000
  } finally {
    await sql.end()
    cluster.stop()
  }
}

/** Control characters that no JSON holds raw stand for quote and delimiter, so that a line is one cell as it is. */
const COPY = String.raw`copy line from stdin with (format csv, quote e'\x01', delimiter e'\x02')`
/** jsonb knows no NUL, which some recorded names hold. */
const copying = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\\u0000', '')

const counted = (where: string, by: string, minutes: number): string =>
  `select max(seen) from (select count(*) over (partition by body->>'${by}' order by (body->>'timestamp')::timestamptz ` +
  `range interval '${minutes} minutes' preceding) as seen from line where ${where}) as windows`

const POSTGRES_QUERIES = [
  counted("body->>'event_type' = 'flow' and body->'tcp'->>'tcp_flags_tc' in ('00', '14')", 'src_ip', 15),
  counted("body->>'event_type' = 'ftp' and body->'ftp'->'completion_code' ? '530'", 'src_ip', 10),
  counted("body->>'event_type' = 'http' and (body->'http'->>'status')::int between 400 and 499", 'src_ip', 5),
  counted("body->>'event_type' = 'dns' and body->'dns'->>'rrtype' in ('TXT', 'NULL')", 'src_ip', 10),
  counted("body->>'event_type' = 'flow' and body->'tcp'->>'tcp_flags' = '02'", 'dest_ip', 1),
]
