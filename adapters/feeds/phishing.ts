import type { FeedRow, PhishingFeed } from '#engine/detect/feed.ts'
import { plainHost } from '../sensor/host.ts'
import { rowsOf } from './rows.ts'
import { isSharedHost } from './shared-hosts.ts'

/** A list as it came: JPCERT/CC phishurl-list, URLhaus, PhishTank, OpenPhish, or any plain list of addresses or hosts. */
export interface FeedFile {
  /** How evidence names it. */
  name: string
  text: string
}

export interface IndexedFeed extends PhishingFeed {
  rows: number
  /** Rows that name no host. */
  unreadable: number
  /** Rows that can never match: the front page of a host that everybody uses. */
  unusable: number
}

/**
 * Lists as the detector asks for them. A host that serves nothing but the fake matches by name alone; on a host that many
 * share, only the very address does.
 */
export function indexPhishing(files: readonly FeedFile[]): IndexedFeed {
  const hosts = new Map<string, FeedRow>()
  const addresses = new Map<string, FeedRow>()
  const counts = { rows: 0, unreadable: 0, unusable: 0 }

  function add(entry: string, row: FeedRow): void {
    const place = placeOf(entry)
    counts.rows++
    if (!place) counts.unreadable++
    else if (!isSharedHost(place.host)) keepFirst(hosts, place.host, row)
    else if (place.path === '/') counts.unusable++
    else keepFirst(addresses, place.host + place.path, row)
  }

  for (const { name, text } of files)
    for (const { line, entry, note } of rowsOf(text)) add(entry, { feed: name, row: line, entry, note })

  const byHost = (host: string): FeedRow | undefined => hosts.get(host) ?? hosts.get(withoutWww(host))
  return {
    ...counts,
    byHost,
    byUrl(host, path) {
      const known = byHost(host)
      if (known || addresses.size === 0) return known
      const bare = withoutWww(host)
      return addresses.get(bare + withoutFragment(path)) ?? addresses.get(bare + (path.split('?', 1)[0] ?? ''))
    },
  }
}

function keepFirst(index: Map<string, FeedRow>, key: string, row: FeedRow): void {
  if (!index.has(key)) index.set(key, row)
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
