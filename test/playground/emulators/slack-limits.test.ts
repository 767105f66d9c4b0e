import type { KnownBlock, ModalView } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Stage, setStage, slackRefusal } from './stage.ts'

/** Every limit that Slack's own types state: one body just inside it, one just outside, through the real SDK. */
let stage: Stage
beforeAll(async () => {
  stage = await setStage({ wallMs: growing() })
})
afterAll(() => stage.strike())

/** A wall clock that moves on a minute at each look, so that no rate limit stands in the way. */
function growing() {
  let at = Date.now()
  return () => {
    at += 60_000
    return at
  }
}

type Json = Record<string, unknown>
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const a = (count: number) => 'あ'.repeat(count)
const url = (length: number) => `https://help.example/${'a'.repeat(length - 'https://help.example/'.length)}`
const plain = (value: string): Json => ({ type: 'plain_text', text: value })
const mrkdwn = (value: string): Json => ({ type: 'mrkdwn', text: value })
const PICTURE = { type: 'image', image_url: 'https://pictures.example/a.png', alt_text: '絵' }

const button = (more: Json = {}): Json => ({ type: 'button', text: plain('引き受ける'), action_id: 'claim', ...more })
const option = (more: Json = {}): Json => ({ text: plain('高'), value: 'high', ...more })
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements })
const section = (more: Json = {}): Json => ({ type: 'section', text: mrkdwn('x'), ...more })
const beside = (accessory: Json): Json => section({ accessory })
const context = (...elements: Json[]): Json => ({ type: 'context', elements })
const header = (value: string): Json => ({ type: 'header', text: plain(value) })
const choose = (type: string, more: Json = {}): Json => ({ type, action_id: 'c', options: [option()], ...more })
const input = (element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: 'title',
  label: plain('題'),
  element: { action_id: 'x', ...element },
  ...more,
})
const typed = (more: Json = {}): Json => ({ type: 'plain_text_input', ...more })
const table = (rows: number, cells: number, more: Json = {}): Json => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: 'x' }))),
  ...more,
})
const card = (more: Json = {}): Json => ({ type: 'card', title: mrkdwn('x'), ...more })
const confirm = (more: Json = {}): Json => actions(button({ confirm: { text: plain('x'), ...more } }))

interface Limit {
  limit: string
  inside: Json[]
  outside: Json[]
  pointer: string
}

