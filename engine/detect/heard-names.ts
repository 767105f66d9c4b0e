import { parseNetwork } from '#engine/network.ts'
import { isOddName } from './dga/odd-name.ts'
import { createTable, type StoredTable } from './table.ts'
import { isVendor } from './vendor-zones.ts'

/** Names that addresses outside were heard to have: in DNS answers, requests and TLS. The last two may be forged. */
export interface HeardNames {
  /** Gives what is known of the address now. */
  hear(address: string, host: string, at: number): HeardName | undefined
  of(address: string): HeardName | undefined
  /** Whether this sensor told any name before then; where it tells none, none is missed. */
  isAnyBefore(at: number): boolean
  subjects(): number
  evicted(): number
  stored(): StoredNames
}

/** Moments of event time, so that what was known by a moment does not depend on the order in which names came. */
export interface HeardName {
  /** When a name for the address was first heard. */
  at: number
  /** When one was that is not such as malware's servers have: many places share an address, and one honest one clears it. */
  plainAt: number
  /** When one of a maker of systems, browsers, devices was. */
  vendorAt: number
  /** The last one that was looked at, and when it was heard. */
  host: string
  hostAt: number
}

export interface StoredNames {
  names: StoredTable<HeardName>
  firstAt: number
}

/** A host name's longest; whoever writes a request may write more. */
const HOST_MAX = 253
const NEVER = Number.MAX_SAFE_INTEGER

export function createHeardNames(
  addressesMax: number,
  isInside: (address: string) => boolean,
  stored?: StoredNames,
): HeardNames {
  const names = createTable<HeardName>(addressesMax, stored?.names)
  let firstAt = stored?.firstAt ?? NEVER

  function begin(address: string): HeardName {
    const begun = { at: NEVER, plainAt: NEVER, vendorAt: NEVER, host: '', hostAt: NEVER }
    names.set(address, begun)
    return begun
  }

  return {
    hear(address, told, at) {
      const known = names.get(address)
      if (told === '') return known
      const host = told.length > HOST_MAX ? told.slice(0, HOST_MAX) : told
      // Nearly always nothing new, which is all that most events are asked.
      if (known && (at >= known.vendorAt || (known.host === host && at >= known.hostAt))) return known
      if (parseNetwork(host) || (!known && isInside(address))) return known
      firstAt = Math.min(firstAt, at)
      const heard = known ?? begin(address)
      heard.at = Math.min(heard.at, at)
      if (at < heard.plainAt && !isOddName(host)) heard.plainAt = at
      if (at < heard.vendorAt && isVendor(host)) heard.vendorAt = at
      heard.host = host
      heard.hostAt = at
      return heard
    },
    of: (address) => names.get(address),
    isAnyBefore: (at) => firstAt < at,
    subjects: () => names.size(),
    evicted: () => names.evicted(),
    stored: () => ({ names: names.stored(), firstAt }),
  }
}
