import type { Action } from '#db/actions.ts'
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

/** In #desk, edited in place: who changed what of which box, and how it stands. */
export function deskMessage(file: ConfigFile, event: ConfigEvent, tap: Tap): Message {
  const { firm, site, config } = file
  const heading: Text = { key: 'desk.box.heading', params: { firm: firm.name, site } }
  const why = event.kind === 'undone' ? `.${event.why}` : ''
  const isOpen = isUnderWay(config.change)
  const undo: Option = { label: { key: 'box.button.undo' }, token: tap('undo').token }
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      { kind: 'facts', rows: rowsOf(file) },
      {
        kind: 'status',
        tone: isOpen ? 'wait' : event.kind === 'undone' && event.why !== 'asked' ? 'warn' : 'ok',
        text: { key: `desk.box.state.${event.kind}${why}`, params: { who: event.by.name, at: { at: event.at } } },
      },
      ...(config.change ? [{ kind: 'choice', lasts: 'durable', options: [undo] } satisfies Part] : []),
    ],
  }
}
