import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Hear, type Incoming, MalformedBody, type Outgoing } from '#adapters/adapter.ts'
import { modalOf, pagesOf } from '#adapters/discord/form.ts'
import { createDiscordAdapter, type DiscordAdapter, type DiscordWords, type Sessions } from '#adapters/discord/index.ts'
import { keptEmbeds, keptIn } from '#adapters/discord/kept.ts'
import { momentText, momentTyped } from '#adapters/discord/moment.ts'
import { messageProblems, modalProblems } from '#playground/emulators/discord/check.ts'
import type { FaultKind } from '#playground/emulators/faults.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { expectNoSecret, outgoing, provesAdapter } from './contract.ts'
import { forms, messages } from './messages.ts'

const WORDS: DiscordWords = {
  next: '続きを書く',
  again: '直す',
  kept: 'ここまで書きました。',
  taken: '受け取りました。',
  failed: '確かめられませんでした。',
  heard: '返事は、メッセージで送ります。',
  thread: 'やりとり',
  command: 'おたすけに聞く',
  commandText: '聞きたいこと',
}

// Discord's documents sign no example, so the request is theirs (Receiving and Responding, a slash command) and the key ours.
const KEYS = generateKeyPairSync('ed25519')
const PUBLIC_KEY = KEYS.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
const COMMANDED = {
  type: 2,
  token: 'A_UNIQUE_TOKEN',
  member: {
    user: {
      id: '53908232506183680',
      username: 'Mason',
      avatar: 'a_d5efa99b3eeaa7dd43acca82f5692432',
      discriminator: '1337',
    },
    roles: ['539082325061836999'],
    premium_since: null,
    permissions: '2147483647',
    pending: false,
    nick: null,
    mute: false,
    joined_at: '2017-03-13T19:19:14.040000+00:00',
    is_pending: false,
    deaf: false,
  },
  id: '786008729715212338',
  guild_id: '290926798626357999',
  app_permissions: '442368',
  guild_locale: 'en-US',
  locale: 'en-US',
  data: {
    options: [{ type: 3, name: 'cardname', value: 'The Gitrog Monster' }],
    type: 1,
    name: 'cardsearch',
    id: '771825006014889984',
  },
  channel_id: '645027906669510667',
}
const SENT_AT = 1_764_000_000_000
const bodyOf = (value: object) => Buffer.from(JSON.stringify(value))
const signature = (body: Buffer, at = SENT_AT) =>
  sign(null, Buffer.concat([Buffer.from(String(at / 1_000)), body]), KEYS.privateKey).toString('hex')
const DOCUMENTED_REQUEST = {
  headers: {
    'content-type': 'application/json',
    'x-signature-timestamp': String(SENT_AT / 1_000),
    'x-signature-ed25519': signature(bodyOf(COMMANDED)),
  },
  body: bodyOf(COMMANDED),
}
const json = (value: object) => ({ headers: { 'content-type': 'application/json' }, body: bodyOf(value) })
const dispatched = (t: string, d: object) => json({ op: 0, s: 3, t, d })

const person = { id: '30', token: 'tok', channel_id: '40', guild_id: '50', member: { user: { id: '60' } } }
const note = {
  id: '70',
  channel_id: '40',
  guild_id: '50',
  type: 0,
  author: { id: '60' },
  content: '見ます',
  attachments: [],
}
const page = (custom_id: string, more: object = {}) => ({
  ...person,
  type: 5,
  data: {
    custom_id,
    components: [
      { type: 10, id: 1 },
      { type: 18, id: 2, component: { type: 4, custom_id: 'text:title', value: '題' } },
      { type: 18, id: 3, component: { type: 3, custom_id: 'choice:severity', values: ['high'] } },
      { type: 18, id: 4, component: { type: 4, custom_id: 'moment:dueAt', value: '２０２６/１２/1 9:05' } },
    ],
  },
  ...more,
})
const FILLED = { title: '題', severity: 'high', dueAt: '1796083500000' }
const kept = { id: '71', flags: 64, embeds: keptEmbeds([{ id: 'what', value: 'まえに\n書いた```こと' }], '') }
const BEFORE = { what: 'まえに\n書いた```こと' }

