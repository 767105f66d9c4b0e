import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createLineAdapter } from '#adapters/line/index.ts'
import { createSlackAdapter } from '#adapters/slack/index.ts'
import { createDeliverer } from '#bot/flows/deliver.ts'
import { createLog } from '#bot/log.ts'
import { speaker } from '#bot/say.ts'
import { addAccount } from '#db/accounts.ts'
import { type Db, query } from '#db/door.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { addRegion } from '#db/regions.ts'
import type { Message } from '#engine/message.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { seen } from '../../crash/patience.ts'
import { testDatabase } from '../../support/database.ts'

const system = { kind: 'system' } as const

interface Post {
  db: Db
  playground: Playground
  yuki: string
  send(...entries: OutboxEntry[]): Promise<void>
  /** Delivers until every message has come to its end. */
  delivered(): Promise<void>
  drain(): Promise<number>
}

async function openPost(): Promise<Post> {
  const db = await testDatabase()
  const playground = await startPlayground({ seed: 7, lineQuota: null, slackBurst: 10_000 })
  onTestFinished(playground.stop)
  const { line, slack, control } = playground
  const adapters = {
    line: createLineAdapter({
      channelAccessToken: line.accessToken,
      channelSecret: line.channelSecret,
      apiBaseUrl: line.origin,
    }),
    slack: createSlackAdapter({ botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl }),
    discord: undefined,
  }
  const deliverer = createDeliverer({
    db,
    accounts: { speaking: async (_tx, { platform }) => adapters[platform] },
    platforms: ['line', 'slack'],
    speaker,
    wallNow: Date.now,
    businessNow: Date.now,
    log: createLog({ level: 'silent' }),
  })
  const { userId } = control.line.addUser({ displayName: 'ゆき' })
  await control.line.follow(userId)
  const waiting = (): Promise<{ seq: number }[]> =>
    db.transaction(system, (tx) => query(tx, sql`select seq from outbox where state = 'pending'`))
  return {
    db,
    playground,
    yuki: userId,
    send: (...entries) => db.transaction(system, (tx) => enqueue(tx, entries)),
    drain: deliverer.drain,
    async delivered() {
      await seen('every message coming to its end', async () => {
        await deliverer.drain()
        return (await waiting()).length === 0
      })
    },
  }
}

const saying = (words: string): Message => ({
  purpose: 'answer',
  fallback: { typed: words },
  parts: [{ kind: 'paragraph', text: { typed: words } }],
})

const entry = (to: OutboxEntry['to'], words: string, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id: randomUUID(),
  regionId: '',
  firmId: null,
  subject: null,
  to,
  priority: 'notice',
  locale: 'ja',
  message: saying(words),
  ...more,
})
const onLine = (address: string): OutboxEntry['to'] => ({ platform: 'line', account: 'account', address })
const inChannel = ({ slack }: Playground): OutboxEntry['to'] => ({
  platform: 'slack',
  account: slack.teamId,
  address: slack.channels.analysts,
})

const heard = ({ playground, yuki }: Post): string[] =>
  playground.control.line
    .chat(yuki)
    .items.filter(({ from }) => from === 'bot')
    .map(({ message }) => JSON.stringify(message))
const postedIds = ({ playground }: Post): string[] =>
  playground.control.postedIds().map((key) => key.split(' ')[1] ?? '')

describe('a message that may have arrived', () => {
  it('is pushed once on LINE, though LINE is too busy for the second try', async () => {
    const post = await openPost()
    post.playground.control.faults.add({ platform: 'line', route: 'push', kind: 'accept-then-reset' })
    post.playground.control.faults.add({ platform: 'line', route: 'push', kind: '429', nth: 2 })
    await post.send(entry(onLine(post.yuki), 'kiosk-7 を切ってください'))
    await post.delivered()
    expect(heard(post)).toHaveLength(1)
  })

  it('is posted once in Slack, though Slack is too busy to be asked for it', async () => {
    const post = await openPost()
    post.playground.control.faults.add({ platform: 'slack', route: 'chat.postMessage', kind: 'accept-then-reset' })
    post.playground.control.faults.add({ platform: 'slack', route: 'conversations.history', kind: '429' })
    const card = entry(inChannel(post.playground), 'kiosk-7')
    await post.send(card)
    await post.delivered()
    expect(postedIds(post)).toEqual([card.id])
  })

  it('is found in Slack behind everything that was said there since', async () => {
    const post = await openPost()
    const { control, slack } = post.playground
    control.faults.add({ platform: 'slack', route: 'chat.postMessage', kind: 'accept-then-reset' })
    const card = entry(inChannel(post.playground), 'kiosk-7')
    await post.send(card)
    await post.drain()
    const kenta = control.slack.users()[0]?.id ?? ''
    for (let said = 0; said < 450; said++)
      await control.slack.post(kenta, { channel: slack.channels.analysts, text: `${said}` })
    await post.delivered()
    expect(postedIds(post)).toEqual([card.id])
  })

  it('and has not been tried to its end by a process that was killed, is not looked for while it may be on its way', async () => {
    const post = await openPost()
    const card = entry(inChannel(post.playground), 'kiosk-7')
    await post.send(card)
    const killedAgo = (seconds: number): Promise<unknown> =>
      post.db.transaction(system, (tx) =>
        query(
          tx,
          sql`update outbox set route = 'post', payload = '{"text":"kiosk-7"}', retry_key = gen_random_uuid(),
          attempted_at = now() - ${seconds} * interval '1 s', first_attempted_at = now() - ${seconds} * interval '1 s'`,
        ),
      )
    await killedAgo(2)
    await post.drain()
    expect(postedIds(post)).toEqual([])
    await killedAgo(60)
    await post.db.transaction(system, (tx) => query(tx, sql`update outbox_lanes set not_before = now()`))
    await post.delivered()
    expect(postedIds(post)).toEqual([card.id])
  })
})

