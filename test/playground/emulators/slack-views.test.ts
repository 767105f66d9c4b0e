import type { ModalView } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { known, type Stage, setStage, slackRefusal } from './stage.ts'

let now = Date.parse('2026-04-01T10:00:00+09:00')
let stage: Stage
beforeEach(async () => {
  stage = await setStage({ now: () => now })
})
afterEach(() => stage.strike())

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (value: string) => ({ value, text: plain(value) })
const form = (more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'token',
  title: plain('通報する'),
  submit: plain('送る'),
  blocks: [
    {
      type: 'input',
      block_id: 'title',
      label: plain('題'),
      element: { type: 'plain_text_input', action_id: 'v', max_length: 10, initial_value: '初め' },
    },
    {
      type: 'input',
      block_id: 'severity',
      dispatch_action: true,
      label: plain('重さ'),
      element: { type: 'static_select', action_id: 'v', options: [option('high'), option('low')] },
    },
    {
      type: 'input',
      block_id: 'until',
      optional: true,
      label: plain('いつまで'),
      element: { type: 'datetimepicker', action_id: 'v' },
    },
  ],
  ...more,
})

/** A person presses a button of a card; the app is given a trigger. */
async function trigger(userId = stage.people.ono): Promise<string> {
  const blocks = [
    {
      type: 'actions',
      block_id: 'b',
      elements: [{ type: 'button', action_id: 'notify', text: plain('通報する'), value: 'token-1' }],
    },
  ]
  const { ts } = await stage.slack.chat.postMessage({
    channel: stage.channels.analysts,
    text: '案件',
    blocks,
  })
  await stage.control.slack.press(userId, { channel: stage.channels.analysts, ts: String(ts), actionId: 'notify' })
  return stage.slackPayloads().at(-1).trigger_id
}
const open = async (view = form()) =>
  known((await stage.slack.views.open({ trigger_id: await trigger(), view })).view?.id)
const answering = (body: unknown) => {
  stage.bot.answers = ({ body: told }) =>
    told.startsWith('payload=') ? { status: 200, body: JSON.stringify(body) } : { status: 200 }
}
const filled = { title: { v: '怪しい通信' }, severity: { v: 'high' } }

test('a press brings who, where, what and a way to answer', async () => {
  await trigger()
  expect(stage.slackPayloads()).toMatchObject([
    {
      type: 'block_actions',
      user: { id: stage.people.ono, team_id: stage.playground.slack.teamId },
      channel: { id: stage.channels.analysts },
      message: { text: '案件' },
      container: { type: 'message' },
      response_url: expect.stringContaining('/respond/'),
      actions: [{ type: 'button', action_id: 'notify', block_id: 'b', value: 'token-1' }],
    },
  ])
})

test('what is not there cannot be pressed, unless the finger was slower than the edit', async () => {
  const channel = stage.channels.analysts
  const { ts } = await stage.slack.chat.postMessage({ channel, text: '済み' })
  const press = { channel, ts: String(ts), actionId: 'claim' }
  await expect(stage.control.slack.press(stage.people.ono, press)).rejects.toThrow('no claim')
  await stage.control.slack.press(stage.people.ono, { ...press, value: 'stale-token' })
  expect(stage.slackPayloads().at(-1).actions).toMatchObject([{ value: 'stale-token' }])
})

describe('a trigger', () => {
  test('opens one view, once', async () => {
    const trigger_id = await trigger()
    await stage.slack.views.open({ trigger_id, view: form() })
    expect(await slackRefusal(stage.slack.views.open({ trigger_id, view: form() }))).toMatchObject({
      error: 'exchanged_trigger_id',
    })
  })
  test('lives for three seconds', async () => {
    const [first, second] = [await trigger(), await trigger()]
    now += 3000
    expect(await slackRefusal(stage.slack.views.open({ trigger_id: first, view: form() }))).toBeUndefined()
    now += 1
    expect(await slackRefusal(stage.slack.views.open({ trigger_id: second, view: form() }))).toMatchObject({
      error: 'expired_trigger_id',
    })
  })
  test('cannot be made up', async () => {
    expect(await slackRefusal(stage.slack.views.open({ trigger_id: '1.2.abc', view: form() }))).toMatchObject({
      error: 'invalid_trigger_id',
    })
  })
})

