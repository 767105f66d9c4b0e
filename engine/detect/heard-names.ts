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

export interface HeardName {
  /** When a name for the address was first heard. */
  at: number
  /** The last one that was looked at. */
  host: string
  /** One of them is of a maker of systems, browsers, devices. */
  isVendor: boolean
  /** One of them is such as malware's servers have. */
  isOdd: boolean
}

export interface StoredNames {
  names: StoredTable<HeardName>
  firstAt: number
}

/** A host name's longest; whoever writes a request may write more. */
const HOST_MAX = 253

export function createHeardNames(
  addressesMax: number,
  isInside: (address: string) => boolean,
  stored?: StoredNames,
): HeardNames {
  const names = createTable<HeardName>(addressesMax, stored?.names)
  let firstAt = stored?.firstAt ?? Number.MAX_SAFE_INTEGER

  function begin(address: string, heard: HeardName): HeardName {
    names.set(address, heard)
    return heard
  }

  return {
    hear(address, told, at) {
      const known = names.get(address)
      if (told === '') return known
      const host = told.length > HOST_MAX ? told.slice(0, HOST_MAX) : told
      // Nearly always nothing new, which is all that most events are asked.
      if (known && at >= known.at && (known.isVendor || known.host === host)) return known
      if (parseNetwork(host) || (!known && isInside(address))) return known
      firstAt = Math.min(firstAt, at)
      if (!known) return begin(address, { at, host, isVendor: isVendor(host), isOdd: isOddName(host) })
      known.at = Math.min(known.at, at)
      known.host = host
      known.isVendor ||= isVendor(host)
      known.isOdd ||= isOddName(host)
      return known
    },
    of: (address) => names.get(address),
    isAnyBefore: (at) => firstAt < at,
    subjects: () => names.size(),
    evicted: () => names.evicted(),
    stored: () => ({ names: names.stored(), firstAt }),
  }
}
