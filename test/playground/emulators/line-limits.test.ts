import type { messagingApi } from '@line/bot-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Counted, type Json, kana, letters, many, PICTURE, type Ruled, url } from './bodies.ts'
import * as b from './line-bodies.ts'
import { lineRefusal, type Stage, setStage } from './stage.ts'

/** Every documented limit of LINE's messages: one body just inside it, one just outside, through the real SDK. */
let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.strike())

const check = (...messages: Json[]) =>
  lineRefusal(stage.line.validatePush({ messages: messages as unknown as messagingApi.Message[] }))

/** One grapheme, eleven UTF-16 units. */
const FAMILY = '👨‍👩‍👧‍👦'
const APPLE = '🍎'
const ACTION = 'template.actions[0]'
const FLEX = 'contents.body.contents[0]'

const counted: Counted[] = [
  ['characters of text', 5000, (n) => b.text({ text: kana(n) }), 'text'],
  ['UTF-16 units of text', 5000, (n) => b.text({ text: APPLE.repeat(2500) + letters(n - 5000) }), 'text'],
  ['emojis', 20, (n) => b.text({ emojis: many(n, b.emoji) }), 'emojis'],
  ['substitutions', 100, b.substituted, 'substitution'],
  ['characters of a sender’s name', 20, (n) => b.text({ sender: { name: kana(n) } }), 'sender.name'],
  ['quick replies', 13, (n) => b.quick(...many(n, () => b.item(b.say()))), 'quickReply.items'],
  [
    'characters of a quick reply’s label',
    20,
    (n) => b.quick(b.item(b.say({ label: kana(n) }))),
    'quickReply.items[0].action.label',
  ],
  [
    'graphemes of a label',
    20,
    (n) => b.quick(b.item(b.say({ label: FAMILY.repeat(n) }))),
    'quickReply.items[0].action.label',
  ],
  [
    'characters of a quick reply’s picture',
    2000,
    (n) => b.quick(b.item(b.say(), { imageUrl: url(n) })),
    'quickReply.items[0].imageUrl',
  ],
  ['characters of a template’s label', 20, (n) => b.does(b.postback({ label: kana(n) })), `${ACTION}.label`],
  [
    'characters of an image carousel’s label',
    12,
    (n) => b.pictures(b.postback({ label: kana(n) })),
    'template.columns[0].action.label',
  ],
  [
    'characters of a flex button’s label',
    40,
    (n) => b.flexButton(b.postback({ label: kana(n) })),
    `${FLEX}.action.label`,
  ],
  [
    'characters of another flex label',
    40,
    (n) => b.flexText({ action: b.postback({ label: kana(n) }) }),
    `${FLEX}.action.label`,
  ],
  ['characters of postback data', 300, (n) => b.does(b.postback({ data: letters(n) })), `${ACTION}.data`],
  [
    'UTF-16 units of postback data',
    300,
    (n) => b.does(b.postback({ data: APPLE.repeat(150) + letters(n - 300) })),
    `${ACTION}.data`,
  ],
  [
    'graphemes of displayText',
    300,
    (n) => b.does(b.postback({ displayText: FAMILY.repeat(n) })),
    `${ACTION}.displayText`,
  ],
  ['graphemes of a postback’s text', 300, (n) => b.does(b.postback({ text: FAMILY.repeat(n) })), `${ACTION}.text`],
  ['graphemes of fillInText', 300, (n) => b.does(b.filling(kana(n))), `${ACTION}.fillInText`],
  ['graphemes of a message action’s text', 300, (n) => b.does(b.say({ text: FAMILY.repeat(n) })), `${ACTION}.text`],
  ['characters of a uri', 1000, (n) => b.does(b.link(url(n))), `${ACTION}.uri`],
  ['characters for the clipboard', 1000, (n) => b.does(b.clip(letters(n))), `${ACTION}.clipboardText`],
  ['characters of a date picker’s data', 300, (n) => b.does(b.picker(letters(n))), `${ACTION}.data`],
  ['characters of a flex altText', 1500, (n) => b.flex(b.bubble(b.words('x')), { altText: kana(n) }), 'altText'],
  ['characters of a template’s altText', 1500, (n) => ({ ...b.buttons(), altText: kana(n) }), 'altText'],
  ['characters of an imagemap’s altText', 1500, (n) => b.imagemap({ altText: kana(n) }), 'altText'],
  ['actions of an imagemap', 50, (n) => b.imagemap({ actions: many(n, () => b.area()) }), 'actions'],
  [
    'pixels of an imagemap’s width',
    1040,
    (n) => b.imagemap({ baseSize: { width: n, height: 1040 } }),
    'baseSize.width',
  ],
  [
    'characters of an imagemap’s label',
    100,
    (n) => b.imagemap({ actions: [b.area({ label: kana(n) })] }),
    'actions[0].label',
  ],
  [
    'characters of an imagemap’s text',
    400,
    (n) => b.imagemap({ actions: [b.area({ text: kana(n) })] }),
    'actions[0].text',
  ],
  [
    'characters of an imagemap’s uri',
    1000,
    (n) => b.imagemap({ actions: [b.area({ type: 'uri', text: undefined, linkUri: url(n) })] }),
    'actions[0].linkUri',
  ],
  ['characters of a buttons title', 40, (n) => b.buttons({ title: kana(n) }), 'template.title'],
  ['characters of a buttons text', 160, (n) => b.buttons({ text: kana(n) }), 'template.text'],
  ['characters of it under a title', 60, (n) => b.buttons({ title: 'x', text: kana(n) }), 'template.text'],
  [
    'characters of it under a picture',
    60,
    (n) => b.buttons({ thumbnailImageUrl: PICTURE, text: kana(n) }),
    'template.text',
  ],
  ['buttons', 4, (n) => b.buttons({ actions: many(n, () => b.postback()) }), 'template.actions'],
  ['characters of a question', 240, (n) => b.confirm({ text: kana(n) }), 'template.text'],
  ['answers to a question', 2, (n) => b.confirm({ actions: many(n, () => b.postback()) }), 'template.actions'],
  ['columns', 10, (n) => b.carousel(...many(n, () => b.column())), 'template.columns'],
  ['characters of a column', 120, (n) => b.carousel(b.column({ text: kana(n) })), 'template.columns[0].text'],
  [
    'characters of it under a title',
    60,
    (n) => b.carousel(b.column({ title: 'x', text: kana(n) })),
    'template.columns[0].text',
  ],
  ['characters of a column’s title', 40, (n) => b.carousel(b.column({ title: kana(n) })), 'template.columns[0].title'],
  [
    'actions of a column',
    3,
    (n) => b.carousel(b.column({ actions: many(n, () => b.postback()) })),
    'template.columns[0].actions',
  ],
  ['pictures of a carousel', 10, (n) => b.pictures(...many(n, () => b.postback())), 'template.columns'],
  ['bytes of a bubble', 30_000, (n) => b.flex(b.bubbleOf(n)), 'contents'],
  ['bytes of a carousel', 50_000, (n) => b.flex(b.carouselOf(n)), 'contents'],
  [
    'bubbles',
    12,
    (n) => b.flex({ type: 'carousel', contents: many(n, () => b.bubble(b.words('x'))) }),
    'contents.contents',
  ],
  ['characters of a picture’s address', 2000, (n) => b.image(url(n)), 'originalContentUrl'],
  ['characters of a place’s title', 100, (n) => b.place({ title: kana(n) }), 'title'],
  ['characters of a place’s address', 100, (n) => b.place({ address: kana(n) }), 'address'],
]