describe('a refused route', () => {
  it('of several answers in one reply loses none of them', async () => {
    const post = await openPost()
    const reply = { token: 'used-up', until: Date.now() + 60_000 }
    await post.send(entry(onLine(post.yuki), '一つ目', { reply }), entry(onLine(post.yuki), '二つ目', { reply }))
    await post.delivered()
    expect(heard(post).join()).toContain('一つ目')
    expect(heard(post).join()).toContain('二つ目')
  })

  it('to a card that somebody deleted becomes a new card, also at the second try', async () => {
    const post = await openPost()
    const { control, slack } = post.playground
    const card = (words: string): OutboxEntry => entry(inChannel(post.playground), words, { stickyKey: 'card:kiosk-7' })
    await post.send(card('1件'))
    await post.delivered()
    control.faults.add({ platform: 'slack', route: 'chat.update', kind: 'accept-then-reset' })
    await post.send(card('2件'))
    await post.drain()
    const [first] = control.slack.messages(slack.channels.analysts)
    control.slack.deleteMessage({ channel: slack.channels.analysts, ts: first?.ts ?? '' })
    await post.delivered()
    expect(control.slack.messages(slack.channels.analysts).map(({ text }) => text)).toEqual(['2件'])
  })
})

describe('what is taken back', () => {
  const chat = ({ slack, control }: Playground): OutboxEntry['to'] => ({
    ...{ platform: 'slack', account: slack.teamId, address: control.slack.users()[0]?.id ?? '' },
  })
  const standing = ({ playground: { control } }: Post): number =>
    control.slack.messages(control.slack.directMessage(control.slack.users()[0]?.id ?? '')).length
  const takingBack = (to: OutboxEntry['to'], id: string, messageId: string | null): OutboxEntry => ({
    ...entry(to, '', { subject: 'taken-back:murakami:1', firmId: 'sasaki' }),
    takesBack: { id, messageId },
  })
  const run = (post: Post, statement: ReturnType<typeof sql>): Promise<unknown> =>
    post.db.transaction(system, (tx) => query(tx, statement))
  const ended = async ({ db }: Post): Promise<unknown> =>
    db.transaction(system, (tx) => query(tx, sql`select payload from inbox where kind = 'taken-back'`))

  it('while it is on its way to them is deleted once it has arrived; that all of it has ended is told once', async () => {
    const post = await openPost()
    const to = chat(post.playground)
    const [words, more] = [entry(to, '192.168.1.24'), entry(to, '192.168.1.25')]
    post.playground.control.faults.add({ platform: 'slack', route: 'chat.postMessage', kind: 'accept-then-reset' })
    await post.send(words)
    await post.drain()
    expect(standing(post)).toBe(1)
    await run(post, sql`update outbox set state = 'cancelled' where state = 'pending'`)
    await run(post, sql`update outbox_lanes set not_before = now()`)
    await post.send(takingBack(to, words.id, null), takingBack(to, more.id, null))
    // It may still be on its way: nothing is looked for yet.
    await post.drain()
    expect(standing(post)).toBe(1)
    await run(post, sql`update outbox set attempted_at = now() - interval '1 minute' where id = ${words.id}`)
    await run(post, sql`update outbox_lanes set not_before = now()`)
    await post.delivered()
    expect(standing(post)).toBe(0)
    expect(await ended(post)).toEqual([{ payload: { subject: 'taken-back:murakami:1' } }])
  })

  it('and was deleted by a process that was killed before it could say so is deleted once, and counted as gone', async () => {
    const post = await openPost()
    const to = chat(post.playground)
    const words = entry(to, '192.168.1.24')
    await post.send(words)
    await post.delivered()
    const [{ id: messageId = '' } = {}] = await post.db.transaction(system, (tx) =>
      query<{ id: string }>(tx, sql`select message_id as id from outbox`),
    )
    post.playground.control.faults.add({ platform: 'slack', route: 'chat.delete', kind: 'accept-then-reset' })
    const taking = takingBack(to, words.id, messageId)
    await post.send(taking)
    await post.drain()
    expect(standing(post)).toBe(0)
    await run(post, sql`update outbox_lanes set not_before = now()`)
    await post.delivered()
    const result = await post.db.transaction(system, (tx) =>
      query(tx, sql`select state, result from outbox where id = ${taking.id}`),
    )
    expect(result).toEqual([{ state: 'sent', result: 'accepted-earlier' }])
    expect(await ended(post)).toHaveLength(1)
  })
})

