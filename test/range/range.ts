import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '#test/support/sources.ts'
import { install, versionOf } from './debian.ts'
import { openNetwork } from './network.ts'
import { recorded } from './recorder.ts'
import type { Scenario } from './scenario.ts'
import { SCENARIOS } from './scenarios/index.ts'

/**
 * `npm run range [-- NAME…]`: makes the recordings anew, all or those whose names begin so. Root on Debian; it installs the
 * programs that the scenarios need and should have a machine of its own. All traffic stays in network namespaces.
 */
const BASE = ['suricata', 'tcpdump', 'iproute2', 'util-linux', 'hostname', 'procps', 'dnsmasq-base', 'curl', 'openssl']
const RECORDING_BYTES_MAX = 150_000
const FOLDER = join(ROOT, 'test', 'range', 'recordings')
const PROVENANCE = join(FOLDER, 'provenance.json')

const wanted = process.argv.slice(2)
const chosen = SCENARIOS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.startsWith(part)))
if (process.getuid?.() !== 0) fail('only root may make networks and capture')
else if (chosen.length === 0) fail('no such scenario')
else await recordAll(chosen)

async function recordAll(scenarios: readonly Scenario[]): Promise<void> {
  install([...new Set([...BASE, ...scenarios.flatMap(({ packages }) => packages)])])
  for (const scenario of scenarios) {
    const { name } = scenario
    const lines = await record(scenario)
    const file = gzipSync(`${lines.join('\n')}\n`, { level: 9 })
    if (file.length > RECORDING_BYTES_MAX) throw new Error(`${name}: ${file.length} bytes are too many`)
    writeFileSync(join(FOLDER, `${name}.eve.json.gz`), file)
    writeDown(scenario, lines.length)
    console.log(`${name}: ${lines.length} events, ${file.length} bytes`)
  }
}

/** The labels, and which versions of the programs it was, for whoever reads the recordings without this code. */
function writeDown({ name, story, expects, pauses, packages }: Scenario, events: number): void {
  const versions = Object.fromEntries([...packages, 'suricata'].map((tool) => [tool, versionOf(tool)]))
  const all = {
    ...(JSON.parse(readFileSync(PROVENANCE, 'utf8')) as Record<string, unknown>),
    [name]: { story, expects, ...(pauses && { pauses }), versions, events },
  }
  const known = new Set(SCENARIOS.map((scenario) => scenario.name))
  const sorted = Object.entries(all)
    .filter(([recording]) => known.has(recording))
    .sort(([left], [right]) => (left < right ? -1 : 1))
  writeFileSync(PROVENANCE, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}

async function record(scenario: Scenario): Promise<string[]> {
  const network = openNetwork()
  try {
    return await recorded(scenario, network)
  } finally {
    await network.close()
  }
}

function fail(because: string): void {
  console.error(`range: ${because}`)
  process.exitCode = 1
}
