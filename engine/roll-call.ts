import { type Asset, entryBehind, isMadeUp, type Look, looksLike } from './asset.ts'
import { type DeviceKind, isPcKind, kindOf } from './device-kind.ts'
import { mayBePc } from './maker.ts'
import { likeliestFirst, resembles } from './resemblance.ts'

/**
 * Whose PC is it, asked before anything has happened: of PCs that sensors see and nobody has spoken for, each of the
 * people of whom no PC is known is shown the names, on the business day after and three times at most, until they say that
 * theirs is not among them. Once a single PC and a single person are left, whoever leads the firm is asked whether it is theirs.
 */

/** A device as sensors last knew it. */
export interface SeenDevice {
  mac: string
  ip: string
  name: string
  kinds: readonly DeviceKind[]
  lastSeenAt: number
}

/** That somebody was called, on which day of theirs, and whether they said that none of them is theirs. */
export interface Called {
  personId: string
  day: string
  isNone: boolean
}

/** So many days lie between one call and the next: the first ones come while the box is new. */
const DAYS_BETWEEN = [2, 7] as const
export const CALLS_MAX = DAYS_BETWEEN.length + 1
/** What has not been there for so long may have been a visitor's. */
const THERE_MS = 7 * 86_400_000

const entryOf = ({ ip, mac, name }: SeenDevice, assets: readonly Asset[]): Asset | undefined =>
  entryBehind(assets, ip, { kind: 'known', mac, name })

/** Who has a PC that sensors see. A line of a list may be of any that nobody has spoken for. */
export function ownersOf(seen: readonly SeenDevice[], assets: readonly Asset[]): string[] {
  const owned = seen.flatMap((device) => entryOf(device, assets)?.owner?.personId ?? [])
  return [...new Set(owned)]
}

/** What may be a PC, is there, and nobody has spoken for. */
export function unspokenFor(seen: readonly SeenDevice[], assets: readonly Asset[], now: number): Unspoken[] {
  return seen.flatMap((device) => {
    const entry = entryOf(device, assets)
    const isFree = !entry || (entry.state === 'candidate' && entry.owner === null)
    const isPc = saysPc(device) && !isMadeUp(device.mac) && mayBePc(device.mac)
    const isThere = device.lastSeenAt > now - THERE_MS
    return isFree && isPc && isThere ? [{ mac: device.mac, name: device.name, kinds: device.kinds, entry }] : []
  })
}

/** A number means nothing to anybody. */
export const isKnowable = ({ name }: Pick<Unspoken, 'name'>): boolean => name !== ''

/** The only one left, where everybody else has a PC that sensors see, or has said that this is not theirs. */
export function onlyOneLeft(people: readonly string[], accounted: readonly string[]): string | undefined {
  const left = people.filter((personId) => !accounted.includes(personId))
  return left.length === 1 ? left[0] : undefined
}

export interface Unspoken extends Pick<SeenDevice, 'mac' | 'name' | 'kinds'> {
  /** Of the ledger, where somebody has said something of it. */
  entry: Asset | undefined
}

/** Its own name before its programs: a PC is not to be hidden by what runs on it. */
function saysPc({ name, kinds }: SeenDevice): boolean {
  const look = looksLike(name)
  const kind = kindOf(kinds)
  return look === 'device' ? kind === undefined || isPcKind(kind) : !NO_PC.includes(look)
}
const NO_PC: readonly Look[] = ['phone', 'printer']

export interface Callee {
  personId: string
  name: string
  /** Who leads the firm may say whose the others' are. */
  isLeader: boolean
}

export type Call = { personId: string } & (
  | { kind: 'which'; devices: Unspoken[] }
  | { kind: 'theirs'; device: Unspoken; owner: Callee }
)

/** The PCs that nobody has spoken for, and who has one already. */
export interface Unclaimed {
  devices: readonly Unspoken[]
  owners: readonly string[]
}

/** What each is asked today: which PC is theirs, those first whose name speaks of them, or whether the last one is somebody's. */
export function callsFor(people: readonly Callee[], whom: readonly string[], { devices, owners }: Unclaimed): Call[] {
  const onlyPerson = onlyOneLeft(
    people.map(({ personId }) => personId),
    owners,
  )
  const [device, ...others] = devices
  const last = onlyPerson !== undefined && others.length === 0 ? device : undefined
  const owner = people.find(({ personId }) => personId === onlyPerson)
  const leader = people.find(({ isLeader }) => isLeader)
  return people.flatMap((one): Call[] => {
    const { personId, name } = one
    if (!whom.includes(personId)) return []
    if (one === leader && last && owner && owner !== one) return [{ personId, kind: 'theirs', device: last, owner }]
    if (owners.includes(personId)) return []
    const known = owner === one && last ? [last] : devices.filter(isKnowable)
    const shown = likeliestFirst(known, (each) => resembles(each.name, name))
    return shown.length === 0 ? [] : [{ personId, kind: 'which', devices: shown }]
  })
}

/** Who has not been asked often enough, and has not said that theirs is not among them. */
export const stillCalled = (people: readonly string[], called: readonly Called[]): string[] =>
  people.filter((personId) => {
    const before = called.filter((one) => one.personId === personId)
    return before.length < CALLS_MAX && !before.some(({ isNone }) => isNone)
  })

/** Who may be asked today; `busy` are those who were asked something today, by any firm. */
export function callees(
  people: readonly string[],
  { called, busy, today }: { called: readonly Called[]; busy: readonly string[]; today: string },
): string[] {
  return stillCalled(people, called).filter((personId) => {
    const before = called.filter((one) => one.personId === personId)
    const wait = DAYS_BETWEEN[before.length - 1]
    const last = before.at(-1)
    const isSoon = last !== undefined && wait !== undefined && daysBetween(last.day, today) < wait
    return !isSoon && !busy.includes(personId)
  })
}

const daysBetween = (from: string, until: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days
