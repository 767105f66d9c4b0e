import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ROOT } from '../support/sources.ts'

export const KIT = join(ROOT, 'deploy', 'sensor')

/** Why the real sensor cannot run here, or '' when it can. */
export function whyNoSensor(): string {
  if (process.getuid?.() !== 0) return 'only root may capture'
  const absent = ['/usr/bin/suricata', '/usr/sbin/syslog-ng', '/usr/sbin/ip', '/usr/bin/curl'].find(
    (path) => !existsSync(path),
  )
  if (absent) return `${absent} is not installed`
  const name = `otasuke-try-${process.pid}`
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return 'no network namespaces here'
  spawnSync('ip', ['netns', 'del', name])
  return ''
}

export interface Said {
  code: number | null
  said: string
}

/** `install.sh` as an administrator would call it. */
export function kit(words: string[], { path = process.env.PATH, input = '' } = {}): Said {
  const { status, stdout, stderr } = spawnSync(join(KIT, 'install.sh'), words, {
    encoding: 'utf8',
    env: { PATH: path },
    input,
  })
  return { code: status, said: stdout + stderr }
}

/** A folder that plays the whole file system of a machine to be. */
export function emptyRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'otasuke-sensor-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return root
}

/** Every file below a folder: its mode and what it holds. */
export const filesOf = (root: string): Record<string, string> =>
  Object.fromEntries(
    globSync('**/*', { cwd: root })
      .filter((path) => statSync(join(root, path)).isFile())
      .sort()
      .map((path) => [
        path,
        `${(statSync(join(root, path)).mode & 0o777).toString(8)} ${readFileSync(join(root, path), 'utf8')}`,
      ]),
  )

/** A network that only the test is in; what it captures is its own loopback. */
export interface Box {
  /** Starts a program within. */
  within(command: string, words: string[]): ChildProcess
  /** Runs one within, to its end. */
  run(command: string, words: string[]): void
  /** What systemd would run for a unit that was installed below `root`. */
  service(root: string, unit: string, isWithin: boolean): ChildProcess
}

export function openBox(): Box {
  const name = `otasuke-box-${process.pid}`
  const running: ChildProcess[] = []
  execFileSync('ip', ['netns', 'add', name])
  onTestFinished(async () => {
    await Promise.all(running.map(ended))
    spawnSync('ip', ['netns', 'del', name])
  })
  const inside = (words: string[]): string[] => ['netns', 'exec', name, ...words]
  // Loopback's own packets of 64 kB would make the capture's ring hold a gigabyte.
  execFileSync('ip', inside(['ip', 'link', 'set', 'lo', 'up', 'mtu', '1500']))
  const start = (command: string, words: string[], env: Record<string, string> = {}): ChildProcess => {
    const child = spawn(command, words, { stdio: 'ignore', env: { PATH: process.env.PATH, ...env } })
    running.push(child)
    return child
  }
  return {
    within: (command, words) => start('ip', inside([command, ...words])),
    run: (command, words) => void spawnSync('ip', inside([command, ...words]), { stdio: 'ignore' }),
    service(root, unit, isWithin) {
      const { words, env } = commandOf(root, unit)
      const [command = '', ...rest] = isWithin ? ['ip', ...inside(words)] : words
      return start(command, rest, env)
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** The unit's own command and environment, with the folders that systemd would make, all below `root`. */
function commandOf(root: string, unit: string): { words: string[]; env: Record<string, string> } {
  const text = readFileSync(join(root, 'etc/systemd/system', unit), 'utf8')
  const below = (value: string): string => value.replaceAll(/(?<![\w/])\/(etc|var|run)\//g, `${root}/$1/`)
  const all = (name: string): string[] =>
    [...text.matchAll(new RegExp(`^${name}=-?(.*)$`, 'gm'))].map(([, value = '']) => below(value))
  for (const [name, parent] of [
    ['LogsDirectory', 'var/log'],
    ['StateDirectory', 'var/lib'],
    ['RuntimeDirectory', 'run'],
  ] as const)
    for (const folder of all(name)) mkdirSync(join(root, parent, folder), { recursive: true })
  const lines = [
    ...all('Environment').flatMap((value) => value.split(' ')),
    ...all('EnvironmentFile').flatMap((file) => readFileSync(file, 'utf8').trim().split('\n')),
  ]
  const env = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const [command = ''] = all('ExecStart')
  return { words: command.split(' ').map((word) => word.replaceAll(/\$\{(\w+)\}/g, (_, name) => env[name] ?? '')), env }
}
