import type { PersonRef } from './case.ts'

/**
 * What a firm may change of its box itself: asked for, fetched by the box, at work in it, confirmed, or undone. What
 * happened is a list of events that only grows. Versions only grow, too: what is undone comes back under a new number.
 */
export interface SensorConfig {
  version: number
  settings: Settings
  /** The last change, as long as it can be undone; null before the first. */
  change: Change | null
  /** Events so far. */
  length: number
}

export interface Settings {
  address: { mode: 'dhcp' } | { mode: 'fixed'; address: string; gateway: string }
  wifi: { isOn: boolean; channel: WifiChannel }
}

/** Those of 2.4 GHz that do not overlap. */
export const WIFI_CHANNELS = ['auto', '1', '6', '11'] as const
export type WifiChannel = (typeof WIFI_CHANNELS)[number]

export interface Change {
  state: 'requested' | 'fetched' | 'applied' | 'confirmed'
  by: PersonRef
  /** When it came into this state, epoch ms. */
  at: number
  before: Settings
}

export type ConfigEvent = { at: number; by: PersonRef } & (
  | { kind: 'requested'; settings: Settings }
  | { kind: 'fetched' }
  | { kind: 'applied' }
  | { kind: 'confirmed' }
  | { kind: 'undone'; why: UndoReason }
)
/** `asked`: by a person. `silent`: nothing came for too long afterwards. `box`: it could not reach us, and said so later. */
export type UndoReason = 'asked' | 'silent' | 'box' | 'unfetched'

/** As a box comes to a firm. */
export const FIRST_CONFIG: SensorConfig = {
  version: 1,
  settings: { address: { mode: 'dhcp' }, wifi: { isOn: true, channel: 'auto' } },
  change: null,
  length: 0,
}

/** so long after a change a box may be silent before it is undone, here and in the box itself. */
const SILENT_MS = 10 * 60_000
/** A box that was switched off when something was asked for is not surprised by it days later. */
const UNFETCHED_MS = 24 * 60 * 60_000

export type ConfigRefusal = 'already' | 'under-way' | 'nothing'

/** Why it cannot happen now; undefined when it can. One change at a time: of two it would not be known which was bad. */
export function refusalOf({ settings, change }: SensorConfig, event: ConfigEvent): ConfigRefusal | undefined {
  const state = change?.state
  switch (event.kind) {
    case 'requested':
      if (isUnderWay(change)) return 'under-way'
      return isSame(settings, event.settings) ? 'already' : undefined
    case 'fetched':
      return state === 'requested' ? undefined : 'nothing'
    case 'applied':
      return state === 'requested' || state === 'fetched' ? undefined : 'nothing'
    case 'confirmed':
      return state === 'applied' ? undefined : 'nothing'
    case 'undone':
      return change ? undefined : 'nothing'
  }
}

export const isUnderWay = (change: Change | null): change is Change => change !== null && change.state !== 'confirmed'

export function apply(before: SensorConfig, event: ConfigEvent): SensorConfig {
  if (refusalOf(before, event))
    throw new Error(`settings whose change is ${before.change?.state} cannot be ${event.kind}`)
  const { version, settings, change } = before
  const length = before.length + 1
  if (event.kind === 'requested') {
    const asked = { state: event.kind, by: event.by, at: event.at, before: settings }
    return { version: version + 1, settings: event.settings, change: asked, length }
  }
  if (!change) throw new Error('there is no change')
  if (event.kind === 'undone') return { version: version + 1, settings: change.before, change: null, length }
  return { ...before, change: { ...change, state: event.kind, at: event.at }, length }
}

export const replay = (events: readonly ConfigEvent[]): SensorConfig => events.reduce(apply, FIRST_CONFIG)

export interface Heard {
  /** Of the latest heartbeat. */
  at: number
  configVersion: number
  refusedVersion: number | null
}

export type Outlook =
  | { kind: 'wait'; until: number }
  | { kind: 'happens'; event: 'applied' | 'confirmed' }
  | { kind: 'undo'; why: UndoReason }
  | { kind: 'over' }

/** A heartbeat speaks each minute: two may be lost. */
const FRESH_MS = 3 * 60_000

/** What becomes of a change by what was heard of the box, looked at at any time. */
export function outlookOf({ version, change }: SensorConfig, heard: Heard | undefined, now: number): Outlook {
  if (!isUnderWay(change)) return { kind: 'over' }
  if (heard && heard.refusedVersion === version) return { kind: 'undo', why: 'box' }
  if (change.state === 'requested') {
    if (heard?.configVersion === version) return { kind: 'happens', event: 'applied' }
    const until = change.at + UNFETCHED_MS
    return now >= until ? { kind: 'undo', why: 'unfetched' } : { kind: 'wait', until }
  }
  const heardWith = heard?.configVersion === version && heard.at >= change.at ? heard.at : undefined
  if (change.state === 'fetched' && heardWith !== undefined) return { kind: 'happens', event: 'applied' }
  if (
    change.state === 'applied' &&
    now >= change.at + SILENT_MS &&
    heardWith !== undefined &&
    now - heardWith < FRESH_MS
  )
    return { kind: 'happens', event: 'confirmed' }
  const until = Math.max(change.at, heardWith ?? 0) + SILENT_MS
  return now >= until ? { kind: 'undo', why: 'silent' } : { kind: 'wait', until: Math.max(until, now + 1) }
}

/** However they were stored. */
const isSame = (one: Settings, other: Settings): boolean => settingsLines(one) === settingsLines(other)

/** One setting to a line, for a box that reads no JSON: `address=fixed`. */
export const linesOf = ({ version, settings }: Pick<SensorConfig, 'version' | 'settings'>): string =>
  `version=${version}\n${settingsLines(settings)}`

function settingsLines({ address, wifi }: Settings): string {
  const rows = [
    ['address', address.mode],
    ...(address.mode === 'fixed'
      ? ([
          ['ip', address.address],
          ['gateway', address.gateway],
        ] as const)
      : []),
    ['wifi', wifi.isOn ? 'on' : 'off'],
    ['channel', wifi.channel],
  ]
  return rows.map(([name, value]) => `${name}=${value}\n`).join('')
}