const messageLimits: Limit[] = [
  { limit: '50 blocks', inside: many(50, () => section()), outside: many(51, () => section()), pointer: '/blocks' },
  {
    limit: 'section text of 3000',
    inside: [section({ text: mrkdwn(a(3000)) })],
    outside: [section({ text: mrkdwn(a(3001)) })],
    pointer: '/blocks/0/text/text',
  },
  {
    limit: 'section text of 1',
    inside: [section({ text: mrkdwn('x') })],
    outside: [section({ text: mrkdwn('') })],
    pointer: '/blocks/0/text/text',
  },
  {
    limit: 'text counts UTF-16 units',
    inside: [section({ text: mrkdwn('🍎'.repeat(1500)) })],
    outside: [section({ text: mrkdwn(`${'🍎'.repeat(1500)}a`) })],
    pointer: '/blocks/0/text/text',
  },
  {
    limit: '10 fields',
    inside: [section({ fields: many(10, () => mrkdwn('x')) })],
    outside: [section({ fields: many(11, () => mrkdwn('x')) })],
    pointer: '/blocks/0/fields',
  },
  {
    limit: 'field of 2000',
    inside: [section({ fields: [mrkdwn(a(2000))] })],
    outside: [section({ fields: [mrkdwn(a(2001))] })],
    pointer: '/blocks/0/fields/0/text',
  },
  {
    limit: 'block_id of 255',
    inside: [section({ block_id: 'b'.repeat(255) })],
    outside: [section({ block_id: 'b'.repeat(256) })],
    pointer: '/blocks/0/block_id',
  },
  {
    limit: 'block_id is unique',
    inside: [section({ block_id: 'a' }), section({ block_id: 'b' })],
    outside: [section({ block_id: 'a' }), section({ block_id: 'a' })],
    pointer: '/blocks/1/block_id',
  },
  { limit: 'header of 150', inside: [header(a(150))], outside: [header(a(151))], pointer: '/blocks/0/text/text' },
  {
    limit: '25 elements',
    inside: [actions(...many(25, (at) => button({ action_id: `a${at}` })))],
    outside: [actions(...many(26, (at) => button({ action_id: `a${at}` })))],
    pointer: '/blocks/0/elements',
  },
  {
    limit: 'action_id is unique in its block',
    inside: [actions(button(), button({ action_id: 'other' }))],
    outside: [actions(button(), button())],
    pointer: '/blocks/0/elements',
  },
  {
    limit: 'action_id of 255',
    inside: [actions(button({ action_id: 'a'.repeat(255) }))],
    outside: [actions(button({ action_id: 'a'.repeat(256) }))],
    pointer: '/blocks/0/elements/0/action_id',
  },
  {
    limit: 'button text of 75',
    inside: [actions(button({ text: plain(a(75)) }))],
    outside: [actions(button({ text: plain(a(76)) }))],
    pointer: '/blocks/0/elements/0/text/text',
  },
  {
    limit: 'button value of 2000',
    inside: [actions(button({ value: 'v'.repeat(2000) }))],
    outside: [actions(button({ value: 'v'.repeat(2001) }))],
    pointer: '/blocks/0/elements/0/value',
  },
  {
    limit: 'button url of 3000',
    inside: [actions(button({ url: url(3000) }))],
    outside: [actions(button({ url: url(3001) }))],
    pointer: '/blocks/0/elements/0/url',
  },
  {
    limit: 'button accessibility label of 75',
    inside: [actions(button({ accessibility_label: a(75) }))],
    outside: [actions(button({ accessibility_label: a(76) }))],
    pointer: '/blocks/0/elements/0/accessibility_label',
  },
  {
    limit: 'button style',
    inside: [actions(button({ style: 'danger' }))],
    outside: [actions(button({ style: 'warning' }))],
    pointer: '/blocks/0/elements/0/style',
  },
  {
    limit: 'icon button label of 75',
    inside: [iconButton(75)],
    outside: [iconButton(76)],
    pointer: '/blocks/0/elements/0/accessibility_label',
  },
  {
    limit: 'feedback label of 75',
    inside: [feedback(75, 75)],
    outside: [feedback(76, 75)],
    pointer: '/blocks/0/elements/0/positive_button/accessibility_label',
  },
  {
    limit: 'other feedback label of 75',
    inside: [feedback(75, 75)],
    outside: [feedback(75, 76)],
    pointer: '/blocks/0/elements/0/negative_button/accessibility_label',
  },
  {
    limit: 'workflow button text of 75',
    inside: [workflow({ text: plain(a(75)) })],
    outside: [workflow({ text: plain(a(76)) })],
    pointer: '/blocks/0/elements/0/text/text',
  },
  {
    limit: 'workflow button label of 75',
    inside: [workflow({ accessibility_label: a(75) })],
    outside: [workflow({ accessibility_label: a(76) })],
    pointer: '/blocks/0/elements/0/accessibility_label',
  },
  {
    limit: '10 checkboxes',
    inside: [actions(choose('checkboxes', { options: many(10, () => option()) }))],
    outside: [actions(choose('checkboxes', { options: many(11, () => option()) }))],
    pointer: '/blocks/0/elements/0/options',
  },
  {
    limit: '10 radio buttons',
    inside: [actions(choose('radio_buttons', { options: many(10, () => option()) }))],
    outside: [actions(choose('radio_buttons', { options: many(11, () => option()) }))],
    pointer: '/blocks/0/elements/0/options',
  },
  {
    limit: '100 options',
    inside: [actions(choose('static_select', { options: many(100, () => option()) }))],
    outside: [actions(choose('static_select', { options: many(101, () => option()) }))],
    pointer: '/blocks/0/elements/0/options',
  },
  {
    limit: '100 options of many',
    inside: [beside(choose('multi_static_select', { options: many(100, () => option()) }))],
    outside: [beside(choose('multi_static_select', { options: many(101, () => option()) }))],
    pointer: '/blocks/0/accessory/options',
  },
  {
    limit: '100 option groups',
    inside: [actions(grouped('static_select', 100))],
    outside: [actions(grouped('static_select', 101))],
    pointer: '/blocks/0/elements/0/option_groups',
  },
  {
    limit: '100 option groups of many',
    inside: [beside(grouped('multi_static_select', 100))],
    outside: [beside(grouped('multi_static_select', 101))],
    pointer: '/blocks/0/accessory/option_groups',
  },
  {
    limit: 'group label of 75',
    inside: [actions(grouped('static_select', 1, { label: plain(a(75)) }))],
    outside: [actions(grouped('static_select', 1, { label: plain(a(76)) }))],
    pointer: '/blocks/0/elements/0/option_groups/0/label/text',
  },
  {
    limit: '100 options in a group',
    inside: [actions(grouped('static_select', 1, { options: many(100, () => option()) }))],
    outside: [actions(grouped('static_select', 1, { options: many(101, () => option()) }))],
    pointer: '/blocks/0/elements/0/option_groups/0/options',
  },
  {
    limit: '5 in an overflow menu',
    inside: [actions(choose('overflow', { options: many(5, () => option()) }))],
    outside: [actions(choose('overflow', { options: many(6, () => option()) }))],
    pointer: '/blocks/0/elements/0/options',
  },
  {
    limit: 'option text of 75',
    inside: [actions(choose('static_select', { options: [option({ text: plain(a(75)) })] }))],
    outside: [actions(choose('static_select', { options: [option({ text: plain(a(76)) })] }))],
    pointer: '/blocks/0/elements/0/options/0/text/text',
  },
  {
    limit: 'marked option text of 75',
    inside: [actions(choose('radio_buttons', { options: [option({ text: mrkdwn(a(75)) })] }))],
    outside: [actions(choose('radio_buttons', { options: [option({ text: mrkdwn(a(76)) })] }))],
    pointer: '/blocks/0/elements/0/options/0/text/text',
  },
  {
    limit: 'option value of 75',
    inside: [actions(choose('static_select', { options: [option({ value: 'v'.repeat(75) })] }))],
    outside: [actions(choose('static_select', { options: [option({ value: 'v'.repeat(76) })] }))],
    pointer: '/blocks/0/elements/0/options/0/value',
  },
  {
    limit: 'option url of 3000',
    inside: [actions(choose('overflow', { options: [option({ url: url(3000) })] }))],
    outside: [actions(choose('overflow', { options: [option({ url: url(3001) })] }))],
    pointer: '/blocks/0/elements/0/options/0/url',
  },
  {
    limit: 'option description of 75',
    inside: [actions(choose('static_select', { options: [option({ description: plain(a(75)) })] }))],
    outside: [actions(choose('static_select', { options: [option({ description: plain(a(76)) })] }))],
    pointer: '/blocks/0/elements/0/options/0/description/text',
  },
  {
    limit: 'placeholder of 150',
    inside: [actions(choose('static_select', { placeholder: plain(a(150)) }))],
    outside: [actions(choose('static_select', { placeholder: plain(a(151)) }))],
    pointer: '/blocks/0/elements/0/placeholder/text',
  },
  {
    limit: 'at least one to select',
    inside: [beside(choose('multi_static_select', { max_selected_items: 1 }))],
    outside: [beside(choose('multi_static_select', { max_selected_items: 0 }))],
    pointer: '/blocks/0/accessory/max_selected_items',
  },
  {
    limit: 'confirm title of 100',
    inside: [confirm({ title: plain(a(100)) })],
    outside: [confirm({ title: plain(a(101)) })],
    pointer: '/blocks/0/elements/0/confirm/title/text',
  },
  {
    limit: 'confirm text of 300',
    inside: [confirm({ text: plain(a(300)) })],
    outside: [confirm({ text: plain(a(301)) })],
    pointer: '/blocks/0/elements/0/confirm/text/text',
  },
  {
    limit: 'confirm button of 30',
    inside: [confirm({ confirm: plain(a(30)) })],
    outside: [confirm({ confirm: plain(a(31)) })],
    pointer: '/blocks/0/elements/0/confirm/confirm/text',
  },
  {
    limit: 'deny button of 30',
    inside: [confirm({ deny: plain(a(30)) })],
    outside: [confirm({ deny: plain(a(31)) })],
    pointer: '/blocks/0/elements/0/confirm/deny/text',
  },
  {
    limit: '10 in a context',
    inside: [context(...many(10, () => mrkdwn('x')))],
    outside: [context(...many(11, () => mrkdwn('x')))],
    pointer: '/blocks/0/elements',
  },
  {
    limit: 'plain text of 3000',
    inside: [context(plain(a(3000)))],
    outside: [context(plain(a(3001)))],
    pointer: '/blocks/0/elements/0/text',
  },
  {
    limit: 'marked text of 3000',
    inside: [context(mrkdwn(a(3000)))],
    outside: [context(mrkdwn(a(3001)))],
    pointer: '/blocks/0/elements/0/text',
  },
  {
    limit: '5 context actions',
    inside: [contextActions(5)],
    outside: [contextActions(6)],
    pointer: '/blocks/0/elements',
  },
  {
    limit: 'picture alt text of 2000',
    inside: [{ ...PICTURE, alt_text: a(2000) }],
    outside: [{ ...PICTURE, alt_text: a(2001) }],
    pointer: '/blocks/0/alt_text',
  },
  {
    limit: 'picture title of 2000',
    inside: [{ ...PICTURE, title: plain(a(2000)) }],
    outside: [{ ...PICTURE, title: plain(a(2001)) }],
    pointer: '/blocks/0/title/text',
  },
  {
    limit: 'markdown of 12,000',
    inside: [{ type: 'markdown', text: a(12_000) }],
    outside: [{ type: 'markdown', text: a(12_001) }],
    pointer: '/blocks/0/text',
  },
  { limit: 'table of 100 rows', inside: [table(100, 1)], outside: [table(101, 1)], pointer: '/blocks/0/rows' },
  { limit: 'row of 20 cells', inside: [table(1, 20)], outside: [table(1, 21)], pointer: '/blocks/0/rows/0' },
  {
    limit: '20 column settings',
    inside: [table(1, 1, { column_settings: many(20, () => ({})) })],
    outside: [table(1, 1, { column_settings: many(21, () => ({})) })],
    pointer: '/blocks/0/column_settings',
  },
  {
    limit: 'a cell is not empty',
    inside: [table(1, 1)],
    outside: [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }],
    pointer: '/blocks/0/rows/0/0/text',
  },
  {
    limit: 'a number cell is not empty',
    inside: [{ type: 'table', rows: [[{ type: 'raw_number', value: 1, text: '1' }]] }],
    outside: [{ type: 'table', rows: [[{ type: 'raw_number', value: 1, text: '' }]] }],
    pointer: '/blocks/0/rows/0/0/text',
  },
  {
    limit: 'card title of 150',
    inside: [card({ title: mrkdwn(a(150)) })],
    outside: [card({ title: mrkdwn(a(151)) })],
    pointer: '/blocks/0/title/text',
  },
  {
    limit: 'card subtitle of 150',
    inside: [card({ subtitle: mrkdwn(a(150)) })],
    outside: [card({ subtitle: mrkdwn(a(151)) })],
    pointer: '/blocks/0/subtitle/text',
  },
  {
    limit: 'card body of 200',
    inside: [card({ body: mrkdwn(a(200)) })],
    outside: [card({ body: mrkdwn(a(201)) })],
    pointer: '/blocks/0/body/text',
  },
  {
    limit: '10 cards',
    inside: [{ type: 'carousel', elements: many(10, () => card()) }],
    outside: [{ type: 'carousel', elements: many(11, () => card()) }],
    pointer: '/blocks/0/elements',
  },
  {
    limit: 'container title of 150',
    inside: [container(1, { title: plain(a(150)) })],
    outside: [container(1, { title: plain(a(151)) })],
    pointer: '/blocks/0/title/text',
  },
  {
    limit: 'container subtitle of 150',
    inside: [container(1, { subtitle: plain(a(150)) })],
    outside: [container(1, { subtitle: plain(a(151)) })],
    pointer: '/blocks/0/subtitle/text',
  },
  {
    limit: '10 blocks in a container',
    inside: [container(10)],
    outside: [container(11)],
    pointer: '/blocks/0/child_blocks',
  },
  { limit: 'known blocks', inside: [section()], outside: [{ type: 'telegram' }], pointer: '/blocks/0/type' },
  { limit: 'known properties', inside: [section()], outside: [section({ colour: 'red' })], pointer: '/blocks/0' },
  { limit: 'a section says something', inside: [section()], outside: [{ type: 'section' }], pointer: '/blocks/0' },
]

