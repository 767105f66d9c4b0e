import type { SensorEvent } from './event.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from './network.ts'

/**
 * Whom a sensor can see, in a slot of five minutes: only what can be joined in any order and as often as one likes, because
 * batches come again and are cut anew.
 */
export interface Sight {
  /** Addresses inside that began a talk which was answered: what only a mirror, or a place in between, shows. */
  talkers: string[]
  /** With how many outside one of them spoke, as far as one batch tells, up to `PEERS_MAX`. */
  peers: number
  /** An answered talk of which both ends are outside. */
  hasOutside: boolean
  /** Lines were refused because they tell of the future. */
  isAhead: boolean
}

export const NO_SIGHT: Sight = { talkers: [], peers: 0, hasOutside: false, isAhead: false }

const TALKERS_MAX = 256
const PEERS_MAX = 32
/** Enough of a batch to know whom it is about; a busy office's has tens of thousands. */
const LOOKED_AT_MAX = 5_000

type Place = 'inside' | 'outside' | 'everybody'

const isInside = insideOfNamed(PRIVATE_NETWORKS)
/** Everybody on the wire hears these, mirror or not. */
const isShout = (address: string): boolean =>
  /^(?:22[4-9]|23\d|255)\.|^(?:ff|::$|0\.0\.0\.0$)/i.test(address) || address.endsWith('.255')

export function sightOf(events: readonly SensorEvent[], isAhead: boolean): Sight {
  const talkers = new Set<string>()
  const peers = new Set<string>()
  // Where an address stands is found out once: a batch's thousands of lines are about a few hundred.
  const places = new Map<string, Place>()
  function placeOf(address: string): Place {
    const known = places.get(address)
    if (known) return known
    const place = isShout(address) ? 'everybody' : isInside(address) ? 'inside' : 'outside'
    places.set(address, place)
    return place
  }
  let hasOutside = false
  for (const event of events.slice(0, LOOKED_AT_MAX)) {
    if (!isAnswered(event)) continue
    const { source, target } = event
    const [from, to] = [placeOf(source), placeOf(target)]
    if (from === 'everybody' || to === 'everybody') continue
    if (from === 'outside') hasOutside ||= to === 'outside'
    else {
      if (talkers.size < TALKERS_MAX) talkers.add(source)
      if (to === 'outside' && peers.size < PEERS_MAX) peers.add(target)
    }
  }
  return { talkers: [...talkers].sort(), peers: peers.size, hasOutside, isAhead }
}

const isAnswered = (event: SensorEvent): boolean =>
  event.type === 'flow'
    ? event.outcome === 'answered' && !event.isMidway
    : event.type === 'http' || event.type === 'tls' || (event.type === 'dns' && event.resultCode !== '')

export const joinedSights = (sights: readonly Sight[]): Sight => ({
  talkers: [...new Set(sights.flatMap(({ talkers }) => talkers))].sort().slice(0, TALKERS_MAX),
  peers: Math.max(0, ...sights.map(({ peers }) => peers)),
  hasOutside: sights.some((one) => one.hasOutside),
  isAhead: sights.some((one) => one.isAhead),
})

/** Whether joining tells nothing new; both are in the order that `joinedSights` gives. */
export const isSameSight = (one: Sight, other: Sight): boolean => JSON.stringify(one) === JSON.stringify(other)
