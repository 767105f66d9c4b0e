import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../html.ts'

interface ComposerProps {
  label: string
  send: (text: string) => void
  /** Posts a picture, with what is typed beside it. */
  share?: (text: string) => void
}

/** Words to a channel or thread; what begins with a slash is a command. */
export function SlackComposer({ label, send, share }: ComposerProps): VNode {
  const [text, setText] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    if (text.trim() === '') return
    send(text.trim())
    setText('')
  }
  const shareNow = () => {
    share?.(text.trim())
    setText('')
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
  }
  const type = (event: Event) => setText((event.currentTarget as HTMLTextAreaElement).value)
  return html`<form class="slack-composer" onSubmit=${submit}>
    <textarea rows="1" aria-label=${label} placeholder=${label} value=${text} onInput=${type} onKeyDown=${keys}></textarea>
 ${share ? html`<button type="button" class="quiet" title="写真" aria-label="写真を置く" onClick=${shareNow}>${PICTURE}</button>` : null}
    <button type="submit" class="slack-button primary" disabled=${text.trim() === ''} aria-label="送信">➤</button>
  </form>`
}

/** Drawn, because not every machine has emoji in its fonts. */
const PICTURE = html`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true"><path d="M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 8.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4" /></svg>`
