import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Outgoing } from '#adapters/adapter.ts'
import { createLineAdapter } from '#adapters/line/index.ts'
import { render } from '#adapters/line/render.ts'
import type { Part } from '#engine/message.ts'
import type { FaultKind } from '#playground/emulators/faults.ts'
import { check } from '#playground/emulators/line/schema/check.ts'
import { validateBody } from '#playground/emulators/line/schema/messages.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { expectNoSecret, outgoing, provesAdapter } from './contract.ts'

// https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
const DOCUMENTED = {
  secret: '8c570fa6dd201bb328f1c1eac23a96d8',
  signature: 'GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=',
  body: '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}',
}

const U = 'U8e742f61d673b39c7fff3cecb7536ef0'
const event = (more: object): object => ({
  webhookEventId: '01FZ74A0TDDPYRVKNK77XKC3ZR',
  deliveryContext: { isRedelivery: false },
  timestamp: 1_692_251_666_727,
  source: { type: 'user', userId: U },
  mode: 'active',
  ...more,
})
const webhook = (...events: object[]) => ({
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ destination: 'otasuke', events })),
})
const told = (content: object): object => ({ platform: 'line', account: 'otasuke', userId: U, content })

/** In the shapes of https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects */
const BODIES = [
  { name: 'none', request: webhook(), means: [] },
  {
    name: 'text and a sticker',
    request: webhook(
      event({ type: 'message', replyToken: 'r', message: { id: '444573844083572737', type: 'text', text: '診断' } }),
      event({ type: 'message', message: { id: '2', type: 'sticker', packageId: '446', stickerId: '1988' } }),
    ),
    means: [
      { ...told({ type: 'text', text: '診断', messageId: '444573844083572737' }), replyToken: 'r' },
      told({ type: 'media', media: 'sticker' }),
    ],
  },
  {
    name: 'an answer to another message, and a photo',
    request: webhook(
      event({
        type: 'message',
        message: { id: '5', type: 'text', text: 'はい', quoteToken: 'q5', quotedMessageId: '4' },
      }),
      event({
        type: 'message',
        message: { id: '6', type: 'image', quoteToken: 'q6', contentProvider: { type: 'line' } },
      }),
    ),
    means: [
      told({ type: 'text', text: 'はい', messageId: '5', quotes: '4', quoteToken: 'q5' }),
      told({ type: 'media', media: 'photo', messageId: '6', quoteToken: 'q6' }),
    ],
  },
  {
    name: 'postback',
    request: webhook(event({ type: 'postback', postback: { data: 'token-1' } })),
    means: [told({ type: 'tap', token: 'token-1' })],
  },
  {
    name: 'comings and goings',
    request: webhook(
      event({ type: 'follow', follow: { isUnblocked: true } }),
      event({ type: 'unfollow' }),
      event({ type: 'unsend', unsend: { messageId: '325708' } }),
    ),
    means: [told({ type: 'joined', isReturning: true }), told({ type: 'left' }), told({ type: 'unsent' })],
  },
  {
    name: 'a group, and what nobody has heard of',
    request: webhook(
      event({
        type: 'message',
        source: { type: 'group', groupId: 'C1', userId: U },
        message: { id: '3', type: 'text', text: 'あ' },
      }),
      event({ type: 'eventOfTomorrow' }),
      event({ type: 'message', message: { id: '4', type: 'hologram' } }),
    ),
    means: [
      { chat: { kind: 'group', id: 'C1' } },
      told({ type: 'other', name: 'eventOfTomorrow' }),
      told({ type: 'other', name: 'message:hologram' }),
    ],
  },
]

