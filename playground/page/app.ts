import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Server } from './discord/server.ts'
import { Guide } from './guide/guide.ts'
import { classes, h, html } from './html.ts'
import { Phone } from './line/phone.ts'
import type { Pane } from './looks.ts'
import { rove, stop } from './rove.ts'
import { show } from './show.ts'
import { Workspace } from './slack/workspace.ts'
import { type Stage, type Store, useStage } from './stage.ts'
import { dayOf, secondsOf } from './time.ts'
import { useNow } from './tools/clock.ts'
import { Tools } from './tools/tools.ts'
import type { Scene } from './world.ts'

/** Everything on one page: the guide, the phone, the workspace and the tools. On a narrow screen one of them at a time. */
export function App({ store }: { store: Store }): VNode {
  const stage = useStage(store)
  return html`<div class="page" data-pane=${stage.looks.pane} data-staff=${stage.looks.staff}>
    <a class="skip" href="#stage">本文へ</a>
    <header class="top">
      <h1><img src="/playground/page/otasuke.svg" alt="" width="28" height="28" />おたすけ<small>遊び場</small></h1>
      ${stage.isConnected ? null : html`<p class="lost" role="status">つないでいます…</p>`}
      <p class="top-note">ここのLINE・Slack・Discordは本物ではありません。人も会社も作りものです。</p>
      ${h(Time, { store, stage })}
    </header>
    ${h(Guide, { store, stage })}
    ${panes(store, stage)}
    <main class="stage" id="stage" tabindex="-1">
      ${h(Phone, { store })}
      ${h(Workspace, { store })}
      ${h(Server, { store })}
      ${h(Tools, { store })}
    </main>
    <p class="unseen" role="status" aria-live="polite">${stage.announced}</p>
    ${h(Toast, { store, stage })}
  </div>`
}

/** Always in view, so that one sees it move. */
function Time({ store, stage }: { store: Store; stage: Stage }): VNode {
  const now = useNow(stage)
  return html`<button type="button" class="top-time" onClick=${() => show(store, 'clock')}>
    <time><span class="top-day">${dayOf(now)}</span> <b>${secondsOf(now)}</b></time><span class="unseen">時計へ</span>
  </button>`
}

const PANES: readonly { pane: Pane; name: string }[] = [
  { pane: 'line', name: 'LINE' },
  { pane: 'slack', name: 'Slack' },
  { pane: 'discord', name: 'Discord' },
  { pane: 'sensor', name: 'センサー' },
  { pane: 'clock', name: '時計' },
]

function panes(store: Store, stage: Stage): VNode {
  return html`<nav class="panes" role="tablist" aria-label="どこを見るか" onKeyDown=${rove}>
    ${PANES.map(({ pane, name }) => {
      const isCurrent = stage.looks.pane === pane
      const unread = unreadIn(stage, pane)
      const show = () => store.look(pane === 'slack' || pane === 'discord' ? { pane, staff: pane } : { pane })
      return html`<button type="button" key=${pane} role="tab" aria-selected=${isCurrent} aria-controls=${pane} class=${classes('pane-tab', isCurrent && 'current')} ...${stop(isCurrent)} onClick=${show} onFocus=${() => isCurrent || show()}>
        ${name}${unread > 0 ? html`<span class="badge">${unread}<span class="unseen">件の未読</span></span>` : null}
      </button>`
    })}
  </nav>`
}

function unreadIn({ unread, scene, looks }: Stage, pane: Pane): number {
  const places =
    pane === 'line'
      ? scene.line.users.map(({ userId }) => userId)
      : pane === 'slack'
        ? [...scene.slack.channels.map(({ id }) => id), dmOf(scene, looks.slackUserId)]
        : pane === 'discord'
          ? [...scene.discord.channels, ...scene.discord.threads].map(({ id }) => id)
          : []
  return places.reduce((sum, place) => sum + (unread[place] ?? 0), 0)
}

const dmOf = ({ slack }: Scene, userId: string): string => slack.users.find(({ id }) => id === userId)?.dm ?? ''

const TOAST_MS = 7_000

function Toast({ store, stage: { toast } }: { store: Store; stage: Stage }): VNode {
  useEffect(() => {
    if (!toast) return undefined
    const timer = setTimeout(() => store.set({ toast: null }), TOAST_MS)
    return () => clearTimeout(timer)
  }, [toast, store])
  return html`<div class="toast-place" role="status" aria-live="assertive">
    ${toast ? html`<p class="toast">${toast.text}<button type="button" class="quiet" aria-label="閉じる" onClick=${() => store.set({ toast: null })}>✕</button></p>` : null}
  </div>`
}
