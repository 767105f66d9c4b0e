import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * A small office behind its gateway, and a few places of the internet, each a network namespace of this machine: nothing
 * leaves it. The internet's addresses are those that documents use (RFC 5737), which belong to nobody.
 */
export interface Network {
  host: Record<HostName, Host>
  /** For files of the servers; gone with the network. */
  folder: string
  /** So much time passes without anything: not here, but in what is recorded. */
  rest(ms: number): Promise<void>
  rests: readonly Rest[]
  close(): Promise<void>
}

export interface Rest {
  /** On this machine's clock. */
  atMs: number
  forMs: number
}

const OFFICE = {
  pc1: ['192.168.10.11'],
  pc2: ['192.168.10.12'],
  pc3: ['192.168.10.13'],
  server: ['192.168.10.5'],
  printer: ['192.168.10.9'],
}
/** A second office network behind the same gateway. */
const STORE = { till: ['192.168.20.31'], scale: ['192.168.20.32'] }
const INTERNET = {
  web: ['203.0.113.80', '203.0.113.81', '203.0.113.82', '203.0.113.53'],
  thief: ['198.51.100.66', ...Array.from({ length: 12 }, (_, place) => `198.51.100.${place + 101}`)],
  crook: ['192.0.2.77'],
}
const SWITCHES = {
  office: { hosts: OFFICE, gateways: ['192.168.10.1'] },
  store: { hosts: STORE, gateways: ['192.168.20.1'] },
  internet: { hosts: INTERNET, gateways: ['203.0.113.1', '198.51.100.1', '192.0.2.1'] },
} as const

export type HostName = 'gate' | keyof typeof OFFICE | keyof typeof STORE | keyof typeof INTERNET

/** Where the sensor stands: all that passes the office's switch. */
export const MIRROR = 'office'
export const NAME_SERVER = SWITCHES.office.gateways[0]

export interface Host {
  name: HostName
  address: string
  /** To its end, however it ends; scanners find nothing and log-ins fail. */
  run(command: string, words: readonly string[], options?: RunOptions): Promise<Ran>
  /** A server, ended with the network. */
  start(command: string, words: readonly string[]): ChildProcess
  /** Lays a file over the machine's own of that name in `/etc`. */
  overlay(name: string, content: string): void
  /** A server, once it listens. */
  serve(port: number, command: string, words: readonly string[]): Promise<void>
}

interface RunOptions {
  input?: string
  timeoutMs?: number
  env?: Record<string, string>
}
export interface Ran {
  code: number | null
  out: string
}

