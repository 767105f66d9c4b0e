import { validateSignature } from '@line/bot-sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signature } from '#playground/emulators/line/events.ts'
import { known, type Stage, setStage } from './stage.ts'

let now = Date.parse('2026-04-01T10:00:00+09:00')
let stage: Stage
beforeEach(async () => {
  stage = await setStage({ now: () => now })
})
afterEach(() => stage.strike())

test('the signature is that of the documents', () => {
  // https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
  const secret = '8c570fa6dd201bb328f1c1eac23a96d8'
  const body = '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
  expect(signature(secret, body)).toBe('GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=')
})

test('every webhook is signed over its bytes for this channel', async () => {
  await stage.control.line.text(stage.people.sasaki, '診断')
  const { body, headers } = known(stage.heard.at(-1))
  expect(validateSignature(body, stage.playground.line.channelSecret, String(headers['x-line-signature']))).toBe(true)
  expect(JSON.parse(body).destination).toBe(stage.playground.line.destination)
})

test.each([
  { does: 'follow', event: { type: 'follow', follow: { isUnblocked: false } } },
  { does: 'unfollow', event: { type: 'unfollow' } },
  { does: 'sticker', event: { type: 'message', message: { type: 'sticker', stickerResourceType: 'STATIC' } } },
  { does: 'photo', event: { type: 'message', message: { type: 'image', contentProvider: { type: 'line' } } } },
  { does: 'voice', event: { type: 'message', message: { type: 'audio', duration: 3000 } } },
] as const)('a person does: $does', async ({ does, event }) => {
  const { sasaki } = stage.people
  const told = await stage.control.line[does](sasaki)
  expect(told).toMatchObject({ webhookStatus: 200 })
  expect(stage.lineEvents()).toMatchObject([
    {
      ...event,
      webhookEventId: told.eventId,
      source: { type: 'user', userId: sasaki },
      timestamp: now,
      mode: 'active',
      deliveryContext: { isRedelivery: false },
    },
  ])
})

test('events carry properties nobody has heard of', async () => {
  await stage.control.line.text(stage.people.sasaki, 'あ')
  expect(stage.lineEvents()[0]).toHaveProperty('propertyOfTomorrow')
})

test('a tap is a postback, and its display text is said by the person', async () => {
  const { sasaki } = stage.people
  await stage.control.line.tap(sasaki, 'token-1', 'できた')
  expect(stage.lineEvents()).toMatchObject([
    { type: 'postback', postback: { data: 'token-1' }, replyToken: expect.any(String) },
  ])
  expect(stage.control.line.chat(sasaki).items).toMatchObject([
    { from: 'user', message: { type: 'text', text: 'できた' } },
  ])
})

test('coming back after blocking is told as such', async () => {
  const { sasaki } = stage.people
  await stage.control.line.follow(sasaki)
  await stage.control.line.unfollow(sasaki)
  await stage.control.line.follow(sasaki)
  expect(stage.lineEvents().map((event) => event.follow?.isUnblocked)).toEqual([false, undefined, true])
})

test('unsending names the message', async () => {
  const { sasaki } = stage.people
  const { messageId } = await stage.control.line.text(sasaki, '間違えた')
  await stage.control.line.unsend(sasaki, known(messageId))
  expect(stage.lineEvents().at(-1)).toMatchObject({ type: 'unsend', unsend: { messageId } })
  expect(stage.control.line.chat(sasaki).items[0]?.isUnsent).toBe(true)
})

test('who blocked the account cannot write to it', async () => {
  await stage.control.line.unfollow(stage.people.sasaki)
  await expect(stage.control.line.text(stage.people.sasaki, 'ねえ')).rejects.toThrow('blocked')
})

test('several people come in one webhook', async () => {
  const { sasaki, chiba } = stage.people
  await stage.control.line.batch([
    { userId: sasaki, act: { kind: 'text', text: '一' } },
    { userId: chiba, act: { kind: 'tap', data: 'x' } },
  ])
  expect(stage.heard).toHaveLength(1)
  expect(stage.lineEvents().map((event) => event.source.userId)).toEqual([sasaki, chiba])
})

