import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Playground } from '#playground/start.ts'
import { ROOT } from '../support/sources.ts'
import { SURROUNDINGS } from '../support/surroundings.ts'

export const ADMIN_TOKEN = 'the-admin-token-of-this-test'

/** The real program as a process of its own. */
export interface Program {
  url: string
  child: ChildProcess
  /** Resolves to how it ended; what it wrote is whole by then. */
  ended: Promise<{ code: number | null; signal: string | null }>
  stdout(): string
  stderr(): string
}

/** Only what is named here is set: nothing of the surroundings changes what is proven. */
export async function startProgram(
  settings: Record<string, string>,
  script = 'bot/main.ts',
  words: string[] = [],
): Promise<Program> {
  const port = settings.PORT ?? String(await freePort())
  const child = spawn(process.execPath, [script, ...words], {
    cwd: ROOT,
    env: { ...SURROUNDINGS, HOME: process.env.HOME, LOG_LEVEL: 'error', PORT: port, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return { url: `http://127.0.0.1:${port}`, child, ended, stdout: () => said.stdout, stderr: () => said.stderr }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-operations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every answer of `/healthz` and `/readyz` on the way to ready, without repeats. */
export async function untilReady({ url, child, stderr }: Program): Promise<string[]> {
  const seen: string[] = []
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}: ${stderr()}`)
    const [health, ready] = [await statusOf(`${url}/healthz`), await statusOf(`${url}/readyz`)]
    const state = `${health} ${ready}`
    if (state !== seen.at(-1)) seen.push(state)
    if (ready === 200) return seen
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const statusOf = async (address: string): Promise<number> => (await fetch(address).catch(() => undefined))?.status ?? 0

/** Real credentials, of emulators that the test itself plays. */
export const credentialsFor = ({ line, slack }: Playground): Record<string, string> => ({
  PLAYGROUND: '0',
  SECRET_KEY: 'a-secret-key-of-thirty-two-characters-or-more',
  ADMIN_TOKEN,
  LINE_CHANNEL_ACCESS_TOKEN: line.accessToken,
  LINE_CHANNEL_SECRET: line.channelSecret,
  LINE_API_BASE_URL: line.origin,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_API_URL: slack.apiUrl,
  SLACK_CHANNEL_ANALYSTS: slack.channels.analysts,
  SLACK_CHANNEL_DESK: slack.channels.desk,
  SLACK_CHANNEL_OPERATIONS: slack.channels.operations,
})
