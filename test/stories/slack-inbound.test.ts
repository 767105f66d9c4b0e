import { expect, it, onTestFinished } from 'vitest'
import { receive } from '#db/inbox.ts'
import { scan } from './scan.ts'
import { buttonsOf } from './words.ts'
import { openStory, type Story } from './world.ts'

it.each(['http', 'socket'] as const)('a case is judged and told with Slack over %s alone', async (slackOver) => {
  const story = await openStory({ slackOver })
  const { line, slack, playground } = story
  await line.enrol('佐々木', 'owner')
  await scan(story)
  await slack.presses('小野', '通報する')
  await slack.types('小野', 'title', 'C2サーバーへの通信')
  expect(slack.modal('小野').at(-1)).toMatch(/C2/)
  const { errors } = await slack.fills('小野', { title: 'C2サーバーへの通信' })
  expect(JSON.stringify(errors)).toContain('C2')
  expect(line.hears('佐々木')).toEqual([])
  expect(await slack.fills('小野', { title: 'あやしい通信がありました' })).not.toHaveProperty('errors')
  expect(line.hears('佐々木').join()).toContain('あやしい通信がありました')
  const told = playground.control
    .transcript()
    .filter(({ kind, platform }) => kind === 'webhook' && platform === 'slack')
  expect(told.every(({ over }) => (over === 'socket') === (slackOver === 'socket'))).toBe(true)
  expect(playground.control.invariants()).toMatchObject({ ok: true })
})

it('a modal opens in time while the inbox is busy', async () => {
  const story = await openStory()
  const { app, slack, playground } = story
  await scan(story)
  const [card] = playground.control.slack.messages(playground.slack.channels.analysts)
  await pileUp(story, 80)
  const working = app.drain()
  onTestFinished(() => working)
  const { actionId } = buttonsOf(card).find(({ label }) => label === '通報する') ?? { actionId: '' }
  const press = { channel: playground.slack.channels.analysts, ts: card?.ts ?? '', actionId }
  const { webhookStatus, ackMs } = await playground.control.slack.press(slack.id('小野'), press)
  expect(await waiting(story)).toBeGreaterThan(0)
  expect(slack.modal('小野')).toHaveLength(1)
  expect({ webhookStatus, isInTime: ackMs < 3_000 }).toEqual({ webhookStatus: 200, isInTime: true })
  await working
  expect(playground.control.invariants()).toMatchObject({ ok: true })
})

/** So many strangers write at once, in eight chats. */
async function pileUp({ app, clock, playground }: Story, count: number): Promise<void> {
  const account = `line:${playground.line.destination}`
  const rows = Array.from({ length: count }, (_, index) => {
    const userId = `U${(index % 8).toString().padStart(32, '0')}`
    const content = { type: 'text', text: 'こんにちは', messageId: `m-${index}` }
    const chat = { kind: 'direct', id: userId }
    const payload = { platform: 'line', account: playground.line.destination, userId, chat, at: clock.now(), content }
    return {
      lane: `chat:${account}:${userId}`,
      kind: 'chat',
      account,
      eventId: `pile-${index}`,
      regionId: null,
      firmId: null,
      payload: { ...payload, eventId: `pile-${index}` },
      at: clock.now(),
    }
  })
  await app.db.transaction({ kind: 'system' }, (tx) => receive(tx, rows))
}

async function waiting({ app }: Story): Promise<number> {
  const { body } = await app.server.inject('/metrics')
  return Number(/otasuke_queue_rows\{queue="inbox",state="pending"\} (\d+)/.exec(body)?.[1] ?? 0)
}
