import type { AddressEvent, SensorEvent } from './event.ts'
import { dayOfTraffic } from './traffic.ts'

/**
 * That a device had an address, from when until when on one day; or, without an address, that it called itself so. Nothing
 * but a first and a last moment, so that sightings may be joined in any order and as often as one likes. A day each,
 * because of two devices that take turns at an address only the day of the turn is then in doubt.
 */
export interface Sighting {
  day: string
  /** '' where only a name was heard. */
  ip: string
  mac: string
  /** As the device itself chose it, or ''. */
  name: string
  via: AddressEvent['via']
  firstSeenAt: number
  lastSeenAt: number
}

/** Gathers sightings out of events. */
export interface SightingLog {
  /** What is told of times before `from` is not kept. */
  note(events: readonly SensorEvent[], from?: number): void
  sightings(): Sighting[]
}

/** From one run of batches; a firm of fifty people has some hundred a day, and whoever makes more up gains no memory. */
const SIGHTINGS_MAX = 2_000

export function createSightingLog(): SightingLog {
  const seen = new Map<string, Sighting>()
  function keep(event: AddressEvent): void {
    const said = sightingFrom(event)
    const key = JSON.stringify([said.day, said.ip, said.mac, said.name, said.via])
    const known = seen.get(key)
    if (known) seen.set(key, joined(known, said))
    else if (seen.size < SIGHTINGS_MAX) seen.set(key, said)
  }
  return {
    note(events, from = 0) {
      for (const event of events) if (event.type === 'address' && event.at >= from) keep(event)
    },
    sightings: () => [...seen.values()],
  }
}

function sightingFrom({ at, source, mac, name, via }: AddressEvent): Sighting {
  const moment = Math.floor(at)
  return { day: dayOfTraffic(moment), ip: source, mac, name, via, firstSeenAt: moment, lastSeenAt: moment }
}

const joined = (one: Sighting, other: Sighting): Sighting => ({
  ...one,
  firstSeenAt: Math.min(one.firstSeenAt, other.firstSeenAt),
  lastSeenAt: Math.max(one.lastSeenAt, other.lastSeenAt),
})