const HTTP = 'http://pictures.example/a.png'
const ruled: Ruled[] = [
  { rule: 'a text is not empty', kept: b.text({ text: ' ' }), broken: b.text({ text: '' }), place: 'text' },
  {
    rule: 'a quick reply has a label',
    kept: b.quick(b.item(b.say())),
    broken: b.quick(b.item(b.say({ label: undefined }))),
    place: 'quickReply.items[0].action.label',
  },
  {
    rule: 'a template’s action has a label',
    kept: b.does(b.postback()),
    broken: b.does(b.postback({ label: undefined })),
    place: `${ACTION}.label`,
  },
  {
    rule: 'a flex button has a label',
    kept: b.flexButton(b.postback()),
    broken: b.flexButton(b.postback({ label: undefined })),
    place: `${FLEX}.action.label`,
  },
  {
    rule: 'other flex taps need none',
    kept: b.flexText({ action: b.postback({ label: undefined }) }),
    broken: b.flexText({ action: {} }),
    place: `${FLEX}.action.type`,
  },
  {
    rule: 'a quick reply’s picture comes over https',
    kept: b.quick(b.item(b.say(), { imageUrl: PICTURE })),
    broken: b.quick(b.item(b.say(), { imageUrl: HTTP })),
    place: 'quickReply.items[0].imageUrl',
  },
  {
    rule: 'the camera opens from quick replies only',
    kept: b.quick(b.item({ type: 'camera', label: '撮る' })),
    broken: b.does({ type: 'camera', label: '撮る' }),
    place: `${ACTION}.type`,
  },
  {
    rule: 'rich menus switch from rich menus only',
    kept: b.buttons(),
    broken: b.does({ type: 'richmenuswitch', label: '次', richMenuAliasId: 'next', data: 'x' }),
    place: `${ACTION}.type`,
  },
  {
    rule: 'a postback has data',
    kept: b.does(b.postback()),
    broken: b.does(b.postback({ data: undefined })),
    place: `${ACTION}.data`,
  },
  {
    rule: 'displayText or text, not both',
    kept: b.does(b.postback({ text: 'x' })),
    broken: b.does(b.postback({ text: 'x', displayText: 'x' })),
    place: `${ACTION}.text`,
  },
  {
    rule: 'fillInText needs the keyboard',
    kept: b.does(b.filling('x')),
    broken: b.does(b.postback({ fillInText: 'x' })),
    place: `${ACTION}.fillInText`,
  },
  {
    rule: 'links are http, https, line or tel',
    kept: b.does(b.link('tel:0226000000')),
    broken: b.does(b.link('javascript:alert(1)')),
    place: `${ACTION}.uri`,
  },
  {
    rule: 'columns have the same number of actions',
    kept: b.carousel(b.column(), b.column()),
    broken: b.carousel(b.column(), b.column({ actions: [b.say(), b.say()] })),
    place: 'template.columns',
  },
  {
    rule: 'an imagemap is 1040 wide, not less',
    kept: b.imagemap(),
    broken: b.imagemap({ baseSize: { width: 1039, height: 1040 } }),
    place: 'baseSize.width',
  },
  {
    rule: 'icons stand in baseline boxes only',
    kept: b.flex(b.baseline({ type: 'icon', url: PICTURE })),
    broken: b.flex(b.bubble({ type: 'icon', url: PICTURE })),
    place: `${FLEX}.type`,
  },
  { rule: 'a flex text is not empty', kept: b.flexText({}), broken: b.flexText({ text: '' }), place: `${FLEX}.text` },
  {
    rule: 'a box has a layout',
    kept: b.flex(b.bubble({ type: 'box', layout: 'vertical', contents: [] })),
    broken: b.flex(b.bubble({ type: 'box', contents: [] })),
    place: `${FLEX}.layout`,
  },
  { rule: 'a bubble has a block', kept: b.flex(b.bubble()), broken: b.flex({ type: 'bubble' }), place: 'contents' },
  {
    rule: 'flex colours are written in hex',
    kept: b.flexText({ color: '#0a7b2eff' }),
    broken: b.flexText({ color: 'red' }),
    place: `${FLEX}.color`,
  },
  {
    rule: 'flex sizes are known words',
    kept: b.flexText({ size: 'xxl' }),
    broken: b.flexText({ size: 'huge' }),
    place: `${FLEX}.size`,
  },
  {
    rule: 'flex pictures come over https',
    kept: b.flex(b.bubble({ type: 'image', url: PICTURE })),
    broken: b.flex(b.bubble({ type: 'image', url: HTTP })),
    place: `${FLEX}.url`,
  },
  { rule: 'pictures come over https', kept: b.image(PICTURE), broken: b.image(HTTP), place: 'originalContentUrl' },
  {
    rule: 'a picture has a preview',
    kept: b.image(PICTURE),
    broken: { type: 'image', originalContentUrl: PICTURE },
    place: 'previewImageUrl',
  },
  {
    rule: 'a flex message has an altText',
    kept: b.flexText({}),
    broken: { ...b.flexText({}), altText: undefined },
    place: 'altText',
  },
  { rule: 'message types are known', kept: b.text(), broken: { type: 'telegram', text: 'x' }, place: 'type' },
  { rule: 'properties are known', kept: b.text(), broken: b.text({ colour: 'red' }), place: 'colour' },
]