provesAdapter('LINE', () => ({
  adapter: createLineAdapter({
    channelAccessToken: 'a-token',
    channelSecret: DOCUMENTED.secret,
    apiBaseUrl: 'http://127.0.0.1:9',
  }),
  secrets: ['a-token', DOCUMENTED.secret],
  documented: {
    request: {
      headers: { 'X-Line-Signature': DOCUMENTED.signature, 'content-type': 'application/json' },
      body: Buffer.from(DOCUMENTED.body),
    },
    nowMs: 0,
  },
  bodies: BODIES,
  refusals(payload) {
    const checked = check(validateBody, Buffer.from(JSON.stringify({ messages: payload })))
    return checked.kind === 'ok' ? [] : checked.answer.body
  },
}))

describe('a card on LINE', () => {
  const heading = { kind: 'heading', text: '予算に合う案' } as const
  const thanks = { kind: 'paragraph', text: 'ありがとうございました。' } as const
  test.each([
    ['stands above everything when it comes first', [heading, thanks], '予算に合う案', ['ありがとうございました。']],
    ['stays behind what is read before it', [thanks, heading], undefined, ['ありがとうございました。', '予算に合う案']],
  ])('whose heading %s', (_, parts, above, below) => {
    const { payload } = render({ purpose: 'answer', fallback: 'x', parts: [...parts] })
    expect(payload).toMatchObject([{ type: 'flex', contents: { body: { contents: below.map((text) => ({ text })) } } }])
    expect(JSON.stringify(payload)).toMatch(above ? /"header"/ : /^((?!"header").)*$/)
  })
})

describe('LINE, sending', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await startPlayground({ seed: 3, lineQuota: null, rateLimits: false })
    for (const { userId } of playground.control.line.users()) await playground.control.line.follow(userId)
  })
  afterAll(() => playground.stop())

  const WORDS = 'ひみつの通報です'
  let keys = 0
  const newKey = (): string => `7c9e6679-7425-40de-944b-${String(++keys).padStart(12, '0')}`
  const sasaki = (): string => playground.control.line.users()[0]?.userId ?? ''
  const notice = (more: Partial<Outgoing> = {}): Outgoing =>
    outgoing({ route: 'push', to: sasaki(), retryKey: newKey(), payload: [{ type: 'text', text: WORDS }], ...more })

  async function sends(what: Outgoing, { fault, token }: { fault?: FaultKind; token?: string } = {}) {
    const { control, line } = playground
    control.faults.clear()
    if (fault) control.faults.add({ platform: 'line', route: what.route, kind: fault, times: 5 })
    const adapter = createLineAdapter({
      channelAccessToken: token ?? line.accessToken,
      channelSecret: line.channelSecret,
      apiBaseUrl: line.origin,
    })
    const calls = () => control.transcript().filter(({ kind, route }) => kind === 'call' && route === what.route).length
    const before = calls()
    const patience = new AbortController()
    if (fault === 'accept-then-hang') void control.until(() => calls() > before).then(() => patience.abort())
    const written = ['log', 'warn', 'error', 'info'].map((level) => vi.spyOn(console, level as 'log'))
    const result = await adapter.send(what, patience.signal)
    for (const each of written) {
      expect(each).not.toHaveBeenCalled()
      each.mockRestore()
    }
    expectNoSecret(result, [line.accessToken, line.channelSecret, WORDS])
    return { result, calls: calls() - before }
  }

  test.each([
    ['429', { kind: 'throttled' }],
    ['429-no-retry-after', { kind: 'throttled' }],
    ['quota', { kind: 'quota-exhausted' }],
    ['500', { kind: 'ambiguous' }],
    ['accept-then-500', { kind: 'ambiguous' }],
    ['accept-then-hang', { kind: 'ambiguous' }],
    ['accept-then-reset', { kind: 'ambiguous' }],
    ['reset', { kind: 'ambiguous' }],
    ['truncated', { kind: 'ambiguous' }],
    ['401', { kind: 'rejected', reason: 'bad-credentials' }],
  ] as const)('a platform that answers %s is asked once, and ends as %o', async (fault, ending) => {
    const { result, calls } = await sends(notice(), { fault })
    expect(result).toMatchObject(ending)
    expect(calls).toBe(1)
  })

  test.each(['accept-then-500', 'accept-then-hang', 'accept-then-reset', 'truncated'] as const)(
    'after %s the same key finds what was accepted, and nobody reads it twice',
    async (fault) => {
      const what = notice()
      await sends(what, { fault })
      const { result, calls } = await sends({ ...what, isRetryOfAmbiguous: true })
      expect(result).toMatchObject({ kind: 'accepted-earlier', messageId: expect.any(String) })
      expect(calls).toBe(1)
      const { items } = playground.control.line.chat(sasaki())
      expect(items.filter(({ retryKey }) => retryKey === what.retryKey)).toHaveLength(1)
    },
  )

  test('what is accepted has an id', async () => {
    expect((await sends(notice())).result).toMatchObject({ kind: 'accepted', messageId: expect.any(String) })
  })

  test('somebody who blocked us looks like anybody else to LINE', async () => {
    const [, chiba] = playground.control.line.users()
    await playground.control.line.unfollow(chiba?.userId ?? '')
    expect((await sends(notice({ to: chiba?.userId ?? '' }))).result).toMatchObject({ kind: 'accepted' })
    expect(playground.control.line.chat(chiba?.userId ?? '').items.filter(({ from }) => from === 'bot')).toEqual([])
  })

  test('an unknown person is gone', async () => {
    expect((await sends(notice({ to: `U${'0'.repeat(32)}` }))).result).toEqual({ kind: 'recipient-gone' })
  })

  test('a payload that LINE refuses is named by its property, never by its words', async () => {
    const { result } = await sends(notice({ payload: [{ type: 'text', text: WORDS.repeat(1_000) }] }))
    expect(result).toEqual({ kind: 'rejected', reason: 'bad-payload', detail: 'messages[0].text' })
  })

  test('a wrong token is no reason to try again', async () => {
    const { result } = await sends(notice(), { token: 'not-the-token' })
    expect(result).toMatchObject({ kind: 'rejected', reason: 'bad-credentials' })
  })

  test('a reply token that was used leaves another route', async () => {
    await playground.control.line.text(sasaki(), 'こんにちは')
    const { result } = await sends(notice({ route: 'reply', replyToken: 'used-long-ago' }))
    expect(result).toMatchObject({ kind: 'rejected', reason: 'stale-route' })
  })
})

