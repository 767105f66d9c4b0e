import type { messagingApi } from '@line/bot-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lineRefusal, type Stage, setStage } from './stage.ts'

/** Every documented limit of LINE's messages: one body just inside it, one just outside, through the real SDK. */
let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.strike())

type Json = Record<string, unknown>
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const a = (count: number) => 'あ'.repeat(count)
/** One grapheme, eleven UTF-16 units. */
const FAMILY = '👨‍👩‍👧‍👦'
const url = (length: number) => `https://pictures.example/${'a'.repeat(length - 'https://pictures.example/'.length)}`
const PICTURE = 'https://pictures.example/a.png'

const text = (more: Json = {}): Json => ({ type: 'text', text: 'こんにちは', ...more })
const postback = (more: Json = {}): Json => ({ type: 'postback', label: 'できた', data: 'token', ...more })
const say = (more: Json = {}): Json => ({ type: 'message', label: '相談', text: '相談', ...more })
const link = (more: Json = {}): Json => ({ type: 'uri', label: '開く', uri: 'https://help.example/', ...more })
const quick = (items: Json[]): Json => text({ quickReply: { items } })
const item = (action: Json, more: Json = {}): Json => ({ type: 'action', action, ...more })
const flex = (contents: Json, more: Json = {}): Json => ({ type: 'flex', altText: 'お知らせ', contents, ...more })
const bubble = (...contents: Json[]): Json => ({ type: 'bubble', body: { type: 'box', layout: 'vertical', contents } })
const words = (value: string): Json => ({ type: 'text', text: value })
const flexButton = (action: Json): Json => flex(bubble({ type: 'button', action }))
const template = (value: Json, more: Json = {}): Json => ({
  type: 'template',
  altText: 'お知らせ',
  template: value,
  ...more,
})
const buttons = (more: Json = {}): Json =>
  template({ type: 'buttons', text: '選んでください', actions: [postback()], ...more })
const confirm = (more: Json = {}): Json =>
  template({ type: 'confirm', text: 'よろしいですか', actions: [postback(), postback()], ...more })
const column = (more: Json = {}): Json => ({ text: '一つ', actions: [postback()], ...more })
const carousel = (columns: Json[]): Json => template({ type: 'carousel', columns })
const pictures = (columns: Json[]): Json => template({ type: 'image_carousel', columns })
const imagemap = (more: Json = {}): Json => ({
  type: 'imagemap',
  baseUrl: 'https://pictures.example/map',
  altText: '地図',
  baseSize: { width: 1040, height: 1040 },
  actions: [area()],
  ...more,
})
const area = (more: Json = {}): Json => ({
  type: 'message',
  text: 'ここ',
  area: { x: 0, y: 0, width: 10, height: 10 },
  ...more,
})
/** A bubble of exactly so many bytes of JSON. */
const bubbleOf = (bytes: number): Json => {
  const lengths = (rest: number): number[] => (rest > 2000 ? [2000, ...lengths(rest - 2000)] : [Math.max(rest, 1)])
  for (let filling = bytes; ; filling -= 1) {
    const made = bubble(...lengths(filling).map((length) => words('a'.repeat(length))))
    if (JSON.stringify(made).length === bytes) return made
    if (JSON.stringify(made).length < bytes) throw new Error('no bubble of this size')
  }
}

interface Limit {
  limit: string
  inside: Json
  outside: Json
  property: string
}

