import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { known, type Stage, setStage, slackRefusal } from './stage.ts'

const now = Date.parse('2026-04-01T10:00:00+09:00')
let stage: Stage
beforeEach(async () => {
  stage = await setStage({ now: () => now })
})
afterEach(() => stage.strike())

const metadata = (id: string) => ({ event_type: 'otasuke_outbox', event_payload: { id } })
const post = (more: Record<string, unknown> = {}) =>
  stage.slack.apiCall('chat.postMessage', {
    channel: stage.channels.analysts,
    text: '案件',
    metadata: metadata('a'),
    ...more,
  })
const posted = async (more: Record<string, unknown> = {}) => String(((await post(more)) as { ts?: string }).ts)

test('the app learns who and where it is', async () => {
  const { teamId, botUserId } = stage.playground.slack
  expect(await stage.slack.auth.test()).toMatchObject({ ok: true, team_id: teamId, user_id: botUserId })
  expect(await stage.slack.users.info({ user: stage.people.ono })).toMatchObject({
    user: { real_name: '小野', tz: 'Asia/Tokyo' },
  })
  expect(await stage.slack.conversations.info({ channel: stage.channels.desk })).toMatchObject({
    channel: { name: 'desk', is_member: true },
  })
})

test.each([
  { token: '', error: 'not_authed' },
  { token: 'xoxb-stolen', error: 'invalid_auth' },
])('a token "$token" is $error', async ({ token, error }) => {
  const stranger = new WebClient(token, { slackApiUrl: stage.playground.slack.apiUrl, retryConfig: { retries: 0 } })
  expect(await slackRefusal(stranger.auth.test())).toMatchObject({ error })
})

test('unknown methods and arguments are found at once; client_msg_id does nothing', async () => {
  expect(await slackRefusal(stage.slack.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' })
  expect(await slackRefusal(post({ chanel: 'x' }))).toMatchObject({
    error: 'invalid_arguments',
    messages: [expect.stringContaining('/chanel')],
  })
  for (const _ of ['once', 'again']) await post({ client_msg_id: '1' })
  expect(stage.control.slack.messages(stage.channels.analysts)).toHaveLength(2)
})

test.each([
  { channel: 'C0NOWHERE', error: 'channel_not_found', prepare: () => {} },
  { channel: '#desk', error: 'not_in_channel', prepare: () => stage.control.slack.setMembership('desk', false) },
  { channel: '#operations', error: 'is_archived', prepare: () => stage.control.slack.archive('operations') },
])('posting to $channel can be $error', async ({ channel, error, prepare }) => {
  prepare()
  expect(await slackRefusal(post({ channel }))).toMatchObject({ error })
})

test('joining lets the app post again', async () => {
  stage.control.slack.setMembership('desk', false)
  expect(await slackRefusal(stage.slack.conversations.history({ channel: stage.channels.desk }))).toMatchObject({
    error: 'not_in_channel',
  })
  await stage.slack.conversations.join({ channel: stage.channels.desk })
  expect(await slackRefusal(post({ channel: stage.channels.desk }))).toBeUndefined()
})

test('a card is edited in place, and goes without its buttons when the edit has none', async () => {
  const channel = stage.channels.analysts
  const ts = await posted({
    blocks: [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: '引き受ける' } }] }],
  })
  expect(stage.control.slack.messages(channel)[0]?.blocks?.[0]).toMatchObject({
    block_id: expect.any(String),
    elements: [{ action_id: expect.any(String) }],
  })
  await stage.slack.chat.update({ channel, ts, text: '済み' })
  expect(stage.control.slack.messages(channel)).toMatchObject([{ ts, text: '済み', edits: 1, metadata: metadata('a') }])
  expect(stage.control.slack.messages(channel)[0]?.blocks).toBeUndefined()
})

test('only the app’s own messages can be edited, and only while they exist', async () => {
  const channel = stage.channels.analysts
  const ts = await posted()
  const theirs = await stage.control.slack.post(stage.people.ono, { channel, text: '見ます' })
  expect(await slackRefusal(stage.slack.chat.update({ channel, ts: theirs.ts, text: 'x' }))).toMatchObject({
    error: 'cant_update_message',
  })
  await stage.slack.chat.delete({ channel, ts })
  expect(await slackRefusal(stage.slack.chat.update({ channel, ts, text: 'x' }))).toMatchObject({
    error: 'message_not_found',
  })
})

test('a thread keeps its history, and a deleted parent is thread_not_found', async () => {
  const channel = stage.channels.analysts
  const ts = await posted()
  await posted({ thread_ts: ts, text: '小野が引き受けました', metadata: metadata('b') })
  const { messages } = await stage.slack.conversations.replies({ channel, ts })
  expect(messages?.map((each) => each.text)).toEqual(['案件', '小野が引き受けました'])
  stage.control.slack.deleteMessage({ channel, ts })
  expect(await slackRefusal(post({ thread_ts: ts }))).toMatchObject({ error: 'thread_not_found' })
  expect(await slackRefusal(stage.slack.conversations.replies({ channel, ts }))).toMatchObject({
    error: 'thread_not_found',
  })
})

