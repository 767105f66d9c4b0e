import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Form } from '#engine/message.ts'
import { signature } from '#playground/emulators/slack/delivery.ts'
import { bothSocketsOpen, gate, openInbound } from './inbound-stage.ts'

type Inbound = Awaited<ReturnType<typeof openInbound>>

const MINUTE_MS = 60_000

const ono = ({ control }: Inbound): string => control.slack.users()[0]?.id ?? ''

const says = (stage: Inbound, text: string) =>
  stage.control.slack.post(ono(stage), { channel: stage.control.slack.directMessage(ono(stage)), text })

const textsOf = async ({ stored }: Inbound): Promise<string[]> =>
  (await stored()).flatMap(({ content }) => (content.type === 'text' ? [content.text] : []))

const FORM: Form<string> = {
  token: 'token-form',
  title: '通報',
  submit: '送る',
  fields: [{ id: 'title', label: '題', kind: 'line', isLive: true }],
}

/** A card with a button stands in the channel, as the bot posts it. */
async function card({ slack }: Inbound): Promise<string> {
  const blocks = [
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'tap-0', value: 'token-open', text: { type: 'plain_text', text: '通報する' } },
      ],
    },
  ]
  const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      channel: slack.channels.analysts,
      text: '案件',
      blocks,
      metadata: { event_type: 'otasuke_outbox', event_payload: { id: 'card-1' } },
    }),
  })
  return ((await answer.json()) as { ts: string }).ts
}

const presses = async (stage: Inbound) =>
  stage.control.slack.press(ono(stage), {
    channel: stage.slack.channels.analysts,
    ts: await card(stage),
    actionId: 'tap-0',
  })

/** Opens the form at a tap, follows its typing, and finds fault with the word 「C2」. */
const formKeeper: NonNullable<Parameters<typeof openInbound>[1]>['answer'] =
  (adapter) =>
  async ({ content, triggerId }, { isNew, signal }) => {
    if (content.type === 'tap' && isNew) return void (await adapter.openForm(triggerId ?? '', FORM, signal))
    if (content.type === 'form-changed') {
      const shown = `いま：${content.values.title}`
      const form: Form<string> = { ...FORM, after: [{ kind: 'paragraph', text: shown }] }
      return void (await adapter.updateForm(content.viewId, form, signal))
    }
    if (content.type === 'form-submitted' && content.values.title === 'C2')
      return adapter.fieldErrors({ title: '「C2」は難しい言葉です' })
    return undefined
  }

const openForm = async (stage: Inbound) => {
  await presses(stage)
  return stage.control.until(() => stage.control.slack.views(ono(stage))[0])
}

