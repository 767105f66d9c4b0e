import { parseNetwork } from '#engine/network.ts'
import { createTable, type StoredTable } from './table.ts'
import { isVendor } from './vendor-zones.ts'

/** Names that addresses outside were heard to have: in DNS answers, requests and TLS. The last two may be forged. */
export interface HeardNames {
  hear(address: string, host: string, at: number): void
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

  return {
    hear(address, told, at) {
      if (told === '') return
      const host = told.length > HOST_MAX ? told.slice(0, HOST_MAX) : told
      const known = names.get(address)
      // Nearly always nothing new, which is all that most events are asked.
      if (known && at >= known.at && (known.isVendor || known.host === host)) return
      if (isInside(address) || parseNetwork(host)) return
      firstAt = Math.min(firstAt, at)
      if (!known) names.set(address, { at, host, isVendor: isVendor(host) })
      else {
        known.at = Math.min(known.at, at)
        known.host = host
        known.isVendor ||= isVendor(host)
      }
    },
    of: (address) => names.get(address),
    isAnyBefore: (at) => firstAt < at,
    subjects: () => names.size(),
    evicted: () => names.evicted(),
    stored: () => ({ names: names.stored(), firstAt }),
  }
}