const limits: Limit[] = [
  {
    limit: 'text of 5000',
    inside: text({ text: a(5000) }),
    outside: text({ text: a(5001) }),
    property: 'messages[0].text',
  },
  {
    limit: 'text is not empty',
    inside: text({ text: ' ' }),
    outside: text({ text: '' }),
    property: 'messages[0].text',
  },
  {
    limit: 'text counts UTF-16 units',
    inside: text({ text: '🍎'.repeat(2500) }),
    outside: text({ text: `${'🍎'.repeat(2500)}a` }),
    property: 'messages[0].text',
  },
  {
    limit: '20 emojis',
    inside: text({ emojis: many(20, emoji) }),
    outside: text({ emojis: many(21, emoji) }),
    property: 'messages[0].emojis',
  },
  {
    limit: '100 substitutions',
    inside: substituted(100),
    outside: substituted(101),
    property: 'messages[0].substitution',
  },
  {
    limit: 'substitution key of 20',
    inside: keyed('k'.repeat(20)),
    outside: keyed('k'.repeat(21)),
    property: `messages[0].substitution.${'k'.repeat(21)}`,
  },
  {
    limit: 'sender name of 20',
    inside: text({ sender: { name: a(20) } }),
    outside: text({ sender: { name: a(21) } }),
    property: 'messages[0].sender.name',
  },
  {
    limit: '13 quick replies',
    inside: quick(many(13, () => item(say()))),
    outside: quick(many(14, () => item(say()))),
    property: 'messages[0].quickReply.items',
  },
  {
    limit: 'quick reply label is required',
    inside: quick([item(say())]),
    outside: quick([item(say({ label: undefined }))]),
    property: 'messages[0].quickReply.items[0].action.label',
  },
  {
    limit: 'quick reply label of 20',
    inside: quick([item(say({ label: a(20) }))]),
    outside: quick([item(say({ label: a(21) }))]),
    property: 'messages[0].quickReply.items[0].action.label',
  },
  {
    limit: 'labels count graphemes',
    inside: quick([item(say({ label: FAMILY.repeat(20) }))]),
    outside: quick([item(say({ label: FAMILY.repeat(21) }))]),
    property: 'messages[0].quickReply.items[0].action.label',
  },
  {
    limit: 'quick reply picture of 2000',
    inside: quick([item(say(), { imageUrl: url(2000) })]),
    outside: quick([item(say(), { imageUrl: url(2001) })]),
    property: 'messages[0].quickReply.items[0].imageUrl',
  },
  {
    limit: 'quick reply picture over https',
    inside: quick([item(say(), { imageUrl: PICTURE })]),
    outside: quick([item(say(), { imageUrl: 'http://pictures.example/a.png' })]),
    property: 'messages[0].quickReply.items[0].imageUrl',
  },
  {
    limit: 'camera in quick replies only',
    inside: quick([item({ type: 'camera', label: '撮る' })]),
    outside: buttons({ actions: [{ type: 'camera', label: '撮る' }] }),
    property: 'messages[0].template.actions[0].type',
  },
  {
    limit: 'rich menu switch in rich menus only',
    inside: buttons(),
    outside: buttons({ actions: [{ type: 'richmenuswitch', label: '次', richMenuAliasId: 'next', data: 'x' }] }),
    property: 'messages[0].template.actions[0].type',
  },
  {
    limit: 'template label of 20',
    inside: buttons({ actions: [postback({ label: a(20) })] }),
    outside: buttons({ actions: [postback({ label: a(21) })] }),
    property: 'messages[0].template.actions[0].label',
  },
  {
    limit: 'template label is required',
    inside: buttons(),
    outside: buttons({ actions: [postback({ label: undefined })] }),
    property: 'messages[0].template.actions[0].label',
  },
  {
    limit: 'image carousel label of 12',
    inside: pictures([{ imageUrl: PICTURE, action: postback({ label: a(12) }) }]),
    outside: pictures([{ imageUrl: PICTURE, action: postback({ label: a(13) }) }]),
    property: 'messages[0].template.columns[0].action.label',
  },
  {
    limit: 'flex button label of 40',
    inside: flexButton(postback({ label: a(40) })),
    outside: flexButton(postback({ label: a(41) })),
    property: 'messages[0].contents.body.contents[0].action.label',
  },
  {
    limit: 'flex button label is required',
    inside: flexButton(postback()),
    outside: flexButton(postback({ label: undefined })),
    property: 'messages[0].contents.body.contents[0].action.label',
  },
  {
    limit: 'other flex label of 40',
    inside: flex(bubble({ ...words('x'), action: postback({ label: a(40) }) })),
    outside: flex(bubble({ ...words('x'), action: postback({ label: a(41) }) })),
    property: 'messages[0].contents.body.contents[0].action.label',
  },
  {
    limit: 'postback data of 300',
    inside: buttons({ actions: [postback({ data: 'd'.repeat(300) })] }),
    outside: buttons({ actions: [postback({ data: 'd'.repeat(301) })] }),
    property: 'messages[0].template.actions[0].data',
  },
  {
    limit: 'postback data counts UTF-16 units',
    inside: buttons({ actions: [postback({ data: '🍎'.repeat(150) })] }),
    outside: buttons({ actions: [postback({ data: '🍎'.repeat(151) })] }),
    property: 'messages[0].template.actions[0].data',
  },
  {
    limit: 'postback has data',
    inside: buttons(),
    outside: buttons({ actions: [postback({ data: undefined })] }),
    property: 'messages[0].template.actions[0].data',
  },
  {
    limit: 'displayText of 300',
    inside: buttons({ actions: [postback({ displayText: FAMILY.repeat(300) })] }),
    outside: buttons({ actions: [postback({ displayText: a(301) })] }),
    property: 'messages[0].template.actions[0].displayText',
  },
  {
    limit: 'displayText or text, not both',
    inside: buttons({ actions: [postback({ text: 'a' })] }),
    outside: buttons({ actions: [postback({ text: 'a', displayText: 'a' })] }),
    property: 'messages[0].template.actions[0].text',
  },
  {
    limit: 'fillInText of 300',
    inside: buttons({ actions: [filling(300)] }),
    outside: buttons({ actions: [filling(301)] }),
    property: 'messages[0].template.actions[0].fillInText',
  },
  {
    limit: 'message action text of 300',
    inside: buttons({ actions: [say({ text: a(300) })] }),
    outside: buttons({ actions: [say({ text: a(301) })] }),
    property: 'messages[0].template.actions[0].text',
  },
  {
    limit: 'uri of 1000',
    inside: buttons({ actions: [link({ uri: url(1000) })] }),
    outside: buttons({ actions: [link({ uri: url(1001) })] }),
    property: 'messages[0].template.actions[0].uri',
  },
  {
    limit: 'uri schemes http, https, line, tel',
    inside: buttons({ actions: [link({ uri: 'tel:0226000000' })] }),
    outside: buttons({ actions: [link({ uri: 'javascript:alert(1)' })] }),
    property: 'messages[0].template.actions[0].uri',
  },
  {
    limit: 'clipboard of 1000',
    inside: buttons({ actions: [clip(1000)] }),
    outside: buttons({ actions: [clip(1001)] }),
    property: 'messages[0].template.actions[0].clipboardText',
  },
  {
    limit: 'date picker data of 300',
    inside: buttons({ actions: [picker('d'.repeat(300))] }),
    outside: buttons({ actions: [picker('d'.repeat(301))] }),
    property: 'messages[0].template.actions[0].data',
  },
  {
    limit: 'flex altText of 1500',
    inside: flex(bubble(words('x')), { altText: a(1500) }),
    outside: flex(bubble(words('x')), { altText: a(1501) }),
    property: 'messages[0].altText',
  },
  {
    limit: 'template altText of 1500',
    inside: { ...buttons(), altText: a(1500) },
    outside: { ...buttons(), altText: a(1501) },
    property: 'messages[0].altText',
  },
  {
    limit: 'imagemap altText of 1500',
    inside: imagemap({ altText: a(1500) }),
    outside: imagemap({ altText: a(1501) }),
    property: 'messages[0].altText',
  },
  {
    limit: 'imagemap of 50 actions',
    inside: imagemap({ actions: many(50, () => area()) }),
    outside: imagemap({ actions: many(51, () => area()) }),
    property: 'messages[0].actions',
  },
  {
    limit: 'imagemap width of exactly 1040',
    inside: imagemap(),
    outside: imagemap({ baseSize: { width: 1041, height: 1040 } }),
    property: 'messages[0].baseSize.width',
  },
  {
    limit: 'imagemap label of 100',
    inside: imagemap({ actions: [area({ label: a(100) })] }),
    outside: imagemap({ actions: [area({ label: a(101) })] }),
    property: 'messages[0].actions[0].label',
  },
  {
    limit: 'imagemap text of 400',
    inside: imagemap({ actions: [area({ text: a(400) })] }),
    outside: imagemap({ actions: [area({ text: a(401) })] }),
    property: 'messages[0].actions[0].text',
  },
  {
    limit: 'imagemap uri of 1000',
    inside: imagemap({ actions: [area({ type: 'uri', text: undefined, linkUri: url(1000) })] }),
    outside: imagemap({ actions: [area({ type: 'uri', text: undefined, linkUri: url(1001) })] }),
    property: 'messages[0].actions[0].linkUri',
  },
  {
    limit: 'buttons title of 40',
    inside: buttons({ title: a(40) }),
    outside: buttons({ title: a(41) }),
    property: 'messages[0].template.title',
  },
  {
    limit: 'buttons text of 160',
    inside: buttons({ text: a(160) }),
    outside: buttons({ text: a(161) }),
    property: 'messages[0].template.text',
  },
  {
    limit: 'buttons text of 60 under a title',
    inside: buttons({ title: 't', text: a(60) }),
    outside: buttons({ title: 't', text: a(61) }),
    property: 'messages[0].template.text',
  },
  {
    limit: 'buttons text of 60 under a picture',
    inside: buttons({ thumbnailImageUrl: PICTURE, text: a(60) }),
    outside: buttons({ thumbnailImageUrl: PICTURE, text: a(61) }),
    property: 'messages[0].template.text',
  },
  {
    limit: '4 buttons',
    inside: buttons({ actions: many(4, () => postback()) }),
    outside: buttons({ actions: many(5, () => postback()) }),
    property: 'messages[0].template.actions',
  },
  {
    limit: 'confirm text of 240',
    inside: confirm({ text: a(240) }),
    outside: confirm({ text: a(241) }),
    property: 'messages[0].template.text',
  },
  {
    limit: 'confirm has 2 actions',
    inside: confirm(),
    outside: confirm({ actions: many(3, () => postback()) }),
    property: 'messages[0].template.actions',
  },
  {
    limit: 'carousel of 10 columns',
    inside: carousel(many(10, () => column())),
    outside: carousel(many(11, () => column())),
    property: 'messages[0].template.columns',
  },
  {
    limit: 'column text of 120',
    inside: carousel([column({ text: a(120) })]),
    outside: carousel([column({ text: a(121) })]),
    property: 'messages[0].template.columns[0].text',
  },
  {
    limit: 'column text of 60 under a title',
    inside: carousel([column({ title: 't', text: a(60) })]),
    outside: carousel([column({ title: 't', text: a(61) })]),
    property: 'messages[0].template.columns[0].text',
  },
  {
    limit: 'column title of 40',
    inside: carousel([column({ title: a(40) })]),
    outside: carousel([column({ title: a(41) })]),
    property: 'messages[0].template.columns[0].title',
  },
  {
    limit: 'column of 3 actions',
    inside: carousel([column({ actions: many(3, () => postback()) })]),
    outside: carousel([column({ actions: many(4, () => postback()) })]),
    property: 'messages[0].template.columns[0].actions',
  },
  {
    limit: 'even columns',
    inside: carousel([column(), column()]),
    outside: carousel([column(), column({ actions: [postback(), postback()] })]),
    property: 'messages[0].template.columns',
  },
  {
    limit: 'image carousel of 10',
    inside: pictures(many(10, () => ({ imageUrl: PICTURE, action: postback() }))),
    outside: pictures(many(11, () => ({ imageUrl: PICTURE, action: postback() }))),
    property: 'messages[0].template.columns',
  },
  {
    limit: 'bubble of 30 KB',
    inside: flex(bubbleOf(30_000)),
    outside: flex(bubbleOf(30_001)),
    property: 'messages[0].contents',
  },
  {
    limit: 'carousel of 12 bubbles',
    inside: flex({ type: 'carousel', contents: many(12, () => bubble(words('x'))) }),
    outside: flex({ type: 'carousel', contents: many(13, () => bubble(words('x'))) }),
    property: 'messages[0].contents.contents',
  },
  {
    limit: 'carousel of 50 KB',
    inside: flex(carouselOf(50_000)),
    outside: flex(carouselOf(50_001)),
    property: 'messages[0].contents',
  },
  {
    limit: 'icons in baseline boxes only',
    inside: flex(baseline({ type: 'icon', url: PICTURE })),
    outside: flex(bubble({ type: 'icon', url: PICTURE })),
    property: 'messages[0].contents.body.contents[0].type',
  },
  {
    limit: 'flex text is not empty',
    inside: flex(bubble(words('x'))),
    outside: flex(bubble(words(''))),
    property: 'messages[0].contents.body.contents[0].text',
  },
  {
    limit: 'a box has a layout',
    inside: flex(bubble({ type: 'box', layout: 'vertical', contents: [] })),
    outside: flex(bubble({ type: 'box', contents: [] })),
    property: 'messages[0].contents.body.contents[0].layout',
  },
  {
    limit: 'a bubble has a block',
    inside: flex(bubble(words('x'))),
    outside: flex({ type: 'bubble' }),
    property: 'messages[0].contents',
  },
  {
    limit: 'flex colours',
    inside: flex(bubble({ ...words('x'), color: '#0a7b2eff' })),
    outside: flex(bubble({ ...words('x'), color: 'red' })),
    property: 'messages[0].contents.body.contents[0].color',
  },
  {
    limit: 'flex pictures over https',
    inside: flex(bubble({ type: 'image', url: PICTURE })),
    outside: flex(bubble({ type: 'image', url: 'http://pictures.example/a.png' })),
    property: 'messages[0].contents.body.contents[0].url',
  },
  {
    limit: 'image address of 2000',
    inside: image(url(2000)),
    outside: image(url(2001)),
    property: 'messages[0].originalContentUrl',
  },
  {
    limit: 'image over https',
    inside: image(PICTURE),
    outside: image('http://pictures.example/a.png'),
    property: 'messages[0].originalContentUrl',
  },
  {
    limit: 'an image has a preview',
    inside: image(PICTURE),
    outside: { type: 'image', originalContentUrl: PICTURE },
    property: 'messages[0].previewImageUrl',
  },
  {
    limit: 'place title of 100',
    inside: place({ title: a(100) }),
    outside: place({ title: a(101) }),
    property: 'messages[0].title',
  },
  {
    limit: 'place address of 100',
    inside: place({ address: a(100) }),
    outside: place({ address: a(101) }),
    property: 'messages[0].address',
  },
  {
    limit: 'known message types',
    inside: text(),
    outside: { type: 'telegram', text: 'x' },
    property: 'messages[0].type',
  },
  { limit: 'known properties', inside: text(), outside: text({ colour: 'red' }), property: 'messages[0].colour' },
  {
    limit: 'flex has an altText',
    inside: flex(bubble(words('x'))),
    outside: { type: 'flex', contents: bubble(words('x')) },
    property: 'messages[0].altText',
  },
]

