import type { VNode } from 'preact'
import type { Control } from '../control.ts'
import { classes, html } from '../html.ts'
import { OwnPicture } from '../own-picture.ts'
import type { Store } from '../stage.ts'
import { timeOf } from '../time.ts'
import type { ChatItem, Json } from '../world.ts'
import { Flex, type Hands } from './flex.ts'
import { Template } from './template.ts'
import { Unknown } from './unknown.ts'

export interface BubbleProps {
  item: ChatItem
  store: Store
  hands: Hands
  /** What it answers to. */
  quoted: ChatItem | undefined
  unsend: () => void
  quote: () => void
}

/** One message of a chat, from either side. */
export function Bubble({ item, store, hands, quoted, unsend, quote }: BubbleProps): VNode {
  const isMine = item.from === 'user'
  const who = isMine ? 'あなた' : 'おたすけ'
  if (item.isUnsent) return html`<p class="line-note">${who}がメッセージの送信を取り消しました</p>`
  const undo = html`<button type="button" class="line-undo" title="送信を取り消す" onClick=${unsend}>取り消す</button>`
  const answer = html`<button type="button" class="line-undo" title="このメッセージに返信する" onClick=${quote}>返信</button>`
  return html`<article class=${classes('line-item', isMine ? 'mine' : 'theirs')} aria-label="${who}、${timeOf(item.at)}">
    ${isMine ? null : html`<span class="line-face" aria-hidden="true"></span>`}
    <div class="line-what">${quoted ? html`<p class="line-quoted">${excerptOf(quoted)}</p>` : null}${isMine && item.message.type === 'image' ? ownPhoto(store, item) : content(item.message, hands)}</div>
    <div class="line-when">${answer}${isMine ? undo : null}<time>${timeOf(item.at)}</time></div>
  </article>`
}

const EXCERPT_MAX = 40

/** What is answered to, in short, as LINE shows it above the answer. */
export function excerptOf({ isUnsent, message }: ChatItem): string {
  if (isUnsent) return 'メッセージは取り消されました'
  const words = String(message.text ?? message.altText ?? (message.type === 'image' ? '写真' : 'メッセージ'))
  return words.length > EXCERPT_MAX ? `${words.slice(0, EXCERPT_MAX)}…` : words
}

const ownPhoto = (store: Store, { messageId }: ChatItem): VNode =>
  html`<${OwnPicture} store=${store} look="line-picture" alt="写真" ask=${({ line }: Control) => line.content(messageId)} />`

function content(message: ChatItem['message'], hands: Hands): VNode {
  switch (message.type) {
    case 'text':
    case 'textV2':
      return html`<p class="line-text">${words(String(message.text))}</p>`
    case 'flex':
      return Flex({ contents: (message.contents ?? {}) as Json, hands })
    case 'template':
      return Template({ message, hands })
    case 'image':
      return picture(message, hands)
    case 'sticker':
      return html`<p class="line-sticker" role="img" aria-label="スタンプ">😊</p>`
    case 'audio':
      return html`<p class="line-text line-voice">▶ 音声 ${seconds(message.duration)}</p>`
    default:
      return Unknown(message.type)
  }
}

/** LINE makes links of bare addresses. The look is kept, so that one sees it; the click is not. */
function words(text: string): (string | VNode)[] {
  return text
    .split(/(https?:\/\/[^\s「」（）]+)/g)
    .map((piece, index) =>
      index % 2 === 1 ? html`<span class="would-link" title="本物のLINEではリンクになります">${piece}</span>` : piece,
    )
}

function picture(message: Json, hands: Hands): VNode {
  const address = hands.picture(message.previewImageUrl ?? message.originalContentUrl)
  if (address) return html`<img class="line-picture" src=${address} alt="画像" />`
  return html`<p class="line-picture no-picture" role="img" aria-label="写真">写真</p>`
}

const seconds = (durationMs: unknown): string =>
  `0:${String(Math.round(Number(durationMs ?? 0) / 1000)).padStart(2, '0')}`
