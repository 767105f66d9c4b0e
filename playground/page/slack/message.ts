import type { VNode } from 'preact'
import { classes, h, html } from '../html.ts'
import { slackTime, timeOf } from '../time.ts'
import type { Json, SlackMessage } from '../world.ts'
import { Blocks } from './blocks.ts'
import type { Desk } from './desk.ts'
import { mrkdwn } from './mrkdwn.ts'

export interface MessageProps {
  message: SlackMessage
  desk: Desk
  press: (message: SlackMessage, blockId: string, element: Json, value: string | undefined) => Promise<unknown>
  /** Of a message in the channel: how many answered, and the way to them. */
  replies?: { count: number; open: () => void }
}

/** A post with its author, its blocks, and the way into its thread. */
export function Message({ message, desk, press, replies }: MessageProps): VNode {
  const isBot = message.bot_id !== undefined
  const author = isBot ? 'おたすけ' : (desk.names(message.user) ?? message.user)
  const own: Desk = { ...desk, press: (blockId, element, value) => press(message, blockId, element, value) }
  return html`<article class="slack-message" data-ts=${message.ts} aria-label="${author}、${timeOf(slackTime(message.ts))}">
    <span class=${classes('avatar', isBot && 'bot', shade(message.user))} aria-hidden="true">${isBot ? '' : author.slice(0, 1)}</span>
    <div class="slack-message-body">
      <header><strong>${author}</strong>${isBot ? html`<span class="app-mark">アプリ</span>` : null}<time>${timeOf(slackTime(message.ts))}</time>
        ${message.ephemeralTo ? html`<small>あなただけに見えています</small>` : null}</header>
      ${
        message.blocks && message.blocks.length > 0
          ? h(Blocks, { blocks: message.blocks, desk: own })
          : html`<p class="block-text">${mrkdwn(message.text, desk.names)}</p>`
      }
      ${message.edited ? html`<small class="edited">（編集済み）</small>` : null}
      ${(message.files ?? []).map((file) => fileShown(file, desk))}
      ${!isBot && message.files && desk.remove ? html`<button type="button" class="thread-link shy" onClick=${() => desk.remove?.(message.ts)}>このメッセージを消す</button>` : null}
      ${message.reactions?.length ? html`<p class="reactions">${message.reactions.map(({ name, count }) => html`<span>:${name}: ${count}</span>`)}</p>` : null}
      ${replies ? html`<button type="button" class=${classes('thread-link', replies.count === 0 && 'shy')} onClick=${replies.open}>${replies.count > 0 ? `${replies.count}件の返信` : 'スレッドで返信する'}</button>` : null}
    </div>
  </article>`
}

/** A picture as it is; of anything else, and of what was taken away, the name. */
function fileShown(
  { id, name, mimetype = '', mode }: NonNullable<SlackMessage['files']>[number],
  { file }: Desk,
): VNode {
  if (file && mimetype.startsWith('image/') && mode !== 'tombstone') return file(id, name)
  return html`<p class="slack-file">📎 ${name}</p>`
}

const SHADES = 5
const shade = (id: string): string => `shade-${[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHADES}`
