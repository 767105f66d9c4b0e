import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { h, html } from '../html.ts'
import type { Stage, Store } from '../stage.ts'
import { dayOf } from '../time.ts'
import type { ChatItem, Json, LineUser } from '../world.ts'
import { pictureAddress, tapped } from './actions.ts'
import { Bubble } from './bubble.ts'
import type { Hands } from './flex.ts'

interface ChatProps {
  store: Store
  stage: Stage
  user: LineUser
  /** The person wants to answer to this one. */
  quote: (item: ChatItem) => void
}

/** The talk, its loading mark and the quick replies of its last message. */
export function Chat({ store, stage, user, quote }: ChatProps): VNode {
  const items = stage.scene.line.chats[user.userId] ?? []
  const isLoading = useLoading(stage, user.userId)
  const end = useEnd(items.length, isLoading)
  const hands: Hands = {
    tap: (action) => tapped(store, user.userId, action),
    picture: (url) => pictureAddress(store, url),
  }
  const unsend = ({ messageId }: ChatItem) =>
    void store.act(({ line }) => line.act(user.userId, 'unsend', { messageId }))
  return html`<div class="line-chat" role="log" aria-live="off" aria-label="${user.displayName}さんのトーク" tabindex="0" ref=${end}>
      ${items.map((item, index) => html`${dayChange(items, index)}${h(Bubble, { item, store, hands, quoted: quotedBy(items, item), unsend: () => unsend(item), quote: () => quote(item), key: item.messageId })}`)}
      ${isLoading ? html`<p class="line-loading" aria-label="入力中"><i></i><i></i><i></i></p>` : null}
    </div>
    ${quickReplies(items.at(-1), hands)}`
}

/** A person names what they answer to by its id, the bot by its token. */
function quotedBy(items: readonly ChatItem[], { from, message }: ChatItem): ChatItem | undefined {
  if (from === 'user') return items.find(({ messageId }) => messageId === message.quotedMessageId)
  if (message.quoteToken === undefined) return undefined
  return items.find((one) => (one.from === 'user' ? one.message.quoteToken : one.quoteToken) === message.quoteToken)
}

function dayChange(items: readonly ChatItem[], index: number): VNode | null {
  const item = items[index]
  if (!item) return null
  const day = dayOf(item.at)
  const before = items[index - 1]
  return before && dayOf(before.at) === day ? null : html`<p class="line-note">${day}</p>`
}

/** They hang on the last message only and go when anything follows it. */
function quickReplies(last: ChatItem | undefined, hands: Hands): VNode | null {
  const items = (last?.from === 'bot' && (last.message.quickReply as { items?: Json[] } | undefined)?.items) || []
  if (items.length === 0) return null
  return html`<div class="quick-replies" role="group" aria-label="返事の候補">
    ${items.map((item) => {
      const action = (item.action ?? {}) as Json
      return html`<button type="button" onClick=${() => hands.tap(action)}>${String(action.label ?? '')}</button>`
    })}
  </div>`
}

function useLoading({ scene }: Stage, userId: string): boolean {
  const leftMs = (scene.line.loadingUntil[userId] ?? 0) - (Date.now() + scene.aheadMs)
  const [, setTurn] = useState(0)
  useEffect(() => {
    if (leftMs <= 0) return undefined
    const timer = setTimeout(() => setTurn((turn) => turn + 1), leftMs)
    return () => clearTimeout(timer)
  })
  return leftMs > 0
}

/** Whatever comes last is in view, as on a phone; of what is taller than the screen, its beginning. */
function useEnd(count: number, isLoading: boolean) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chat = element.current
    if (!chat) return
    const last = [...chat.querySelectorAll<HTMLElement>('.line-item')].at(-1)
    const isTall = last !== undefined && !isLoading && last.offsetHeight > chat.clientHeight
    chat.scrollTop = isTall ? last.offsetTop - chat.offsetTop : chat.scrollHeight
  }, [count, isLoading])
  return element
}