describe('in a message, just inside is posted, just outside is invalid_blocks at its place', () => {
  const post = (blocks: Json[]) =>
    slackRefusal(
      stage.slack.chat.postMessage({
        channel: stage.channels.desk,
        text: 'x',
        blocks: blocks as unknown as KnownBlock[],
      }),
    )
  test.each(messageLimits)('$limit', async ({ inside, outside, pointer }) => {
    expect(await post(inside)).toBeUndefined()
    const refusal = await post(outside)
    expect(refusal?.error).toBe('invalid_blocks')
    expect(refusal?.messages.at(-1)).toMatch(new RegExp(`^\\[ERROR\\] .+ \\[json-pointer:${pointer}\\]$`))
  })

  test('all blocks together hold about 13,200 characters', async () => {
    const full = many(4, () => section({ text: mrkdwn(a(3000)) }))
    expect(await post([...full, section({ text: mrkdwn(a(1200)) })])).toBeUndefined()
    expect(await post([...full, section({ text: mrkdwn(a(1201)) })])).toMatchObject({ error: 'msg_blocks_too_long' })
  })
})

const view = (more: Json = {}): Json => ({ type: 'modal', title: plain('通報する'), blocks: [section()], ...more })
const asking = (element: Json, more: Json = {}): Json => view({ submit: plain('送る'), blocks: [input(element, more)] })

