import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { Hear, Incoming } from '#adapters/adapter.ts'
import { createSlackAdapter, type SlackAdapter } from '#adapters/slack/index.ts'
import { type HearingOptions, hearingOf } from '#bot/hear.ts'
import { createMetrics } from '#bot/http/metrics.ts'
import { createServer } from '#bot/http/server.ts'
import { webhooks } from '#bot/http/webhooks.ts'
import { createLog } from '#bot/log.ts'
import { query } from '#db/door.ts'
import { type Playground, type PlaygroundOptions, startPlayground } from '#playground/start.ts'
import { openTestDatabase, type TestDatabase } from '#test/support/database.ts'

export type Transport = 'http' | 'socket'

interface Wishes extends Pick<PlaygroundOptions, 'deadlines' | 'now'> {
  answer?: (adapter: SlackAdapter) => NonNullable<HearingOptions['answer']>
}

/** One for all tests of a file: each plays in a workspace of its own. */
let database: TestDatabase
let workspaces = 0
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** Slack as it is played, our door for it with a real inbox behind, and nothing else of the program. */
export async function openInbound(transport: Transport, { answer, ...options }: Wishes = {}) {
  const lines: string[] = []
  const log = createLog({ level: 'info', write: (line) => lines.push(line) })
  const playground = await startPlayground({ seed: ++workspaces, slackBurst: 1_000, ...options })
  const { slack } = playground
  const { db } = database
  const metrics = createMetrics(db, () => 0)
  const adapter = createSlackAdapter({ ...slack, appToken: transport === 'socket' ? slack.appToken : undefined })
  const hearing = hearingOf('slack', {
    db,
    account: slack.teamId,
    metrics,
    log,
    ...(answer && { answer: answer(adapter) }),
  })
  /** What stands between the wire and the inbox in this test: an outage, a delay. */
  const way = { before: async (_incoming: readonly Incoming[]): Promise<void> => {} }
  const hear: Hear = async (incoming) => {
    await way.before(incoming)
    return hearing(incoming)
  }
  const listener = adapter.listen({ hear, wallNow: Date.now, log: (level, text) => log[level](text) })
  const server = await createServer({ log, metrics, isReady: () => true })
  await webhooks(server, {
    line: undefined,
    lineOf: async () => undefined,
    discord: undefined,
    slack: { adapter, listener },
    slackOf: async () => undefined,
    wallNow: Date.now,
    metrics,
    log,
  })
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  if (transport === 'http') playground.setWebhooks({ slack: `${url}/webhooks/slack` })
  onTestFinished(async () => {
    await listener.stop()
    await server.close()
    await playground.stop()
  })
  if (transport === 'socket') await bothSocketsOpen(playground)
  const ours = `slack:${slack.teamId}`
  const stored = (): Promise<Incoming[]> =>
    db.transaction({ kind: 'system' }, async (tx) => {
      const rows = query<{ payload: Incoming }>(tx, sql`select payload from inbox where account = ${ours} order by id`)
      return (await rows).map(({ payload }) => payload)
    })
  const counted = async (outcome: string): Promise<number> => {
    const { values } = await metrics.incoming.get()
    return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0
  }
  return { playground, control: playground.control, slack, server, url, listener, metrics, way, lines, stored, counted }
}

export const bothSocketsOpen = ({ control }: Playground): Promise<boolean> =>
  control.until(() => control.slack.socketCount() === 2)

/** A promise and the hand that lets it go. */
export function gate() {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
