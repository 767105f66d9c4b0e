import { randomUUID } from 'node:crypto'
import { messagingApi } from '@line/bot-sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { known, lineRefusal, type Stage, setStage } from './stage.ts'

const START = Date.parse('2026-04-01T10:00:00+09:00')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let now = START
let stage: Stage
beforeEach(async () => {
  now = START
  stage = await setStage({ now: () => now, lineQuota: 200 })
})
afterEach(() => stage.strike())

const hello = (text = 'こんにちは') => ({ type: 'text' as const, text })
const push = (to: string, key?: string, text?: string) => stage.line.pushMessage({ to, messages: [hello(text)] }, key)
const shown = (userId: string) => stage.control.line.chat(userId).items.map((item) => item.message.text)

describe('retry keys', () => {
  test('the same key again is 409 with the first answer, and arrives once', async () => {
    const { sasaki } = stage.people
    await stage.control.line.follow(sasaki)
    const key = randomUUID()
    const { httpResponse, body } = await stage.line.pushMessageWithHttpInfo(
      { to: sasaki, messages: [hello(), hello('二つ目')] },
      key,
    )
    const again = known(await lineRefusal(push(sasaki, key)))
    expect(again).toMatchObject({ status: 409, message: 'The retry key is already accepted' })
    expect(again.json.sentMessages).toEqual(body.sentMessages)
    expect(again.headers.get('x-line-accepted-request-id')).toBe(httpResponse.headers.get('x-line-request-id'))
    expect(shown(sasaki)).toEqual(['こんにちは', '二つ目'])
  })

  test('after 24 hours the key counts as new, and the invariants see the doubled message', async () => {
    const { sasaki } = stage.people
    await stage.control.line.follow(sasaki)
    const key = randomUUID()
    await push(sasaki, key)
    now += DAY - 1
    expect(await lineRefusal(push(sasaki, key))).toMatchObject({ status: 409 })
    expect(stage.control.invariants().ok).toBe(true)
    now += 1
    expect(await lineRefusal(push(sasaki, key))).toBeUndefined()
    expect(stage.control.invariants().violations).toMatchObject([{ rule: 'doubled' }])
  })

  test('a refused request does not use up its key', async () => {
    const { sasaki } = stage.people
    const key = randomUUID()
    expect(await lineRefusal(push(sasaki, key))).toMatchObject({ status: 400 })
    await stage.control.line.follow(sasaki)
    expect(await lineRefusal(push(sasaki, key))).toBeUndefined()
  })

  test('a reply takes no key', async () => {
    const token = await replyToken(stage.people.sasaki)
    const answer = await fetch(`${stage.playground.line.origin}/v2/bot/message/reply`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.playground.line.accessToken}`,
        'content-type': 'application/json',
        'x-line-retry-key': randomUUID(),
      },
      body: JSON.stringify({ replyToken: token, messages: [hello()] }),
    })
    expect(answer.status).toBe(400)
  })

  test('a key is a UUID', async () => {
    await stage.control.line.follow(stage.people.sasaki)
    expect(await lineRefusal(push(stage.people.sasaki, 'once'))).toMatchObject({ status: 400 })
  })
})

async function replyToken(userId: string): Promise<string> {
  await stage.control.line.text(userId, 'もしもし')
  return stage.lineEvents().at(-1).replyToken
}

describe('reply tokens', () => {
  const reply = (token: string) =>
    lineRefusal(stage.line.replyMessage({ replyToken: token, messages: [hello('はい')] }))

  test('work once', async () => {
    const token = await replyToken(stage.people.sasaki)
    expect(await reply(token)).toBeUndefined()
    expect(await reply(token)).toMatchObject({ status: 400, message: 'Invalid reply token' })
    expect(shown(stage.people.sasaki)).toEqual(['もしもし', 'はい'])
  })

  test('work for a minute', async () => {
    const first = await replyToken(stage.people.sasaki)
    const second = await replyToken(stage.people.sasaki)
    now += MINUTE
    expect(await reply(first)).toBeUndefined()
    now += 1
    expect(await reply(second)).toMatchObject({ status: 400, message: 'Invalid reply token' })
  })

  test('of a redelivered event work again, but not beyond twenty minutes', async () => {
    const token = await replyToken(stage.people.sasaki)
    now += 19.5 * MINUTE
    await stage.control.inbound({ platform: 'line', kind: 'redeliver' })
    now += 0.5 * MINUTE
    expect(await reply(token)).toBeUndefined()
    const other = await replyToken(stage.people.chiba)
    now += 19.5 * MINUTE
    await stage.control.inbound({ platform: 'line', kind: 'redeliver' })
    now += 0.5 * MINUTE + 1
    expect(await reply(other)).toMatchObject({ status: 400 })
  })

  test('cost nothing', async () => {
    await reply(await replyToken(stage.people.sasaki))
    expect(stage.control.line.quota().used).toBe(0)
  })
})

describe('quota', () => {
  test('counts people reached, not message objects', async () => {
    const { sasaki, chiba, kikuchi } = stage.people
    await stage.control.line.follow(sasaki)
    await stage.control.line.follow(chiba)
    await stage.line.pushMessage({ to: sasaki, messages: [hello(), hello(), hello()] }, randomUUID())
    await stage.line.multicast({ to: [sasaki, chiba, kikuchi], messages: [hello()] }, randomUUID())
    expect((await stage.line.getMessageQuotaConsumption()).totalUsage).toBe(3)
    expect(await stage.line.getMessageQuota()).toEqual({ type: 'limited', value: 200 })
  })

  test('ends with the text of the monthly limit, and begins anew with the month in Japan', async () => {
    const { sasaki } = stage.people
    await stage.control.line.follow(sasaki)
    stage.control.line.setQuota(1)
    await push(sasaki, randomUUID())
    expect(await lineRefusal(push(sasaki, randomUUID()))).toMatchObject({
      status: 429,
      message: 'You have reached your monthly limit.',
    })
    now = Date.parse('2026-04-30T23:59:59+09:00')
    expect(await lineRefusal(push(sasaki, randomUUID()))).toMatchObject({ status: 429 })
    now += 1000
    expect(await lineRefusal(push(sasaki, randomUUID()))).toBeUndefined()
    expect(stage.control.invariants().ok).toBe(true)
  })

  test('without a limit says so', async () => {
    stage.control.line.setQuota(null)
    expect(await stage.line.getMessageQuota()).toEqual({ type: 'none' })
  })
})

describe('people', () => {
  test('who blocked the account gets a 200, nothing arrives and nothing is counted', async () => {
    const { sasaki } = stage.people
    await stage.control.line.follow(sasaki)
    await stage.control.line.unfollow(sasaki)
    expect((await push(sasaki, randomUUID())).sentMessages).toHaveLength(1)
    expect(shown(sasaki)).toEqual([])
    expect(stage.control.line.quota().used).toBe(0)
    expect(await lineRefusal(stage.line.getProfile(sasaki))).toMatchObject({ status: 404 })
  })

  test('nobody knows, or who never met the account, is 400', async () => {
    expect(await lineRefusal(push('U00000000000000000000000000000000'))).toMatchObject({
      status: 400,
      message: 'Failed to send messages',
    })
    expect(await lineRefusal(push(stage.people.chiba))).toMatchObject({
      status: 400,
      message: 'Failed to send messages',
    })
  })

  test('who wrote can be pushed for seven days without being a friend', async () => {
    const { chiba } = stage.people
    await stage.control.line.text(chiba, 'もしもし')
    now += 7 * DAY
    expect(await lineRefusal(push(chiba, randomUUID()))).toBeUndefined()
    now += 1
    expect(await lineRefusal(push(chiba, randomUUID()))).toMatchObject({ status: 400 })
  })

  test('have a profile while they are friends', async () => {
    await stage.control.line.follow(stage.people.sasaki)
    expect(await stage.line.getProfile(stage.people.sasaki)).toMatchObject({ displayName: '佐々木', language: 'ja' })
  })

  test('see the loading mark until it ends or a message comes', async () => {
    const { sasaki } = stage.people
    await stage.control.line.follow(sasaki)
    const loading = () => stage.control.line.chat(sasaki).loading
    await stage.line.showLoadingAnimation({ chatId: sasaki, loadingSeconds: 5 })
    expect(loading()).toBe(true)
    now += 5000
    expect(loading()).toBe(false)
    await stage.line.showLoadingAnimation({ chatId: sasaki })
    await push(sasaki, randomUUID())
    expect(loading()).toBe(false)
  })
})

test('the bot asks who it is, and a wrong token is 401', async () => {
  expect(await stage.line.getBotInfo()).toMatchObject({ userId: stage.playground.line.destination, chatMode: 'bot' })
  const stranger = new messagingApi.MessagingApiClient({
    channelAccessToken: 'stolen',
    baseURL: stage.playground.line.origin,
  })
  expect(await lineRefusal(stranger.getBotInfo())).toMatchObject({ status: 401 })
})

test('a photo is fetched by its message id, until it is unsent', async () => {
  const { sasaki } = stage.people
  const { messageId } = await stage.control.line.photo(sasaki, { base64: Buffer.from('a picture').toString('base64') })
  const read = async () => {
    const chunks: Buffer[] = []
    for await (const chunk of await stage.blobs.getMessageContent(known(messageId))) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString()
  }
  expect(await read()).toBe('a picture')
  await stage.control.line.unsend(sasaki, known(messageId))
  expect(await lineRefusal(read())).toMatchObject({ status: 410 })
})

test('a hundred and one loading marks in a second are one too many, and the text tells it from the quota', async () => {
  await stage.strike()
  stage = await setStage({ wallMs: () => 0 })
  const calls = await Promise.all(
    Array.from({ length: 101 }, () => lineRefusal(stage.line.showLoadingAnimation({ chatId: stage.people.sasaki }))),
  )
  const refused = calls.filter((each) => each !== undefined)
  expect(refused).toMatchObject([{ status: 429, message: 'The API rate limit has been exceeded. Try again later.' }])
})

test('a quote token is good in the chat where its message was sent, and in no other', async () => {
  const { sasaki, chiba } = stage.people
  for (const person of [sasaki, chiba]) await stage.control.line.follow(person)
  const { messageId } = await stage.control.line.text(sasaki, '箱が熱いです')
  const said = stage.control.line.chat(sasaki).items.find((item) => item.messageId === messageId)
  const quoting = { ...hello('抜いてください'), quoteToken: String(said?.message.quoteToken) }
  const { sentMessages } = await stage.line.pushMessage({ to: sasaki, messages: [quoting] })
  await stage.line.pushMessage({
    to: sasaki,
    messages: [{ ...hello(), quoteToken: known(sentMessages[0]?.quoteToken) }],
  })
  expect(await lineRefusal(stage.line.pushMessage({ to: chiba, messages: [hello(), quoting] }))).toMatchObject({
    ...{ status: 400, properties: ['messages[1].quoteToken'] },
  })
  await stage.control.line.text(sasaki, 'はい', sentMessages[0]?.id)
  expect(stage.control.line.chat(sasaki).items.at(-1)?.message.quotedMessageId).toBe(sentMessages[0]?.id)
  await expect(stage.control.line.text(chiba, 'はい', sentMessages[0]?.id)).rejects.toThrow('sees no message')
})