const viewLimits: { limit: string; inside: Json; outside: Json; pointer: string }[] = [
  {
    limit: 'title of 24',
    inside: view({ title: plain(a(24)) }),
    outside: view({ title: plain(a(25)) }),
    pointer: '/view/title/text',
  },
  {
    limit: 'submit of 24',
    inside: view({ submit: plain(a(24)) }),
    outside: view({ submit: plain(a(25)) }),
    pointer: '/view/submit/text',
  },
  {
    limit: 'close of 24',
    inside: view({ close: plain(a(24)) }),
    outside: view({ close: plain(a(25)) }),
    pointer: '/view/close/text',
  },
  {
    limit: '100 blocks',
    inside: view({ blocks: many(100, () => section()) }),
    outside: view({ blocks: many(101, () => section()) }),
    pointer: '/view/blocks',
  },
  {
    limit: 'private_metadata of 3000',
    inside: view({ private_metadata: 'p'.repeat(3000) }),
    outside: view({ private_metadata: 'p'.repeat(3001) }),
    pointer: '/view/private_metadata',
  },
  {
    limit: 'callback_id of 255',
    inside: view({ callback_id: 'c'.repeat(255) }),
    outside: view({ callback_id: 'c'.repeat(256) }),
    pointer: '/view/callback_id',
  },
  {
    limit: 'label of 2000',
    inside: asking(typed(), { label: plain(a(2000)) }),
    outside: asking(typed(), { label: plain(a(2001)) }),
    pointer: '/view/blocks/0/label/text',
  },
  {
    limit: 'hint of 2000',
    inside: asking(typed(), { hint: plain(a(2000)) }),
    outside: asking(typed(), { hint: plain(a(2001)) }),
    pointer: '/view/blocks/0/hint/text',
  },
  {
    limit: 'min_length of 3000',
    inside: asking(typed({ min_length: 3000 })),
    outside: asking(typed({ min_length: 3001 })),
    pointer: '/view/blocks/0/element/min_length',
  },
  {
    limit: 'max_length of 3000',
    inside: asking(typed({ max_length: 3000 })),
    outside: asking(typed({ max_length: 3001 })),
    pointer: '/view/blocks/0/element/max_length',
  },
  {
    limit: 'initial value of 3000',
    inside: asking(typed({ initial_value: a(3000) })),
    outside: asking(typed({ initial_value: a(3001) })),
    pointer: '/view/blocks/0/element/initial_value',
  },
  {
    limit: 'from 1 file',
    inside: asking({ type: 'file_input', max_files: 1 }),
    outside: asking({ type: 'file_input', max_files: 0 }),
    pointer: '/view/blocks/0/element/max_files',
  },
  {
    limit: 'to 10 files',
    inside: asking({ type: 'file_input', max_files: 10 }),
    outside: asking({ type: 'file_input', max_files: 11 }),
    pointer: '/view/blocks/0/element/max_files',
  },
  {
    limit: 'inputs need a submit',
    inside: asking(typed()),
    outside: view({ blocks: [input(typed())] }),
    pointer: '/view',
  },
  { limit: 'a modal has blocks', inside: view(), outside: view({ blocks: [] }), pointer: '/view/blocks' },
]