describe.each(['http', 'socket'] as const)('over %s', (transport) => {
  test('what people write is kept before it is acknowledged', async () => {
    const stage = await openInbound(transport)
    const isHeard = gate()
    const slow = gate()
    stage.way.before = async () => {
      isHeard.open()
      await slow.opened
    }
    const acknowledged: string[] = []
    const posted = says(stage, '見ます').finally(() => acknowledged.push('yes'))
    await isHeard.opened
    // Whatever was on its way out would have arrived before a whole request and its answer.
    await fetch(`${stage.url}/healthz`)
    expect(acknowledged).toEqual([])
    slow.open()
    const { eventId, webhookStatus } = await posted
    expect(webhookStatus).toBe(200)
    expect(await stage.stored()).toMatchObject([
      { platform: 'slack', account: stage.slack.teamId, eventId, userId: ono(stage), content: { text: '見ます' } },
    ])
  })

  test.each(['/otasuke', '/no-such-command'])('the command %s is acknowledged at once', async (command) => {
    const stage = await openInbound(transport)
    const channel = stage.slack.channels.desk
    const { webhookStatus, ackMs } = await stage.control.slack.command(ono(stage), { command, text: '参加', channel })
    expect({ webhookStatus, isAtOnce: ackMs < 1_500 }).toEqual({ webhookStatus: 200, isAtOnce: true })
    expect(await stage.stored()).toMatchObject([{ content: { type: 'command', word: command, text: '参加' } }])
  })

  test('a tap opens its modal inside the call', async () => {
    const stage = await openInbound(transport, { answer: formKeeper })
    expect(await presses(stage)).toMatchObject({ webhookStatus: 200 })
    expect(stage.control.slack.views(ono(stage))).toHaveLength(1)
    const taps = (await stage.stored()).filter(({ content }) => content.type === 'tap')
    expect(taps).toMatchObject([{ content: { token: 'token-open' } }])
  })

  test('a modal follows the typing, and nothing of that is kept', async () => {
    const stage = await openInbound(transport, { answer: formKeeper })
    const { id: viewId } = await openForm(stage)
    const before = (await stage.stored()).length
    await stage.control.slack.viewAction(ono(stage), { viewId, blockId: 'title', actionId: 'value', value: '不審' })
    expect(JSON.stringify(stage.control.slack.views(ono(stage))[0]?.view.blocks)).toContain('いま：不審')
    expect(await stage.stored()).toHaveLength(before)
  })

  test('a faulty form stays open with its faults, and a good one closes', async () => {
    const stage = await openInbound(transport, { answer: formKeeper })
    const { id: viewId } = await openForm(stage)
    const submit = (title: string) =>
      stage.control.slack.submit(ono(stage), { viewId, values: { title: { value: title } } })
    expect(await submit('C2')).toMatchObject({ responseAction: 'errors', errors: { title: '「C2」は難しい言葉です' } })
    expect(await submit('あやしい通信')).toMatchObject({ responseAction: 'closed' })
    const submitted = (await stage.stored()).filter(({ content }) => content.type === 'form-submitted')
    expect(submitted).toHaveLength(2)
    expect(stage.control.invariants()).toMatchObject({ ok: true })
  })

  test('a form whose answer fails is not closed over what was typed', async () => {
    let isBroken = false
    const stage = await openInbound(transport, {
      deadlines: { lineMs: 2_000, slackMs: 700 },
      answer: (adapter) => async (incoming, call) => {
        if (isBroken && incoming.content.type === 'form-submitted') throw new Error('the database is away')
        return formKeeper(adapter)(incoming, call)
      },
    })
    const { id: viewId } = await openForm(stage)
    isBroken = true
    const values = { title: { value: 'C2' } }
    expect(await stage.control.slack.submit(ono(stage), { viewId, values })).toMatchObject({ responseAction: 'failed' })
    expect(stage.control.slack.views(ono(stage))).toHaveLength(1)
    expect(await stage.counted('unanswered')).toBe(1)
  })

  test('what could not be kept is not acknowledged, comes again, and is kept once', async () => {
    const stage = await openInbound(transport, { deadlines: { lineMs: 2_000, slackMs: 500 } })
    let outages = 1
    stage.way.before = async () => {
      if (outages-- > 0) throw new Error('the database is away')
    }
    const { webhookStatus } = await says(stage, '見ます')
    expect(webhookStatus).toBe(transport === 'http' ? 500 : null)
    await stage.control.settled()
    expect(await textsOf(stage)).toEqual(['見ます'])
  })

  test('what was kept too slowly comes again, and is kept once', async () => {
    const stage = await openInbound(transport, { deadlines: { lineMs: 2_000, slackMs: 1_500 } })
    const slow = gate()
    let isFirst = true
    stage.way.before = async () => {
      if (!isFirst) return
      isFirst = false
      await slow.opened
    }
    expect(await says(stage, '見ます')).toMatchObject({ webhookStatus: null })
    await stage.control.settled()
    slow.open()
    await stage.listener.stop()
    await stage.server.close()
    expect(await textsOf(stage)).toEqual(['見ます'])
    // Nobody waits for the first any more: Slack has hung up, so the server may close before it is counted.
    await vi.waitFor(async () => expect(await stage.counted('repeated')).toBe(1), { timeout: 10_000 })
  })

  test('the same event told again is acknowledged and changes nothing', async () => {
    const stage = await openInbound(transport)
    await says(stage, '見ます')
    const again = await stage.control.inbound({ platform: 'slack', kind: 'redeliver' })
    expect(again).toMatchObject([{ status: 200 }])
    expect(await textsOf(stage)).toEqual(['見ます'])
  })

  test('an event of another workspace is acknowledged, counted and dropped', async () => {
    const stage = await openInbound(transport)
    await says(stage, '見ます')
    const foreign = await stage.control.inbound({ platform: 'slack', kind: 'foreign-workspace' })
    expect(foreign).toMatchObject([{ status: 200 }])
    expect(await textsOf(stage)).toEqual(['見ます'])
    expect(await stage.counted('foreign')).toBe(1)
  })

  test('an event of tomorrow is acknowledged', async () => {
    const stage = await openInbound(transport)
    expect(await stage.control.inbound({ platform: 'slack', kind: 'unknown-event' })).toMatchObject([{ status: 200 }])
    expect(await stage.stored()).toEqual([])
    expect(await stage.counted('passing')).toBe(1)
  })
})

