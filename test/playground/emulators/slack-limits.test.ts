import type { KnownBlock } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Counted, type Json, kana, letters, many, type Ruled, url } from './bodies.ts'
import * as b from './slack-bodies.ts'
import { type Stage, setStage, slackRefusal } from './stage.ts'

/** Every limit of messages that Slack's own types state: one body just inside it, one just outside, through the real SDK. */
let stage: Stage
beforeAll(async () => {
  stage = await setStage({ rateLimits: false })
})
afterAll(() => stage.strike())

const post = (...blocks: Json[]) =>
  slackRefusal(
    stage.slack.chat.postMessage({
      channel: stage.channels.desk,
      text: 'x',
      blocks: blocks as unknown as KnownBlock[],
    }),
  )

const ELEMENT = '/blocks/0/elements/0'
const OPTION = `${ELEMENT}/options/0`

const counted: Counted<Json[]>[] = [
  ['blocks', 50, (n) => many(n, () => b.section()), '/blocks'],
  ['characters of a section', 3000, (n) => [b.section({ text: b.marked(kana(n)) })], '/blocks/0/text/text'],
  [
    'UTF-16 units of a section',
    3000,
    (n) => [b.section({ text: b.marked('🍎'.repeat(1500) + letters(n - 3000)) })],
    '/blocks/0/text/text',
  ],
  ['fields', 10, (n) => [b.section({ fields: many(n, () => b.marked('x')) })], '/blocks/0/fields'],
  ['characters of a field', 2000, (n) => [b.section({ fields: [b.marked(kana(n))] })], '/blocks/0/fields/0/text'],
  ['characters of a block_id', 255, (n) => [b.section({ block_id: letters(n) })], '/blocks/0/block_id'],
  ['characters of a header', 150, (n) => [b.header(kana(n))], '/blocks/0/text/text'],
  [
    'elements of an actions block',
    25,
    (n) => [b.actions(...many(n, (at) => b.claim({ action_id: `a${at}` })))],
    '/blocks/0/elements',
  ],
  ['characters of an action_id', 255, (n) => [b.button({ action_id: letters(n) })], `${ELEMENT}/action_id`],
  ['characters of a button', 75, (n) => [b.button({ text: b.plain(kana(n)) })], `${ELEMENT}/text/text`],
  ['characters of a button’s value', 2000, (n) => [b.button({ value: letters(n) })], `${ELEMENT}/value`],
  ['characters of a button’s url', 3000, (n) => [b.button({ url: url(n) })], `${ELEMENT}/url`],
  [
    'characters of a button’s spoken label',
    75,
    (n) => [b.button({ accessibility_label: kana(n) })],
    `${ELEMENT}/accessibility_label`,
  ],
  [
    'characters of an icon’s spoken label',
    75,
    (n) => [b.icons(1, { accessibility_label: kana(n) })],
    `${ELEMENT}/accessibility_label`,
  ],
  [
    'characters of praise’s spoken label',
    75,
    (n) => [b.feedback({ accessibility_label: kana(n) }, {})],
    `${ELEMENT}/positive_button/accessibility_label`,
  ],
  [
    'characters of blame’s spoken label',
    75,
    (n) => [b.feedback({}, { accessibility_label: kana(n) })],
    `${ELEMENT}/negative_button/accessibility_label`,
  ],
  ['characters of a workflow button', 75, (n) => [b.workflow({ text: b.plain(kana(n)) })], `${ELEMENT}/text/text`],
  [
    'characters of its spoken label',
    75,
    (n) => [b.workflow({ accessibility_label: kana(n) })],
    `${ELEMENT}/accessibility_label`,
  ],
  ['checkboxes', 10, (n) => [b.choose('checkboxes', b.options(n))], `${ELEMENT}/options`],
  ['radio buttons', 10, (n) => [b.choose('radio_buttons', b.options(n))], `${ELEMENT}/options`],
  ['options of a menu', 100, (n) => [b.choose('static_select', b.options(n))], `${ELEMENT}/options`],
  [
    'options to take several of',
    100,
    (n) => [b.chooseBeside('multi_static_select', b.options(n))],
    '/blocks/0/accessory/options',
  ],
  ['groups of a menu', 100, (n) => [b.choose('static_select', b.groups(n))], `${ELEMENT}/option_groups`],
  [
    'groups to take several from',
    100,
    (n) => [b.chooseBeside('multi_static_select', b.groups(n))],
    '/blocks/0/accessory/option_groups',
  ],
  [
    'characters of a group’s label',
    75,
    (n) => [b.choose('static_select', b.groups(1, { label: b.plain(kana(n)) }))],
    `${ELEMENT}/option_groups/0/label/text`,
  ],
  [
    'options of a group',
    100,
    (n) => [b.choose('static_select', b.groups(1, b.options(n)))],
    `${ELEMENT}/option_groups/0/options`,
  ],
  ['entries of an overflow menu', 5, (n) => [b.choose('overflow', b.options(n))], `${ELEMENT}/options`],
  [
    'characters of an option',
    75,
    (n) => [b.choose('static_select', b.oneOption({ text: b.plain(kana(n)) }))],
    `${OPTION}/text/text`,
  ],
  [
    'characters of a marked option',
    75,
    (n) => [b.choose('radio_buttons', b.oneOption({ text: b.marked(kana(n)) }))],
    `${OPTION}/text/text`,
  ],
  [
    'characters of an option’s value',
    75,
    (n) => [b.choose('static_select', b.oneOption({ value: letters(n) }))],
    `${OPTION}/value`,
  ],
  ['characters of an option’s url', 3000, (n) => [b.choose('overflow', b.oneOption({ url: url(n) }))], `${OPTION}/url`],
  [
    'characters of an option’s description',
    75,
    (n) => [b.choose('static_select', b.oneOption({ description: b.plain(kana(n)) }))],
    `${OPTION}/description/text`,
  ],
  [
    'characters of a placeholder',
    150,
    (n) => [b.choose('static_select', { placeholder: b.plain(kana(n)) })],
    `${ELEMENT}/placeholder/text`,
  ],
  [
    'characters of a confirmation’s title',
    100,
    (n) => [b.confirming({ title: b.plain(kana(n)) })],
    `${ELEMENT}/confirm/title/text`,
  ],
  [
    'characters of a confirmation',
    300,
    (n) => [b.confirming({ text: b.plain(kana(n)) })],
    `${ELEMENT}/confirm/text/text`,
  ],
  [
    'characters of its yes',
    30,
    (n) => [b.confirming({ confirm: b.plain(kana(n)) })],
    `${ELEMENT}/confirm/confirm/text`,
  ],
  ['characters of its no', 30, (n) => [b.confirming({ deny: b.plain(kana(n)) })], `${ELEMENT}/confirm/deny/text`],
  ['elements of a context', 10, (n) => [b.context(...many(n, () => b.marked('x')))], '/blocks/0/elements'],
  ['characters of plain text', 3000, (n) => [b.context(b.plain(kana(n)))], `${ELEMENT}/text`],
  ['characters of marked text', 3000, (n) => [b.context(b.marked(kana(n)))], `${ELEMENT}/text`],
  ['context actions', 5, (n) => [b.icons(n)], '/blocks/0/elements'],
  ['characters of a picture’s alt text', 2000, (n) => [b.picture({ alt_text: kana(n) })], '/blocks/0/alt_text'],
  ['characters of a picture’s title', 2000, (n) => [b.picture({ title: b.plain(kana(n)) })], '/blocks/0/title/text'],
  ['characters of markdown', 12_000, (n) => [{ type: 'markdown', text: kana(n) }], '/blocks/0/text'],
  ['rows of a table', 100, (n) => [b.table(n, 1)], '/blocks/0/rows'],
  ['cells of a row', 20, (n) => [b.table(1, n)], '/blocks/0/rows/0'],
  [
    'column settings',
    20,
    (n) => [b.table(1, 1, { column_settings: many(n, () => ({})) })],
    '/blocks/0/column_settings',
  ],
  ['characters of a card’s title', 150, (n) => [b.card({ title: b.marked(kana(n)) })], '/blocks/0/title/text'],
  ['characters of a card’s subtitle', 150, (n) => [b.card({ subtitle: b.marked(kana(n)) })], '/blocks/0/subtitle/text'],
  ['characters of a card', 200, (n) => [b.card({ body: b.marked(kana(n)) })], '/blocks/0/body/text'],
  ['cards', 10, (n) => [{ type: 'carousel', elements: many(n, () => b.card()) }], '/blocks/0/elements'],
  [
    'characters of a container’s title',
    150,
    (n) => [b.container(1, { title: b.plain(kana(n)) })],
    '/blocks/0/title/text',
  ],
  [
    'characters of a container’s subtitle',
    150,
    (n) => [b.container(1, { subtitle: b.plain(kana(n)) })],
    '/blocks/0/subtitle/text',
  ],
  ['blocks of a container', 10, (n) => [b.container(n)], '/blocks/0/child_blocks'],
]