describe('in a view, just inside is opened, just outside is invalid_arguments at its place', () => {
  const open = async (value: Json) => {
    await stage.control.slack.command(stage.people.ono, { command: '/otasuke', channel: stage.channels.analysts })
    const trigger_id = String(new URLSearchParams(stage.heard.at(-1)?.body).get('trigger_id'))
    return slackRefusal(stage.slack.views.open({ trigger_id, view: value as unknown as ModalView }))
  }
  test.each(viewLimits)('$limit', async ({ inside, outside, pointer }) => {
    expect(await open(inside)).toBeUndefined()
    const refusal = await open(outside)
    expect(refusal?.error).toBe('invalid_arguments')
    expect(refusal?.messages.at(-1)).toMatch(new RegExp(`\\[json-pointer:${pointer}\\]$`))
  })

  test('250 kB', async () => {
    const sized = (bytes: number) => {
      const blocks = many(90, () => section({ text: mrkdwn('x'.repeat(2700)) }))
      const rest = bytes - Buffer.byteLength(JSON.stringify(view({ blocks })))
      return view({ blocks, private_metadata: 'p'.repeat(rest - ',"private_metadata":""'.length) })
    }
    expect(await open(sized(250_000))).toBeUndefined()
    expect(await open(sized(250_001))).toMatchObject({ error: 'view_too_large' })
  })
})

