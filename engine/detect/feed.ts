import { DAY_MS } from './window.ts'

/** What is known of the internet's bad places, as rules ask for it. Reading and indexing the lists is the adapters' work. */
export interface Intelligence {
  phishing: PhishingFeed
  malware: MalwareFeed
  c2: C2Feed
  countries: CountryList
}

/** Which country an address is registered in: two capital letters, or '' where the list, if there is one, does not say. */
export interface CountryList {
  of(address: string): string
}

export interface PhishingFeed {
  /** Only hosts that serve nothing else: enough when the path is hidden (TLS) or not asked for yet (DNS). */
  byHost(host: string): FeedRow | undefined
  byUrl(host: string, path: string): FeedRow | undefined
}

/** Places and marks of command-and-control servers (Feodo Tracker, SSLBL, ThreatFox and their like). */
export interface C2Feed {
  /** An address with this port, or an address that is bad on every port. */
  byAddress(address: string, port: number): FeedRow | undefined
  byName(name: string): FeedRow | undefined
  byJa3(ja3: string): FeedRow | undefined
  /** SHA-1 of the server's certificate. */
  byCertificate(sha1: string): FeedRow | undefined
}

/** Places that hand out malware (URLhaus and its like), and the files themselves. */
export interface MalwareFeed {
  byHost(host: string): FeedRow | undefined
  byUrl(host: string, path: string): FeedRow | undefined
  /** MD5, SHA-1 or SHA-256 in lower case. */
  byHash(hash: string): FeedRow | undefined
}

/** The row that matched, so that an analyst can look it up. */
export interface FeedRow {
  feed: string
  row: number
  entry: string
  /** Whom it imitates or what the list says of it; may be ''. */
  note: string
  /** When the list last said so, epoch ms, where it tells. */
  saidAt?: number | undefined
}

/** ThreatFox lets its entries expire after half a year. Names are kept longer: lists of them may come months late. */
const STALE_AFTER_DAYS = { address: 180, name: 730 }
const ADDRESS = /^(?:\w+:\/\/)?\d+(?:\.\d+){3}(?:[:/]|$)/

/**
 * Days between a list's last word on a place and the event, where they are so many that nothing grave follows from it any
 * more (addresses change hands, sites are cleaned); 0 while the word is fresh, or of unknown age.
 */
export function staleDays({ entry, saidAt = Number.POSITIVE_INFINITY }: FeedRow, at: number): number {
  const days = Math.floor((at - saidAt) / DAY_MS)
  return days > STALE_AFTER_DAYS[ADDRESS.test(entry) ? 'address' : 'name'] ? days : 0
}

export const citationOf = ({ row, feed }: FeedRow, stale: number): string =>
  `row ${row} of ${feed}${stale > 0 ? `, last told ${stale} days before` : ''}`

/** Of rows that name the same place the one said last counts, and of those said together the first. */
export const isLater = (row: FeedRow, known: FeedRow | undefined): boolean =>
  known === undefined || (row.saidAt ?? 0) > (known.saidAt ?? 0)

/** Several rows may know a place; which one is shown must not depend on which was met first. */
export const lesserRow = (left: FeedRow | undefined, right: FeedRow): FeedRow =>
  !left || right.feed < left.feed || (right.feed === left.feed && right.row < left.row) ? right : left

const nothing = (): undefined => undefined
export const NO_INTELLIGENCE: Intelligence = {
  phishing: { byHost: nothing, byUrl: nothing },
  malware: { byHost: nothing, byUrl: nothing, byHash: nothing },
  c2: { byAddress: nothing, byName: nothing, byJa3: nothing, byCertificate: nothing },
  countries: { of: () => '' },
}