const BODIES = [
  {
    name: 'a command',
    request: DOCUMENTED_REQUEST,
    means: [
      {
        account: '1',
        userId: '53908232506183680',
        at: 1_607_469_484_500,
        chat: { kind: 'channel', id: '645027906669510667' },
        triggerId: '786008729715212338:A_UNIQUE_TOKEN',
        content: { type: 'command', word: '/cardsearch', text: 'The Gitrog Monster' },
      },
    ],
  },
  { name: 'the address check', request: json({ id: '1', type: 1, token: 't' }), means: [] },
  {
    name: 'a message',
    request: dispatched('MESSAGE_CREATE', note),
    means: [
      {
        eventId: '70',
        userId: '60',
        chat: { kind: 'channel', id: '40' },
        content: { type: 'text', text: '見ます', messageId: '70' },
      },
    ],
  },
  {
    name: 'a direct message',
    request: dispatched('MESSAGE_CREATE', { ...note, guild_id: undefined }),
    means: [{ chat: { kind: 'direct', id: '40' } }],
  },
  {
    name: 'a picture',
    request: dispatched('MESSAGE_CREATE', { ...note, guild_id: undefined, content: '', attachments: [{ id: '1' }] }),
    means: [{ content: { type: 'media', media: 'file' } }],
  },
  {
    name: 'words that are hidden from the app',
    request: dispatched('MESSAGE_CREATE', { ...note, content: '' }),
    means: [],
  },
  {
    name: 'our own words',
    request: dispatched('MESSAGE_CREATE', { ...note, author: { id: '1', bot: true } }),
    means: [],
  },
  {
    name: 'a deletion, which is nobody’s doing',
    request: dispatched('MESSAGE_DELETE', { id: '70', channel_id: '40', guild_id: '50' }),
    means: [{ userId: '', content: { type: 'message-deleted', messageId: '70' } }],
  },
  { name: 'what no flow hears of', request: dispatched('GUILD_CREATE', { id: '50' }), means: [] },
  {
    name: 'a tap',
    request: json({
      ...person,
      type: 3,
      message: { id: '70' },
      data: { custom_id: 'tap:0:token-1', component_type: 2 },
    }),
    means: [{ eventId: '30', triggerId: '30:tok', content: { type: 'tap', token: 'token-1', messageId: '70' } }],
  },
  {
    name: 'a form',
    request: json(page('form:1/1:token-form')),
    means: [{ content: { type: 'form-submitted', token: 'token-form', values: FILLED } }],
  },
  {
    name: 'a page after which more is asked',
    request: json(page('form:1/2:token-form')),
    means: [{ content: { type: 'form-changed', token: 'token-form', viewId: 'keep:2:30:tok', values: FILLED } }],
  },
  {
    name: 'the last page, beside what was written before',
    request: json(page('form:2/2:token-form', { message: kept })),
    means: [{ content: { type: 'form-submitted', values: { ...BEFORE, ...FILLED } } }],
  },
  {
    name: 'the way to the next page',
    request: json({ ...person, type: 3, message: kept, data: { custom_id: 'next:2:token-form', component_type: 2 } }),
    means: [{ content: { type: 'form-changed', token: 'token-form', viewId: 'open:2:30:tok', values: BEFORE } }],
  },
  {
    name: 'anything else',
    request: json({ ...person, type: 4, data: {} }),
    means: [{ content: { type: 'other', name: 'interaction:4' } }],
  },
]

const adapterFor = (discord: {
  botToken: string
  apiUrl: string | undefined
  applicationId: string
  publicKey?: string
}) => createDiscordAdapter({ ...discord, words: WORDS })
const ALONE = { botToken: 'secret-bot', apiUrl: 'http://127.0.0.1:9/api', applicationId: '1', publicKey: PUBLIC_KEY }

provesAdapter('Discord', () => ({
  adapter: adapterFor(ALONE),
  secrets: ['secret-bot'],
  documented: { request: DOCUMENTED_REQUEST, nowMs: SENT_AT },
  bodies: BODIES,
  refusals: (payload) => messageProblems(payload),
}))

