/** Addresses and networks: which of two ends is the firm's own. */

/** Sixteen bytes as four numbers; IPv4 stands in the last one behind the mapped prefix `::ffff:`. */
type Words = readonly [number, number, number, number]

export interface Network {
  words: Words
  /** Of 128. */
  prefixBits: number
}

/** What a firm calls its own when nobody has said: RFC 1918, loopback, link-local, and IPv6's local ranges. */
export const PRIVATE_NETWORKS: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
]

/** `192.168.10.0/24`, `2001:db8::/32`, or a single address. Undefined when it is none. */
export function parseNetwork(text: string): Network | undefined {
  // Most that are asked about are names, which end in a letter and have no colon.
  if (isLetter(text.charCodeAt(text.length - 1)) && !text.includes(':')) return undefined
  const [address = '', bits, ...rest] = text.trim().split('/')
  const words = parseAddress(address)
  if (!words || rest.length > 0) return undefined
  const width = address.includes(':') ? 128 : 32
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return undefined
  const prefix = bits === undefined ? width : Number(bits)
  return prefix <= width ? { words, prefixBits: prefix + 128 - width } : undefined
}

/** Whether an address belongs to one of the networks. Anything that is no address belongs to none. */
export function insideOf(networks: readonly Network[]): (address: string) => boolean {
  const narrow = networks.filter(isIpv4).map(({ words, prefixBits }) => ({ base: words[3], bits: prefixBits - 96 }))
  return (address) => {
    const number = parseIpv4(address)
    // A loop, because every rule asks this of most events.
    if (number >= 0) {
      for (const { base, bits } of narrow) if (sharesPrefix(number, base, bits)) return true
      return false
    }
    const words = parseAddress(address)
    return words !== undefined && networks.some((network) => contains(network, words))
  }
}

/** Networks as somebody configured them; those that are none are left out, which is for the door to refuse. */
export const insideOfNamed = (names: readonly string[]): ((address: string) => boolean) =>
  insideOf(names.map(parseNetwork).filter((network) => network !== undefined))

export const isAddress = (text: string): boolean => parseAddress(text) !== undefined

/** Next door: the same IPv4 /24 or IPv6 /64, where people work beside each other. */
export function areNeighbours(left: string, right: string): boolean {
  const [one, other] = [parseAddress(left), parseAddress(right)]
  if (!one || !other) return false
  return contains({ words: other, prefixBits: left.includes(':') ? 64 : 120 }, one)
}

function contains({ words, prefixBits }: Network, address: Words): boolean {
  return words.every((word, place) =>
    sharesPrefix(address[place] ?? 0, word, Math.min(32, Math.max(0, prefixBits - 32 * place))),
  )
}

/** JavaScript shifts by the count modulo 32, so a prefix of none needs its own answer. */
const sharesPrefix = (left: number, right: number, bits: number): boolean =>
  bits === 0 || left >>> (32 - bits) === right >>> (32 - bits)

const MAPPED = 0xffff
const isIpv4 = ({ words, prefixBits }: Network): boolean =>
  prefixBits >= 96 && words[0] === 0 && words[1] === 0 && words[2] === MAPPED

function parseAddress(text: string): Words | undefined {
  const number = parseIpv4(text)
  return number >= 0 ? [0, 0, MAPPED, number] : parseIpv6(text)
}

const ZERO = 48
const NINE = 57
const DOT = 46
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/** The address as a number, or -1. Written for the hot path: no pieces are cut out of the text. */
export function parseIpv4(text: string): number {
  let [value, part, digits, dots] = [0, 0, 0, 0]
  if (text.length > 15) return -1
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code === DOT) {
      if (digits === 0 || part > 255) return -1
      value = value * 256 + part
      part = 0
      digits = 0
      dots++
    } else if (code >= ZERO && code <= NINE) {
      part = part * 10 + code - ZERO
      digits++
    } else return -1
  }
  return dots === 3 && digits > 0 && part <= 255 ? value * 256 + part : -1
}

function parseIpv6(text: string): Words | undefined {
  const bare = withoutZone(text)
  const halves = bare.split('::')
  if (!bare.includes(':') || halves.length > 2) return undefined
  // Only the very end may be written with dots.
  const [head, tail] = halves.map((half, place) => groupsOf(half, place === halves.length - 1))
  if (!head || (halves.length === 2 && !tail)) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (tail ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])]
  const word = (at: number): number => ((groups[at] ?? 0) * 65_536 + (groups[at + 1] ?? 0)) >>> 0
  return [word(0), word(2), word(4), word(6)]
}

const withoutZone = (text: string): string => text.split('%', 1)[0] ?? ''

/** `db8:0:1`, of which the last may be a dotted IPv4 address. */
function groupsOf(text: string, mayEndDotted: boolean): number[] | undefined {
  if (text === '') return []
  const groups = text.split(':').flatMap((group, place, all) => {
    const number = mayEndDotted && place === all.length - 1 ? parseIpv4(group) : -1
    if (number >= 0) return [number >>> 16, number & 0xffff]
    return [/^[0-9a-f]{1,4}$/i.test(group) ? Number.parseInt(group, 16) : Number.NaN]
  })
  return groups.some(Number.isNaN) ? undefined : groups
}
