import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { LineVerb } from '../control.ts'
import { html } from '../html.ts'
import { samplePhoto } from '../own-picture.ts'
import type { Store } from '../stage.ts'
import type { ChatItem, LineUser } from '../world.ts'
import { excerptOf } from './bubble.ts'

interface ComposerProps {
  store: Store
  user: LineUser
  /** What is answered to. */
  quoted: ChatItem | null
  unquote: () => void
}

/** Typing, and the other things one can send. Enter sends; while kana are being turned into kanji it does not. */
export function Composer({ store, user, quoted, unquote }: ComposerProps): VNode {
  const [text, setText] = useState('')
  const act = (verb: LineVerb, body: unknown = {}) => void store.act(({ line }) => line.act(user.userId, verb, body))
  const send = (event: Event) => {
    event.preventDefault()
    if (text.trim() === '') return
    act('text', { text, ...(quoted && { quotes: quoted.messageId }) })
    setText('')
    unquote()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event)
  }
  return html`<form class="line-composer" onSubmit=${send}>
    <div class="line-extras">
      <button type="button" class="quiet" title="スタンプ" aria-label="スタンプを送る" onClick=${() => act('sticker')}>${icon(ICONS.sticker)}</button>
      <button type="button" class="quiet" title="写真" aria-label="写真を送る" onClick=${() => act('photo', { base64: samplePhoto(store), type: 'image/jpeg' })}>${icon(ICONS.photo)}</button>
      <button type="button" class="quiet" title="音声" aria-label="音声を送る" onClick=${() => act('voice', { durationMs: 4000 })}>${icon(ICONS.voice)}</button>
    </div>
    ${quoted ? html`<p class="line-quoting"><span>${excerptOf(quoted)}</span><button type="button" class="quiet" aria-label="返信をやめる" onClick=${unquote}>✕</button></p>` : null}
    <textarea rows="1" aria-label="メッセージ" placeholder="メッセージを入力" value=${text} onInput=${(event: Event) => setText((event.currentTarget as HTMLTextAreaElement).value)} onKeyDown=${keys}></textarea>
    <button type="submit" class="line-send" disabled=${text.trim() === ''} aria-label="送る">➤</button>
  </form>`
}

/** Drawn, because not every machine has emoji in its fonts. */
const ICONS = {
  sticker: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 9.5v.6M15.5 9.5v.6M8 14c1 1.7 2.3 2.5 4 2.5s3-.8 4-2.5',
  photo: 'M3 8h4l1.5-2.5h7L17 8h4v11H3zM12 10.2a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4',
  voice: 'M12 3.5a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0v-5a3 3 0 0 0-3-3M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
}

const icon = (path: string): VNode =>
  html`<svg class="line-icon" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d=${path} /></svg>`
