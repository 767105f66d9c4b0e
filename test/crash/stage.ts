import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Playground, startPlayground } from '#playground/start.ts'
import { copyOfTemplate } from '../support/database.ts'
import type { Template } from '../support/template-database.ts'
import { type BotProcess, botProcess } from './bot-process.ts'

export const ADMIN_TOKEN = 'the-admin-token-of-this-proof'
export const SECRET_KEY = 'a-secret-key-of-thirty-two-characters-or-more'

/** LINE and Slack with their people, a database, and places for nodes. Everything outlives the processes that are killed. */
export interface Stage {
  playground: Playground
  /** How to open its database once no process has it. */
  database: { url: string } | { directory: string }
  nodes: BotProcess[]
  /** Ends the world and keeps what LINE, Slack and the database know, to begin others with. */
  keep(): Promise<Kept>
  close(): Promise<void>
}

/** A world at rest, of which any number of copies can be opened. */
export interface Kept {
  folder: string
  template: Template
  drop(): Promise<void>
}

/** No platform's patience is on trial here, and a machine at work on other things must not look like a fault. */
const DEADLINES = { lineMs: 30_000, slackMs: 30_000 }
/** LINE's redelivery, switched on, and as eager as the proof: every half second for two minutes. */
const REDELIVERY_MS = Array.from({ length: 240 }, () => 500)

interface StageOptions {
  kept?: Kept
  nodes?: number
  /** In place of what the nodes are told otherwise. */
  settings?: Readonly<Record<string, string>>
}

export async function openStage({ kept, nodes = 1, settings = {} }: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-crash-'))
  const stateFile = join(folder, 'playground.json')
  if (kept) cpSync(join(kept.folder, 'playground.json'), stateFile)
  const directory = join(folder, 'data', 'database')
  mkdirSync(join(folder, 'data'))
  const { url, drop } = await copyOfTemplate(directory, kept?.template)
  const playground = await startPlayground({
    seed: 7,
    stateFile,
    lineQuota: null,
    rateLimits: false,
    deadlines: DEADLINES,
  })
  playground.control.line.setRedelivery(REDELIVERY_MS)
  const environment = { ...environmentOf(playground, join(folder, 'data'), url), ...settings }
  const places = await Promise.all(Array.from({ length: nodes }, async () => botProcess(environment, await freePort())))
  const [first] = places
  if (!first) throw new Error('a stage has at least one node')
  playground.setWebhooks({ line: `${first.url}/webhooks/line`, slack: `${first.url}/webhooks/slack` })
  return {
    playground,
    database: url ? { url } : { directory },
    nodes: places,
    async keep() {
      await playground.stop()
      return { folder, template: templateOf(url, directory), drop: () => removed(folder, drop) }
    },
    async close() {
      await Promise.all(places.map((place) => place.retire()))
      await playground.stop()
      await removed(folder, drop)
    },
  }
}

async function removed(folder: string, drop: () => Promise<void>): Promise<void> {
  await drop()
  rmSync(folder, { recursive: true, force: true })
}

/** PostgreSQL copies only a database to which nobody is connected, so the copying is asked for from elsewhere. */
function templateOf(url: string | undefined, directory: string): Template {
  const { kind, ...first } = inject('template')
  if (kind === 'folder' || !url || !('url' in first)) return { kind: 'folder', path: directory }
  return { kind, url: first.url, name: new URL(url).pathname.slice(1) }
}

export function environmentOf(
  { line, slack }: Playground,
  dataDir: string,
  url: string | undefined,
): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    ...(url ? { DATABASE_URL: url } : {}),
    SECRET_KEY,
    ADMIN_TOKEN,
    LOG_LEVEL: process.env.CRASH_LOG ?? 'silent',
    NODE_COMPILE_CACHE: join(tmpdir(), 'otasuke-crash-modules'),
    PLAYGROUND: '1',
    LINE_CHANNEL_ACCESS_TOKEN: line.accessToken,
    LINE_CHANNEL_SECRET: line.channelSecret,
    LINE_API_BASE_URL: line.origin,
    LINE_DATA_API_BASE_URL: line.origin,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SLACK_CHANNEL_ANALYSTS: slack.channels.analysts,
    SLACK_CHANNEL_DESK: slack.channels.desk,
    SLACK_CHANNEL_DISPATCH: slack.channels.dispatch,
    SLACK_CHANNEL_OPERATIONS: slack.channels.operations,
  }
}

/** The same address for every process of a node, as webhooks expect it. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