describe('over HTTP', () => {
  test.each(['bad-signature', 'foreign-secret', 'unsigned', 'old', 'future'] as const)(
    'a request that is %s is refused, counted, and never kept',
    async (kind) => {
      const stage = await openInbound('http')
      await says(stage, '見ます')
      expect(await stage.control.inbound({ platform: 'slack', kind })).toMatchObject([{ status: 401 }])
      expect(await textsOf(stage)).toEqual(['見ます'])
      const reason = { old: 'too-old', future: 'too-new', unsigned: 'unsigned' }[kind as string] ?? 'bad-signature'
      expect(await stage.counted(reason)).toBe(1)
      expect(stage.control.invariants()).toMatchObject({ ok: true })
    },
  )

  test('one tap told twice opens one modal', async () => {
    const stage = await openInbound('http', { answer: formKeeper })
    stage.control.faults.add({ platform: 'slack', route: 'webhook', kind: 'duplicate', nth: 2 })
    const ts = await card(stage)
    await stage.control.settled()
    await stage.control.slack.press(ono(stage), { channel: stage.slack.channels.analysts, ts, actionId: 'tap-0' })
    expect(stage.control.slack.views(ono(stage))).toHaveLength(1)
    const opened = stage.control.transcript().filter(({ route }) => route === 'views.open')
    expect(opened).toHaveLength(1)
  })

  test('Slack’s own check of the address gets its word back', async () => {
    const stage = await openInbound('http')
    expect(await stage.control.slack.verifyUrl()).toEqual({ isVerified: true })
  })

  test('broken JSON that is signed is told apart from what is not', async () => {
    const stage = await openInbound('http')
    for (const kind of ['malformed', 'empty'] as const)
      expect(await stage.control.inbound({ platform: 'slack', kind })).toMatchObject([{ status: 400 }])
  })

  test('a kind of request that nobody knows is acknowledged and counted', async () => {
    const stage = await openInbound('http')
    const limited = { type: 'app_rate_limited', team_id: stage.slack.teamId, minute_rate_limited: 1_518_467_820 }
    expect((await signedPost(stage, JSON.stringify(limited))).statusCode).toBe(200)
    expect(await stage.counted('unknown')).toBe(1)
  })

  test.each([253_402_300_800, 1e300, -1e300, -1])(
    'an event of the second %d is kept, as happening now',
    async (event_time) => {
      const stage = await openInbound('http')
      await says(stage, '見ます')
      const [real = {}] = stage.control
        .transcript()
        .filter(({ kind }) => kind === 'webhook')
        .map(({ body }) => jsonIn(String(body)))
      const body = JSON.stringify({ ...real, event_id: 'Ev1', event_time })
      expect((await signedPost(stage, body)).statusCode).toBe(200)
    },
  )

  test('whatever is signed is answered, and nothing of it breaks us', async () => {
    const stage = await openInbound('http')
    await says(stage, '見ます')
    await presses(stage)
    const real = stage.control
      .transcript()
      .filter(({ kind }) => kind === 'webhook')
      .map(({ body }) => jsonIn(String(body)))
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(...real).chain(damaged))
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        const { statusCode } = await signedPost(stage, JSON.stringify(body))
        expect([200, 400]).toContain(statusCode)
      }),
      { numRuns: 200 },
    )
  })
})

const jsonIn = (body: string): Record<string, unknown> =>
  JSON.parse(body.startsWith('{') ? body : (new URLSearchParams(body).get('payload') ?? '{}'))

