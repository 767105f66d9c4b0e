import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Playground, startPlayground } from '#playground/start.ts'

const ADMIN_TOKEN = 'the-admin-token-of-the-bench'

/** The real program as a process of its own, so that its CPU can be told from the bench's; the platforms are played here. */
export interface Program {
  url: string
  playground: Playground
  sensorToken: string
  /** User and system time of the process and all its threads, seconds. */
  cpuS(): number
  residentMb(): number
  admin(path: string, body: object): Promise<Record<string, string>>
  metric(name: string): Promise<number>
  stop(): Promise<void>
}

export async function startProgram(databaseUrl: string | undefined, port: number): Promise<Program> {
  const playground = await startPlayground({ seed: 11, slackBurst: 10_000, lineQuota: null, rateLimits: false })
  const dataDir = mkdtempSync(join(tmpdir(), 'otasuke-bench-'))
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['bot/main.ts'], {
    env: { ...process.env, ...settings(playground, dataDir, port, databaseUrl) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await ready(url, child)
  playground.setWebhooks({ line: `${url}/webhooks/line`, slack: `${url}/webhooks/slack` })
  const admin = poster(url)
  const sensorToken = await enrol(admin)
  return {
    url,
    playground,
    sensorToken,
    cpuS: () => cpuOf(child),
    residentMb: () => residentOf(child),
    admin,
    metric: (name) => metricOf(url, name),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await playground.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const settings = ({ line, slack }: Playground, dataDir: string, port: number, databaseUrl: string | undefined) => ({
  PORT: String(port),
  DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl ?? '',
  SECRET_KEY: 'a-secret-key-of-thirty-two-characters-or-more',
  ADMIN_TOKEN,
  LOG_LEVEL: 'fatal',
  PLAYGROUND: '0',
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

const START_PATIENCE_MS = 60_000

export async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + START_PATIENCE_MS
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode} before it was ready`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await rest(50)
  }
  throw new Error('the program was not ready in time')
}

export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

/** Nothing waits in any queue: what one measure left behind is not the next one's. */
export async function quiet(program: Program): Promise<void> {
  while ((await program.metric('otasuke_queue_rows')) + (await program.metric('otasuke_detector_lag_batches')) > 0)
    await rest(250)
}

const poster =
  (url: string) =>
  async (path: string, body: object): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/admin/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Record<string, string>
  }

async function enrol(admin: Program['admin']): Promise<string> {
  const region = await admin('/regions', { name: '岩手' })
  const firm = await admin('/firms', { regionId: region.id, name: '佐々木水産', phone: '0192-00-0001' })
  const place = { firmId: firm.id, name: '事務所', kind: 'office', homeNetworks: ['192.168.0.0/16'] }
  const site = await admin('/sites', place)
  return (await admin('/sensors', { siteId: site.id, type: 'office' })).token ?? ''
}

async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith(name))
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)
}

/** Fields 14 and 15 of proc(5)'s stat, in ticks of 10 ms; the name in field 2 may hold spaces. */
function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function residentOf({ pid }: ChildProcess): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kb ?? 0) / 1024)
}
