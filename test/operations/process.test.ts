import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase, query } from '#db/door.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { copyOfTemplate } from '../support/database.ts'
import { ADMIN_TOKEN, credentialsFor, type Program, startProgram, temporaryFolder, untilReady } from './program.ts'

describe('the program', { timeout: 180_000 }, () => {
  it.each([
    ['PORT', { PORT: 'eighty' }],
    ['SECRET_KEY', { PORT: '0', DATABASE_URL: 'postgres://otasuke:a-password-to-hide@127.0.0.1/otasuke' }],
  ])('ends with 78 and one line that names %s', async (name, settings) => {
    const program = await startProgram({ DATA_DIR: temporaryFolder(), ...settings })
    expect(await program.ended).toEqual({ code: 78, signal: null })
    expect(program.stderr()).toMatch(new RegExp(`^otasuke: ${name} [^\n]+\n$`))
    expect(program.stderr()).not.toContain('a-password-to-hide')
    expect(program.stdout()).toBe('')
  })

  it('answers before it is ready, keeps others off its folder and its address, and ends with 0', async () => {
    const folder = temporaryFolder()
    const first = await startProgram({ DATA_DIR: folder })
    expect(await untilReady(first)).toContain('200 503')

    const second = await startProgram({ DATA_DIR: folder })
    expect(await second.ended).toEqual({ code: 1, signal: null })
    expect(second.stderr()).toMatch(/^otasuke: another process has [^\n]+ open: [^\n]+DATA_DIR[^\n]+\n$/)

    const third = await startProgram({ DATA_DIR: temporaryFolder(), PORT: new URL(first.url).port })
    expect(await third.ended).toEqual({ code: 1, signal: null })
    expect(third.stderr()).toMatch(/^otasuke: another program listens at 127\.0\.0\.1:\d+: [^\n]+PORT[^\n]+\n$/)

    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
    first.child.kill('SIGTERM')
    expect(await first.ended).toEqual({ code: 0, signal: null })
    expect(first.stderr()).toBe('')
    expect(JSON.parse(readFileSync(join(folder, 'playground.json'), 'utf8')).version).toBe(1)
  })

  it('told to stop amid logs and chats, ends with 0, and after the next start nothing is lost or doubled', async () => {
    const [folder, playground] = [temporaryFolder(), await playedPlatforms()]
    const database = await copyOfTemplate(join(folder, 'database'))
    onTestFinished(database.drop)
    const settings = {
      DATA_DIR: folder,
      ...credentialsFor(playground),
      ...(database.url ? { DATABASE_URL: database.url } : {}),
    }

    const first = await begin(settings, playground)
    const token = await enrolSensor(first)
    const traffic = pourIn(first, playground, token)
    await traffic.until(20)
    first.child.kill('SIGTERM')
    expect(await first.ended).toEqual({ code: 0, signal: null })
    const answered = await traffic.end()
    expect(answered.lines).toBeGreaterThan(0)
    expect(answered.eventIds.length).toBeGreaterThan(0)
    expect(first.stderr()).toBe('')

    const second = await begin(settings, playground)
    await workedThrough(second)
    second.child.kill('SIGTERM')
    expect(await second.ended).toEqual({ code: 0, signal: null })
    const kept = await keptIn(database.url ? { url: database.url } : { directory: join(folder, 'database') })
    expect(kept.unworked).toBe(0)
    expect(kept.lines).toBeGreaterThanOrEqual(answered.lines)
    expect(answered.eventIds.filter((id) => !kept.eventIds.has(id))).toEqual([])
    expect(playground.control.invariants().violations.filter(({ rule }) => rule === 'doubled')).toEqual([])
    for (const { userId } of playground.control.line.users()) {
      const [said, heard] = [from(playground, userId, 'user'), from(playground, userId, 'bot')]
      expect(heard, userId).toBeGreaterThanOrEqual(Math.min(1, said))
    }
  })
})

const from = ({ control }: Playground, userId: string, who: 'user' | 'bot'): number =>
  control.line.chat(userId).items.filter((item) => item.from === who).length