describe('Discord, listening', () => {
  const MINUTE_MS = 60_000
  test.each([
    [-6, { kind: 'refused', reason: 'too-new' }],
    [-5, { kind: 'genuine' }],
    [5, { kind: 'genuine' }],
    [6, { kind: 'refused', reason: 'too-old' }],
  ])('a request heard %i minutes after it was signed is %o', (minutes, verdict) => {
    expect(adapterFor(ALONE).verify(DOCUMENTED_REQUEST, SENT_AT + minutes * MINUTE_MS)).toEqual(verdict)
  })

  test('without its key nothing that comes over HTTP is genuine', () => {
    const { publicKey: _none, ...keyless } = ALONE
    expect(adapterFor(keyless).verify(DOCUMENTED_REQUEST, SENT_AT).kind).toBe('refused')
  })

  test.each([
    ['2026-12-01 17:00', '2026-12-01T08:00:00Z'],
    ['2026/1/2 3:04', '2026-01-01T18:04:00Z'],
    ['２０２６年１２月１日１７時', '2026-12-01T08:00:00Z'],
  ])('%s is a moment of Japan’s time', (typed, at) => {
    expect(momentTyped(typed)).toBe(String(Date.parse(at)))
    expect(momentTyped(momentText(Date.parse(at)))).toBe(String(Date.parse(at)))
  })

  test.each(['', 'あした', '2026-02-30 10:00', '2026-12-01', '2026-12-01 24:00', '26-12-01 10:00'])(
    '%s is none',
    (typed) => {
      expect(momentTyped(typed)).toBe('')
    },
  )
})

describe('Discord, rendering', () => {
  const { render } = adapterFor(ALONE)
  const textsIn = (payload: unknown): string[] =>
    (payload as { components: { content?: string }[] }).components.flatMap(({ content }) => content ?? [])

  test('nobody’s words notify, mention or become a link, and nothing would be notified by them', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { payload } = render(message)
        expect(payload).toMatchObject({ allowed_mentions: { parse: [] } })
        for (const text of textsIn(payload)) {
          expect(text).not.toMatch(/@(everyone|here)|<[@#:t/a]/)
          expect(text.replaceAll(/^\[.*\]\(<https?:\/\/[^>\s]+>\)$/gms, '')).not.toMatch(/:\/\//)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('signs of its markdown are shown as they were typed', () => {
    const typed =
      '**太字** _斜め_ `x` ||かくす|| @everyone <@1> https://bad.example [見て](https://bad.example)\n# 見出し\n- 点\n1. 一'
    const { payload } = render({ purpose: 'answer', fallback: '', parts: [{ kind: 'paragraph', text: typed }] })
    const [text = ''] = textsIn(payload)
    expect(text.replaceAll('\\', '').replaceAll('\u2060', '')).toBe(typed)
    expect(text).toMatch(/^\\\*\\\*太字/)
    expect(text).toContain('\n\\# 見出し\n\u2060- 点\n\u20601. 一')
  })

  test('every page of every form fits a modal', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const pages = Array.from({ length: pagesOf(form) }, (_, place) => modalOf(form, place + 1))
        for (const modal of pages) expect(modalProblems(modal)).toEqual([])
        const asked = pages.flatMap(({ components }) => JSON.stringify(components).match(/field-\d+/g) ?? [])
        expect(asked).toEqual(form.fields.map(({ id }) => id))
      }),
      { numRuns: 100 },
    )
  })

  test('what was written on earlier pages is kept as it was, in what Discord takes', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '```', '`', '```x\n```\n', '@everyone'))
    const fields = fc.array(value, { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(fields, fc.string({ maxLength: 7_000 }), (values, more) => {
        const typed = values.map((text, place) => ({
          id: `field-${place}`,
          label: 'ひとつ',
          value: text.toWellFormed(),
        }))
        const embeds = keptEmbeds(typed, more)
        expect(messageProblems({ content: 'x', embeds })).toEqual([])
        const back = keptIn(embeds.map(({ description }) => description))
        expect(typed.map(({ id }) => back[id])).toEqual(typed.map((one) => one.value.replaceAll('\u2060', '')))
      }),
      { numRuns: 100 },
    )
  })
})

