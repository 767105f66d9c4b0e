import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../html.ts'

interface ComposerProps {
  label: string
  send: (text: string) => void
}

/** Words to a channel or thread; what begins with a slash is a command. */
export function SlackComposer({ label, send }: ComposerProps): VNode {
  const [text, setText] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    if (text.trim() === '') return
    send(text.trim())
    setText('')
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
  }
  const type = (event: Event) => setText((event.currentTarget as HTMLTextAreaElement).value)
  return html`<form class="slack-composer" onSubmit=${submit}>
    <textarea rows="1" aria-label=${label} placeholder=${label} value=${text} onInput=${type} onKeyDown=${keys}></textarea>
    <button type="submit" class="slack-button primary" disabled=${text.trim() === ''} aria-label="送信">➤</button>
  </form>`
}
