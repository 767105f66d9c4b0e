import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { classes, h, html } from '../html.ts'
import { timeOf } from '../time.ts'
import type { DiscordMessage, Json } from '../world.ts'
import { markdown } from './markdown.ts'

export interface MessageProps {
  message: DiscordMessage
  author: string
  isBot: boolean
  picture: (url: unknown) => string | undefined
  press: (message: DiscordMessage, customId: string) => Promise<unknown>
  /** Of a message in a channel: how much was said in its thread, and the way there. */
  thread?: { count: number; open: () => void } | undefined
}

/** A post with its author, its components, and the way into its thread. */
export function Message(props: MessageProps): VNode {
  const { message, author, isBot, thread } = props
  return html`<article class="slack-message" aria-label="${author}、${timeOf(message.at)}">
    <span class=${classes('avatar', isBot && 'bot', 'shade-1')} aria-hidden="true">${isBot ? '' : author.slice(0, 1)}</span>
    <div class="slack-message-body">
      <header><strong>${author}</strong>${isBot ? html`<span class="app-mark">アプリ</span>` : null}<time>${timeOf(message.at)}</time>
        ${message.ephemeralTo ? html`<small>あなただけに見えています</small>` : null}</header>
      ${message.content ? html`<p class="block-text">${markdown(message.content)}</p>` : null}
      ${message.embeds.map(({ description = '' }) => html`<div class="discord-embed">${markdown(description)}</div>`)}
      ${message.components.map((component) => drawn(component, props))}
      ${message.editedAt ? html`<small class="edited">（編集済み）</small>` : null}
      ${thread ? html`<button type="button" class="thread-link" onClick=${thread.open}>スレッド（${thread.count}件）</button>` : null}
    </div>
  </article>`
}

function drawn(component: Json, props: MessageProps): VNode | null {
  switch (component.type) {
    case 1:
      return html`<div class="discord-row">${(component.components as Json[]).map((button) => h(Button, { button, props }))}</div>`
    case 10: {
      const text = String(component.content)
      const heading = /^## (.*)$/.exec(text)?.[1]
      return heading === undefined
        ? html`<p class="block-text">${markdown(text)}</p>`
        : html`<h4 class="block-header">${markdown(heading)}</h4>`
    }
    case 12:
      return html`<div>${(component.items as { media: { url: string }; description?: string }[]).map(
        ({ media, description }) =>
          html`<img class="discord-picture" src=${props.picture(media.url)} alt=${description ?? ''} />`,
      )}</div>`
    case 14:
      return html`<hr />`
    default:
      return null
  }
}

const LOOK: Readonly<Record<number, string>> = { 1: 'primary', 4: 'danger' }

/** It shows that it was pressed until the app has answered, and keeps the keyboard's focus meanwhile. */
function Button({ button, props }: { button: Json; props: MessageProps }): VNode {
  const [isBusy, setBusy] = useState(false)
  const press = async () => {
    if (isBusy) return
    setBusy(true)
    await props.press(props.message, String(button.custom_id))
    setBusy(false)
  }
  return html`<button type="button" class=${classes('slack-button', LOOK[Number(button.style)])} aria-busy=${isBusy} aria-disabled=${isBusy} onClick=${press}>${String(button.label)}</button>`
}
