import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { copyOfTemplate } from '../support/database.ts'
import { SURROUNDINGS } from '../support/surroundings.ts'

/** The program as `npm start` starts it: a process of its own, killed and started again at will. */
export interface Program {
  url: string
  dataDir: string
  /** SIGKILL: nothing is written any more. */
  kill(): Promise<void>
  /** On the same port and data. */
  start(): Promise<void>
  end(): Promise<void>
}

/** Of every program started here, so that a test can read what is sealed with it. */
export const SECRET_KEY = 'a-secret-key-of-thirty-two-characters-or-more'

export async function startProgram(settings: Record<string, string> = {}): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-browser-'))
  const dataDir = join(folder, 'data')
  const database = await copyOfTemplate(join(dataDir, 'database'))
  const environment = {
    ...SURROUNDINGS,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    PLAYGROUND: '1',
    SECRET_KEY,
    ...settings,
    ...(database.url ? { DATABASE_URL: database.url } : {}),
  }
  let child: ChildProcess | undefined
  const program: Program = {
    url: '',
    dataDir,
    async start() {
      const port = program.url === '' ? '0' : new URL(program.url).port
      child = spawn(process.execPath, ['bot/main.ts'], {
        env: { ...environment, PORT: port },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      program.url = await addressOf(child)
    },
    async kill() {
      if (child) await ended(child, 'SIGKILL')
    },
    async end() {
      if (child) await ended(child, 'SIGTERM')
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await program.start()
  return program
}

/** What it prints when everything runs. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the program has no standard output')
  for await (const line of createInterface(child.stdout)) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address) return address
  }
  throw new Error('the program ended before it told its address')
}

async function ended(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}
