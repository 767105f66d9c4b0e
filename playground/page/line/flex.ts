import type { VNode } from 'preact'
import { classes, html } from '../html.ts'
import type { Json } from '../world.ts'
import {
  boxStyle,
  colour,
  type Layout,
  lettered,
  pictureAlign,
  pictureStyle,
  placed,
  space,
  styled,
  textStyle,
} from './flex-style.ts'
import { Unknown } from './unknown.ts'

/** What a drawn message can ask of the phone. */
export interface Hands {
  tap: (action: Json) => void
  /** Where a picture really lies; undefined: it cannot be had here. */
  picture: (url: unknown) => string | undefined
}

/** A Flex container as the phone shows it: its own colours, by day and by night. */
export function Flex({ contents, hands }: { contents: Json; hands: Hands }): VNode {
  if (contents.type === 'bubble') return bubble(contents, hands)
  if (contents.type !== 'carousel') return Unknown(contents.type)
  const bubbles = list(contents.contents)
  return html`<div class="flex-carousel" tabindex="0" role="group" aria-label="横に並んだカード ${bubbles.length}枚">
    ${bubbles.map((each) => bubble(each, hands))}
  </div>`
}

const SIZES = new Set(['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga'])

function bubble(bubbleJson: Json, hands: Hands): VNode {
  const size = SIZES.has(String(bubbleJson.size)) ? String(bubbleJson.size) : 'mega'
  const styles = (bubbleJson.styles ?? {}) as Record<string, Json>
  const section = (name: 'header' | 'hero' | 'body' | 'footer') => {
    const part = bubbleJson[name] as Json | undefined
    if (!part) return null
    const look = styles[name] ?? {}
    const edge =
      look.separator === true ? { 'border-top': `1px solid ${colour(look.separatorColor) ?? '#d4d6da'}` } : {}
    return html`<div class=${`flex-${name}`} style=${{ ...styled({ 'background-color': colour(look.backgroundColor) }), ...edge }}>
      ${component(part, 'vertical', hands)}
    </div>`
  }
  return html`<div class=${classes('flex-bubble', `flex-${size}`)} dir=${bubbleJson.direction === 'rtl' ? 'rtl' : 'ltr'} ...${tappable(bubbleJson, hands)}>
    ${section('header')}${section('hero')}${section('body')}${section('footer')}
  </div>`
}

function component(part: Json, parent: Layout, hands: Hands): VNode {
  switch (part.type) {
    case 'box':
      return box(part, parent, hands)
    case 'text':
      return text(part, parent, hands)
    case 'button':
      return button(part, parent, hands)
    case 'image':
      return image(part, parent, hands)
    case 'icon':
      return icon(part, parent, hands)
    case 'separator':
      return separator(part, parent)
    case 'filler':
      return html`<div style=${{ flex: '1 1 0px' }}></div>`
    default:
      return Unknown(part.type)
  }
}

function box(part: Json, parent: Layout, hands: Hands): VNode {
  const layout: Layout = part.layout === 'horizontal' || part.layout === 'baseline' ? part.layout : 'vertical'
  const gap = space(part.spacing)
  return html`<div class="flex-box" style=${{ ...placed(part, parent), ...boxStyle(part, layout) }} ...${tappable(part, hands)}>
    ${list(part.contents).map((each, index) => component(index > 0 && gap && each.margin === undefined ? { ...each, margin: gap } : each, layout, hands))}
  </div>`
}

function text(part: Json, parent: Layout, hands: Hands): VNode {
  const spans = Array.isArray(part.contents) ? list(part.contents) : undefined
  const words = spans
    ? spans.map((span) => html`<span style=${lettered(span)}>${String(span.text ?? '')}</span>`)
    : String(part.text ?? '')
  const isClamped = typeof part.maxLines === 'number' && part.maxLines > 0
  return html`<p class=${classes('flex-text', part.wrap === true && 'wraps', isClamped && 'clamped')} style=${{ ...placed(part, parent), ...textStyle(part) }} ...${tappable(part, hands)}>${words}</p>`
}

function button(part: Json, parent: Layout, hands: Hands): VNode {
  const action = (part.action ?? {}) as Json
  const style = part.style === 'primary' || part.style === 'secondary' ? part.style : 'link'
  const own = colour(part.color)
  const look = style === 'link' ? styled({ color: own }) : styled({ 'background-color': own })
  return html`<div class="flex-button-place" style=${placed(part, parent)}>
    <button type="button" class=${classes('flex-button', style, part.height === 'sm' && 'low')} style=${look} onClick=${() => hands.tap(action)}>
      ${String(action.label ?? '')}
    </button>
  </div>`
}

function image(part: Json, parent: Layout, hands: Hands): VNode {
  return html`<div class="flex-image" style=${{ ...placed(part, parent), ...pictureAlign(part) }} ...${tappable(part, hands)}>
    ${shown(part, hands, pictureStyle(part))}
  </div>`
}

function icon(part: Json, parent: Layout, hands: Hands): VNode {
  return html`<span style=${placed(part, parent)}>${shown(part, hands, { width: '1em', 'aspect-ratio': '1 / 1', 'object-fit': 'contain' })}</span>`
}

function shown(part: Json, hands: Hands, style: Record<string, string>): VNode {
  const address = hands.picture(part.url)
  if (address) return html`<img src=${address} alt="" style=${style} />`
  return html`<span class="no-picture" style=${style} role="img" aria-label="表示できない画像">画像</span>`
}

function separator(part: Json, parent: Layout): VNode {
  const name = parent === 'vertical' ? 'border-top-color' : 'border-left-color'
  return html`<div role="separator" class=${`flex-separator ${parent === 'vertical' ? 'lying' : 'standing'}`} style=${{ ...placed(part, parent), ...styled({ [name]: colour(part.color) }) }}></div>`
}

/** Anything may carry an action; what is no button is made to work by keyboard too. */
function tappable(part: Json, hands: Hands): Json {
  const action = part.action as Json | undefined
  if (!action || part.type === 'button') return {}
  const tap = (event: Event) => {
    event.stopPropagation()
    hands.tap(action)
  }
  return {
    role: 'button',
    tabIndex: 0,
    'data-taps': '',
    onClick: tap,
    onKeyDown: (event: KeyboardEvent) => (event.key === 'Enter' ? tap(event) : undefined),
  }
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