describe('an update', () => {
  test('with an old hash is a conflict', async () => {
    const { view } = await stage.slack.views.open({ trigger_id: await trigger(), view: form() })
    const update = (hash: string) =>
      slackRefusal(stage.slack.views.update({ view_id: known(view?.id), hash, view: form() }))
    expect(await update(known(view?.hash))).toBeUndefined()
    expect(await update(known(view?.hash))).toMatchObject({ error: 'hash_conflict' })
  })
  test('keeps what was typed where the ids stay', async () => {
    const viewId = await open()
    await stage.control.slack.viewAction(stage.people.ono, {
      viewId,
      blockId: 'title',
      actionId: 'v',
      value: '打ちかけ',
    })
    await stage.slack.views.update({ view_id: viewId, view: form({ title: plain('確かめる') }) })
    expect(stage.control.slack.views(stage.people.ono)[0]?.values.title).toEqual({
      v: { type: 'plain_text_input', value: '打ちかけ' },
    })
  })
  test('of a closed view is not found', async () => {
    const viewId = await open()
    await stage.control.slack.close(stage.people.ono, { viewId })
    expect(await slackRefusal(stage.slack.views.update({ view_id: viewId, view: form() }))).toMatchObject({
      error: 'not_found',
    })
  })
})

test('the app hears of typing only in elements that dispatch', async () => {
  const viewId = await open()
  const before = stage.heard.length
  expect(
    await stage.control.slack.viewAction(stage.people.ono, { viewId, blockId: 'title', actionId: 'v', value: 'a' }),
  ).toMatchObject({ webhookStatus: null })
  expect(stage.heard).toHaveLength(before)
  await stage.control.slack.viewAction(stage.people.ono, { viewId, blockId: 'severity', actionId: 'v', value: 'high' })
  expect(stage.slackPayloads().at(-1)).toMatchObject({
    type: 'block_actions',
    container: { type: 'view', view_id: viewId },
    view: {
      callback_id: 'token',
      state: { values: { title: { v: { value: 'a' } }, severity: { v: { selected_option: { value: 'high' } } } } },
    },
  })
})

