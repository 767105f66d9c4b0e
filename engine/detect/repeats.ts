import type { SensorEvent } from '#engine/event.ts'
import { spread } from './hash.ts'

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
      const place = placeOf(young.places, print)
      if (young.places[place] === print || has(old, print)) return true
      if (young.count >= repeatsMax) {
        old = young
        young = setOf([])
        add(young, print)
      } else put(young, place, print)
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
  let place = (member >>> 0) & mask
  for (let there = places[place]; there !== 0 && there !== member; there = places[place]) place = (place + 1) & mask
  return place
}

const add = (set: NumberSet, member: number): void => put(set, placeOf(set.places, member), member)

function put(set: NumberSet, place: number, member: number): void {
  set.places[place] = member
  set.count++
  if (set.count * 2 > set.places.length) grow(set)
}

function grow(set: NumberSet): void {
  const members = set.places
  set.places = new Float64Array(members.length * 2)
  for (const member of members) if (member !== 0) set.places[placeOf(set.places, member)] = member
}

/**
 * Of connection, moment, type and content, 53 bits. Two sensors give a connection two ids, so what both see counts for
 * both. Two hashes run side by side here, outside any function, because this is asked of every event.
 */
let [left, right] = [0, 0]

export function fingerprint(event: SensorEvent): number {
  const { flow, at, exchange, sourcePort } = event
  left = 0x811c9dc5
  right = 0x9e3779b9
  if (typeof flow === 'number') mixNumber(flow)
  else if (flow === '') mixEnds(event)
  else mixText(flow)
  mixNumber(at)
  mixNumber(Math.round((at % 1) * 1_000) + sourcePort * 1_000)
  // Requests sent in one go, or told when the connection ends, share their moment.
  if (exchange > 0) mixNumber(exchange)
  mixContent(event)
  return 1 + spread(left) * 2_097_151 + (spread(right) & 0x1fffff)
}

/** As `mixCode` does with each character. Kept in hand until the end, which is half the time of a long text. */
function mixText(text: string): void {
  let [one, other] = [left, right]
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    one = Math.imul(one ^ code, 0x01000193)
    one ^= one >>> 15
    other = Math.imul(other ^ code, 0x5bd1e995)
    other ^= other >>> 13
  }
  left = one
  right = other
}

function mixNumber(value: number): void {
  mixCode(value | 0)
  mixCode((value / 4_294_967_296) | 0)
}

function mixCode(code: number): void {
  left = Math.imul(left ^ code, 0x01000193)
  left ^= left >>> 15
  right = Math.imul(right ^ code, 0x5bd1e995)
  right ^= right >>> 13
}

function mixEnds({ source, target }: SensorEvent): void {
  mixText(source)
  mixText(target)
}

function mixContent(event: SensorEvent): void {
  switch (event.type) {
    case 'flow':
      return mixNumber(event.targetPort)
    case 'login':
      mixCode(2)
      mixText(event.outcome)
      return mixText(event.account)
    case 'dns':
      mixCode(3)
      mixText(event.resultCode)
      mixText(event.recordType)
      return mixText(event.name)
    case 'http':
      mixCode(4)
      mixNumber(event.status)
      mixText(event.method)
      return mixText(event.path)
    case 'tls':
      mixCode(5)
      mixText(event.certificate)
      return mixText(event.serverName)
    case 'file':
      mixCode(6)
      mixNumber(event.bytes)
      mixText(event.sha256)
      return mixText(event.name)
    case 'share':
      mixCode(7)
      mixText(event.action)
      mixText(event.share)
      return mixText(event.path)
    case 'rpc':
      mixCode(8)
      mixText(event.operation)
      return mixText(event.endpoint)
    case 'health':
      mixCode(event.counted === 'packets' ? 9 : 10)
      mixText(event.reporter)
      return mixNumber(event.total)
    case 'address':
      mixCode(11)
      mixText(event.mac)
      return mixText(event.name)
  }
}