test('history finds a message again by its metadata, newest first, page by page', async () => {
  const channel = stage.channels.analysts
  for (const id of ['one', 'two', 'three']) await post({ metadata: metadata(id) })
  const page = async (more: Record<string, unknown>) =>
    stage.slack.conversations.history({ channel, include_all_metadata: true, limit: 2, ...more })
  const first = await page({})
  const ids = (answer: Awaited<ReturnType<typeof page>>) =>
    answer.messages?.map((each) => known(each.metadata?.event_payload as { id: string } | undefined).id)
  expect(ids(first)).toEqual(['three', 'two'])
  expect(ids(await page({ cursor: first.response_metadata?.next_cursor }))).toEqual(['one'])
  const plainly = await stage.slack.conversations.history({ channel })
  expect(plainly.messages?.[0]).not.toHaveProperty('metadata')
})

test('a whisper is seen by one person and cannot be edited', async () => {
  const channel = stage.channels.analysts
  const { message_ts } = await stage.slack.chat.postEphemeral({
    channel,
    user: stage.people.ono,
    text: '先に山田さんが',
  })
  expect(stage.control.slack.messages(channel)).toMatchObject([{ ephemeralTo: stage.people.ono }])
  expect((await stage.slack.conversations.history({ channel })).messages).toEqual([])
  expect(await slackRefusal(stage.slack.chat.update({ channel, ts: String(message_ts), text: 'x' }))).toMatchObject({
    error: 'message_not_found',
  })
})

test('a direct message is opened, and stays the same', async () => {
  const open = async () => (await stage.slack.conversations.open({ users: stage.people.ono })).channel?.id
  expect(await open()).toBe(await open())
  await post({ channel: stage.people.ono })
  expect(stage.control.slack.messages(known(await open()))).toHaveLength(1)
})

test('a reaction is added once; a permalink leads to a message that exists', async () => {
  const channel = stage.channels.analysts
  const ts = await posted()
  await stage.slack.reactions.add({ channel, timestamp: ts, name: 'eyes' })
  expect(await slackRefusal(stage.slack.reactions.add({ channel, timestamp: ts, name: 'eyes' }))).toMatchObject({
    error: 'already_reacted',
  })
  expect((await stage.slack.chat.getPermalink({ channel, message_ts: ts })).permalink).toContain(ts.replace('.', ''))
  expect(await slackRefusal(stage.slack.chat.getPermalink({ channel, message_ts: '1.0' }))).toMatchObject({
    error: 'message_not_found',
  })
})

test('a file goes up in three steps and stands in the thread', async () => {
  const channel = stage.channels.desk
  const ts = await posted({ channel })
  await stage.slack.filesUploadV2({
    channel_id: channel,
    thread_ts: ts,
    file: Buffer.from('報告'),
    filename: 'report.txt',
    initial_comment: '報告書',
  })
  expect(stage.control.slack.messages(channel, ts).at(-1)).toMatchObject({
    text: '報告書',
    thread_ts: ts,
    files: [{ name: 'report.txt' }],
  })
})

describe('rate limits', () => {
  test('a channel takes one message a second after a burst, and the answer says when', async () => {
    await stage.strike()
    let wall = 0
    stage = await setStage({ slackBurst: 3, wallMs: () => wall })
    const tooFast = async (channel: string) =>
      post({ channel }).then(
        () => undefined,
        (error) => error,
      )
    for (const _ of [1, 2, 3]) expect(await tooFast(stage.channels.desk)).toBeUndefined()
    expect(await tooFast(stage.channels.desk)).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 })
    expect(await tooFast(stage.channels.analysts)).toBeUndefined()
    wall += 1000
    expect(await tooFast(stage.channels.desk)).toBeUndefined()
    expect(await tooFast(stage.channels.desk)).toMatchObject({ retryAfter: 1 })
  })

  test('can be left out for tests that are faster than people', async () => {
    await stage.strike()
    stage = await setStage({ slackBurst: 1, rateLimits: false })
    await Promise.all(Array.from({ length: 60 }, () => post()))
    expect(stage.control.slack.messages(stage.channels.analysts)).toHaveLength(60)
  })

  test('edits are fifty a minute in the whole workspace', async () => {
    await stage.strike()
    stage = await setStage({ wallMs: () => 0 })
    const ts = await posted()
    const edits = await Promise.allSettled(
      Array.from({ length: 51 }, () => stage.slack.chat.update({ channel: stage.channels.analysts, ts, text: 'x' })),
    )
    expect(edits.filter((each) => each.status === 'rejected')).toHaveLength(1)
  })
})
