import type { VNode } from 'preact'
import { h, html } from '../html.ts'
import { Unknown } from '../line/unknown.ts'
import type { Block, Json } from '../world.ts'
import { type Desk, plain, words } from './desk.ts'
import { Element } from './elements.ts'
import { unescaped } from './mrkdwn.ts'

/** Block Kit, block by block. */
export function Blocks({ blocks, desk }: { blocks: readonly Block[]; desk: Desk }): VNode {
  return html`<div class="blocks">${blocks.map((block, index) => html`<div class="block" key=${keyOf(block, index)}>${drawn(block, desk)}</div>`)}</div>`
}

/** Ids that Slack made up are others after each edit, which must not take the focus from a button; a field's are the app's. */
const keyOf = (block: Block, index: number): string | number =>
  block.type === 'input' ? (block.block_id ?? index) : index

function drawn(block: Block, desk: Desk): VNode {
  switch (block.type) {
    case 'header':
      return html`<h4 class="block-header">${plain(block.text)}</h4>`
    case 'section':
      return section(block, desk)
    case 'actions':
      return html`<div class="block-actions" role="group">${elements(block.elements).map((element) => act(block, element, desk))}</div>`
    case 'context':
      return html`<div class="block-context">${elements(block.elements).map((element) => (element.type === 'image' ? image(element, desk, 'small') : html`<span>${words(element, desk.names)}</span>`))}</div>`
    case 'divider':
      return html`<hr />`
    case 'image':
      return html`<figure>${block.title ? html`<figcaption>${plain(block.title)}</figcaption>` : null}${image(block, desk, 'wide')}</figure>`
    case 'input':
      return input(block, desk)
    case 'rich_text':
      return html`<p class="block-text">${richText(block)}</p>`
    case 'markdown':
      return html`<p class="block-text">${String(block.text ?? '')}</p>`
    default:
      return Unknown(block.type)
  }
}

function section(block: Block, desk: Desk): VNode {
  const accessory = block.accessory as Json | undefined
  const fields = Array.isArray(block.fields) ? elements(block.fields) : []
  return html`<div class="block-section">
    <div class="block-section-words">
      ${block.text ? html`<p class="block-text">${words(block.text, desk.names)}</p>` : null}
      ${fields.length > 0 ? html`<div class="block-fields">${fields.map((field) => html`<p class="block-text">${words(field, desk.names)}</p>`)}</div>` : null}
    </div>
    ${accessory ? html`<div class="block-accessory">${accessory.type === 'image' ? image(accessory, desk, 'thumb') : act(block, accessory, desk)}</div>` : null}
  </div>`
}

const act = (block: Block, element: Json, desk: Desk): VNode =>
  html`<${Element} key=${String(element.action_id)} element=${element} blockId=${String(block.block_id)} desk=${desk} />`

/** A field of a modal: its label, its hint, and what is wrong with it. */
function input(block: Block, desk: Desk): VNode {
  const blockId = String(block.block_id)
  const error = desk.fields?.errors[blockId]
  const id = `field-${blockId}`
  const notes = [block.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].join(' ').trim()
  const element = (block.element ?? {}) as Json
  const isGroup = element.type === 'radio_buttons' || element.type === 'checkboxes'
  return html`<div class="block-input ${error ? 'wrong' : ''}" role=${isGroup ? 'group' : undefined} aria-labelledby=${isGroup ? `${id}-label` : undefined}>
    <label id="${id}-label" for=${isGroup ? undefined : id}>${plain(block.label)}${block.optional === true ? html`<small>（書かなくてもよい）</small>` : null}</label>
    ${h(Element, { element, blockId, desk, id, notes: notes || undefined, isWrong: error !== undefined, input: block })}
    ${block.hint ? html`<small id="${id}-hint" class="hint">${plain(block.hint)}</small>` : null}
    ${error ? html`<p id="${id}-error" class="error" role="alert">${fault(error)}</p>` : null}
  </div>`
}

/** Slack's own complaints, which the emulator names; the app's are whole sentences. */
const FAULTS: Readonly<Record<string, string>> = {
  required: '書いてください。',
  'too long': '長すぎます。',
  'too short': '短すぎます。',
}
const fault = (error: string): string => FAULTS[error] ?? unescaped(error)

function image(part: Json, desk: Desk, look: 'small' | 'thumb' | 'wide'): VNode {
  const address = desk.picture(part.image_url)
  const alt = String(part.alt_text ?? '')
  if (address) return html`<img class="block-image ${look}" src=${address} alt=${alt} />`
  return html`<span class="block-image no-picture ${look}" role="img" aria-label=${alt}>${alt || '画像'}</span>`
}

/** All the letters of a rich text, without its looks. */
function richText(part: Json): string {
  if (typeof part.text === 'string') return part.text
  return elements(part.elements).map(richText).join('')
}

const elements = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
