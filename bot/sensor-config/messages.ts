import type { Action } from '#db/actions.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { type ConfigEvent, isUnderWay } from '#engine/sensor-config.ts'
import { type ConfigTap, settingTaps } from './taps.ts'
import type { ConfigFile } from './work.ts'

type Tap = (command: ConfigTap) => Action

/** How the box is set, what came of a change, and what can be changed. */
export function firmMessage(file: ConfigFile, news: Text, tap: Tap): Message {
  const { config, site } = file
  const options = optionsOf(file, tap)
  const text: Text = 'key' in news ? { ...news, params: { ...news.params, site } } : news
  return {
    purpose: 'follow-up',
    fallback: text,
    parts: [
      paragraph(text),
      { kind: 'facts', rows: rowsOf(file) },
      ...(isUnderWay(config.change) ? [paragraph({ key: 'box.under-way' })] : []),
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

type Row = { label: Text; value: Text }

function rowsOf({ sensor, config: { settings } }: ConfigFile): Row[] {
  const { address, wifi } = settings
  const row = (label: string, value: Text): Row => ({ label: { key: `box.row.${label}` }, value })
  const params = { address: address.mode === 'fixed' ? address.address : '' }
  return [
    row('address', { key: `box.address.${address.mode}`, params }),
    ...(sensor.type === 'office'
      ? []
      : [
          row('wifi', { key: `box.wifi.${wifi.isOn ? 'on' : 'off'}` }),
          row('channel', { key: `box.channel.${wifi.channel}` }),
        ]),
  ]
}

/** One change at a time, and the last can be taken back. */
function optionsOf(file: ConfigFile, tap: Tap): Option[] {
  const { change } = file.config
  const taps: ConfigTap[] = [...(isUnderWay(change) ? [] : settingTaps(file)), ...(change ? (['undo'] as const) : [])]
  return taps.map((command) => ({ label: { key: `box.button.${command}` }, token: tap(command).token }))
}

/** Whoever stands before an empty shelf presses once; whoever only tries the word, not at all. */
export function lostMessage({ site }: ConfigFile, tap: Tap): Message {
  const text: Text = { key: 'box.lost.ask', params: { site } }
  const lost: Option = { label: { key: 'box.button.lost' }, token: tap('lost').token, style: 'danger' }
  return {
    purpose: 'answer',
    fallback: text,
    parts: [paragraph(text), { kind: 'choice', lasts: 'durable', options: [lost] }],
  }
}

/** What the desk's card says of a box: what happened last, its settings alone, or that it was lost. */
export type BoxNews = ConfigEvent | { kind: 'now' } | { kind: 'lost'; at: number; by: PersonRef }

/** In #desk, edited in place: who changed what of which box, and how it stands. */
export function deskMessage(file: ConfigFile, news: BoxNews, tap: Tap): Message {
  const { firm, site } = file
  const heading: Text = { key: 'desk.box.heading', params: { firm: firm.name, site } }
  const options = news.kind === 'lost' ? [] : deskOptions(file, tap)
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      { kind: 'facts', rows: rowsOf(file) },
      { kind: 'status', tone: toneOf(file, news), text: newsText(news) },
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

const deskOptions = ({ config: { change } }: ConfigFile, tap: Tap): Option[] => [
  ...(change ? [{ label: { key: 'box.button.undo' }, token: tap('undo').token }] : []),
  { label: { key: 'desk.box.lost' }, token: tap('lost').token, style: 'danger' },
]

function toneOf({ config }: ConfigFile, news: BoxNews): 'ok' | 'wait' | 'warn' {
  if (news.kind === 'lost' || (news.kind === 'undone' && news.why !== 'asked')) return 'warn'
  return isUnderWay(config.change) ? 'wait' : 'ok'
}

function newsText(news: BoxNews): Text {
  if (news.kind === 'now') return { key: 'desk.box.state.now' }
  const why = news.kind === 'undone' ? `.${news.why}` : ''
  return { key: `desk.box.state.${news.kind}${why}`, params: { who: news.by.name, at: { at: news.at } } }
}
