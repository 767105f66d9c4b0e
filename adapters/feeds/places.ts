import { type FeedRow, isLater } from '#engine/detect/feed.ts'
import { plainHost } from '../sensor/host.ts'
import { isSharedHost } from './shared-hosts.ts'

/** Where a row of a list leads. */
export interface Place {
  host: string
  /** Query included. */
  path: string
}

/** Places by whole host where that is fair, else by their very address. */
export interface PlaceIndex {
  add(entry: string, row: FeedRow): 'kept' | 'unreadable' | 'unusable'
  byHost(host: string): FeedRow | undefined
  byUrl(host: string, path: string): FeedRow | undefined
}

/** `isWhole`: the list means everything on that host. On a host that many share it never does. */
export function createPlaceIndex(isWhole: (place: Place) => boolean): PlaceIndex {
  const hosts = new Map<string, FeedRow>()
  const addresses = new Map<string, FeedRow>()
  const byHost = (host: string): FeedRow | undefined => hosts.get(host) ?? hosts.get(withoutWww(host))

  return {
    add(entry, row) {
      const place = placeOf(entry)
      if (!place) return 'unreadable'
      const isShared = isSharedHost(place.host)
      if (isShared && place.path === '/') return 'unusable'
      if (!isShared && isWhole(place)) keepLatest(hosts, place.host, row)
      else keepLatest(addresses, place.host + place.path, row)
      return 'kept'
    },
    byHost,
    byUrl(host, path) {
      const known = byHost(host)
      if (known || addresses.size === 0) return known
      const bare = withoutWww(host)
      return addresses.get(bare + withoutFragment(path)) ?? addresses.get(bare + (path.split('?', 1)[0] ?? ''))
    },
  }
}

function keepLatest(index: Map<string, FeedRow>, key: string, row: FeedRow): void {
  if (isLater(row, index.get(key))) index.set(key, row)
}

const withoutWww = (host: string): string => (host.startsWith('www.') ? host.slice(4) : host)
const withoutFragment = (path: string): string => path.split('#', 1)[0] ?? ''

/** `https://login-bank.example/x`, `login-bank.example/x` or `login-bank.example`; defanged ones are understood too. */
function placeOf(entry: string): { host: string; path: string } | undefined {
  const armed = entry.replaceAll('[.]', '.').replace(/^hxxp/i, 'http')
  const address = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(armed) ? armed : `http://${armed}`)
  if (!address || !/^https?:$/.test(address.protocol) || !isHost(address.hostname)) return undefined
  return { host: withoutWww(plainHost(address.hostname)), path: address.pathname + address.search }
}

const isHost = (host: string): boolean => host.includes('.') || host.startsWith('[')