test('answers after which more is said stand beside what they are about, the last ones below everything', () => {
  const choice = (token: string): Part<string> => ({
    kind: 'choice',
    lasts: 'durable',
    options: [{ label: '対応した', token }],
  })
  const { payload } = render({
    purpose: 'answer',
    fallback: 'お知らせ',
    parts: [{ kind: 'heading', text: 'お知らせ' }, choice('first'), { kind: 'paragraph', text: '次' }, choice('last')],
  })
  const [{ contents }] = payload as [{ contents: { body: object; footer: object } }]
  expect(JSON.stringify(contents.body)).toMatch(/"data":"first".*次/)
  expect(JSON.stringify(contents.footer)).toContain('"data":"last"')
  expect(JSON.stringify(contents.body)).not.toContain('"last"')
})

test('a picture with a preview is a message of its own after the words, which quote what they answer', () => {
  const [url, preview] = ['https://otasuke.example/r/a', 'https://otasuke.example/r/a.png']
  const { payload } = render({
    ...{ purpose: 'answer', fallback: '及川より', quotes: 'q5' },
    parts: [
      { kind: 'paragraph', text: '及川より' },
      { kind: 'image', url, preview, alt: '写真' },
      { kind: 'choice', lasts: 'now', options: [{ label: 'つづき', token: 't', isAside: true }] },
    ],
  })
  expect(payload).toEqual([
    { type: 'text', text: '及川より\n\n[つづき]', quoteToken: 'q5' },
    { type: 'image', originalContentUrl: url, previewImageUrl: preview, quickReply: expect.anything() },
  ])
})
