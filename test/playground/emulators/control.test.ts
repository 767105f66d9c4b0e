import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startPlayground } from '#playground/start.ts'
import { known, type Stage, setStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(() => stage.strike())

const read = async (path: string) => (await fetch(stage.playground.controlUrl + path)).json()
const doing = (path: string, body: unknown = {}, method = 'POST') =>
  fetch(stage.playground.controlUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const does = async (path: string, body?: unknown) => (await doing(path, body)).json()

test('the world has the people and channels of the story', async () => {
  const world = await read('/world')
  expect(
    world.line.users.map((user: { displayName: string; isFriend: boolean }) => [user.displayName, user.isFriend]),
  ).toEqual([
    ['佐々木', false],
    ['千葉', false],
    ['菊池', false],
    ['熊谷', false],
  ])
  expect(world.slack.users.map((user: { realName: string }) => user.realName)).toEqual(['小野', '山田', '及川', '村上'])
  expect(world.slack.channels.map((channel: { name: string }) => channel.name)).toEqual([
    'analysts',
    'desk',
    'operations',
    'dispatch',
    'insurer',
  ])
  const { line, slack } = stage.control.world()
  expect(world).toMatchObject({ line, slack })
})

test('a person’s whole visit, by HTTP alone', async () => {
  const { userId } = await does('/line/users', { displayName: '南部' })
  expect(await does(`/line/users/${userId}/follow`)).toMatchObject({ webhookStatus: 200 })
  const { messageId } = await does(`/line/users/${userId}/text`, { text: 'こんにちは' })
  await does(`/line/users/${userId}/tap`, { data: 'token', displayText: 'できた' })
  await does(`/line/users/${userId}/unsend`, { messageId })
  for (const verb of ['sticker', 'photo', 'voice', 'unfollow'])
    expect(await does(`/line/users/${userId}/${verb}`)).toMatchObject({ webhookStatus: 200 })
  const { items, loading } = await read(`/line/users/${userId}/chat`)
  expect(items.map((item: { message: { type: string } }) => item.message.type)).toEqual([
    'text',
    'text',
    'sticker',
    'image',
    'audio',
  ])
  expect(loading).toBe(false)
})

test('an analyst’s work, by HTTP alone', async () => {
  const { userId } = await does('/slack/users', { name: 'sato', realName: '佐藤' })
  const channel = stage.channels.analysts
  const { ts } = await does(`/slack/users/${userId}/post`, { channel, text: '見ます' })
  await does(`/slack/users/${userId}/post`, { channel, text: '続き', threadTs: ts })
  expect((await read(`/slack/channels/${channel}/messages?threadTs=${ts}`)).messages).toHaveLength(2)
  const element = { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: '通報' } }
  const card = await stage.slack.chat.postMessage({
    channel,
    text: '案件',
    blocks: [{ type: 'actions', block_id: 'b', elements: [element] }],
  })
  expect(
    await does(`/slack/users/${userId}/press`, { channel, ts: card.ts, blockId: 'b', actionId: 'go' }),
  ).toMatchObject({ webhookStatus: 200 })
  const input = {
    type: 'input' as const,
    block_id: 't',
    label: element.text,
    element: { type: 'plain_text_input' as const, action_id: 'v' },
  }
  await stage.slack.views.open({
    trigger_id: stage.slackPayloads().at(-1).trigger_id,
    view: { type: 'modal', title: element.text, submit: element.text, blocks: [input] },
  })
  const { views } = await read(`/slack/users/${userId}/views`)
  await does(`/slack/users/${userId}/view-action`, {
    viewId: views[0].id,
    blockId: 't',
    actionId: 'v',
    value: '打ちかけ',
  })
  expect(
    await does(`/slack/users/${userId}/submit`, { viewId: views[0].id, values: { t: { v: '怪しい通信' } } }),
  ).toMatchObject({ responseAction: 'closed' })
  expect(await does(`/slack/users/${userId}/command`, { command: '/otasuke', text: '状況', channel })).toMatchObject({
    webhookStatus: 200,
  })
  expect((await doing('/slack/messages/delete', { channel, ts })).status).toBe(200)
})

test('faults, replays, the clock, the invariants and the transcript', async () => {
  await does('/faults', { platform: 'line', route: 'info', kind: '500' })
  await expect(stage.line.getBotInfo()).rejects.toThrow()
  await does('/faults', { platform: 'line', route: 'info', kind: '500' })
  expect((await doing('/faults', {}, 'DELETE')).status).toBe(200)
  expect(await stage.line.getBotInfo()).toBeTruthy()
  await stage.control.line.text(stage.people.sasaki, 'あ')
  expect(await does('/inbound', { platform: 'line', kind: 'redeliver' })).toMatchObject({ results: [{ status: 200 }] })
  const before = stage.control.now()
  const { now } = await does('/clock', { offsetMs: 3_600_000 })
  expect(now - before).toBeGreaterThanOrEqual(3_600_000)
  expect(await read('/invariants')).toMatchObject({ ok: true, violations: [] })
  const lines = (await (await fetch(`${stage.playground.controlUrl}/transcript`)).text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map((line) => [line.n, line.kind, line.route])).toEqual([
    [1, 'call', 'info'],
    [2, 'call', 'info'],
    [3, 'webhook', 'message'],
    [4, 'webhook', 'message'],
  ])
})

test('no token or secret is in the transcript or the world', async () => {
  await stage.control.line.text(stage.people.sasaki, 'あ')
  await stage.line.getBotInfo()
  await fetch(`${stage.playground.slack.apiUrl}auth.test`, {
    method: 'POST',
    body: new URLSearchParams({ token: stage.playground.slack.botToken }),
  })
  const shown = stage.control.transcriptJsonl() + JSON.stringify(stage.control.world())
  const { line, slack } = stage.playground
  for (const secret of [line.accessToken, line.channelSecret, slack.botToken, slack.appToken, slack.signingSecret])
    expect(shown).not.toContain(secret)
})

test('every visible change is streamed', async () => {
  const reading = await fetch(`${stage.playground.controlUrl}/stream`)
  const reader = known(reading.body).getReader()
  const heard: string[] = []
  const collecting = (async () => {
    while (!heard.join('').includes('"kind":"webhook"'))
      heard.push(new TextDecoder().decode((await reader.read()).value))
  })()
  await stage.control.line.text(stage.people.sasaki, 'あ')
  await collecting
  await reader.cancel()
  const kinds = heard.join('').match(/"kind":"([a-z.-]+)"/g)
  expect(kinds).toEqual(['"kind":"line.user-message"', '"kind":"webhook"'])
})

describe('what cannot be', () => {
  test.each([
    { path: '/line/users/nobody/text', body: { text: 'x' }, status: 404 },
    { path: '/slack/users/nobody/press', body: { channel: 'desk', ts: '1', actionId: 'x' }, status: 404 },
    { path: '/faults', body: { platform: 'line', route: 'push', kind: 'earthquake' }, status: 400 },
    { path: '/clock', body: {}, status: 400 },
  ])('$path is answered $status with a reason', async ({ path, body, status }) => {
    const answer = await doing(path, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ error: expect.any(String) })
  })
})