export function openNetwork(): Network {
  const folder = mkdtempSync(join(tmpdir(), 'range-'))
  // Some servers become somebody else.
  chmodSync(folder, 0o755)
  const running: ChildProcess[] = []
  const rests: Rest[] = []
  const names: HostName[] = ['gate']
  addNamespace('gate')
  for (const [name, { hosts, gateways }] of Object.entries(SWITCHES)) {
    addSwitch(name, gateways)
    for (const [host, addresses] of Object.entries(hosts)) {
      names.push(host as HostName)
      addHost(host as HostName, name, addresses, gateways)
    }
  }
  // Answers to made-up senders get lost, as they do out there.
  ip('gate', 'route add blackhole default')
  for (const name of names) nameServer(name)
  const hosts = names.map((name) => [name, createHost(name, running, folder)] as const)
  return {
    host: Object.fromEntries(hosts) as Record<HostName, Host>,
    folder,
    rests,
    async rest(forMs) {
      await wait(IN_FLIGHT_MS)
      rests.push({ atMs: Date.now(), forMs })
      await wait(1)
    },
    async close() {
      await Promise.all(running.map(ended))
      for (const name of names) removeNamespace(name)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What was sent before a rest has arrived before it. */
const IN_FLIGHT_MS = 40

const spaceOf = (name: HostName): string => `range-${process.pid}-${name}`
const netnsFolder = (name: HostName): string => join('/etc/netns', spaceOf(name))

const ip = (name: HostName, words: string): void =>
  void execFileSync('ip', ['-n', spaceOf(name), ...words.split(' ')], { stdio: ['ignore', 'ignore', 'inherit'] })

function addNamespace(name: HostName): void {
  execFileSync('ip', ['netns', 'add', spaceOf(name)])
  // Neighbour discovery of a protocol that nobody here speaks.
  const settings = ['net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1', 'net.ipv4.ip_forward=1']
  execFileSync('ip', ['netns', 'exec', spaceOf(name), 'sysctl', '-qw', ...settings])
  ip(name, 'link set lo up')
}

function removeNamespace(name: HostName): void {
  execFileSync('ip', ['netns', 'del', spaceOf(name)])
  rmSync(netnsFolder(name), { recursive: true, force: true })
}

function addSwitch(name: string, gateways: readonly string[]): void {
  ip('gate', `link add ${name} type bridge`)
  for (const address of gateways) ip('gate', `addr add ${address}/24 dev ${name}`)
  ip('gate', `link set ${name} up`)
}

function addHost(name: HostName, onSwitch: string, addresses: readonly string[], gateways: readonly string[]): void {
  addNamespace(name)
  ip('gate', `link add ${name} type veth peer name eth0 netns ${spaceOf(name)}`)
  ip('gate', `link set ${name} master ${onSwitch} up`)
  for (const address of addresses) ip(name, `addr add ${address}/24 dev eth0`)
  ip(name, 'link set eth0 up')
  const near = gateways.find((gateway) => addresses[0]?.startsWith(gateway.slice(0, gateway.lastIndexOf('.') + 1)))
  ip(name, `route add default via ${near}`)
}

/** `ip netns exec` lays it over the machine's own. */
function nameServer(name: HostName): void {
  mkdirSync(netnsFolder(name), { recursive: true })
  writeFileSync(join(netnsFolder(name), 'resolv.conf'), `nameserver ${NAME_SERVER}\n`)
}

function createHost(name: HostName, running: ChildProcess[], folder: string): Host {
  // A host name of its own, because some protocols tell it.
  const within = (command: string, words: readonly string[]): [string, string[]] => [
    'ip',
    [
      'netns',
      'exec',
      spaceOf(name),
      'unshare',
      '--uts',
      'sh',
      '-c',
      'hostname "$0"; exec "$@"',
      name,
      command,
      ...words,
    ],
  ]
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, LC_ALL: 'C.UTF-8', USER: 'sato', LOGNAME: 'sato' }
  const host: Host = {
    name,
    address: addressOf(name),
    run: (command, words, { input = '', timeoutMs = 120_000, env: more = {} } = {}) =>
      ran(spawn(...within(command, words), { env: { ...env, ...more }, cwd: folder, timeout: timeoutMs }), input),
    start(command, words) {
      const child = spawn(...within(command, words), { env, cwd: folder, stdio: 'ignore' })
      running.push(child)
      return child
    },
    overlay(file, content) {
      writeFileSync(join(netnsFolder(name), file), content)
    },
    async serve(port, command, words) {
      const child = host.start(command, words)
      for (let tries = 0; tries < 200; tries++) {
        const { out } = await host.run('ss', ['-Hltun', `sport = :${port}`])
        if (out.trim() !== '') return
        if (child.exitCode !== null && child.exitCode !== 0) break
        await wait(50)
      }
      throw new Error(`${command} does not listen on ${port}`)
    },
  }
  return host
}

const addressOf = (name: HostName): string =>
  name === 'gate' ? NAME_SERVER : ({ ...OFFICE, ...STORE, ...INTERNET }[name][0] ?? '')

async function ran(child: ChildProcess, input: string): Promise<Ran> {
  let out = ''
  child.stdout?.on('data', (piece: Buffer) => {
    out += piece
  })
  child.stderr?.on('data', (piece: Buffer) => {
    out += piece
  })
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', reject)
  })
  return { code, out }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
