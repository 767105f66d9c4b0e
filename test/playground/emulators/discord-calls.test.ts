import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Playground, startPlayground } from '#playground/start.ts'

let playground: Playground
let wallMs = 1_795_000_000_000
let now = 1_795_000_000_000
beforeAll(async () => {
  playground = await startPlayground({ seed: 7, now: () => now, wallMs: () => wallMs })
})
afterAll(() => playground.stop())
/** Each test has buckets of its own. */
beforeEach(() => {
  wallMs += 60_000
  now += 600_000
})

async function call(method: string, path: string, body?: object, token = playground.discord.botToken) {
  const response = await fetch(`${playground.discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text && text !== 'null' ? JSON.parse(text) : null }
}
const said = (text: string, more: object = {}) => ({ content: text, ...more })
const post = (body: object, channel = playground.discord.channels.analysts) =>
  call('POST', `/channels/${channel}/messages`, body)
const people = () => playground.control.discord
const kenta = () => people().users()[0]?.id ?? ''
const button = { type: 1, components: [{ type: 2, style: 1, label: '開く', custom_id: 'tap:0:a' }] }
const modal = {
  custom_id: 'form:1/1:a',
  title: '題',
  components: [{ type: 18, label: '題', component: { type: 4, custom_id: 'text:a', style: 1, max_length: 5 } }],
}

describe('Discord’s REST, played', () => {
  test('takes five messages in five seconds to a channel, says how many are left, and refuses the sixth', async () => {
    const left = []
    for (let n = 0; n < 5; n++) left.push((await post(said(`${n}`))).headers.get('x-ratelimit-remaining'))
    expect(left).toEqual(['4', '3', '2', '1', '0'])
    const sixth = await post(said('6'))
    expect([sixth.status, sixth.headers.get('retry-after'), sixth.body.global]).toEqual([429, '5', false])
    expect((await post(said('a'), playground.discord.channels.desk)).status).toBe(200)
    wallMs += 5_000
    expect((await post(said('7'))).status).toBe(200)
  })

  test('refuses another token, an empty message, a limit broken, and what is not there, each in its own way', async () => {
    const { analysts } = playground.discord.channels
    expect(await call('GET', '/gateway/bot', undefined, 'other')).toMatchObject({ status: 401 })
    expect(await post(said(''))).toMatchObject({ status: 400, body: { code: 50_006 } })
    expect(await post(said('あ'.repeat(2_001)))).toMatchObject({ status: 400, body: { code: 50_035 } })
    expect(await post(said('a'), '1')).toMatchObject({ status: 404, body: { code: 10_003 } })
    expect(await call('PATCH', `/channels/${analysts}/messages/1`, said('a'))).toMatchObject({
      status: 404,
      body: { code: 10_008 },
    })
    const { messageId } = people().post(kenta(), { channel: 'analysts', text: '人のことば' })
    expect(await call('PATCH', `/channels/${analysts}/messages/${messageId}`, said('a'))).toMatchObject({
      body: { code: 50_005 },
    })
    expect(await call('POST', '/users/@me/channels', { recipient_id: '1' })).toMatchObject({ body: { code: 10_013 } })
  })

  test('knows a nonce for five minutes, and only where it is to be enforced', async () => {
    const sent = said('一度', { nonce: 'n1', enforce_nonce: true })
    const first = await post(sent)
    now += 299_000
    expect((await post(sent)).body.id).toBe(first.body.id)
    now += 2_000
    expect((await post(sent)).body.id).not.toBe(first.body.id)
    expect((await post(said('一度', { nonce: 'n1' }))).body.id).not.toBe(first.body.id)
  })

  test('a thread begins once, and bears its message’s id', async () => {
    const { analysts } = playground.discord.channels
    const { body } = await post(said('案件'))
    const begin = () => call('POST', `/channels/${analysts}/messages/${body.id}/threads`, { name: 'やりとり' })
    expect(await begin()).toMatchObject({ status: 201, body: { id: body.id } })
    expect(await begin()).toMatchObject({ status: 400, body: { code: 160_004 } })
    expect((await post(said('中'), body.id)).status).toBe(200)
  })
})

describe('Discord’s interactions, played', () => {
  async function pressed(): Promise<{ id: string; token: string; ended: Promise<{ webhookStatus: number | null }> }> {
    const { socket, heard } = await connected()
    const { body } = await post(said('開く？', { components: [button] }))
    const ended = people().press(kenta(), { channel: 'analysts', messageId: body.id, customId: 'tap:0:a' })
    const { id, token } = await vi.waitFor(() => {
      const found = heard.find(({ t }) => t === 'INTERACTION_CREATE')
      if (!found) throw new Error('nothing heard yet')
      return found.d as { id: string; token: string }
    })
    socket.close(1_000)
    return { id, token, ended }
  }
  const answer = ({ id, token }: { id: string; token: string }, body: object) =>
    call('POST', `/interactions/${id}/${token}/callback`, body)

  test('an interaction is answered once, and within three seconds', async () => {
    const first = await pressed()
    expect((await answer(first, { type: 6 })).status).toBe(204)
    expect((await first.ended).webhookStatus).toBe(200)
    expect(await answer(first, { type: 6 })).toMatchObject({ body: { code: 40_060 } })
    const second = await pressed()
    now += 3_001
    expect(await answer(second, { type: 6 })).toMatchObject({ body: { code: 10_062 } })
    now -= 3_001
    await answer(second, { type: 6 })
  })

  test('a modal opens, its limits hold for whoever types, and no modal answers it', async () => {
    const first = await pressed()
    expect(await answer(first, { type: 9, data: { ...modal, title: '' } })).toMatchObject({ body: { code: 50_035 } })
    expect((await answer(first, { type: 9, data: modal })).status).toBe(204)
    expect(people().modal(kenta())?.title).toBe('題')
    expect(await people().submit(kenta(), { values: { 'text:a': '六文字である' } })).toMatchObject({
      missing: ['text:a'],
    })
    const { socket, heard } = await connected()
    const ended = people().submit(kenta(), { values: { 'text:a': '五文字だ' } })
    const sent = await vi.waitFor(() => {
      const found = heard.find(({ t }) => t === 'INTERACTION_CREATE')
      if (!found) throw new Error('nothing heard yet')
      return found.d as { id: string; token: string; data: object }
    })
    expect(sent.data).toMatchObject({ components: [{ component: { value: '五文字だ' } }] })
    expect(await answer(sent, { type: 9, data: modal })).toMatchObject({ body: { code: 50_035 } })
    const only = { type: 4, data: { content: 'あなただけに', flags: 64 } }
    expect((await answer(sent, only)).status).toBe(204)
    await ended
    expect(people().modal(kenta())).toBeUndefined()
    const texts = (userId?: string) =>
      people()
        .messages('analysts', userId)
        .map(({ content }) => content)
    expect(texts(kenta())).toContain('あなただけに')
    expect(texts(people().users()[1]?.id)).not.toContain('あなただけに')
    socket.close(1_000)
  })
})

interface Heard {
  op: number
  t: string | null
  s: number | null
  d: unknown
}

async function opened(
  first: (hello: Heard) => object,
): Promise<{ socket: WebSocket; heard: Heard[]; closed: Promise<number> }> {
  const socket = new WebSocket(`${playground.discord.apiUrl.replace(/^http/, 'ws').replace('/api', '/gateway')}?v=10`)
  const heard: Heard[] = []
  const closed = new Promise<number>((resolve) => void socket.on('close', resolve))
  socket.on('message', (data) => {
    const payload = JSON.parse(data.toString()) as Heard
    heard.push(payload)
    if (payload.op === 10) socket.send(JSON.stringify(first(payload)))
  })
  return { socket, heard, closed }
}
const identify = (more: object = {}) => ({
  op: 2,
  d: { token: playground.discord.botToken, intents: 1 | 512 | 4_096, ...more },
})

async function connected() {
  const opening = await opened(() => identify())
  await vi.waitFor(() => expect(opening.heard.map(({ t }) => t)).toContain('GUILD_CREATE'))
  return opening
}

describe('Discord’s gateway, played', () => {
  test('a wrong token and intents that were not granted are fatal', async () => {
    expect(await (await opened(() => identify({ token: 'other' }))).closed).toBe(4_004)
    expect(await (await opened(() => identify({ intents: 1 << 15 }))).closed).toBe(4_014)
  })

  test('heartbeats are answered, and a session resumes with what it missed', async () => {
    const { socket, heard, closed } = await connected()
    socket.send(JSON.stringify({ op: 1, d: 2 }))
    await vi.waitFor(() => expect(heard.map(({ op }) => op)).toContain(11))
    const session = heard.find(({ t }) => t === 'READY')?.d as { session_id: string }
    socket.close(4_200)
    await closed
    people().post(kenta(), { channel: 'analysts', text: 'その間' })
    const resumed = await opened(() => ({
      op: 6,
      d: { token: playground.discord.botToken, session_id: session.session_id, seq: 2 },
    }))
    await vi.waitFor(() => expect(resumed.heard.flatMap(({ t }) => t ?? [])).toEqual(['MESSAGE_CREATE', 'RESUMED']))
    // In a server an app that was not granted more is told that something was said, and not what.
    expect(resumed.heard.find(({ t }) => t === 'MESSAGE_CREATE')?.d).toMatchObject({ content: '' })
    resumed.socket.close(1_000)
    await resumed.closed
    const late = await opened(() => ({
      op: 6,
      d: { token: playground.discord.botToken, session_id: session.session_id, seq: 2 },
    }))
    await vi.waitFor(() => expect(late.heard.at(-1)).toMatchObject({ op: 9, d: false }))
    late.socket.close()
  })
})
