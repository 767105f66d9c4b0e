import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { LineVerb } from '../control.ts'
import { html } from '../html.ts'
import type { Store } from '../stage.ts'
import type { LineUser } from '../world.ts'

/** Typing, and the other things one can send. Enter sends; while kana are being turned into kanji it does not. */
export function Composer({ store, user }: { store: Store; user: LineUser }): VNode {
  const [text, setText] = useState('')
  const act = (verb: LineVerb, body: unknown = {}) => void store.act(({ line }) => line.act(user.userId, verb, body))
  const send = (event: Event) => {
    event.preventDefault()
    if (text.trim() === '') return
    act('text', { text })
    setText('')
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event)
  }
  return html`<form class="line-composer" onSubmit=${send}>
    <div class="line-extras">
      <button type="button" class="quiet" title="スタンプ" aria-label="スタンプを送る" onClick=${() => act('sticker')}>😊</button>
      <button type="button" class="quiet" title="写真" aria-label="写真を送る" onClick=${() => act('photo')}>📷</button>
      <button type="button" class="quiet" title="音声" aria-label="音声を送る" onClick=${() => act('voice', { durationMs: 4000 })}>🎤</button>
    </div>
    <textarea rows="1" aria-label="メッセージ" placeholder="メッセージを入力" value=${text} onInput=${(event: Event) => setText((event.currentTarget as HTMLTextAreaElement).value)} onKeyDown=${keys}></textarea>
    <button type="submit" class="line-send" disabled=${text.trim() === ''} aria-label="送る">➤</button>
  </form>`
}
