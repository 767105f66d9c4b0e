import type { PersonRef } from './case.ts'
import type { Holder } from './device.ts'

/**
 * The ledger of a firm's devices. A device that a sensor has seen and nobody has spoken of is a candidate without an
 * entry; its entry begins with the first word about it, and only grows from then on.
 */
export const ASSET_STATES = ['candidate', 'confirmed', 'retired'] as const
/** 候補・確認済・廃棄. */
export type AssetState = (typeof ASSET_STATES)[number]

/** Whose it is: a person of the firm, or a name in a list that nobody here answers to (yet). */
export interface Owner {
  personId: string | null
  name: string
}

export const ANTIVIRUS_KINDS = ['built-in', 'bought', 'none', 'unknown'] as const
export type AntivirusKind = (typeof ANTIVIRUS_KINDS)[number]

/** What keeps viruses off it, as its user says; `until` is the last day of what was bought, where that is known. */
export interface Antivirus {
  kind: AntivirusKind
  until: string | null
}

/** What the ledger says of a device; '' for what it does not say. */
export interface Standing {
  state: AssetState
  owner: Owner | null
  /** A printer has no owner to ask. */
  isPc: boolean
  name: string
  place: string
  os: string
  ip: string
  note: string
  /** Null while nobody has been asked. */
  antivirus: Antivirus | null
  /** Of its label, mostly; it may be kept no longer. */
  photo: string | null
}

export interface Asset extends Standing {
  id: string
  regionId: string
  firmId: string
  /** '' where only a list tells of it. */
  mac: string
  /** Counts every change; the last one alone can be taken back. */
  revision: number
  before: Standing | null
}

export type Listed = Pick<Standing, 'name' | 'owner' | 'place' | 'os' | 'ip' | 'note'>

export type AssetChange =
  /** `since`: from then on, where that is known to be before it was said. */
  | { kind: 'owned'; owner: Owner; since?: number }
  | { kind: 'no-pc' }
  | { kind: 'not-known' }
  | { kind: 'named'; name: string }
  | { kind: 'placed'; place: string }
  /** All that is known of it is its address. */
  | { kind: 'addressed'; ip: string }
  | { kind: 'protected'; antivirus: Antivirus }
  | { kind: 'photographed'; photo: string }
  | { kind: 'retired' }
  /** A line of the firm's own list. */
  | { kind: 'listed'; listed: Listed }
  | { kind: 'undone' }

/** `seq` is the revision that it led to; `by` is null for a list. */
export interface AssetEvent {
  seq: number
  at: number
  by: PersonRef | null
  change: AssetChange
}

const NOTHING: Standing = {
  ...{ state: 'candidate', owner: null, isPc: true },
  ...{ name: '', place: '', os: '', ip: '', note: '', antivirus: null, photo: null },
}

export type AssetKey = Pick<Asset, 'id' | 'regionId' | 'firmId' | 'mac'>

/** Before anybody has said anything. */
export const unheardOf = (key: AssetKey): Asset => ({ ...key, ...NOTHING, revision: 0, before: null })

export const standingOf = ({
  state,
  owner,
  isPc,
  name,
  place,
  os,
  ip,
  note,
  antivirus,
  photo,
}: Standing): Standing => ({
  ...{ state, owner, isPc, name, place, os, ip, note, antivirus, photo },
})

export function apply(asset: Asset, { seq, change }: AssetEvent): Asset {
  if (change.kind === 'undone') return { ...asset, ...(asset.before ?? {}), revision: seq, before: null }
  return { ...asset, ...changesOf(change), revision: seq, before: standingOf(asset) }
}

function changesOf(change: Exclude<AssetChange, { kind: 'undone' }>): Partial<Standing> {
  switch (change.kind) {
    case 'owned':
      return { state: 'confirmed', isPc: true, owner: change.owner }
    case 'no-pc':
      return { state: 'confirmed', isPc: false, owner: null }
    case 'not-known':
      return { state: 'candidate', owner: null }
    case 'named':
      return { name: change.name }
    case 'placed':
      return { place: change.place }
    case 'addressed':
      return { ip: change.ip }
    case 'protected':
      return { antivirus: change.antivirus }
    case 'photographed':
      return { photo: change.photo }
    case 'retired':
      return { state: 'retired' }
    case 'listed':
      return { ...change.listed, state: 'confirmed' }
  }
}

/** What could be shown before, and cannot be any more: neither as it stands nor by taking the last word back. */
export const photosLeft = (before: Asset, after: Asset): string[] =>
  photosIn(before).filter((photo) => !photosIn(after).includes(photo))
const photosIn = ({ photo, before }: Asset): string[] => [photo, before?.photo ?? null].filter((one) => one !== null)

export const replay = (key: AssetKey, events: readonly AssetEvent[]): Asset => events.reduce(apply, unheardOf(key))

export type Refusal = 'changed-meanwhile' | 'nothing-to-undo' | 'retired' | 'not-theirs'

