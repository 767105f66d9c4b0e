import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { classes, html } from '../html.ts'
import { rove, stop } from '../rove.ts'
import type { Stage, Store } from '../stage.ts'
import type { LineUser } from '../world.ts'

/** Whose phone it is: everybody with LINE, and the firm each belongs to. */
export function People({ store, stage }: { store: Store; stage: Stage }): VNode {
  const { users } = stage.scene.line
  return html`<div class="people">
    <div class="people-list" role="tablist" aria-label="だれの電話か" onKeyDown=${rove}>
      ${users.map((user) => person(store, stage, user))}
    </div>
    <${NewPerson} store=${store} />
  </div>`
}

function person(store: Store, stage: Stage, user: LineUser): VNode {
  const isCurrent = user.userId === stage.looks.lineUserId
  const unread = stage.unread[user.userId] ?? 0
  return html`<button type="button" key=${user.userId} role="tab" aria-selected=${isCurrent} class=${classes('person', isCurrent && 'current')}
    ...${stop(isCurrent)} onClick=${() => store.look({ lineUserId: user.userId })} onFocus=${() => isCurrent || store.look({ lineUserId: user.userId })}>
    <span class="person-name">${user.displayName}</span>
    <small>${belonging(stage, user)}</small>
    ${unread > 0 ? html`<span class="badge">${unread}<span class="unseen">件の未読</span></span>` : null}
  </button>`
}

function belonging({ session }: Stage, user: LineUser): string {
  const firm = session.firms.find(({ people }) => people.some(({ userId }) => userId === user.userId))
  if (firm) return firm.name
  if (user.blocked) return 'ブロック中'
  return user.isFriend ? '友だち' : 'まだ友だちでない'
}

function NewPerson({ store }: { store: Store }): VNode {
  const [isOpen, setOpen] = useState(false)
  const add = async (event: Event) => {
    event.preventDefault()
    const name = new FormData(event.currentTarget as HTMLFormElement).get('name')
    if (typeof name !== 'string' || name.trim() === '') return
    const added = await store.act(({ line }) => line.addUser(name.trim()))
    setOpen(false)
    if (added) store.look({ lineUserId: added.userId })
  }
  if (!isOpen)
    return html`<button type="button" class="quiet add" title="人を増やす" aria-label="人を増やす" onClick=${() => setOpen(true)}>＋</button>`
  return html`<form class="people-new" onSubmit=${add} onKeyDown=${(event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)}>
    <label>名前 <input name="name" maxlength="20" autocomplete="off" ref=${focus} /></label>
    <button type="submit">増やす</button>
  </form>`
}

const focus = (element: HTMLElement | null) => element?.focus()
