import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Stage, setStage } from './stage.ts'

let now = Date.parse('2026-04-01T10:00:00+09:00')
let stage: Stage
beforeEach(async () => {
  stage = await setStage({ now: () => now })
  await stage.control.line.follow(stage.people.sasaki)
})
afterEach(() => stage.strike())

const push = (text: string, key: string | undefined = randomUUID()) =>
  stage.line.pushMessage({ to: stage.people.sasaki, messages: [{ type: 'text', text }] }, key)
const post = (id: string | undefined, channel = stage.channels.desk) =>
  stage.slack.chat.postMessage({
    channel,
    text: 'あ',
    ...(id === undefined ? {} : { metadata: { event_type: 'otasuke_outbox', event_payload: { id } } }),
  })
const rules = () => stage.control.invariants().violations.map((each) => each.rule)

test('an honest run has none', async () => {
  await push('お知らせです')
  await push('続きです')
  await post('one')
  await post('two')
  await post('one', stage.channels.analysts)
  await stage.control.settled()
  expect(stage.control.invariants()).toMatchObject({ ok: true, violations: [], ackMs: { count: 4 } })
})

describe('doubled', () => {
  test('one outbox id posted twice to a channel, even when one of them was deleted', async () => {
    const { ts } = await post('one')
    await stage.slack.chat.delete({ channel: stage.channels.desk, ts: String(ts) })
    await post('one')
    expect(rules()).toEqual(['doubled'])
  })

  test('posted twice because the answer to the first was lost', async () => {
    stage.control.faults.add({ platform: 'slack', route: 'chat.postMessage', kind: 'accept-then-500' })
    await post('one').catch(() => {})
    await post('one')
    expect(rules()).toEqual(['doubled'])
  })

  test('an edit is no second message', async () => {
    const { ts } = await post('one')
    await stage.slack.chat.update({
      channel: stage.channels.desk,
      ts: String(ts),
      text: 'い',
      metadata: { event_type: 'otasuke_outbox', event_payload: { id: 'one' } },
    })
    expect(rules()).toEqual([])
  })

  test('the same words pushed again under a new key', async () => {
    await push('お知らせです')
    now += 59_000
    await push('お知らせです')
    expect(rules()).toEqual(['doubled'])
  })

  test('not when the person said something between, nor a minute later', async () => {
    await push('はい')
    await stage.control.line.text(stage.people.sasaki, 'もう一度')
    await push('はい')
    now += 60_001
    await push('はい')
    expect(rules()).toEqual([])
  })
})

test('a message that could not be recognised again', async () => {
  await stage.line.pushMessage({ to: stage.people.sasaki, messages: [{ type: 'text', text: 'あ' }] })
  await post(undefined)
  expect(rules()).toEqual(['no-key', 'no-key'])
})

test('what was posted can be compared with an outbox', async () => {
  await post('one')
  await post('two', stage.channels.analysts)
  expect(stage.control.postedIds()).toEqual([`${stage.channels.desk} one`, `${stage.channels.analysts} two`])
})

describe('pictures', () => {
  const PIXEL = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const notice = (path: string) => ({
    type: 'image' as const,
    originalContentUrl: `https://otasuke.example${path}`,
    previewImageUrl: `https://otasuke.example${path}`,
  })

  test.each([
    { path: '/here.png', expected: [] },
    { path: '/gone.png', expected: ['picture-missing', 'picture-missing'] },
    { path: '/page.html', expected: ['picture-missing', 'picture-missing'] },
    { path: '/huge.png', expected: ['picture-missing'] },
  ])('$path under the made-up origin is fetched from this machine', async ({ path, expected }) => {
    const bodies: Record<string, Buffer> = {
      '/here.png': PIXEL,
      '/page.html': Buffer.from('<p>'),
      '/huge.png': Buffer.concat([PIXEL, Buffer.alloc(1_000_000)]),
    }
    const server = createServer((request, response) =>
      response.writeHead(bodies[request.url ?? ''] ? 200 : 404).end(bodies[request.url ?? '']),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    stage.playground.setPublicOrigin(
      'https://otasuke.example',
      `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    )
    await stage.line.pushMessage({ to: stage.people.sasaki, messages: [notice(path)] }, randomUUID())
    await stage.control.settled()
    expect(rules()).toEqual(expected)
    server.closeAllConnections()
    server.close()
  })
})