const ruled: Ruled<Json[]>[] = [
  {
    rule: 'a section says something',
    kept: [b.section()],
    broken: [b.section({ text: undefined })],
    place: '/blocks/0',
  },
  {
    rule: 'texts are not empty',
    kept: [b.section({ text: b.marked('x') })],
    broken: [b.section({ text: b.marked('') })],
    place: '/blocks/0/text/text',
  },
  {
    rule: 'a cell is not empty',
    kept: [b.cell({ type: 'raw_text', text: 'x' })],
    broken: [b.cell({ type: 'raw_text', text: '' })],
    place: '/blocks/0/rows/0/0/text',
  },
  {
    rule: 'a number’s cell is not empty',
    kept: [b.cell({ type: 'raw_number', value: 1, text: '1' })],
    broken: [b.cell({ type: 'raw_number', value: 1, text: '' })],
    place: '/blocks/0/rows/0/0/text',
  },
  {
    rule: 'block ids are unique',
    kept: [b.section({ block_id: 'a' }), b.section({ block_id: 'b' })],
    broken: [b.section({ block_id: 'a' }), b.section({ block_id: 'a' })],
    place: '/blocks/1/block_id',
  },
  {
    rule: 'action ids are unique in their block',
    kept: [b.actions(b.claim(), b.claim({ action_id: 'other' }))],
    broken: [b.actions(b.claim(), b.claim())],
    place: '/blocks/0/elements',
  },
  {
    rule: 'the same action id may stand in two blocks',
    kept: [b.button(), b.button()],
    broken: [b.actions(b.claim(), b.claim()), b.button()],
    place: '/blocks/0/elements',
  },
  {
    rule: 'at least one can be taken of several',
    kept: [b.chooseBeside('multi_static_select', { max_selected_items: 1 })],
    broken: [b.chooseBeside('multi_static_select', { max_selected_items: 0 })],
    place: '/blocks/0/accessory/max_selected_items',
  },
  {
    rule: 'a button is primary or danger',
    kept: [b.button({ style: 'danger' })],
    broken: [b.button({ style: 'warning' })],
    place: `${ELEMENT}/style`,
  },
  {
    rule: 'a header is plain text',
    kept: [b.header('x')],
    broken: [{ type: 'header', text: b.marked('x') }],
    place: '/blocks/0/text/type',
  },
  { rule: 'block types are known', kept: [b.section()], broken: [{ type: 'telegram' }], place: '/blocks/0/type' },
  { rule: 'properties are known', kept: [b.section()], broken: [b.section({ colour: 'red' })], place: '/blocks/0' },
]