describe('redelivery', () => {
  test('is off by default: a webhook answered badly is gone', async () => {
    stage.bot.answers = () => ({ status: 500 })
    expect(await stage.control.line.text(stage.people.sasaki, 'あ')).toMatchObject({ webhookStatus: 500 })
    now += 3_600_000
    expect(await stage.control.tick()).toBe(0)
    expect(stage.heard).toHaveLength(1)
  })

  test('when on, comes again with the same ids until it is answered', async () => {
    stage.control.line.setRedelivery([1000, 5000, 60_000])
    stage.bot.answers = () => ({ status: stage.heard.length < 3 ? 503 : 200 })
    const { eventId } = await stage.control.line.text(stage.people.sasaki, 'あ')
    for (const passed of [1000, 5000, 60_000]) {
      now += passed
      await stage.control.tick()
    }
    expect(stage.lineEvents().map((event) => [event.webhookEventId, event.deliveryContext.isRedelivery])).toEqual([
      [eventId, false],
      [eventId, true],
      [eventId, true],
    ])
  })

  test('a webhook not answered in time counts as failed, and the invariants say so', async () => {
    await stage.strike()
    stage = await setStage({ now: () => now, deadlines: { lineMs: 50, slackMs: 50 } })
    stage.bot.answers = () => ({ status: 200, hangs: true })
    expect(await stage.control.line.text(stage.people.sasaki, 'あ')).toMatchObject({ webhookStatus: null })
    expect(stage.control.invariants().violations).toMatchObject([{ rule: 'late-ack' }])
  })
})

describe('replays and forgeries', () => {
  test.each(['bad-signature', 'foreign-secret', 'unsigned'] as const)('%s must be refused', async (kind) => {
    await stage.control.line.text(stage.people.sasaki, 'あ')
    const genuine = (body: string, given: unknown) =>
      typeof given === 'string' && validateSignature(body, stage.playground.line.channelSecret, given)
    stage.bot.answers = ({ body, headers }) => ({ status: genuine(body, headers['x-line-signature']) ? 200 : 401 })
    expect(await stage.control.inbound({ platform: 'line', kind })).toMatchObject([{ status: 401 }])
    expect(stage.control.invariants().ok).toBe(true)
    stage.bot.answers = () => ({ status: 200 })
    await stage.control.inbound({ platform: 'line', kind })
    expect(stage.control.invariants().violations).toMatchObject([{ rule: 'forged-accepted' }])
  })

  test('a duplicate has the same bytes; a merged webhook holds them all; an empty one none', async () => {
    for (const word of ['一', '二']) await stage.control.line.text(stage.people.sasaki, word)
    await stage.control.inbound({ platform: 'line', kind: 'duplicate' })
    expect(stage.heard[2]?.body).toBe(stage.heard[1]?.body)
    await stage.control.inbound({ platform: 'line', kind: 'merge' })
    expect(
      JSON.parse(known(stage.heard[3]).body).events.map((event: { message: { text: string } }) => event.message.text),
    ).toEqual(['一', '二'])
    await stage.control.inbound({ platform: 'line', kind: 'empty' })
    expect(JSON.parse(known(stage.heard[4]).body).events).toEqual([])
  })

  test('shuffled webhooks are the same ones in another order', async () => {
    const words = ['一', '二', '三', '四', '五', '六', '七', '八']
    for (const word of words) await stage.control.line.text(stage.people.sasaki, word)
    const before = stage.lineEvents().map((event) => event.webhookEventId)
    await stage.control.inbound({ platform: 'line', kind: 'shuffle' })
    const after = stage
      .lineEvents()
      .slice(words.length)
      .map((event) => event.webhookEventId)
    expect(after).not.toEqual(before)
    expect([...after].sort()).toEqual([...before].sort())
  })
})