async function playedPlatforms(): Promise<Playground> {
  const playground = await startPlayground({
    seed: 3,
    slackBurst: 10_000,
    lineQuota: null,
    rateLimits: false,
    deadlines: { lineMs: 60_000, slackMs: 60_000 },
  })
  onTestFinished(playground.stop)
  return playground
}

async function begin(settings: Record<string, string>, playground: Playground): Promise<Program> {
  const program = await startProgram(settings)
  await untilReady(program)
  playground.setWebhooks({ line: `${program.url}/webhooks/line`, slack: `${program.url}/webhooks/slack` })
  return program
}

async function enrolSensor({ url }: Program): Promise<string> {
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/admin/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as Record<string, string>
  }
  const region = await post('/regions', { name: '岩手' })
  const firm = await post('/firms', { regionId: region.id, name: '佐々木水産' })
  const site = await post('/sites', { firmId: firm.id, name: '事務所', kind: 'office' })
  return (await post('/sensors', { siteId: site.id, type: 'office' })).token ?? ''
}

/** More than is answered before the end, and little enough to be worked through after it on the embedded database. */
const MESSAGES_MAX = 40

/** Three people write and a sensor sends, one after the other and all at once, until nobody answers any more. */
function pourIn({ url }: Program, playground: Playground, token: string) {
  const answered = { lines: 0, eventIds: [] as string[] }
  let count = 0
  let wake = (): void => {}
  const took = (): void => {
    count++
    wake()
  }
  const sensor = async (): Promise<void> => {
    for (let batch = 0; batch < MESSAGES_MAX; batch++) {
      const body = `${Array.from({ length: 20 }, (_, n) => eve(batch * 20 + n)).join('\n')}\n`
      const answer = await fetch(`${url}/sensor/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
      }).catch(() => undefined)
      if (answer?.status !== 202) return
      answered.lines += ((await answer.json()) as { accepted: number }).accepted
      took()
    }
  }
  const person = async (userId: string): Promise<void> => {
    for (let n = 0; n < MESSAGES_MAX; n++) {
      const { eventId, webhookStatus } = await playground.control.line.text(userId, `こんにちは ${n}`)
      if (webhookStatus !== 200) return
      answered.eventIds.push(eventId)
      took()
    }
  }
  const everybody = Promise.all([sensor(), ...playground.control.line.users().map(({ userId }) => person(userId))])
  return {
    async until(enough: number) {
      while (count < enough)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    },
    async end() {
      await everybody
      return answered
    },
  }
}

const eve = (n: number): string =>
  JSON.stringify({
    timestamp: '2026-11-24T10:00:00.000000+0900',
    event_type: 'flow',
    flow_id: n + 1,
    src_ip: '192.168.1.23',
    src_port: 40_000 + (n % 20_000),
    dest_ip: '192.168.1.9',
    dest_port: 1 + (n % 60_000),
    proto: 'TCP',
    id: createHash('sha256').update(String(n)).digest('hex').slice(0, 8),
  })

/** By the program's own figures: no row waits and no batch is unworked. */
async function workedThrough({ url }: Program): Promise<void> {
  for (;;) {
    const text = await (await fetch(`${url}/metrics`)).text()
    const figure = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0)
    const waiting =
      figure(/^otasuke_queue_rows\{queue="inbox",state="pending"\} (\d+)/m) +
      figure(/^otasuke_queue_rows\{queue="outbox",state="pending"\} (\d+)/m) +
      figure(/^otasuke_detector_lag_batches (\d+)/m)
    if (waiting === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function keptIn(options: { url?: string; directory?: string }) {
  const db = await openDatabase(options)
  try {
    return await db.transaction({ kind: 'system' }, async (tx) => {
      const [lines] = await query<{ lines: number }>(
        tx,
        sql`select coalesce(sum(accepted), 0)::int as lines from batch_keys`,
      )
      const inbox = await query<{ eventId: string; state: string }>(
        tx,
        sql`select event_id as "eventId", state from inbox`,
      )
      return {
        lines: lines?.lines ?? 0,
        unworked: inbox.filter(({ state }) => state !== 'done').length,
        eventIds: new Set(inbox.map(({ eventId }) => eventId)),
      }
    })
  } finally {
    await db.close()
  }
}
