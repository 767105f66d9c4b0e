import type { VNode } from 'preact'
import { classes, html } from '../html.ts'
import { rove, stop } from '../rove.ts'
import type { Stage, Store } from '../stage.ts'

/** Who one is, the channels, and one's own talk with the bot. */
export function Sidebar({ store, stage, isInert }: { store: Store; stage: Stage; isInert: boolean }): VNode {
  const { users, channels } = stage.scene.slack
  const me = users.find(({ id }) => id === stage.looks.slackUserId)
  return html`<nav class="slack-side" aria-label="Slackのチャンネル" inert=${isInert}>
    <h2>おたすけ隊</h2>
    <label class="slack-me">あなたは
      <select onChange=${(event: Event) => become(store, (event.currentTarget as HTMLSelectElement).value)}>
        ${users.map(({ id, realName }) => html`<option key=${id} value=${id} selected=${id === me?.id}>${realName}${roleOf(stage, id)}</option>`)}
      </select>
    </label>
    <div class="slack-channels" role="tablist" aria-orientation="vertical" aria-label="チャンネル" onKeyDown=${rove}>
      ${channels.map(({ id, name }) => place(store, stage, id, `# ${name}`))}
      ${me?.dm ? place(store, stage, me.dm, 'おたすけ（1対1）') : null}
    </div>
    <button type="button" class="slack-channel other-chat" onClick=${() => store.look({ pane: 'discord', staff: 'discord' })}>Discordを見る</button>
  </nav>`
}

/** Somebody else has other modals, and another talk with the bot. */
function become(store: Store, slackUserId: string): void {
  const { looks, scene } = store.stage
  const isPrivate = scene.slack.users.some(({ dm }) => dm === looks.channelId)
  const dm = scene.slack.users.find(({ id }) => id === slackUserId)?.dm
  store.look({ slackUserId, threadTs: null, ...(isPrivate && dm ? { channelId: dm } : {}) })
}

function place(store: Store, stage: Stage, id: string, name: string): VNode {
  const isCurrent = id === stage.looks.channelId
  const unread = stage.unread[id] ?? 0
  const open = () => store.look({ channelId: id, threadTs: null })
  return html`<button type="button" key=${id} role="tab" aria-selected=${isCurrent} class=${classes('slack-channel', isCurrent && 'current', unread > 0 && 'news')} ...${stop(isCurrent)} onClick=${open} onFocus=${() => isCurrent || open()}>
    <span>${name}</span>${unread > 0 ? html`<span class="badge">${unread}<span class="unseen">件の未読</span></span>` : null}
  </button>`
}

function roleOf({ session }: Stage, id: string): string {
  const role = session.staff.find(({ userId }) => userId === id)?.role
  return role ? `（${ROLES[role] ?? role}）` : ''
}

const ROLES: Readonly<Record<string, string>> = {
  analyst: 'アナリスト',
  desk: '窓口',
  operator: '運営',
  vendor: '業者',
  chamber: '商工会議所',
}