describe('a submission', () => {
  const submit = (viewId: string, values: Parameters<typeof stage.control.slack.submit>[1]['values']) =>
    stage.control.slack.submit(stage.people.ono, { viewId, values })

  test('with required fields empty, or a text too long, never reaches the app', async () => {
    const viewId = await open()
    const before = stage.heard.length
    expect(await submit(viewId, { title: { v: 'あ'.repeat(11) } })).toMatchObject({
      responseAction: 'errors',
      errors: { title: 'too long', severity: 'required' },
    })
    expect(stage.heard).toHaveLength(before)
  })

  test('carries every value and closes the view', async () => {
    const viewId = await open()
    expect(await submit(viewId, { ...filled, until: { v: 1_775_000_000 } })).toMatchObject({
      responseAction: 'closed',
      webhookStatus: 200,
    })
    expect(stage.slackPayloads().at(-1)).toMatchObject({
      type: 'view_submission',
      view: {
        id: viewId,
        state: {
          values: { title: { v: { value: '怪しい通信' } }, until: { v: { selected_date_time: 1_775_000_000 } } },
        },
      },
    })
    expect(stage.control.slack.views(stage.people.ono)).toEqual([])
  })

  test('can be answered with errors beside fields', async () => {
    const viewId = await open()
    answering({ response_action: 'errors', errors: { title: 'C2は難しい言葉です' } })
    expect(await submit(viewId, filled)).toMatchObject({ responseAction: 'errors' })
    expect(stage.control.slack.views(stage.people.ono)[0]?.errors).toEqual({ title: 'C2は難しい言葉です' })
  })

  test.each([
    { name: 'errors for a field that is not there', body: { response_action: 'errors', errors: { nowhere: 'x' } } },
    {
      name: 'a view beyond the limits',
      body: { response_action: 'update', view: { ...form(), title: plain('あ'.repeat(25)) } },
    },
    { name: 'an unknown action', body: { response_action: 'dance' } },
  ])('answered with $name shows an apology, and the invariants say so', async ({ body }) => {
    const viewId = await open()
    answering(body)
    expect(await submit(viewId, filled)).toMatchObject({ responseAction: 'failed' })
    expect(stage.control.slack.views(stage.people.ono)).toHaveLength(1)
    expect(stage.control.invariants().violations).toContainEqual(expect.objectContaining({ rule: 'bad-answer' }))
  })

  test('can be answered with another view, one on top, or none at all', async () => {
    const viewId = await open()
    answering({ response_action: 'update', view: form({ title: plain('確かめる') }) })
    expect(await submit(viewId, filled)).toMatchObject({ responseAction: 'update' })
    answering({ response_action: 'push', view: form({ title: plain('理由') }) })
    expect(await submit(viewId, filled)).toMatchObject({ responseAction: 'push' })
    const [bottom, top] = stage.control.slack.views(stage.people.ono)
    expect([bottom?.view.title.text, top?.view.title.text, top?.previousId]).toEqual(['確かめる', '理由', bottom?.id])
    answering({ response_action: 'clear' })
    expect(await submit(known(top).id, filled)).toMatchObject({ responseAction: 'clear' })
    expect(stage.control.slack.views(stage.people.ono)).toEqual([])
  })

  test('that the app fails at leaves the view open', async () => {
    const viewId = await open()
    stage.bot.answers = () => ({ status: 500 })
    expect(await submit(viewId, filled)).toMatchObject({ responseAction: 'failed', webhookStatus: 500 })
    expect(stage.control.slack.views(stage.people.ono)).toHaveLength(1)
  })
})

test('closing is told only to those who asked', async () => {
  const before = async (more: Partial<ModalView>) => {
    const viewId = await open(form(more))
    await stage.control.slack.close(stage.people.ono, { viewId })
    return stage.slackPayloads().at(-1).type
  }
  expect(await before({})).toBe('block_actions')
  expect(await before({ notify_on_close: true })).toBe('view_closed')
})

test('a stack has three views at most', async () => {
  const viewId = await open(
    form({
      blocks: [
        { type: 'actions', block_id: 'more', elements: [{ type: 'button', action_id: 'go', text: plain('次') }] },
      ],
    }),
  )
  const push = async (id: string) => {
    await stage.control.slack.viewAction(stage.people.ono, { viewId: id, blockId: 'more', actionId: 'go' })
    return slackRefusal(stage.slack.views.push({ trigger_id: stage.slackPayloads().at(-1).trigger_id, view: form() }))
  }
  expect(await push(viewId)).toBeUndefined()
  expect(await push(viewId)).toBeUndefined()
  expect(await push(viewId)).toMatchObject({ error: 'push_limit_reached' })
})

describe('a response address', () => {
  const respond = async (url: string, body: unknown) =>
    (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
      .status
  test('works five times', async () => {
    await trigger()
    const { response_url } = stage.slackPayloads().at(-1)
    for (const _ of [1, 2, 3, 4, 5]) expect(await respond(response_url, { text: '先に山田さんが' })).toBe(200)
    expect(await respond(response_url, { text: 'x' })).toBe(404)
    expect(
      stage.control.slack.messages(stage.channels.analysts).filter((each) => each.ephemeralTo === stage.people.ono),
    ).toHaveLength(5)
  })
  test('works for half an hour, and can replace the card', async () => {
    await trigger()
    const { response_url } = stage.slackPayloads().at(-1)
    now += 30 * 60_000
    expect(await respond(response_url, { text: '済み', replace_original: true })).toBe(200)
    expect(stage.control.slack.messages(stage.channels.analysts)).toMatchObject([{ text: '済み' }])
    now += 1
    expect(await respond(response_url, { text: 'x' })).toBe(404)
  })
})
