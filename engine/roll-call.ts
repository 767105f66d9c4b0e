import { type Asset, entryBehind, isMadeUp, type Look, looksLike } from './asset.ts'

/**
 * Whose PC is it, asked before anything has happened: of PCs that sensors see and nobody has spoken for, each of the
 * people of whom no PC is known is shown the names, once a week and three times at most, until they say that theirs is not
 * among them.
 */

/** A device as sensors last knew it. */
export interface SeenDevice {
  mac: string
  ip: string
  name: string
  lastSeenAt: number
}

/** That somebody was called, and whether they said that none of them is theirs. */
export interface Called {
  personId: string
  isNone: boolean
}

export const CALLS_MAX = 3
/** What has not been there for so long may have been a visitor's. */
const THERE_MS = 7 * 86_400_000

const entryOf = ({ ip, mac, name }: SeenDevice, assets: readonly Asset[]): Asset | undefined =>
  entryBehind(assets, ip, { kind: 'known', mac, name })

/** Who has a PC that sensors see. A line of a list may be of any that nobody has spoken for. */
export function ownersOf(seen: readonly SeenDevice[], assets: readonly Asset[]): string[] {
  const owned = seen.flatMap((device) => entryOf(device, assets)?.owner?.personId ?? [])
  return [...new Set(owned)]
}

/** PCs that nobody has spoken for and somebody could know by name: a number means nothing to anybody. */
export function unspokenFor(seen: readonly SeenDevice[], assets: readonly Asset[], now: number): Unspoken[] {
  return seen.flatMap((device) => {
    const entry = entryOf(device, assets)
    const isFree = !entry || (entry.state === 'candidate' && entry.owner === null)
    const isKnowable = device.name !== '' && !NO_PC.includes(looksLike(device.name)) && !isMadeUp(device.mac)
    const isThere = device.lastSeenAt > now - THERE_MS
    return isFree && isKnowable && isThere ? [{ mac: device.mac, name: device.name, entry }] : []
  })
}

export interface Unspoken extends Pick<SeenDevice, 'mac' | 'name'> {
  /** Of the ledger, where somebody has said something of it. */
  entry: Asset | undefined
}

const NO_PC: readonly Look[] = ['phone', 'printer']

/** Who is shown them; `busy` are those who were asked something today, by any firm. */
export function callees(
  people: readonly string[],
  { owners, called, busy }: { owners: readonly string[]; called: readonly Called[]; busy: readonly string[] },
): string[] {
  return people.filter((personId) => {
    const before = called.filter((one) => one.personId === personId)
    const isOver = before.length >= CALLS_MAX || before.some(({ isNone }) => isNone)
    return !isOver && !owners.includes(personId) && !busy.includes(personId)
  })
}
