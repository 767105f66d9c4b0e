import type { CountryList } from '#engine/detect/feed.ts'
import { parseNetwork } from '#engine/network.ts'
import type { FeedFile } from './phishing.ts'

export interface IndexedCountries extends CountryList {
  rows: number
  unreadable: number
}

/** Addresses from one to another, each as a number of its family. */
interface Range {
  family: Family
  first: number
  last: number
  country: string
}
type Family = 4 | 6

/**
 * Lists of the countries in which addresses are registered, in the forms in which they are published: the registries' own
 * statistics (`apnic|JP|ipv4|1.0.16.0|4096|…`), first and last address with the country (DB-IP Lite, IPtoASN with and
 * without networks' numbers), or a network and a country. Of IPv6 addresses the first 48 bits decide: nobody is given less.
 */
export function indexCountries(files: readonly FeedFile[]): IndexedCountries {
  const ranges: Record<Family, Range[]> = { 4: [], 6: [] }
  const counts = { rows: 0, unreadable: 0 }
  for (const { text } of files)
    for (const line of linesOf(text)) {
      const range = rangeOf(line)
      if (range === 'passed-over') continue
      counts.rows++
      if (range === 'unreadable') counts.unreadable++
      else ranges[range.family].push(range)
    }
  const search = { 4: searchIn(ranges[4]), 6: searchIn(ranges[6]) }
  return { ...counts, of: remembered((address) => countryOf(address, search)) }
}

/** Whether a list is of countries, by its beginning: that of a registry may begin with long remarks and other numbers. */
export function isCountryList(text: string): boolean {
  const head = text.slice(0, HEAD_LENGTH)
  return REGISTRY.test(head) || linesOf(head).some((line) => typeof rangeOf(line) === 'object')
}
const HEAD_LENGTH = 8_000
const REGISTRY = /^(?:apnic|arin|ripencc|lacnic|afrinic)\|[A-Z*]*\|(?:asn|ipv4|ipv6)\|/m

const linesOf = (text: string): string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))

function rangeOf(line: string): Range | 'passed-over' | 'unreadable' {
  const cells = line.split(/[|,\t]/).map((cell) => cell.trim().replaceAll('"', ''))
  if (line.includes('|')) return registered(cells)
  const [first = '', last = ''] = cells
  // With networks' numbers the country is the fourth, without them the third; of a network and a country, the second.
  const isNetwork = first.includes('/')
  const country = isNetwork ? last : (cells[isCountry(cells[2]) ? 2 : 3] ?? '')
  if (!isNetwork && /^(?:None|0|ZZ)$/.test(cells[2] ?? '') && !isCountry(country)) return 'passed-over'
  return isNetwork ? ofNetwork(first, country) : between(first, last, country)
}

const isCountry = (text = ''): boolean => /^[A-Z]{2}$/.test(text) && text !== 'ZZ'

/** Heads, sums, networks' numbers and what is not given out yet have no country to tell. */
function registered([, country = '', type = '', start = '', size = '']: readonly string[]):
  | Range
  | 'passed-over'
  | 'unreadable' {
  if ((type !== 'ipv4' && type !== 'ipv6') || !isCountry(country)) return 'passed-over'
  if (type === 'ipv6') return ofNetwork(`${start}/${size}`, country)
  const first = numberOf(start)
  if (first?.family !== 4 || !/^\d+$/.test(size)) return 'unreadable'
  return { family: 4, first: first.number, last: first.number + Number(size) - 1, country }
}

function between(start: string, end: string, country: string): Range | 'unreadable' {
  const [first, last] = [numberOf(start), numberOf(end)]
  if (!first || first.family !== last?.family || !isCountry(country)) return 'unreadable'
  return { family: first.family, first: first.number, last: last.number, country }
}

function ofNetwork(text: string, country: string): Range | 'unreadable' {
  const network = parseNetwork(text)
  const first = numberOf(text.split('/')[0] ?? '')
  if (!network || !first || !isCountry(country)) return 'unreadable'
  const [width, bits] = first.family === 4 ? [32, network.prefixBits - 96] : [IPV6_BITS, network.prefixBits]
  const size = 2 ** Math.max(0, width - bits)
  const start = first.number - (first.number % size)
  return { family: first.family, first: start, last: start + size - 1, country }
}

const IPV6_BITS = 48

function numberOf(address: string): { family: Family; number: number } | undefined {
  const words = parseNetwork(address)?.words
  if (!words) return undefined
  if (!address.includes(':')) return { family: 4, number: words[3] >>> 0 }
  return { family: 6, number: (words[0] >>> 0) * 65_536 + (words[1] >>> 16) }
}

/** Where lists speak of the same address, the smaller range knows better; of equals, the one whose country comes first. */
function searchIn(ranges: readonly Range[]): (number: number) => string {
  const sorted = ranges.toSorted(
    (one, other) => one.first - other.first || other.last - one.last || (one.country < other.country ? 1 : -1),
  )
  const firsts = Float64Array.from(sorted, ({ first }) => first)
  return (number) => {
    // A few steps back from the last that begins before: a range may lie within another.
    for (let place = lastUpTo(firsts, number), steps = 0; place >= 0 && steps < NESTED_MAX; place--, steps++) {
      const range = sorted[place]
      if (range && range.last >= number) return range.country
    }
    return ''
  }
}
const NESTED_MAX = 64

/** The last place whose value is not greater, or -1. */
function lastUpTo(values: Float64Array, wanted: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}

function countryOf(address: string, search: Record<Family, (number: number) => string>): string {
  const of = numberOf(address)
  return of ? search[of.family](of.number) : ''
}

/** Asked for every connection, and most go where the last ones went. */
function remembered(ask: (address: string) => string): (address: string) => string {
  const known = new Map<string, string>()
  return (address) => {
    const before = known.get(address)
    if (before !== undefined) return before
    const answer = ask(address)
    if (known.size >= REMEMBERED_MAX) known.clear()
    known.set(address, answer)
    return answer
  }
}
const REMEMBERED_MAX = 16_384