describe('blocks just inside are posted, just outside are invalid_blocks at their place', () => {
  const pointing = (place: string) => new RegExp(`^\\[ERROR\\] .+ \\[json-pointer:${place}\\]$`)

  test.each(counted)('%s: %i', async (_limit, max, make, place) => {
    expect(await post(...make(max))).toBeUndefined()
    expect(await post(...make(max + 1))).toEqual({
      error: 'invalid_blocks',
      messages: [expect.stringMatching(pointing(place))],
    })
  })

  test.each(ruled)('$rule', async ({ kept, broken, place }) => {
    expect(await post(...kept)).toBeUndefined()
    expect(await post(...broken)).toEqual({
      error: 'invalid_blocks',
      messages: [expect.stringMatching(pointing(place))],
    })
  })

  test('all of them together hold about 13,200 characters', async () => {
    const full = many(4, () => b.section({ text: b.marked(kana(3000)) }))
    expect(await post(...full, b.section({ text: b.marked(kana(1200)) }))).toBeUndefined()
    expect(await post(...full, b.section({ text: b.marked(kana(1201)) }))).toMatchObject({
      error: 'msg_blocks_too_long',
    })
  })
})

describe('texts of messages', () => {
  const channel = () => stage.channels.desk
  const say = (text: string) => stage.slack.chat.postMessage({ channel: channel(), text })

  test('are cut at 40,000 when posted', async () => {
    expect((await say(kana(40_001))).message?.text).toHaveLength(40_000)
  })

  test('are refused beyond 4000 in an update or a whisper', async () => {
    const { ts } = await say('x')
    const update = (text: string) => slackRefusal(stage.slack.chat.update({ channel: channel(), ts: String(ts), text }))
    const whisper = (text: string) =>
      slackRefusal(stage.slack.chat.postEphemeral({ channel: channel(), user: stage.people.ono, text }))
    for (const send of [update, whisper]) {
      expect(await send(kana(4000))).toBeUndefined()
      expect(await send(kana(4001))).toMatchObject({ error: 'msg_too_long' })
    }
  })

  test('as markdown are refused beyond 12,000, and beside other text', async () => {
    const markdown = (markdown_text: string, more: Json = {}) =>
      slackRefusal(stage.slack.apiCall('chat.postMessage', { channel: channel(), markdown_text, ...more }))
    expect(await markdown(kana(12_000))).toBeUndefined()
    expect(await markdown(kana(12_001))).toMatchObject({ error: 'msg_too_long' })
    expect(await markdown('x', { text: 'x' })).toMatchObject({ error: 'markdown_text_conflict' })
  })

  test('may be missing when there are blocks, not otherwise', async () => {
    const bare = (more: Json) => slackRefusal(stage.slack.apiCall('chat.postMessage', { channel: channel(), ...more }))
    expect(await bare({ blocks: [b.section()] })).toBeUndefined()
    expect(await bare({})).toMatchObject({ error: 'no_text' })
  })

  test('metadata has a type and a payload', async () => {
    const tagged = (metadata: Json) =>
      slackRefusal(stage.slack.apiCall('chat.postMessage', { channel: channel(), text: 'x', metadata }))
    expect(await tagged({ event_type: 'otasuke_outbox', event_payload: { id: '1' } })).toBeUndefined()
    expect(await tagged({ event_type: 'otasuke_outbox' })).toMatchObject({ error: 'invalid_metadata_format' })
  })
})
