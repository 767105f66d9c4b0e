import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { h, html } from '../html.ts'
import { type Stage, type Store, useStage } from '../stage.ts'
import type { ChatItem, LineUser } from '../world.ts'
import { Chat } from './chat.ts'
import { Codes } from './codes.ts'
import { Composer } from './composer.ts'
import { People } from './people.ts'
import { Menu } from './rich-menu.ts'

/** A phone with LINE on it, in the hands of one person at a time. */
export function Phone({ store }: { store: Store }): VNode {
  const stage = useStage(store)
  const user = stage.scene.line.users.find(({ userId }) => userId === stage.looks.lineUserId)
  return html`<section class="pane line-pane" id="line" aria-label="LINE" tabindex="-1">
    ${h(People, { store, stage })}
    <div class="phone">
      ${user ? screen(store, stage, user) : html`<p class="phone-empty">上で、だれの電話かを選んでください。</p>`}
    </div>
  </section>`
}

function screen(store: Store, stage: Stage, user: LineUser): VNode {
  return html`
    <header class="phone-head">
      <span class="line-face" aria-hidden="true"></span>
      <div class="phone-title"><strong>おたすけ</strong><small>${user.displayName} さんの電話</small></div>
      ${user.isFriend ? h(Settings, { store, user, key: user.userId }) : null}
    </header>
    ${user.isFriend ? h(Talk, { store, stage, user, key: user.userId }) : invitation(store, user)}
  `
}

/** The talk and what is typed below it, with the message that is answered to. */
function Talk({ store, stage, user }: { store: Store; stage: Stage; user: LineUser }): VNode {
  const [quoted, quote] = useState<ChatItem | null>(null)
  return html`${h(Chat, { store, stage, user, quote })}${h(Codes, { store, stage, user })}${h(Menu, { store, stage, user })}${h(Composer, { store, user, quoted, unquote: () => quote(null) })}`
}

function invitation(store: Store, user: LineUser): VNode {
  const follow = () => void store.act(({ line }) => line.act(user.userId, 'follow'))
  return html`<div class="phone-door">
    <span class="line-face large" aria-hidden="true"></span>
    <h3>おたすけ</h3>
    <p>${user.blocked ? 'ブロックしています。お知らせは届きません。' : '会社のネットを見守り、困ったときに手伝います。'}</p>
    <button type="button" class="line-button" onClick=${follow}>${user.blocked ? 'ブロックを解除する' : '友だちに追加'}</button>
  </div>`
}

function Settings({ store, user }: { store: Store; user: LineUser }): VNode {
  const [isOpen, setOpen] = useState(false)
  const block = () => {
    setOpen(false)
    void store.act(({ line }) => line.act(user.userId, 'unfollow'))
  }
  return html`<div class="phone-menu" onKeyDown=${(event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)}>
    <button type="button" class="quiet" aria-expanded=${isOpen} aria-label="トークの設定" onClick=${() => setOpen(!isOpen)}>⋯</button>
    ${isOpen ? html`<div class="phone-menu-list"><button type="button" onClick=${block}>ブロックする</button></div>` : null}
  </div>`
}
