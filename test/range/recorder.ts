import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from '#test/support/sources.ts'
import { MIRROR, type Network } from './network.ts'
import { retimed } from './pcap.ts'
import type { Scenario } from './scenario.ts'

/** A working morning, always the same, so that a recording made anew differs in what happened only. */
const START = Date.parse('2026-11-24T00:10:00Z')
/** What is under way when the programs have ended. */
const SETTLE_MS = 700

/** What the sensor wrote of a scenario: the kit's own Suricata configuration, reading what passed the office's switch. */
export async function recorded({ run, pauses }: Scenario, network: Network): Promise<string[]> {
  const capture = join(network.folder, 'capture.pcap')
  const tcpdump = await capturing(network, capture)
  try {
    await run(network)
    await wait(SETTLE_MS)
  } finally {
    await stopped(tcpdump)
  }
  const told = join(network.folder, 'told.pcap')
  writeFileSync(told, retimed(readFileSync(capture), { startMs: START, pauses, rests: network.rests }))
  return linesOf(read(told, network.folder))
}

async function capturing(network: Network, file: string): Promise<ChildProcess> {
  const words = ['-i', MIRROR, '-w', file, '-U', '-B', '65536', '--immediate-mode', '-Z', 'root']
  const tcpdump = network.host.gate.start('tcpdump', words)
  // The file's head is written when it has begun to listen.
  for (let tries = 0; tries < 100; tries++) {
    if (hasHead(file)) return tcpdump
    await wait(50)
  }
  throw new Error('tcpdump does not capture')
}

function hasHead(file: string): boolean {
  try {
    return readFileSync(file).length > 0
  } catch {
    return false
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await gone
}

function read(capture: string, folder: string): string {
  const config = join(folder, 'suricata.yaml')
  const kit = readFileSync(join(ROOT, 'deploy', 'sensor', 'suricata.yaml'), 'utf8')
  writeFileSync(config, kit.replaceAll('HOME-NETWORKS', '192.168.0.0/16'))
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  const words = ['-c', config, '-r', capture, '-l', logs, '-k', 'none', '--runmode', 'single']
  execFileSync('suricata', words, { stdio: ['ignore', 'ignore', 'inherit'] })
  return readFileSync(join(logs, 'eve.json'), 'utf8')
}

/**
 * Without the sensor's figures about itself, and with short numbers for flows: they only tell one from the other, and long
 * ones are most of what does not compress.
 */
function linesOf(eve: string): string[] {
  const flows = new Map<unknown, number>()
  return eve
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event_type }) => event_type !== 'stats')
    .map(({ pcap_cnt: _, flow_id, ...row }) => {
      if (flow_id === undefined) return JSON.stringify(row)
      if (!flows.has(flow_id)) flows.set(flow_id, flows.size + 1)
      return JSON.stringify({ timestamp: row.timestamp, flow_id: flows.get(flow_id), ...row })
    })
}