describe('Discord, sending', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await startPlayground({ seed: 3, rateLimits: false })
  })
  afterAll(() => playground.stop())

  const SECRET_WORDS = 'ひみつの案件です'
  const payload = (text = SECRET_WORDS) =>
    adapterFor(ALONE).render({ purpose: 'answer', fallback: text, parts: [{ kind: 'paragraph', text }] }).payload
  let posts = 0
  const card = (more: Partial<Outgoing> = {}): Outgoing =>
    outgoing({
      outboxId: `3f2504e0-4f89-41d3-9a0c-${String(++posts).padStart(12, '0')}`,
      to: playground.discord.channels.analysts,
      payload: payload(),
      ...more,
    })
  const seen = (channel = playground.discord.channels.analysts) => playground.control.discord.messages(channel)
  const ROUTE = { post: 'post', update: 'edit', delete: 'delete', reply: '', push: '' }

  async function sends(
    what: Outgoing,
    { fault, token, by }: { fault?: FaultKind; token?: string; by?: DiscordAdapter } = {},
  ) {
    const { control, discord } = playground
    const route = ROUTE[what.route]
    control.faults.clear()
    if (fault) control.faults.add({ platform: 'discord', route, kind: fault, times: 5 })
    // One of its own each time: discord.js remembers what it was refused.
    const adapter = by ?? adapterFor({ ...discord, botToken: token ?? discord.botToken })
    const calls = () => control.transcript().filter((entry) => entry.kind === 'call' && entry.route === route).length
    const before = calls()
    const patience = new AbortController()
    const had = seen().length
    if (fault === 'accept-then-hang') void control.until(() => seen().length > had).then(() => patience.abort())
    const written = ['log', 'warn', 'error', 'info'].map((level) => vi.spyOn(console, level as 'log'))
    const result = await adapter.send(what, patience.signal)
    for (const each of written) {
      expect(each).not.toHaveBeenCalled()
      each.mockRestore()
    }
    expectNoSecret(result, [discord.botToken, SECRET_WORDS])
    return { result, calls: calls() - before }
  }

  test.each([
    ['429', { kind: 'throttled' }],
    ['429-no-retry-after', { kind: 'throttled' }],
    ['500', { kind: 'ambiguous' }],
    ['accept-then-500', { kind: 'ambiguous' }],
    ['accept-then-hang', { kind: 'ambiguous' }],
    ['accept-then-reset', { kind: 'ambiguous' }],
    ['reset', { kind: 'ambiguous' }],
    ['truncated', { kind: 'ambiguous' }],
    ['401', { kind: 'rejected', reason: 'bad-credentials' }],
  ] as const)('a platform that answers %s is asked once, and ends as %o', async (fault, ending) => {
    const { result, calls } = await sends(card(), { fault })
    expect(result).toMatchObject(ending)
    expect(calls).toBe(1)
  })

  test('after one refusal of its token it asks again with the same', async () => {
    const by = adapterFor(playground.discord)
    expect((await sends(card(), { fault: '401', by })).result).toMatchObject({ reason: 'bad-credentials' })
    expect((await sends(card(), { by })).result).toMatchObject({ kind: 'accepted' })
  })

  test.each(['accept-then-500', 'accept-then-hang', 'accept-then-reset', 'truncated'] as const)(
    'after %s the message is found by its mark, hours later too, and nobody reads it twice',
    async (fault) => {
      const what = card()
      await sends(what, { fault })
      const had = seen().length
      const [somebody] = playground.control.discord.users()
      for (let n = 0; n < 101; n++)
        playground.control.discord.post(somebody?.id ?? '', { channel: 'analysts', text: '見ます' })
      const { result, calls } = await sends({ ...what, isRetryOfAmbiguous: true, triedForMs: 7_200_000 })
      expect(result).toMatchObject({ kind: 'accepted-earlier', messageId: expect.any(String) })
      expect(calls).toBe(0)
      expect(seen()).toHaveLength(had + 101)
    },
  )

  test('what was accepted, and is not found yet, is not posted twice: its nonce is known', async () => {
    const what = card()
    const first = await sends(what)
    const had = seen().length
    expect((await sends(what)).result).toEqual(first.result)
    expect(seen()).toHaveLength(had)
  })

  test('what never arrived is posted at the second try', async () => {
    const what = card()
    await sends(what, { fault: 'reset' })
    const had = seen().length
    expect((await sends({ ...what, isRetryOfAmbiguous: true })).result).toMatchObject({ kind: 'accepted' })
    expect(seen()).toHaveLength(had + 1)
  })

  test('a card is edited in place, and its thread begins with the first word in it', async () => {
    const by = adapterFor(playground.discord)
    const { result } = await sends(card(), { by })
    const messageId = result.kind === 'accepted' ? (result.messageId ?? '') : ''
    const had = seen().length
    expect(
      (await sends(card({ route: 'update', messageId, payload: payload('受け持ちました') }), { by })).result,
    ).toMatchObject({ kind: 'accepted', messageId })
    for (const text of ['一つめ', '二つめ'])
      expect((await sends(card({ threadId: messageId, payload: payload(text) }), { by })).result).toMatchObject({
        kind: 'accepted',
      })
    expect(seen()).toHaveLength(had)
    expect(seen().at(-1)?.components).toMatchObject([{ content: '受け持ちました' }])
    expect(seen(messageId).map(({ components }) => components[0]?.content)).toEqual(['一つめ', '二つめ'])
  })

  test('a person is written to in a channel that is opened once', async () => {
    const by = adapterFor(playground.discord)
    const { userId } = playground.control.discord.addUser({ username: 'vendor', globalName: '工務店' })
    for (const text of ['一つめ', '二つめ'])
      expect((await sends(card({ to: userId, payload: payload(text) }), { by })).result).toMatchObject({
        kind: 'accepted',
      })
    const direct = playground.control.discord.directMessage(userId)
    expect(seen(direct)).toHaveLength(2)
    playground.control.discord.setRights(direct, { canWrite: false })
    expect((await sends(card({ to: userId }), { by })).result).toEqual({ kind: 'recipient-gone' })
  })

  const person = (): string => playground.control.discord.users()[0]?.id ?? ''
  const standing = (user: string): string[] =>
    playground.control.discord.messages(playground.control.discord.directMessage(user)).map(({ id }) => id)

  test.each([undefined, 'accept-then-reset', 'reset', '500'] as const)(
    'what stands in a chat is deleted, also where the first try ended in %s',
    async (fault) => {
      const to = person()
      const what = card({ to })
      const { result } = await sends(what)
      const messageId = (result as { messageId: string }).messageId
      const gone = { ...what, route: 'delete', messageId } as const
      if (fault) expect((await sends(gone, { fault })).result).toMatchObject({ kind: 'ambiguous' })
      expect((await sends(gone)).result.kind).toMatch(/^accepted/)
      expect(standing(to)).not.toContain(messageId)
      expect((await sends(gone)).result).toEqual({ kind: 'accepted-earlier' })
    },
  )

  test('what may be on its way to somebody is found by what we call it, edited and deleted in their own chat', async () => {
    const to = person()
    // Whose chat it is has been asked before.
    const by = adapterFor(playground.discord)
    const { result } = await sends(card({ to }), { by })
    const what = card({ to })
    await sends(what, { fault: 'accept-then-reset', by })
    expect((await sends({ ...what, isRetryOfAmbiguous: true })).result).toMatchObject({ kind: 'accepted-earlier' })
    const messageId = (result as { messageId: string }).messageId
    expect((await sends(card({ to, route: 'update', messageId }))).result).toMatchObject({ kind: 'accepted' })
    const before = standing(to).length
    const unknown = outgoing({ ...what, route: 'delete', payload: null, triedForMs: 1_000 })
    expect((await sends(unknown)).result).toEqual({ kind: 'accepted' })
    expect(standing(to)).toHaveLength(before - 1)
  })

  test('a card or thread that somebody deleted leaves another route', async () => {
    const gone = { kind: 'rejected', reason: 'stale-route' }
    expect((await sends(card({ route: 'update', messageId: '1' }))).result).toMatchObject(gone)
    expect((await sends(card({ threadId: '1' }))).result).toMatchObject(gone)
  })

  test.each([
    ['is not there', { to: '9' }, undefined],
    ['is not shown to us', {}, { canView: false }],
    ['is not ours to write in', {}, { canWrite: false }],
  ])('a channel that %s is forbidden', async (_, more, rights) => {
    const { discord } = playground.control
    if (rights) discord.setRights('analysts', rights)
    const { result } = await sends(card(more))
    discord.setRights('analysts', { canView: true, canWrite: true })
    expect(result).toMatchObject({ kind: 'rejected', reason: 'forbidden' })
  })

  test('a payload that Discord refuses is named, never by its words', async () => {
    const large = { flags: 1 << 15, components: [{ type: 10, content: SECRET_WORDS.repeat(1_000) }] }
    expect((await sends(card({ payload: large }))).result).toEqual({
      kind: 'rejected',
      reason: 'bad-payload',
      detail: '50035',
    })
  })
})

