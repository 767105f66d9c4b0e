import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { h, html } from '../html.ts'
import { samplePhoto } from '../own-picture.ts'
import type { Stage, Store } from '../stage.ts'
import { dayOf, slackTime } from '../time.ts'
import type { SlackMessage } from '../world.ts'
import { SlackComposer } from './composer.ts'
import type { Desk } from './desk.ts'
import { Message, type MessageProps } from './message.ts'

interface ChannelProps {
  store: Store
  stage: Stage
  desk: Desk
  press: MessageProps['press']
}

const WHAT_FOR: Readonly<Record<string, string>> = {
  analysts: 'アナリストが案件を見て、通報するかを決めます',
  desk: '窓口が企業に電話し、相談にのります',
  operations: 'おたすけ自身の調子が届きます',
  insurer: '企業が見せてよいと言った資料だけが届きます',
  dispatch: '駆け付けを頼みます',
}

export function Channel({ store, stage, desk, press }: ChannelProps): VNode {
  const { scene } = stage
  const { channelId, slackUserId } = stage.looks
  const name = desk.names(channelId) ?? ''
  const title = scene.slack.channels.some(({ id }) => id === channelId) ? `# ${name}` : 'おたすけ（1対1）'
  const all = visible(stage)
  const top = all.filter(({ thread_ts, ts }) => thread_ts === undefined || thread_ts === ts)
  const end = useEnd(channelId, top.length)
  return html`<div class="slack-room">
    <header class="slack-room-head"><h3>${title}</h3><small>${WHAT_FOR[name] ?? ''}</small></header>
    <div class="slack-log" role="log" aria-live="off" aria-label=${title} tabindex="0" ref=${end}>
      ${top.length === 0 ? html`<p class="slack-empty">まだ何もありません。</p>` : null}
      ${top.map((message, index) => {
        const count = all.filter(({ thread_ts, ts }) => thread_ts === message.ts && ts !== message.ts).length
        const replies = { count, open: () => store.look({ threadTs: message.ts }) }
        return html`${dayChange(top, index)}${h(Message, { message, desk, press, replies, key: message.ts })}`
      })}
    </div>
    ${h(SlackComposer, { label: `${title} へのメッセージ（/otasuke も使えます）`, send: (text) => say(store, slackUserId, channelId, text), key: channelId })}
  </div>`
}

export function Thread({ store, stage, desk, press, threadTs }: ChannelProps & { threadTs: string }): VNode {
  const { channelId, slackUserId } = stage.looks
  const messages = visible(stage).filter(({ ts, thread_ts }) => ts === threadTs || thread_ts === threadTs)
  const end = useEnd(threadTs, messages.length)
  const close = () => store.look({ threadTs: null })
  const post = (text: string, files: object[] = []) =>
    void store.act(({ slack }) => slack.act(slackUserId, 'post', { channel: channelId, text, threadTs, files }))
  return html`<aside class="slack-thread" aria-label="スレッド" onKeyDown=${(event: KeyboardEvent) => event.key === 'Escape' && close()}>
    <header class="slack-room-head"><h3>スレッド</h3><button type="button" class="quiet" aria-label="スレッドを閉じる" onClick=${close}>✕</button></header>
    <div class="slack-log" role="log" aria-live="off" aria-label="スレッド" tabindex="0" ref=${end}>
      ${messages.some(({ ts }) => ts === threadTs) ? null : html`<p class="slack-empty">元のメッセージは消されています。</p>`}
      ${messages.map((message) => h(Message, { message, desk, press, key: message.ts }))}
    </div>
    ${h(SlackComposer, { label: 'スレッドに返信', send: (text) => post(text), share: (text) => post(text, [sample(store)]), key: threadTs })}
  </aside>`
}

const sample = (store: Store): object => ({
  ...{ name: '写真.jpg', mimetype: 'image/jpeg', base64: samplePhoto(store) },
})

/** What this person may see of the channel. */
function visible({ scene, looks }: Stage): SlackMessage[] {
  return (scene.slack.messages[looks.channelId] ?? []).filter(
    ({ ephemeralTo }) => ephemeralTo === undefined || ephemeralTo === looks.slackUserId,
  )
}

function dayChange(messages: readonly SlackMessage[], index: number): VNode | null {
  const message = messages[index]
  const before = messages[index - 1]
  if (!message) return null
  const day = dayOf(slackTime(message.ts))
  return before && dayOf(slackTime(before.ts)) === day ? null : html`<p class="slack-day"><span>${day}</span></p>`
}

function say(store: Store, userId: string, channel: string, text: string): void {
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text)
  if (command)
    return void store.act(({ slack }) =>
      slack.act(userId, 'command', { command: command[1], text: command[2], channel }),
    )
  void store.act(({ slack }) => slack.act(userId, 'post', { channel, text }))
}

export function useEnd(place: string, count: number) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const log = element.current
    if (log) log.scrollTop = log.scrollHeight
  }, [place, count])
  return element
}
