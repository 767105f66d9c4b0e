import type { SensorEvent } from '#engine/event.ts'
import { hashNumber, hashText, spread } from './hash.ts'

/**
 * Shippers resend what they are not sure of, cut into other batches: an event seen before is dropped. 53 bits of its content
 * are remembered in two generations of an open-addressed set, so at least the last `repeatsMax` events are known.
 */
export interface Repeats {
  /** Remembers the event; true when it was known. */
  isRepeat(event: SensorEvent): boolean
  stored(): StoredRepeats
}

export interface StoredRepeats {
  young: number[]
  old: number[]
}

export function createRepeats(repeatsMax: number, stored?: StoredRepeats): Repeats {
  let young = setOf(stored?.young ?? [])
  let old = setOf(stored?.old ?? [])

  return {
    isRepeat(event) {
      const print = fingerprint(event)
      if (has(young, print) || has(old, print)) return true
      if (young.count >= repeatsMax) {
        old = young
        young = setOf([])
      }
      add(young, print)
      return false
    },
    stored: () => ({ young: membersOf(young), old: membersOf(old) }),
  }
}

/** Zero marks an empty place, so no fingerprint is zero. Never more than half full. */
interface NumberSet {
  places: Float64Array
  count: number
}
const PLACES_MIN = 64

function setOf(members: readonly number[]): NumberSet {
  const set = { places: new Float64Array(PLACES_MIN), count: 0 }
  for (const member of members) add(set, member)
  return set
}

const membersOf = ({ places }: NumberSet): number[] => [...places].filter((place) => place !== 0)

function has({ places }: NumberSet, member: number): boolean {
  return places[placeOf(places, member)] === member
}

/** Where the member is, or the empty place where it belongs. */
function placeOf(places: Float64Array, member: number): number {
  const mask = places.length - 1
  let place = (member % 4_294_967_291) & mask
  for (let there = places[place]; there !== 0 && there !== member; there = places[place]) place = (place + 1) & mask
  return place
}

function add(set: NumberSet, member: number): void {
  if (set.count * 2 >= set.places.length) grow(set)
  set.places[placeOf(set.places, member)] = member
  set.count++
}

function grow(set: NumberSet): void {
  const members = set.places
  set.places = new Float64Array(members.length * 2)
  for (const member of members) if (member !== 0) set.places[placeOf(set.places, member)] = member
}

/** Of connection, moment, type and content. Two sensors give a connection two ids, so what both see counts for both. */
export function fingerprint(event: SensorEvent): number {
  const { flow, at, exchange } = event
  let hash = typeof flow === 'number' ? hashNumber(0x811c9dc5, flow) : hashText(flow)
  hash = hashNumber(hash, at)
  // Requests sent in one go, or told when the connection ends, share their moment.
  if (exchange > 0) hash = hashNumber(hash, exchange)
  hash = hashNumber(hash, Math.floor((at % 1) * 1_000) + event.sourcePort * 1_000)
  const content = hashContent(event, hash)
  return 1 + spread(content) * 2_097_151 + (spread(hash ^ 0x9e3779b9) & 0x1fffff)
}

function hashContent(event: SensorEvent, seed: number): number {
  if (event.flow === '') seed = hashText(event.target, hashText(event.source, seed))
  switch (event.type) {
    case 'flow':
      return hashNumber(seed, event.targetPort)
    case 'login':
      return hashText(event.account, hashText(event.outcome, seed ^ 2))
    case 'dns':
      return hashText(event.resultCode, hashText(event.name, seed ^ 3))
    case 'http':
      return hashText(event.path, hashNumber(seed, event.status + 4))
    case 'tls':
      return hashText(event.serverName, seed ^ 5)
  }
}