const check = (messages: Json[]) =>
  lineRefusal(stage.line.validatePush({ messages: messages as unknown as messagingApi.Message[] }))

describe('just inside is accepted, just outside is refused at its place', () => {
  test.each(limits)('$limit', async ({ inside, outside, property }) => {
    expect(await check([inside])).toBeUndefined()
    const refusal = await check([outside])
    expect(refusal).toMatchObject({ status: 400, properties: [property] })
  })

  test('a request has one to five messages', async () => {
    expect(await check(many(5, () => text()))).toBeUndefined()
    expect(await check(many(6, () => text()))).toMatchObject({ status: 400, properties: ['messages'] })
    expect(await check([])).toMatchObject({ status: 400, properties: ['messages'] })
  })

  test('each fault of a body is named', async () => {
    const refusal = await check([text({ text: '' }), text(), { type: 'telegram' }])
    expect(refusal?.message).toBe('The request body has 2 error(s)')
    expect(refusal?.properties).toEqual(['messages[0].text', 'messages[2].type'])
  })

  test('a body of 2 MB is too large', async () => {
    const push = (bytes: number) => {
      const body = JSON.stringify({ messages: [] })
      return fetch(`${stage.playground.line.origin}/v2/bot/message/validate/push`, {
        method: 'POST',
        headers: { authorization: `Bearer ${stage.playground.line.accessToken}`, 'content-type': 'application/json' },
        body: body.padEnd(bytes, ' '),
      })
    }
    expect((await push(2 * 1024 * 1024)).status).toBe(400)
    expect((await push(2 * 1024 * 1024 + 1)).status).toBe(413)
  })

  test('what is no JSON is refused', async () => {
    const answer = await fetch(`${stage.playground.line.origin}/v2/bot/message/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.playground.line.accessToken}`, 'content-type': 'application/json' },
      body: '{"to": ',
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('could not be parsed as JSON') })
  })

  test('the loading mark lasts 5 to 60 seconds in steps of 5', async () => {
    const load = (loadingSeconds: number) =>
      lineRefusal(stage.line.showLoadingAnimation({ chatId: stage.people.sasaki, loadingSeconds }))
    for (const seconds of [5, 60]) expect(await load(seconds)).toBeUndefined()
    for (const seconds of [0, 7, 65])
      expect(await load(seconds)).toMatchObject({ status: 400, properties: ['loadingSeconds'] })
  })

  test('a multicast goes to 500 at most', async () => {
    const send = (count: number) =>
      lineRefusal(
        stage.line.multicast({
          to: many(count, (at) => `U${String(at).padStart(32, '0')}`),
          messages: [{ type: 'text', text: 'x' }],
        }),
      )
    expect(await send(500)).toBeUndefined()
    expect(await send(501)).toMatchObject({ status: 400, properties: ['to'] })
  })
})

