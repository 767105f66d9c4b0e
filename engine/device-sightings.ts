import { kindSaid } from './device-kind.ts'
import type { AddressEvent, HttpEvent, SensorEvent } from './event.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from './network.ts'
import { dayOfTraffic } from './traffic.ts'

/**
 * That a device had an address, from when until when on one day; or, without an address, that it called itself so; or, without
 * a device, of what kind programs at an address say that it is. Nothing but a first and a last moment, so that sightings may be
 * joined in any order and as often as one likes. A day each, because of two devices that take turns at an address only the day
 * of the turn is then in doubt.
 */
export interface Sighting {
  day: string
  /** '' where only a name was heard. */
  ip: string
  /** '' where only a kind was told. */
  mac: string
  /** As the device itself chose it, or ''; of programs, the kind (`device-kind.ts`). */
  name: string
  via: AddressEvent['via'] | 'agent'
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
  function keep(said: Sighting): void {
    const key = JSON.stringify([said.day, said.ip, said.mac, said.name, said.via])
    const known = seen.get(key)
    if (known) seen.set(key, joined(known, said))
    else if (seen.size < SIGHTINGS_MAX) seen.set(key, said)
  }
  // A browser asks a hundred times for one page: what it has said within the hour it need not say again.
  const heard = new Set<string>()
  function listen(event: HttpEvent): void {
    const { at, source, userAgent } = event
    const key = `${Math.floor(at / HOUR_MS)} ${source} ${userAgent}`
    if (heard.has(key) || heard.size >= SIGHTINGS_MAX) return
    heard.add(key)
    const kind = kindSaid(userAgent)
    if (kind && isInside(source)) keep(sightingFrom({ at, source, mac: '', name: kind, via: 'agent' }))
  }
  return {
    note(events, from = 0) {
      for (const event of events) {
        if (event.at < from) continue
        if (event.type === 'address') keep(sightingFrom(event))
        else if (event.type === 'http') listen(event)
      }
    },
    sightings: () => [...seen.values()],
  }
}

const HOUR_MS = 3_600_000
/** A stranger who asks a server of the firm's is none of its devices. */
const isInside = insideOfNamed(PRIVATE_NETWORKS)

function sightingFrom({
  at,
  source,
  mac,
  name,
  via,
}: Pick<AddressEvent, 'at' | 'source'> & Pick<Sighting, 'mac' | 'name' | 'via'>): Sighting {
  const moment = Math.floor(at)
  return { day: dayOfTraffic(moment), ip: source, mac, name, via, firstSeenAt: moment, lastSeenAt: moment }
}

const joined = (one: Sighting, other: Sighting): Sighting => ({
  ...one,
  firstSeenAt: Math.min(one.firstSeenAt, other.firstSeenAt),
  lastSeenAt: Math.max(one.lastSeenAt, other.lastSeenAt),
})
