import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from '../support/sources.ts'

/** Where the next process is to be killed; `anywhere`: from outside, at a moment of the driver's choice. */
export interface Kill {
  point: string
  nth: number
}

/** A node: one place in the world (a port, a database) where one process after the other runs. */
export interface BotProcess {
  readonly url: string
  /** Of the process that runs now. */
  readonly pid: number | undefined
  start(kill?: Kill): Promise<void>
  /** From outside, like a power cut. */
  kill(): void
  /** Asks it to end; how it did. */
  end(): Promise<'ended' | 'killed'>
  /** Kills it for good: the world is being taken down. */
  retire(): Promise<void>
  /** Settles when the process that runs now has ended. */
  gone(): Promise<'ended' | 'killed'>
}

export function botProcess(environment: Readonly<Record<string, string>>, port: number): BotProcess {
  let child: ChildProcess | undefined
  let gone: Promise<'ended' | 'killed'> = Promise.resolve('ended')
  let isRetired = false
  let ready: Promise<unknown> = Promise.resolve()

  async function start(kill?: Kill): Promise<void> {
    if (isRetired) throw new Error('this node is retired')
    const armed = kill && kill.point !== 'anywhere' ? { OTASUKE_CRASH_AT: `${kill.point}:${kill.nth}` } : {}
    const begun = spawn(
      process.execPath,
      ['--import', join(ROOT, 'test/crash/quick-modules.ts'), join(ROOT, 'test/crash/bot-main.ts')],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { PATH: process.env.PATH ?? '', ...environment, ...armed, PORT: String(port) },
      },
    )
    child = begun
    gone = once(begun, 'exit').then(([code, signal]) => {
      if (signal === 'SIGKILL') return 'killed'
      if (code === 0) return 'ended'
      throw new Error(`the program ended by itself: ${String(code ?? signal)}`)
    })
    gone.catch(() => {})
    // What comes before it listens for signals must not end it.
    ready = Promise.race([readiness(begun), gone])
    await ready
  }

  return {
    url: `http://127.0.0.1:${port}`,
    get pid() {
      return child?.pid
    },
    start,
    kill: () => void child?.kill('SIGKILL'),
    async end() {
      await ready
      child?.kill('SIGTERM')
      return gone
    },
    async retire() {
      isRetired = true
      child?.kill('SIGKILL')
      await gone.catch(() => undefined)
    },
    gone: () => gone,
  }
}

function readiness(child: ChildProcess): Promise<void> {
  return new Promise((ready) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes('ready ')) ready()
      else process.stdout.write(text)
    })
  })
}
