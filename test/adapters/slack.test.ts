import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Outgoing } from '#adapters/adapter.ts'
import { formView } from '#adapters/slack/form.ts'
import { createSlackAdapter } from '#adapters/slack/index.ts'
import type { FaultKind } from '#playground/emulators/faults.ts'
import { BLOCK_CHARS_MAX, blockChars, blockProblems, viewProblems } from '#playground/emulators/slack/schema/check.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { ROOT } from '#test/support/sources.ts'
import { expectNoSecret, outgoing, provesAdapter } from './contract.ts'
import { forms, messages } from './messages.ts'

// https://docs.slack.dev/authentication/verifying-requests-from-slack
const DOCUMENTED = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
}
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const DOCUMENTED_REQUEST = {
  headers: {
    ...FORM,
    'x-slack-request-timestamp': DOCUMENTED.timestamp,
    'x-slack-signature': DOCUMENTED.signature,
  },
  body: Buffer.from(DOCUMENTED.body),
}
const SENT_AT = Number(DOCUMENTED.timestamp) * 1_000

const json = (body: object) => ({
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
})
const happened = (event: object) =>
  json({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event_time: 1_700_000_000, event })
const acted = (payload: object) => ({
  headers: FORM,
  body: Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()),
})
const person = { user: { id: 'U1' }, team: { id: 'T1' }, trigger_id: '1.2.3' }
const view = {
  id: 'V1',
  hash: '1.a',
  callback_id: 'token-form',
  state: {
    values: {
      title: { value: { type: 'plain_text_input', value: '題' } },
      'severity~2': { value: { type: 'static_select', selected_option: { value: 'high' } } },
      dueAt: { value: { type: 'datetimepicker', selected_date_time: 1_700_000_000 } },
      clue: { value: { type: 'plain_text_input', value: null } },
    },
  },
}
const values = { title: '題', severity: 'high', dueAt: '1700000000000', clue: '' }