describe('texts of messages', () => {
  const { post, update, whisper } = {
    post: (text: string) => stage.slack.chat.postMessage({ channel: stage.channels.desk, text }),
    update: (ts: string, text: string) =>
      slackRefusal(stage.slack.chat.update({ channel: stage.channels.desk, ts, text })),
    whisper: (text: string) =>
      slackRefusal(stage.slack.chat.postEphemeral({ channel: stage.channels.desk, user: stage.people.ono, text })),
  }
  test('are cut at 40,000 when posted', async () => {
    const { message } = await post(a(40_001))
    expect(message?.text).toHaveLength(40_000)
  })

  test('are refused beyond 4000 in an update or a whisper', async () => {
    const { ts } = await post('x')
    expect(await update(String(ts), a(4000))).toBeUndefined()
    expect(await update(String(ts), a(4001))).toMatchObject({ error: 'msg_too_long' })
    expect(await whisper(a(4000))).toBeUndefined()
    expect(await whisper(a(4001))).toMatchObject({ error: 'msg_too_long' })
  })

  test('as markdown are refused beyond 12,000, and beside text or blocks', async () => {
    const markdown = (markdown_text: string, more: Json = {}) =>
      slackRefusal(stage.slack.apiCall('chat.postMessage', { channel: stage.channels.desk, markdown_text, ...more }))
    expect(await markdown(a(12_000))).toBeUndefined()
    expect(await markdown(a(12_001))).toMatchObject({ error: 'msg_too_long' })
    expect(await markdown('x', { text: 'x' })).toMatchObject({ error: 'markdown_text_conflict' })
  })

  test('may be missing when there are blocks, not otherwise', async () => {
    expect(
      await slackRefusal(
        stage.slack.apiCall('chat.postMessage', { channel: stage.channels.desk, blocks: [section()] }),
      ),
    ).toBeUndefined()
    expect(await slackRefusal(stage.slack.apiCall('chat.postMessage', { channel: stage.channels.desk }))).toMatchObject(
      { error: 'no_text' },
    )
  })
})

function iconButton(label: number): Json {
  return {
    type: 'context_actions',
    elements: [{ type: 'icon_button', icon: 'trash', text: plain('消す'), accessibility_label: a(label) }],
  }
}
function feedback(first: number, second: number): Json {
  const choice = (label: number) => ({ text: plain('x'), value: 'v', accessibility_label: a(label) })
  return {
    type: 'context_actions',
    elements: [{ type: 'feedback_buttons', positive_button: choice(first), negative_button: choice(second) }],
  }
}
function contextActions(count: number): Json {
  return {
    type: 'context_actions',
    elements: many(count, (at) => ({ type: 'icon_button', action_id: `i${at}`, icon: 'trash', text: plain('消す') })),
  }
}
function workflow(more: Json): Json {
  return actions({
    type: 'workflow_button',
    action_id: 'w',
    text: plain('x'),
    workflow: { trigger: { url: 'https://slack.example/start' } },
    ...more,
  })
}
function grouped(type: string, count: number, more: Json = {}): Json {
  return {
    type,
    action_id: 'g',
    option_groups: many(count, () => ({ label: plain('x'), options: [option()], ...more })),
  }
}
function container(count: number, more: Json = {}): Json {
  return { type: 'container', child_blocks: many(count, () => section()), ...more }
}
