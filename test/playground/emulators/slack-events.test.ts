import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signature } from '#playground/emulators/slack/delivery.ts'
import { type Heard, known, type Stage, setStage } from './stage.ts'

let now = Date.parse('2026-04-01T10:00:00+09:00')
let stage: Stage
beforeEach(async () => {
  stage = await setStage({ now: () => now })
})
afterEach(() => stage.strike())

const write = (text = '見ます') =>
  stage.control.slack.post(stage.people.ono, { channel: stage.channels.analysts, text })

test('the signature is that of the documents', () => {
  // https://docs.slack.dev/authentication/verifying-requests-from-slack
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
  const expected = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'
  expect(signature('8f742231b10e8888abcd99yyyzzz85a5', '1531420618', body)).toBe(expected)
})

/** As an app checks it: five minutes either way on its own clock. */
function isGenuine({ body, headers }: Heard): boolean {
  const timestamp = String(headers['x-slack-request-timestamp'])
  const expected = `v0=${createHmac('sha256', stage.playground.slack.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  return headers['x-slack-signature'] === expected && Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300
}

test('whatever the playground’s clock says, signatures carry the machine’s time', async () => {
  await stage.control.setClock({ offsetMs: 86_400_000 })
  await write()
  expect(isGenuine(known(stage.heard[0]))).toBe(true)
})

test('a message is told with who and where, in an envelope that names the workspace', async () => {
  const { eventId, ts } = await write('こんにちは')
  expect(stage.slackEvents()).toMatchObject([
    {
      type: 'event_callback',
      event_id: eventId,
      team_id: stage.playground.slack.teamId,
      event: {
        type: 'message',
        channel: stage.channels.analysts,
        channel_type: 'channel',
        user: stage.people.ono,
        text: 'こんにちは',
        ts,
      },
      authorizations: [{ is_bot: true, user_id: stage.playground.slack.botUserId }],
      property_of_tomorrow: expect.anything(),
    },
  ])
})

test('the app hears its own messages, edits and deletions too, as in the world', async () => {
  const channel = stage.channels.analysts
  const { ts } = await stage.slack.chat.postMessage({ channel, text: '案件' })
  await stage.slack.chat.update({ channel, ts: String(ts), text: '済み' })
  await stage.slack.chat.delete({ channel, ts: String(ts) })
  await stage.control.settled()
  const events = stage.slackEvents().map(({ event }) => event)
  expect(events.map((event) => event.subtype)).toEqual(
    expect.arrayContaining([undefined, 'message_changed', 'message_deleted']),
  )
  expect(events.find((event) => !event.subtype)).toMatchObject({
    bot_id: expect.any(String),
    user: stage.playground.slack.botUserId,
  })
  expect(events.find((event) => event.subtype === 'message_changed')).toMatchObject({
    message: { ts, text: '済み', edited: {} },
  })
})

test('naming the app is a mention as well as a message', async () => {
  await write(`<@${stage.playground.slack.botUserId}> 状況`)
  await stage.control.settled()
  expect(
    stage
      .slackEvents()
      .map(({ event }) => event.type)
      .sort(),
  ).toEqual(['app_mention', 'message'])
})

test('a direct message is told as such; nothing is told of channels the app is not in', async () => {
  await stage.control.slack.post(stage.people.ono, {
    channel: stage.control.slack.directMessage(stage.people.ono),
    text: '相談',
  })
  expect(stage.slackEvents()).toMatchObject([{ event: { channel_type: 'im' } }])
  stage.control.slack.setMembership('desk', false)
  await stage.control.slack.post(stage.people.ono, { channel: 'desk', text: 'ないしょ' })
  expect(stage.heard).toHaveLength(1)
})

test('a slash command is a form; its answer is whispered to whoever typed it', async () => {
  stage.bot.answers = () => ({ status: 200, body: JSON.stringify({ text: '案件は三つです' }) })
  await stage.control.slack.command(stage.people.ono, {
    command: '/otasuke',
    text: '状況',
    channel: stage.channels.desk,
  })
  const form = new URLSearchParams(known(stage.heard[0]).body)
  expect([form.get('command'), form.get('text'), form.get('user_id'), form.get('channel_id')]).toEqual([
    '/otasuke',
    '状況',
    stage.people.ono,
    stage.channels.desk,
  ])
  expect(stage.control.slack.messages('desk')).toMatchObject([
    { text: '案件は三つです', ephemeralTo: stage.people.ono },
  ])
})

test('an address is verified by a word that comes back', async () => {
  expect(await stage.control.slack.verifyUrl()).toEqual({ isVerified: false })
  stage.bot.answers = ({ body }) => ({ status: 200, body: JSON.parse(body).challenge })
  expect(await stage.control.slack.verifyUrl()).toEqual({ isVerified: true })
})

describe('an event that is not taken', () => {
  const tries = () => stage.heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])

  test('comes again at once, after a minute and after five, with the same id', async () => {
    stage.bot.answers = () => ({ status: 500 })
    const { eventId } = await write()
    await stage.control.settled()
    now += 59_999
    await stage.control.tick()
    expect(stage.heard).toHaveLength(2)
    now += 1
    await stage.control.tick()
    now += 300_000
    await stage.control.tick()
    now += 3_600_000
    await stage.control.tick()
    expect(tries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ])
    expect(new Set(stage.slackEvents().map((each) => each.event_id))).toEqual(new Set([eventId]))
  })

  test('comes no more when the app says so, or has taken it', async () => {
    stage.bot.answers = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } })
    await write()
    stage.bot.answers = () => ({ status: stage.heard.length === 2 ? 503 : 200 })
    await write()
    await stage.control.settled()
    now += 3_600_000
    await stage.control.tick()
    expect(tries()).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      ['1', 'http_error'],
    ])
  })

  test('in time is told as such; interactions and commands are not repeated', async () => {
    await stage.strike()
    stage = await setStage({ now: () => now, deadlines: { lineMs: 200, slackMs: 200 } })
    stage.bot.answers = () => ({ status: 200, hangs: stage.heard.length === 1 })
    await write()
    await stage.control.settled()
    expect(tries()).toEqual([
      [undefined, undefined],
      ['1', 'http_timeout'],
    ])
    stage.bot.answers = () => ({ status: 500 })
    await stage.control.slack.command(stage.people.ono, { command: '/otasuke', channel: 'desk' })
    await stage.control.settled()
    expect(stage.heard).toHaveLength(3)
  })
})

describe('replays and forgeries', () => {
  test.each(['bad-signature', 'foreign-secret', 'unsigned', 'old', 'future'] as const)(
    '%s must be refused',
    async (kind) => {
      await write()
      stage.bot.answers = (heard) => ({ status: isGenuine(heard) ? 200 : 401 })
      expect(await stage.control.inbound({ platform: 'slack', kind })).toMatchObject([{ status: 401 }])
      expect(stage.control.invariants().violations.filter((each) => each.rule !== 'no-key')).toEqual([])
      stage.bot.answers = () => ({ status: 200 })
      await stage.control.inbound({ platform: 'slack', kind })
      expect(stage.control.invariants().violations).toMatchObject([{ rule: 'forged-accepted' }])
    },
  )

  test('a redelivered event has its id, and says so in its headers', async () => {
    const { eventId } = await write()
    await stage.control.inbound({ platform: 'slack', kind: 'redeliver' })
    expect(stage.slackEvents().map((each) => each.event_id)).toEqual([eventId, eventId])
    expect(stage.heard[1]?.headers['x-slack-retry-num']).toBe('1')
  })
})