describe('what is of a region', () => {
  const own = { id: 'account-miyagi', regionId: 'miyagi', platform: 'slack', name: 'miyagi', channels: null } as const
  /** 宮城 has the playground’s workspace for its own, unless it is another, and another region is beside it. */
  async function openRegions(given?: string): Promise<Post> {
    const post = await openPost()
    const account = given ?? post.playground.slack.teamId
    await post.db.transaction(system, async (tx) => {
      for (const id of ['miyagi', 'iwate'])
        await addRegion(tx, { id, name: id, timezone: 'Asia/Tokyo', locale: 'ja', at: 0 })
      await addAccount(tx, { ...own, account }, { credentials: Buffer.from([0]), at: 0 })
    })
    return post
  }
  const results = ({ db }: Post): Promise<{ id: string; state: string; result: string }[]> =>
    db.transaction(system, (tx) =>
      query(tx, sql`select id, state, result from outbox where subject is null order by seq`),
    )

  it('is never posted in another region’s workspace, whoever addressed it there; operations hears of it', async () => {
    const region = await openRegions()
    const to = inChannel(region.playground)
    const foreign = entry(to, '岩手の話', { regionId: 'iwate' })
    const theirs = entry(to, '宮城の話', { regionId: 'miyagi' })
    await region.send(foreign, theirs)
    await region.delivered()
    expect(postedIds(region)).toEqual([theirs.id])
    expect(await results(region)).toEqual([
      { id: foreign.id, state: 'dead', result: 'not-at-home' },
      { id: theirs.id, state: 'sent', result: 'accepted' },
    ])
    const told = await region.db.transaction(system, (tx) =>
      query<{ kind: string }>(tx, sql`select kind from inbox where region_id = 'iwate'`),
    )
    expect(told).toEqual([{ kind: 'undeliverable' }])
  })

  it('is posted nowhere but in its own, where it has one; what stands in the other is still edited', async () => {
    const region = await openRegions('T-elsewhere')
    const to = inChannel(region.playground)
    const before = entry(to, '岩手の話', { regionId: 'iwate', stickyKey: 'card' })
    await region.send(before)
    await region.delivered()
    const after = { regionId: 'miyagi' }
    const anew = entry(to, '宮城の話', after)
    await region.send(
      anew,
      entry(to, '', { ...after, stickyKey: 'card' }),
      entry(to, '岩手の話', { regionId: 'iwate' }),
    )
    await region.delivered()
    expect((await results(region)).map(({ result }) => result)).toEqual([
      ...['accepted', 'not-at-home', 'accepted', 'accepted'],
    ])
    expect(postedIds(region)).not.toContain(anew.id)
  })

  it('and is a card that stands in the place that it had before is posted anew in the new one, with its thread', async () => {
    const post = await openPost()
    const to = inChannel(post.playground)
    const moved = { ...to, address: post.playground.slack.channels.desk }
    await post.send(entry(to, 'kiosk-7', { stickyKey: 'case' }))
    await post.delivered()
    await post.send(entry(moved, 'kiosk-7', { stickyKey: 'case' }))
    await post.delivered()
    await post.send(entry({ ...moved, threadOf: 'case' }, 'claimed'))
    await post.delivered()
    const at = (channel: string) => post.playground.control.slack.messages(channel)
    expect([at(to.address).length, at(moved.address).length]).toEqual([1, 2])
    expect(at(moved.address)[1]?.thread_ts).toBe(at(moved.address)[0]?.ts)
    // At once: nobody tries to edit what stands elsewhere.
    const attempts = post.db.transaction(system, (tx) =>
      query<{ attempts: number }>(tx, sql`select attempts from outbox`),
    )
    expect((await attempts).map((row) => row.attempts)).toEqual([1, 1, 1])
  })
})