describe('a message just inside is accepted, just outside refused at its place', () => {
  test.each(counted)('%s: %i', async (_limit, max, make, place) => {
    expect(await check(make(max))).toBeUndefined()
    expect(await check(make(max + 1))).toMatchObject({ status: 400, properties: [`messages[0].${place}`] })
  })

  test.each(ruled)('$rule', async ({ kept, broken, place }) => {
    expect(await check(kept)).toBeUndefined()
    expect(await check(broken)).toMatchObject({ status: 400, properties: [`messages[0].${place}`] })
  })

  test('the key of a substitution has 20 characters', async () => {
    const keyed = (key: string) => ({
      type: 'textV2',
      text: 'x',
      substitution: { [key]: { type: 'mention', mentionee: { type: 'all' } } },
    })
    expect(await check(keyed(letters(20)))).toBeUndefined()
    expect(await check(keyed(letters(21)))).toMatchObject({ properties: [`messages[0].substitution.${letters(21)}`] })
  })

  test('each fault of a body is named', async () => {
    const refusal = await check(b.text({ text: '' }), b.text(), { type: 'telegram' })
    expect(refusal?.message).toBe('The request body has 2 error(s)')
    expect(refusal?.properties).toEqual(['messages[0].text', 'messages[2].type'])
  })
})