const BODIES = [
  {
    name: 'a command',
    request: DOCUMENTED_REQUEST,
    means: [
      {
        account: 'T1DC2JH3J',
        userId: 'U2CERLKJA',
        at: SENT_AT,
        content: { type: 'command', word: '/webhook-collect' },
      },
    ],
  },
  {
    name: 'a message',
    request: happened({
      type: 'message',
      channel: 'C1',
      channel_type: 'channel',
      user: 'U1',
      text: '見ます',
      ts: '1.1',
    }),
    means: [
      {
        account: 'T1',
        eventId: 'Ev1',
        userId: 'U1',
        chat: { kind: 'channel', id: 'C1' },
        content: { type: 'text', text: '見ます', messageId: '1.1' },
      },
    ],
  },
  {
    name: 'pictures, a voice and a letter in a thread, each of them something of its own',
    request: happened({
      ...{ type: 'message', subtype: 'file_share', channel: 'C1', channel_type: 'channel', user: 'U1', text: '内緒' },
      ...{ ts: '2.1', thread_ts: '1.1' },
      files: [
        {
          id: 'F1',
          name: '内緒.png',
          mimetype: 'image/png',
          url_private: 'https://files.slack.com/files-pri/T1-F1/a.png',
        },
        { id: 'F2', mimetype: 'audio/mp4' },
        { id: 'F3', mimetype: 'application/pdf' },
        'no file',
      ],
    }),
    means: (
      [
        ['Ev1', 'photo', 'F1'],
        ['Ev1:1', 'voice', 'F2'],
        ['Ev1:2', 'file', 'F3'],
      ] as const
    ).map(([eventId, media, file]) => ({
      ...{ eventId, userId: 'U1' },
      content: { type: 'media' as const, media, messageId: `2.1/${file}`, threadId: '1.1' },
    })),
  },
  {
    name: 'a message of a person’s that was changed, by whoever wrote it',
    request: happened({
      ...{
        type: 'message',
        subtype: 'message_changed',
        hidden: true,
        channel: 'C1',
        channel_type: 'channel',
        ts: '3.1',
      },
      message: {
        ...{ type: 'message', user: 'U1', text: '内緒', ts: '2.1', thread_ts: '1.1' },
        files: [{ id: 'F1', mode: 'tombstone' }, { id: 'F2' }],
      },
      previous_message: { type: 'message', user: 'U1', text: '内緒', ts: '2.1' },
    }),
    means: [{ userId: 'U1', content: { type: 'message-edited', messageId: '2.1', files: ['F2'] } }],
  },
  {
    name: 'a message of a person’s that was deleted',
    request: happened({
      ...{ type: 'message', subtype: 'message_deleted', hidden: true, channel: 'C1', channel_type: 'channel' },
      ...{ ts: '3.1', deleted_ts: '2.1', previous_message: { type: 'message', user: 'U1', text: '内緒', ts: '2.1' } },
    }),
    means: [{ userId: 'U1', content: { type: 'message-deleted', messageId: '2.1' } }],
  },
  {
    name: 'our own words, changed or deleted',
    request: happened({
      ...{ type: 'message', subtype: 'message_changed', channel: 'C1', ts: '3.1' },
      message: { type: 'message', user: 'UB', bot_id: 'B1', ts: '2.1', text: '案件' },
    }),
    means: [],
  },
  {
    name: 'our own words',
    request: happened({ type: 'message', bot_id: 'B1', channel: 'C1', text: '案件' }),
    means: [],
  },
  {
    name: 'a whole object where most events have an id',
    request: happened({ type: 'user_change', user: { id: 'U1' }, channel: { id: 'C1' } }),
    means: [{ userId: '', content: { type: 'other', name: 'user_change' } }],
  },
  {
    name: 'a tap',
    request: acted({
      ...person,
      type: 'block_actions',
      channel: { id: 'C1' },
      message: { ts: '1.1' },
      actions: [{ type: 'button', action_id: 'tap-0', block_id: 'b', value: 'token-1', action_ts: '1.2' }],
    }),
    means: [{ triggerId: '1.2.3', content: { type: 'tap', token: 'token-1', messageId: '1.1' } }],
  },
  {
    name: 'typing',
    request: acted({
      ...person,
      type: 'block_actions',
      view,
      actions: [{ type: 'plain_text_input', action_id: 'value', block_id: 'title', action_ts: '1.2' }],
    }),
    means: [{ content: { type: 'form-changed', token: 'token-form', viewId: 'V1', values } }],
  },
  {
    name: 'a form',
    request: acted({ ...person, type: 'view_submission', view }),
    means: [{ content: { type: 'form-submitted', token: 'token-form', values } }],
  },
  { name: 'the address check', request: json({ type: 'url_verification', challenge: 'abc' }), means: [] },
]

const adapterFor = (slack: { botToken: string; apiUrl: string; signingSecret: string }) => createSlackAdapter(slack)

provesAdapter('Slack', () => ({
  adapter: adapterFor({ botToken: 'xoxb-a', apiUrl: 'http://127.0.0.1:9/api/', signingSecret: DOCUMENTED.secret }),
  secrets: ['xoxb-a', DOCUMENTED.secret],
  documented: { request: DOCUMENTED_REQUEST, nowMs: SENT_AT },
  bodies: BODIES,
  refusals(payload) {
    const { text, blocks = [] } = payload as { text: string; blocks?: unknown[] }
    return [
      ...(blocks.length > 0 ? blockProblems(blocks) : []),
      ...(blockChars(blocks) > BLOCK_CHARS_MAX ? ['msg_blocks_too_long'] : []),
      ...(text.length > 4_000 || text === '' ? ['text'] : []),
    ]
  },
}))