/** A real body of which something is missing or is something else. */
const damaged = (body: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(fc.subarray(Object.keys(body)), fc.jsonValue())
    .map(([lost, value]) =>
      Object.fromEntries(Object.entries(body).map(([key, kept]) => [key, lost.includes(key) ? value : kept])),
    )

const signedPost = ({ server, slack }: Inbound, body: string) => {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  return server.inject({
    method: 'POST',
    url: '/webhooks/slack',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(slack.signingSecret, timestamp, body),
    },
    payload: body,
  })
}

describe('over sockets', () => {
  test('a socket that drops while something is being kept loses nothing', async () => {
    let now = Date.parse('2026-11-24T10:00:00+09:00')
    const stage = await openInbound('socket', { now: () => now })
    const slow = gate()
    const isHeard = gate()
    stage.way.before = async () => {
      isHeard.open()
      await slow.opened
    }
    const posted = says(stage, '見ます')
    await isHeard.opened
    stage.control.slack.disconnectSockets('drop')
    expect(await posted).toMatchObject({ webhookStatus: null })
    slow.open()
    await bothSocketsOpen(stage.playground)
    await stage.control.settled()
    now += MINUTE_MS
    await stage.control.tick()
    await stage.control.settled()
    expect(await textsOf(stage)).toEqual(['見ます'])
    const envelopes = stage.control
      .transcript()
      .filter(({ over, outcome }) => over === 'socket' && outcome === 'answered')
    expect(envelopes).toHaveLength(1)
  })

  test('Slack may renew its connections as often as it likes', async () => {
    const stage = await openInbound('socket')
    for (const text of ['一', '二', '三']) {
      stage.control.slack.disconnectSockets('refresh_requested')
      await stage.control.until(() => stage.control.slack.socketCount() === 0)
      await bothSocketsOpen(stage.playground)
      expect(await says(stage, text)).toMatchObject({ webhookStatus: 200 })
    }
    expect(await textsOf(stage)).toEqual(['一', '二', '三'])
  })

  test.each(['500', '429', 'reset', 'truncated', '401'] as const)(
    'a Slack that answers %s at first is asked again, and no token is logged',
    async (kind) => {
      const stage = await openInbound('socket')
      stage.control.faults.add({ platform: 'slack', route: 'apps.connections.open', kind, times: 3, retryAfterS: 1 })
      stage.control.slack.disconnectSockets('drop')
      await stage.control.until(() => stage.control.slack.socketCount() === 0)
      await bothSocketsOpen(stage.playground)
      expect(await says(stage, '見ます')).toMatchObject({ webhookStatus: 200 })
      const logged = stage.lines.join('')
      expect(logged).toContain('no socket to Slack')
      for (const secret of [stage.slack.appToken, stage.slack.botToken, 'ticket=']) expect(logged).not.toContain(secret)
    },
  )

  test('the end waits for what is being kept, acknowledges it, and hears no more', async () => {
    const stage = await openInbound('socket')
    const slow = gate()
    const isHeard = gate()
    stage.way.before = async () => {
      isHeard.open()
      await slow.opened
    }
    const posted = says(stage, '見ます')
    await isHeard.opened
    const stopped = stage.listener.stop()
    slow.open()
    await stopped
    expect(await posted).toMatchObject({ webhookStatus: 200 })
    expect(await textsOf(stage)).toEqual(['見ます'])
    await stage.control.until(() => stage.control.slack.socketCount() === 0)
    expect(await says(stage, 'もう帰りました')).toMatchObject({ webhookStatus: null })
  })

  test('the end that comes in the middle of opening a connection leaves none open', async () => {
    const stage = await openInbound('socket')
    stage.control.slack.disconnectSockets('drop')
    await stage.control.until(() => stage.control.slack.socketCount() === 0)
    stage.control.faults.add({
      platform: 'slack',
      route: 'apps.connections.open',
      kind: 'slow',
      times: 2,
      delayMs: 200,
    })
    await stage.control.until(() => stage.control.faults.list().some(({ seen }) => seen > 0))
    const counts: unknown[] = []
    stage.control.onChange(({ kind, count }) => kind === 'slack.sockets' && counts.push(count))
    await stage.listener.stop()
    await stage.control.until(() => counts.includes(1) && counts.at(-1) === 0)
  })
})