describe('Discord, heard over its gateway', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await startPlayground({ seed: 4, rateLimits: false })
  })
  afterAll(() => playground.stop())

  /** What a process keeps, and the next one finds. */
  function keptSession(): Sessions & { now: unknown } {
    const store = {
      now: null as unknown,
      load: async () => store.now,
      save: async (session: unknown) => {
        store.now = session
      },
    }
    return store
  }

  async function listening(hear: Hear, sessions: Sessions = keptSession()) {
    const adapter = adapterFor(playground.discord)
    const listener = adapter.listen({ hear, log: () => {} })
    await listener.register('otasuke')
    const gateway = await listener.openGateway(sessions)
    await playground.control.until(() => playground.control.discord.sessionCount() === 1)
    return { adapter, gateway }
  }
  const kenta = () => playground.control.discord.users()[0]?.id ?? ''

  test('what is said while nobody listens is told to the next one, once, in order', async () => {
    const heard: string[] = []
    const hear: Hear = async (incoming) => void heard.push(...incoming.map(({ eventId }) => eventId))
    const sessions = keptSession()
    const { discord } = playground.control
    const channel = discord.directMessage(kenta())
    const say = (text: string) => discord.post(kenta(), { channel, text }).messageId
    const first = await listening(hear, sessions)
    const said = [say('一')]
    await vi.waitFor(() => expect(heard).toEqual(said))
    await first.gateway.stop()
    await playground.control.until(() => discord.sessionCount() === 0)
    said.push(say('二'), say('三'))
    const second = await listening(hear, sessions)
    discord.disturbGateway('drop')
    said.push(say('四'))
    await vi.waitFor(() => expect(heard).toEqual(said), { timeout: 5_000 })
    await second.gateway.stop()
  })

  test('what cannot be read keeps nothing waiting', async () => {
    const heard: string[] = []
    const { gateway } = await listening(async (incoming) => {
      if (heard.push(...incoming.map(({ eventId }) => eventId)) === 1) throw new MalformedBody('not what Discord sends')
    })
    const { discord } = playground.control
    const channel = discord.directMessage(kenta())
    const said = ['一', '二'].map((text) => discord.post(kenta(), { channel, text }).messageId)
    await vi.waitFor(() => expect(heard).toEqual(said), { timeout: 5_000 })
    await gateway.stop()
  })

  test('a word that was not kept is heard again before the next', async () => {
    let failures = 2
    const heard: Incoming[] = []
    const { gateway } = await listening(async (incoming) => {
      if (failures-- > 0) throw new Error('the database is away')
      heard.push(...incoming)
    })
    const { discord } = playground.control
    const channel = discord.directMessage(kenta())
    const said = ['一', '二'].map((text) => discord.post(kenta(), { channel, text }).messageId)
    await vi.waitFor(() => expect(heard.map(({ eventId }) => eventId)).toEqual(said), { timeout: 5_000 })
    await gateway.stop()
  })
})
