import { type Json, many, PICTURE } from './bodies.ts'

/** LINE's messages, each sound as it comes. */
export const text = (more: Json = {}): Json => ({ type: 'text', text: 'こんにちは', ...more })
export const image = (originalContentUrl: string): Json => ({
  type: 'image',
  originalContentUrl,
  previewImageUrl: PICTURE,
})
export const place = (more: Json): Json => ({
  type: 'location',
  title: '会議所',
  address: '気仙沼市',
  latitude: 38.9,
  longitude: 141.57,
  ...more,
})

export const emoji = (at: number): Json => ({ index: at, productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' })
export function substituted(count: number): Json {
  const one = { type: 'emoji', productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' }
  return { type: 'textV2', text: 'x', substitution: Object.fromEntries(many(count, (at) => [`k${at}`, one])) }
}

export const postback = (more: Json = {}): Json => ({ type: 'postback', label: 'できた', data: 'token', ...more })
export const say = (more: Json = {}): Json => ({ type: 'message', label: '相談', text: '相談', ...more })
export const link = (uri: string): Json => ({ type: 'uri', label: '開く', uri })
export const filling = (fillInText: string): Json => postback({ inputOption: 'openKeyboard', fillInText })
export const clip = (clipboardText: string): Json => ({ type: 'clipboard', label: '写す', clipboardText })
export const picker = (data: string): Json => ({ type: 'datetimepicker', label: 'いつ', data, mode: 'datetime' })

export const quick = (...items: Json[]): Json => text({ quickReply: { items } })
export const item = (action: Json, more: Json = {}): Json => ({ type: 'action', action, ...more })

const template = (value: Json): Json => ({ type: 'template', altText: 'お知らせ', template: value })
export const buttons = (more: Json = {}): Json =>
  template({ type: 'buttons', text: '選んでください', actions: [postback()], ...more })
/** Buttons with this one action. */
export const does = (action: Json): Json => buttons({ actions: [action] })
export const confirm = (more: Json = {}): Json =>
  template({ type: 'confirm', text: 'よろしいですか', actions: [postback(), postback()], ...more })
export const column = (more: Json = {}): Json => ({ text: '一つ', actions: [postback()], ...more })
export const carousel = (...columns: Json[]): Json => template({ type: 'carousel', columns })
export const pictures = (...actions: Json[]): Json =>
  template({ type: 'image_carousel', columns: actions.map((action) => ({ imageUrl: PICTURE, action })) })

export const area = (more: Json = {}): Json => ({
  type: 'message',
  text: 'ここ',
  area: { x: 0, y: 0, width: 10, height: 10 },
  ...more,
})
export const imagemap = (more: Json = {}): Json => ({
  type: 'imagemap',
  baseUrl: 'https://pictures.example/map',
  altText: '地図',
  baseSize: { width: 1040, height: 1040 },
  actions: [area()],
  ...more,
})

export const flex = (contents: Json, more: Json = {}): Json => ({
  type: 'flex',
  altText: 'お知らせ',
  contents,
  ...more,
})
export const bubble = (...contents: Json[]): Json => ({
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', contents },
})
export const baseline = (...contents: Json[]): Json => ({
  type: 'bubble',
  body: { type: 'box', layout: 'baseline', contents },
})
export const words = (value: string): Json => ({ type: 'text', text: value })
export const flexButton = (action: Json): Json => flex(bubble({ type: 'button', action }))
export const flexText = (more: Json): Json => flex(bubble({ ...words('x'), ...more }))

/** A bubble of exactly so many bytes of JSON. */
export function bubbleOf(bytes: number): Json {
  const lengths = (rest: number): number[] => (rest > 2000 ? [2000, ...lengths(rest - 2000)] : [Math.max(rest, 1)])
  for (let filling = bytes; ; filling -= 1) {
    const made = bubble(...lengths(filling).map((length) => words('a'.repeat(length))))
    if (JSON.stringify(made).length === bytes) return made
    if (JSON.stringify(made).length < bytes) throw new Error('no bubble of this size')
  }
}

export function carouselOf(bytes: number): Json {
  const frame = JSON.stringify({ type: 'carousel', contents: [] }).length + 1
  const first = Math.floor((bytes - frame) / 2)
  return { type: 'carousel', contents: [bubbleOf(first), bubbleOf(bytes - frame - first)] }
}
