import type { VNode } from 'preact'
import { classes, h, html } from '../html.ts'
import { openHere, pictureAddress } from '../line/actions.ts'
import { rove, stop } from '../rove.ts'
import { useEnd } from '../slack/channel.ts'
import { SlackComposer as Composer } from '../slack/composer.ts'
import { type Stage, type Store, useStage } from '../stage.ts'
import type { DiscordMessage } from '../world.ts'
import { Message } from './message.ts'
import { Modal } from './modal.ts'

/** The server as one of its people sees it: channels, a thread, what only they see, and forms. */
export function Server({ store }: { store: Store }): VNode {
  const stage = useStage(store)
  const { scene, looks } = stage
  const modal = scene.discord.modals[looks.discordUserId]
  return html`<section class="pane slack-pane discord-pane" id="discord" aria-label="Discord" tabindex="-1" onClick=${(event: MouseEvent) => openHere(store, event)}>
    ${side(store, stage, modal !== undefined)}
    <div class="slack-main" inert=${modal !== undefined}>${h(Room, { store, stage })}</div>
    ${modal ? h(Modal, { store, modal, userId: looks.discordUserId, key: modal.customId }) : null}
  </section>`
}

function side(store: Store, stage: Stage, isInert: boolean): VNode {
  const { users, channels } = stage.scene.discord
  const me = users.find(({ id }) => id === stage.looks.discordUserId)
  return html`<nav class="slack-side" aria-label="Discordのチャンネル" inert=${isInert}>
    <h2>おたすけ隊</h2>
    <label class="slack-me">あなたは
      <select onChange=${(event: Event) => become(store, (event.currentTarget as HTMLSelectElement).value)}>
        ${users.map(({ id, globalName }) => html`<option key=${id} value=${id} selected=${id === me?.id}>${globalName}</option>`)}
      </select>
    </label>
    <div class="slack-channels" role="tablist" aria-orientation="vertical" aria-label="チャンネル" onKeyDown=${rove}>
      ${channels.map(({ id, name }) => place(store, stage, id, `# ${name}`))}
      ${me?.dm ? place(store, stage, me.dm, 'おたすけ（1対1）') : null}
    </div>
    <button type="button" class="slack-channel other-chat" onClick=${() => store.look({ pane: 'slack', staff: 'slack' })}>Slackを見る</button>
  </nav>`
}

/** Somebody else has another talk with the bot. */
function become(store: Store, discordUserId: string): void {
  const { looks, scene } = store.stage
  const isPrivate = scene.discord.users.some(({ dm }) => dm === looks.discordPlace)
  const dm = scene.discord.users.find(({ id }) => id === discordUserId)?.dm
  store.look({ discordUserId, ...(isPrivate && dm ? { discordPlace: dm } : {}) })
}

function place(store: Store, { looks, unread: all }: Stage, id: string, name: string): VNode {
  const isCurrent = id === looks.discordPlace
  const unread = all[id] ?? 0
  return html`<button type="button" key=${id} role="tab" aria-selected=${isCurrent} class=${classes('slack-channel', isCurrent && 'current', unread > 0 && 'news')} ...${stop(isCurrent)} onClick=${() => store.look({ discordPlace: id })}>
    <span>${name}</span>${unread > 0 ? html`<span class="badge">${unread}<span class="unseen">件の未読</span></span>` : null}
  </button>`
}

function Room({ store, stage }: { store: Store; stage: Stage }): VNode {
  const { scene, looks } = stage
  const { discord } = scene
  const here = looks.discordPlace
  const seen = (discord.messages[here] ?? []).filter(
    ({ ephemeralTo }) => (ephemeralTo ?? looks.discordUserId) === looks.discordUserId,
  )
  const end = useEnd(here, seen.length)
  const thread = discord.threads.find(({ id }) => id === here)
  const name = discord.channels.find(({ id }) => id === (thread?.channel ?? here))?.name
  const title = name === undefined ? 'おたすけ（1対1）' : thread ? `# ${name} のスレッド` : `# ${name}`
  const press = (message: DiscordMessage, customId: string) =>
    store.act((hands) =>
      hands.discord.act(looks.discordUserId, 'press', { channel: here, messageId: message.id, customId }),
    )
  const shown = (message: DiscordMessage) => {
    const person = discord.users.find(({ id }) => id === message.authorId)
    const hasThread = discord.threads.some(({ id }) => id === message.id)
    const open = () => store.look({ discordPlace: message.id })
    return h(Message, {
      ...{ message, press, author: person?.globalName ?? 'おたすけ', isBot: !person, key: message.id },
      picture: (url) => pictureAddress(store, url),
      thread: hasThread ? { count: discord.messages[message.id]?.length ?? 0, open } : undefined,
    })
  }
  return html`<div class="slack-room">
    <header class="slack-room-head"><h3>${title}</h3>${
      thread
        ? html`<button type="button" class="quiet" onClick=${() => store.look({ discordPlace: thread.channel })}>チャンネルへ戻る</button>`
        : null
    }</header>
    <div class="slack-log" role="log" aria-live="off" aria-label=${title} tabindex="0" ref=${end}>
      ${seen.length === 0 ? html`<p class="slack-empty">まだ何もありません。</p>` : null}
      ${seen.map(shown)}
    </div>
    ${h(Composer, { label: `${title} へのメッセージ（/otasuke も使えます）`, send: (text) => say(store, looks.discordUserId, here, text), key: here })}
  </div>`
}

function say(store: Store, userId: string, channel: string, text: string): void {
  const [, command, rest] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? []
  void store.act(({ discord }) =>
    command === undefined
      ? discord.act(userId, 'post', { channel, text })
      : discord.act(userId, 'command', { command, text: rest, channel }),
  )
}