describe('only this machine', () => {
  test.each(['0.0.0.0', '192.0.2.1', '::'])('does not bind %s', async (host) => {
    await expect(startPlayground({ host })).rejects.toThrow('loopback only')
  })

  test.each([
    { headers: { origin: 'https://evil.example' }, status: 403 },
    { headers: { host: 'evil.example' }, status: 403 },
    { headers: { origin: 'http://localhost:3000' }, status: 200 },
    { headers: {}, status: 200 },
  ])('a page of $headers gets $status', async ({ headers, status }) => {
    expect(await statusOf(`${stage.playground.controlUrl}/world`, headers)).toBe(status)
  })

  test('a page of this machine may call from its own origin', async () => {
    const answer = await fetch(`${stage.playground.controlUrl}/clock`, {
      method: 'OPTIONS',
      headers: { origin: 'http://127.0.0.1:3000', 'access-control-request-method': 'POST' },
    })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, 'http://127.0.0.1:3000'])
  })
})

/** With headers that `fetch` does not let one choose. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

describe('from one start to the next', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playground-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('people, chats, ids and keys are the same, and no id comes twice', async () => {
    const stateFile = join(folder, 'deep', 'playground.json')
    const first = await startPlayground({ stateFile, seed: 3 })
    const { userId } = first.control.line.addUser({ displayName: '南部' })
    await first.control.line.follow(userId)
    const { messageId } = await first.control.line.text(userId, 'こんにちは')
    await first.control.setClock({ offsetMs: 5000 })
    await first.stop()
    expect(statSync(stateFile).mode & 0o077).toBe(0)

    const second = await startPlayground({ stateFile })
    expect(second.line).toEqual({ ...first.line, origin: second.line.origin })
    expect(second.slack.channels).toEqual(first.slack.channels)
    expect(second.control.line.chat(userId).items).toMatchObject([{ messageId, message: { text: 'こんにちは' } }])
    expect(second.control.world().clock.offsetMs).toBe(5000)
    expect((await second.control.line.text(userId, 'また')).messageId).not.toBe(messageId)
    await second.stop()
  })

  test('a file that cannot be read is put aside', async () => {
    const stateFile = join(folder, 'playground.json')
    writeFileSync(stateFile, '{"version": 1, "line"')
    const playground = await startPlayground({ stateFile })
    expect(playground.control.line.users()).toHaveLength(4)
    await playground.stop()
    expect(readFileSync(`${stateFile}.unreadable`, 'utf8')).toContain('"line"')
  })
})

test('one seed, one world', async () => {
  const twin = await startPlayground({ seed: 7 })
  expect(twin.line.destination).toBe(stage.playground.line.destination)
  expect(twin.control.world().line.users).toEqual(stage.control.world().line.users)
  await twin.stop()
})
