import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lineRefusal, type Stage, setStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
  await stage.control.line.follow(stage.people.sasaki)
  stage.heard.length = 0
})
afterEach(() => stage.strike())

const push = (key = randomUUID()) =>
  stage.line.pushMessage({ to: stage.people.sasaki, messages: [{ type: 'text', text: 'あ' }] }, key)
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error) => String(error.status ?? error.data?.error ?? error.code ?? error.name),
  )
const arrived = () => stage.control.line.chat(stage.people.sasaki).items.length
const post = () => stage.slack.chat.postMessage({ channel: stage.channels.desk, text: 'あ' })
const posted = () => stage.control.slack.messages('desk').length

describe('calls to LINE', () => {
  test.each([
    { kind: '429', status: 429, message: /rate limit/, hasArrived: 0 },
    { kind: '429-no-retry-after', status: 429, message: /rate limit/, hasArrived: 0 },
    { kind: 'quota', status: 429, message: /monthly limit/, hasArrived: 0 },
    { kind: '500', status: 500, message: /Internal/, hasArrived: 0 },
    { kind: 'accept-then-500', status: 500, message: /Internal/, hasArrived: 1 },
    { kind: '401', status: 401, message: /Authentication/, hasArrived: 0 },
  ] as const)('$kind', async ({ kind, status, message, hasArrived }) => {
    stage.control.faults.add({ platform: 'line', route: 'push', kind })
    expect(await lineRefusal(push())).toMatchObject({ status, message: expect.stringMatching(message) })
    expect(arrived()).toBe(hasArrived)
    expect(await outcome(push())).toBe('accepted')
  })

  test('an accepted push that seemed to fail is 409 when tried again', async () => {
    const key = randomUUID()
    for (const kind of ['accept-then-500', 'accept-then-reset'] as const) {
      stage.control.faults.clear()
      stage.control.faults.add({ platform: 'line', route: 'push', kind })
      expect(await outcome(push(key))).not.toBe('accepted')
    }
    expect(await lineRefusal(push(key))).toMatchObject({ status: 409 })
    expect(arrived()).toBe(1)
  })

  test.each([
    { kind: 'reset', hasArrived: 0 },
    { kind: 'accept-then-reset', hasArrived: 1 },
    { kind: 'truncated', hasArrived: 1 },
  ] as const)('$kind breaks the connection', async ({ kind, hasArrived }) => {
    stage.control.faults.add({ platform: 'line', route: 'push', kind })
    await expect(push()).rejects.toThrow()
    expect(arrived()).toBe(hasArrived)
  })

  test('accept-then-hang never answers, though the message arrived', async () => {
    stage.control.faults.add({ platform: 'line', route: 'push', kind: 'accept-then-hang' })
    const hanging = outcome(push())
    await stage.control.until(() => arrived() === 1)
    expect(await Promise.race([hanging, stage.line.getBotInfo().then(() => 'still waiting')])).toBe('still waiting')
  })

  test('slow answers late', async () => {
    stage.control.faults.add({ platform: 'line', route: 'push', kind: 'slow', delayMs: 50 })
    const began = performance.now()
    await push()
    expect(performance.now() - began).toBeGreaterThan(45)
  })

  test('the nth call and so many after it are hit, then no more', async () => {
    stage.control.faults.add({ platform: 'line', route: 'push', kind: '500', nth: 2, times: 2 })
    const outcomes: string[] = []
    for (const _ of [1, 2, 3, 4]) outcomes.push(await outcome(push()))
    expect(outcomes).toEqual(['accepted', '500', '500', 'accepted'])
  })

  test('seeded chance hits the same calls in the same playground', async () => {
    const run = async () => {
      await stage.strike()
      stage = await setStage({ seed: 42 })
      stage.control.faults.add({ platform: 'line', route: '*', kind: '500', probability: 0.5 })
      const outcomes: string[] = []
      for (const _ of Array(12)) outcomes.push(await outcome(stage.line.getBotInfo()))
      return outcomes
    }
    const first = await run()
    expect(new Set(first)).toEqual(new Set(['accepted', '500']))
    expect(await run()).toEqual(first)
  })
})

describe('calls to Slack', () => {
  test.each([
    { kind: '429', result: 'slack_webapi_rate_limited_error', hasArrived: 0 },
    { kind: '500', result: 'slack_webapi_http_error', hasArrived: 0 },
    { kind: 'accept-then-500', result: 'slack_webapi_http_error', hasArrived: 1 },
    { kind: 'reset', result: 'slack_webapi_request_error', hasArrived: 0 },
    { kind: 'accept-then-reset', result: 'slack_webapi_request_error', hasArrived: 1 },
    { kind: '401', result: 'token_revoked', hasArrived: 0 },
    { kind: 'quota', result: 'message_limit_exceeded', hasArrived: 0 },
  ] as const)('$kind', async ({ kind, result, hasArrived }) => {
    stage.control.faults.add({ platform: 'slack', route: 'chat.postMessage', kind, retryAfterS: 7 })
    const error = await post().then(
      () => undefined,
      (thrown) => thrown,
    )
    expect(error.data?.error ?? error.code).toBe(result)
    if (kind === '429') expect(error.retryAfter).toBe(7)
    expect(posted()).toBe(hasArrived)
    expect((await post()).ok).toBe(true)
  })

  test('429 without Retry-After is what the SDK has no word for', async () => {
    stage.control.faults.add({ platform: 'slack', route: 'chat.postMessage', kind: '429-no-retry-after' })
    await expect(post()).rejects.toThrow(/Retry header did not contain a valid timeout/)
  })
})

describe('webhooks', () => {
  const say = () => stage.control.line.text(stage.people.sasaki, 'あ')

  test('drop: the bot hears nothing, and hears it when it is redelivered', async () => {
    stage.control.line.setRedelivery([0])
    stage.control.faults.add({ platform: 'line', route: 'webhook', kind: 'drop' })
    expect(await say()).toMatchObject({ webhookStatus: null })
    expect(stage.heard).toHaveLength(0)
    await stage.control.tick()
    expect(stage.lineEvents()).toMatchObject([{ deliveryContext: { isRedelivery: true } }])
  })

  test('duplicate: the same bytes come twice', async () => {
    stage.control.faults.add({ platform: 'line', route: 'webhook', kind: 'duplicate' })
    await say()
    expect(stage.heard).toHaveLength(2)
    expect(stage.heard[0]?.body).toBe(stage.heard[1]?.body)
  })

  test('redeliver: the answer was not heard, so Slack tells it again', async () => {
    stage.control.faults.add({ platform: 'slack', route: 'webhook', kind: 'redeliver' })
    await stage.control.slack.post(stage.people.ono, { channel: 'desk', text: 'あ' })
    await stage.control.settled()
    expect(stage.slackEvents().map((each) => each.event_id)).toHaveLength(2)
    expect(new Set(stage.slackEvents().map((each) => each.event_id)).size).toBe(1)
  })

  test('a fault for every call spares the webhooks', async () => {
    stage.control.faults.add({ platform: 'line', route: '*', kind: '500', probability: 1 })
    expect(await say()).toMatchObject({ webhookStatus: 200 })
  })
})