describe('a request', () => {
  const raw = (path: string, body: string) =>
    fetch(`${stage.playground.line.origin}/v2/bot/message/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.playground.line.accessToken}`, 'content-type': 'application/json' },
      body,
    })

  test('has one to five messages', async () => {
    expect(await check(...many(5, () => b.text()))).toBeUndefined()
    expect(await check(...many(6, () => b.text()))).toMatchObject({ status: 400, properties: ['messages'] })
    expect(await check()).toMatchObject({ status: 400, properties: ['messages'] })
  })

  test('has 2 MB at most', async () => {
    const sized = (bytes: number) => raw('validate/push', JSON.stringify({ messages: [] }).padEnd(bytes, ' '))
    expect((await sized(2 * 1024 * 1024)).status).toBe(400)
    expect((await sized(2 * 1024 * 1024 + 1)).status).toBe(413)
  })

  test('is JSON', async () => {
    const answer = await raw('push', '{"to": ')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('could not be parsed as JSON') })
  })

  test('for the loading mark asks for 5 to 60 seconds in steps of 5', async () => {
    const load = (loadingSeconds: number) =>
      lineRefusal(stage.line.showLoadingAnimation({ chatId: stage.people.sasaki, loadingSeconds }))
    for (const seconds of [5, 60]) expect(await load(seconds)).toBeUndefined()
    for (const seconds of [0, 7, 65])
      expect(await load(seconds)).toMatchObject({ status: 400, properties: ['loadingSeconds'] })
  })

  test('for many people names 500 at most', async () => {
    const messages = [{ type: 'text' as const, text: 'x' }]
    const send = (count: number) =>
      lineRefusal(stage.line.multicast({ to: many(count, (at) => `U${String(at).padStart(32, '0')}`), messages }))
    expect(await send(500)).toBeUndefined()
    expect(await send(501)).toMatchObject({ status: 400, properties: ['to'] })
  })
})