function emoji(at: number): Json {
  return { index: at, productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' }
}
function substituted(count: number): Json {
  const one = { type: 'emoji', productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' }
  return { type: 'textV2', text: 'x', substitution: Object.fromEntries(many(count, (at) => [`k${at}`, one])) }
}
function keyed(key: string): Json {
  return { type: 'textV2', text: 'x', substitution: { [key]: { type: 'mention', mentionee: { type: 'all' } } } }
}
function filling(count: number): Json {
  return postback({ inputOption: 'openKeyboard', fillInText: a(count) })
}
function clip(count: number): Json {
  return { type: 'clipboard', label: '写す', clipboardText: 'c'.repeat(count) }
}
function picker(data: string): Json {
  return { type: 'datetimepicker', label: 'いつ', data, mode: 'datetime' }
}
function image(originalContentUrl: string): Json {
  return { type: 'image', originalContentUrl, previewImageUrl: PICTURE }
}
function place(more: Json): Json {
  return { type: 'location', title: '会議所', address: '気仙沼市', latitude: 38.9, longitude: 141.57, ...more }
}
function baseline(content: Json): Json {
  return { type: 'bubble', body: { type: 'box', layout: 'baseline', contents: [content] } }
}
function carouselOf(bytes: number): Json {
  const frame = JSON.stringify({ type: 'carousel', contents: [] }).length + 1
  const first = Math.floor((bytes - frame) / 2)
  return { type: 'carousel', contents: [bubbleOf(first), bubbleOf(bytes - frame - first)] }
}