describe('Slack, listening', () => {
  const { adapter } = { adapter: adapterFor({ botToken: 'xoxb-a', apiUrl: '', signingSecret: DOCUMENTED.secret }) }
  const MINUTE_MS = 60_000

  test.each([
    [-6, 'too-new'],
    [6, 'too-old'],
  ] as const)('a request heard %i minutes after it was signed is %s', (minutes, reason) => {
    expect(adapter.verify(DOCUMENTED_REQUEST, SENT_AT + minutes * MINUTE_MS)).toEqual({ kind: 'refused', reason })
  })

  test.each([-5, 5])('one of %i minutes is still genuine', (minutes) => {
    expect(adapter.verify(DOCUMENTED_REQUEST, SENT_AT + minutes * MINUTE_MS)).toEqual({ kind: 'genuine' })
  })

  const samples = join(ROOT, '..', 'shared', 'data', 'platforms', 'slack', 'samples')
  test.skipIf(!existsSync(samples))('every recorded event is read (skipped without the shared recordings)', () => {
    const files = globSync('*.json', { cwd: samples })
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const body = { ...JSON.parse(readFileSync(join(samples, file), 'utf8')), type: 'event_callback' }
      for (const { userId, chat } of adapter.decode(json(body)))
        expect([typeof userId, typeof chat.id], file).toEqual(['string', 'string'])
    }
  })
})

describe('Slack, rendering', () => {
  test('nobody’s words notify a channel, mention a person or become a link', () => {
    const { adapter } = { adapter: adapterFor({ botToken: 'xoxb-a', apiUrl: '', signingSecret: 's' }) }
    fc.assert(
      fc.property(messages, (message) => {
        const { text, blocks } = adapter.render(message).payload as { text: string; blocks?: unknown }
        expect(text).not.toMatch(/[<>]/)
        for (const mrkdwn of mrkdwnIn(blocks)) expect(mrkdwn).toMatch(/^(<https?:\/\/[^\s<>|]+\|[^<>]*>|[^<>]*)$/)
      }),
      { numRuns: 150 },
    )
  })

  test('every form fits the limits of a modal', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const modal = formView(form)
        expect(viewProblems(modal)).toEqual([])
        expect(Buffer.byteLength(JSON.stringify(modal))).toBeLessThan(250_000)
      }),
      { numRuns: 150 },
    )
  })
})

function mrkdwnIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, text } = value as { type?: unknown; text?: unknown }
  return [
    ...(type === 'mrkdwn' && typeof text === 'string' ? [text] : []),
    ...Object.values(value).flatMap((inner) => mrkdwnIn(inner)),
  ]
}

