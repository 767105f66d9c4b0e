import type { VNode } from 'preact'
import { html } from '../html.ts'
import type { Json } from '../world.ts'
import type { Hands } from './flex.ts'
import { Unknown } from './unknown.ts'

/** LINE's older, ready-made cards. */
export function Template({ message, hands }: { message: Json; hands: Hands }): VNode {
  const template = (message.template ?? {}) as Json
  switch (template.type) {
    case 'buttons':
    case 'confirm':
      return card(template, hands)
    case 'carousel':
      return html`<div class="flex-carousel" tabindex="0" role="group" aria-label="横に並んだカード">
        ${list(template.columns).map((column) => card(column, hands))}
      </div>`
    default:
      return Unknown(`template ${String(template.type)}`)
  }
}

function card(part: Json, hands: Hands): VNode {
  const address = hands.picture(part.thumbnailImageUrl)
  return html`<div class="flex-bubble flex-mega">
    ${address ? html`<img class="line-picture" src=${address} alt="" />` : null}
    <div class="template-words">
      ${part.title ? html`<strong>${String(part.title)}</strong>` : null}
      <p class="flex-text wraps">${String(part.text ?? '')}</p>
    </div>
    ${list(part.actions).map((action) => html`<button type="button" class="flex-button link template-button" onClick=${() => hands.tap(action)}>${String(action.label ?? '')}</button>`)}
  </div>`
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