/** Who asks for a change: leaders speak for the firm, whoever works there for themselves (§5.1). */
export interface Speaker extends PersonRef {
  isLeader: boolean
}

/** What somebody wants of an entry that they saw at this revision. */
export function change(
  asset: Asset,
  wanted: { change: AssetChange; revision: number },
  by: Speaker,
  at: number,
): { asset: Asset; event: AssetEvent } | Refusal {
  if (!mayChange(asset, wanted.change, by)) return 'not-theirs'
  if (wanted.revision !== asset.revision) return 'changed-meanwhile'
  if (wanted.change.kind === 'undone' && !asset.before) return 'nothing-to-undo'
  if (asset.state === 'retired' && !REVIVING.includes(wanted.change.kind)) return 'retired'
  return noted(asset, wanted.change, { personId: by.personId, name: by.name }, at)
}

const REVIVING: readonly AssetChange['kind'][] = ['undone', 'owned', 'listed']

/** Down in the ledger, whoever it was. */
export function noted(asset: Asset, wanted: AssetChange, by: PersonRef | null, at: number) {
  const event: AssetEvent = { seq: asset.revision + 1, at, by, change: wanted }
  return { asset: apply(asset, event), event }
}

const isOwn = ({ owner }: Pick<Asset, 'owner'>, { personId }: PersonRef): boolean => owner?.personId === personId

/** Their own, and what nobody has spoken for. */
export const maySee = (asset: Asset, by: Speaker): boolean =>
  by.isLeader || isOwn(asset, by) || (asset.state === 'candidate' && asset.owner === null)

function mayChange(asset: Asset, wanted: AssetChange, by: Speaker): boolean {
  if (by.isLeader) return true
  if (wanted.kind === 'owned') return maySee(asset, by) && wanted.owner.personId === by.personId
  return isOwn(asset, by) ? wanted.kind !== 'no-pc' : maySee(asset, by) && wanted.kind === 'not-known'
}

/**
 * Whose it was then. Before the first word about it, it is taken for that of whoever was named first: a PC is mostly asked
 * about because of what it did.
 */
export function ownerAt(events: readonly AssetEvent[], at: number): Owner | null {
  const owners = standing(events).flatMap(({ at: since, change: one }) => {
    if (one.kind === 'owned') return [{ since: one.since ?? since, owner: one.owner }]
    if (one.kind === 'listed') return [{ since, owner: one.listed.owner }]
    return one.kind === 'no-pc' || one.kind === 'not-known' ? [{ since, owner: null }] : []
  })
  const then = owners.findLast(({ since }) => since <= at)
  return (then ?? owners.find(({ owner }) => owner !== null))?.owner ?? null
}

/**
 * The entry of the device behind an address: by its MAC address, else, where a list tells of it that has none, by its name
 * or by the address itself.
 */
export function entryBehind(assets: readonly Asset[], ip: string, holder: Holder): Asset | undefined {
  const listed = assets.filter(({ mac, state }) => mac === '' && state !== 'retired')
  const atIp = onlyOne(listed.filter((one) => one.ip === ip))
  if (holder.kind !== 'known' && holder.kind !== 'stale') return atIp
  const name = holder.name.toLowerCase()
  const named = onlyOne(listed.filter((one) => name !== '' && one.name.toLowerCase() === name))
  return assets.find(({ mac }) => mac === holder.mac) ?? named ?? atIp
}

const onlyOne = (assets: readonly Asset[]): Asset | undefined => (assets.length === 1 ? assets[0] : undefined)

/** Without what was taken back. */
function standing(events: readonly AssetEvent[]): AssetEvent[] {
  const kept: AssetEvent[] = []
  for (const event of events) {
    if (event.change.kind === 'undone') kept.pop()
    else kept.push(event)
  }
  return kept
}

const WARNED_DAYS = 30

/** The day on which it is told that the antivirus of a PC ends; undefined where it ends on no known day, or is over with. */
export function warnedOn({ state, isPc, antivirus }: Standing, today: string): string | undefined {
  const until = antivirus?.until
  if (!until || state === 'retired' || !isPc) return undefined
  const day = Temporal.PlainDate.from(until).subtract({ days: WARNED_DAYS }).toString()
  return until < today ? undefined : day < today ? today : day
}

/** A number that a device has made up for this network: it is another one tomorrow, so nobody is asked about it. */
export const isMadeUp = (mac: string): boolean => (Number.parseInt(mac.slice(1, 2), 16) & 2) === 2

export type Look = 'windows' | 'mac' | 'phone' | 'printer' | 'device'

const LOOKS: readonly [Look, RegExp][] = [
  ['windows', /^(desktop|laptop)-[0-9a-z]+$/i],
  ['mac', /macbook|imac|mac-?mini/i],
  ['phone', /iphone|ipad|android|pixel|galaxy/i],
  ['printer', /printer|^(brw|brn|epson|canon|hp|npi)[0-9a-f-]/i],
]

/** As far as its own name for itself tells; Windows and Apple give theirs names of a kind. */
export const looksLike = (name: string): Look => LOOKS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'device'