describe('Slack, sending', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await startPlayground({ seed: 3, rateLimits: false, slackBurst: 10_000 })
  })
  afterAll(() => playground.stop())

  const WORDS = 'ひみつの案件です'
  let posts = 0
  const card = (more: Partial<Outgoing> = {}): Outgoing =>
    outgoing({
      outboxId: `3f2504e0-4f89-41d3-9a0c-${String(++posts).padStart(12, '0')}`,
      to: playground.slack.channels.analysts,
      payload: { text: WORDS },
      ...more,
    })
  const METHOD = { post: 'chat.postMessage', update: 'chat.update', delete: 'chat.delete', reply: '', push: '' }

  async function sends(what: Outgoing, { fault, token }: { fault?: FaultKind; token?: string } = {}) {
    const { control, slack } = playground
    const route = METHOD[what.route]
    control.faults.clear()
    if (fault) control.faults.add({ platform: 'slack', route, kind: fault, times: 5 })
    const adapter = adapterFor({ ...slack, botToken: token ?? slack.botToken })
    const calls = () => control.transcript().filter((entry) => entry.kind === 'call' && entry.route === route).length
    const before = calls()
    const patience = new AbortController()
    if (fault === 'accept-then-hang')
      void control
        .until(() => control.postedIds().some((id) => id.endsWith(what.outboxId)))
        .then(() => patience.abort())
    const written = ['log', 'warn', 'error', 'info'].map((level) => vi.spyOn(console, level as 'log'))
    const result = await adapter.send(what, patience.signal)
    for (const each of written) {
      expect(each).not.toHaveBeenCalled()
      each.mockRestore()
    }
    expectNoSecret(result, [slack.botToken, slack.signingSecret, WORDS])
    return { result, calls: calls() - before }
  }

  test.each([
    ['429', { kind: 'throttled' }],
    ['429-no-retry-after', { kind: 'ambiguous' }],
    ['quota', { kind: 'rejected' }],
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

  test.each(['accept-then-500', 'accept-then-hang', 'accept-then-reset', 'truncated'] as const)(
    'after %s the message is found by its own id, and nobody reads it twice',
    async (fault) => {
      const what = card()
      await sends(what, { fault })
      const { result, calls } = await sends({ ...what, isRetryOfAmbiguous: true })
      expect(result).toMatchObject({ kind: 'accepted-earlier', messageId: expect.any(String) })
      expect(calls).toBe(0)
      expect(playground.control.postedIds().filter((id) => id.endsWith(what.outboxId))).toHaveLength(1)
    },
  )

  test('what never arrived is posted at the second try', async () => {
    const what = card()
    await sends(what, { fault: 'reset' })
    expect((await sends({ ...what, isRetryOfAmbiguous: true })).result).toMatchObject({ kind: 'accepted' })
    expect(playground.control.postedIds().filter((id) => id.endsWith(what.outboxId))).toHaveLength(1)
  })

  const person = (): string => playground.control.slack.users()[0]?.id ?? ''
  const standing = (user: string): string[] =>
    playground.control.slack.messages(playground.control.slack.directMessage(user)).map(({ ts }) => ts)

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
    const what = card({ to })
    await sends(what, { fault: 'accept-then-reset' })
    expect((await sends({ ...what, isRetryOfAmbiguous: true })).result).toMatchObject({ kind: 'accepted-earlier' })
    const { result } = await sends(card({ to }))
    const messageId = (result as { messageId: string }).messageId
    expect((await sends(card({ to, route: 'update', messageId }))).result).toMatchObject({ kind: 'accepted' })
    const before = standing(to).length
    const unknown = outgoing({ ...what, route: 'delete', payload: null, triedForMs: 1_000 })
    expect((await sends(unknown)).result).toEqual({ kind: 'accepted' })
    expect(standing(to)).toHaveLength(before - 1)
  })

  test('what a workspace keeps stays, and is not tried again', async () => {
    const { messageId = '' } = (await sends(card({ to: person() }))).result as { messageId?: string }
    const what = card({ to: person(), route: 'delete', messageId })
    for (const detail of ['cant_delete_message', 'compliance_exports_prevent_deletion'] as const) {
      playground.control.slack.forbidDeletion(detail)
      expect((await sends(what)).result).toEqual({ kind: 'rejected', reason: 'forbidden', detail })
    }
    playground.control.slack.forbidDeletion(null)
  })

  test('a card or thread that somebody deleted leaves another route', async () => {
    const gone = { kind: 'rejected', reason: 'stale-route' }
    expect((await sends(card({ route: 'update', messageId: '1.000001' }))).result).toMatchObject(gone)
    expect((await sends(card({ threadId: '1.000001' }))).result).toMatchObject(gone)
  })

  test('a channel that is not there, or not ours, is forbidden', async () => {
    const result = (await sends(card({ to: 'C0NOWHERE' }))).result
    expect(result).toMatchObject({ kind: 'rejected', reason: 'forbidden' })
  })

  test('a payload that Slack refuses is named, never by its words', async () => {
    const payload = { text: WORDS, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: WORDS.repeat(1_000) } }] }
    const { result } = await sends(card({ payload }))
    expect(result).toEqual({ kind: 'rejected', reason: 'bad-payload', detail: 'invalid_blocks' })
  })

  test('a wrong token is no reason to try again', async () => {
    const { result } = await sends(card(), { token: 'xoxb-not-the-token' })
    expect(result).toMatchObject({ kind: 'rejected', reason: 'bad-credentials' })
  })
})
