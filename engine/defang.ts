/**
 * Makes what an attacker may have chosen harmless to look at: nothing to tap, nothing that rearranges the line, nothing
 * without an end. `hxxp://bad[.]example` is no link in LINE or Slack, and a person can still read it.
 */
export interface ShownOptions {
  /** The firm's own addresses are shown as they are; without this, private addresses are. */
  isInside?: (address: string) => boolean
  lengthMax?: number
}

/** An address, a host name or a web address, as it may stand in a message. Defanging twice changes nothing. */
export function shown(raw: string, { isInside = isPrivateAddress, lengthMax = 64 }: ShownOptions = {}): string {
  const clean = oneLine(raw.slice(0, RAW_MAX).normalize('NFKC'))
  return shortened(isInside(clean) ? clean : defanged(clean), lengthMax)
}

/** The same inside words that a person typed: only what looks like an address is touched. */
export function shownWithin(
  prose: string,
  { isInside = isPrivateAddress }: Pick<ShownOptions, 'isInside'> = {},
): string {
  return withoutTricks(prose)
    .replace(ADDRESS, (address) => (isInside(address) ? protect(address) : defanged(address)))
    .replace(DECIMAL_OR_DOT, (found) => (/\d/.test(found) ? found : '[.]'))
    .replace(/https?(?=:\/\/)/giu, (scheme) => (scheme.length > 4 ? 'hxxps' : 'hxxp'))
    .replace(/ftp(?=:\/\/)/giu, 'fxp')
    .replace(/(?<=[^\s[])@(?=[^\s\]])/gu, '[@]')
    .replaceAll(PROTECTED_DOT, '.')
}

/** Somebody's words on one line and no longer than they may be: a name, a title. */
export function harmless(raw: string, lengthMax: number): string {
  return shortened(oneLine(raw.slice(0, RAW_MAX)), lengthMax)
}

/** Without control characters, without marks that turn or hide text; line breaks stay. */
export function withoutTricks(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
}

/** Longer than any host name or path we care to show; keeps the work bounded. */
const RAW_MAX = 4_096

const oneLine = (text: string): string =>
  withoutTricks(text.replace(/[\t\v\f]/g, ' '))
    .replace(/\s+/gu, ' ')
    .trim()

/** A scheme loses its meaning, every dot, colon and at sign its power; a telephone number is no number to call. */
function defanged(text: string): string {
  return text
    .replace(/https?(?=:\/\/)/giu, (scheme) => (scheme.length > 4 ? 'hxxps' : 'hxxp'))
    .replace(/ftp:\/\//giu, 'fxp://')
    .replace(/\[[.:@-]\]|hxxps?:\/\/|fxp:\/\/|[.。:@]/giu, (found) =>
      found.length > 1 ? found : `[${found === '。' ? '.' : found}]`,
    )
    .replace(/(?<!\d)(0\d{1,3})-(\d{2,4})-(\d{3,4})(?!\d)/gu, '$1[-]$2[-]$3')
}

/** Cut in the middle, because both ends tell something; never through a bracketed dot. */
function shortened(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const atoms = text.match(/\[.\]|./gsu) ?? []
  const head: string[] = []
  const tail: string[] = []
  let room = lengthMax - 1
  while (room > 0) {
    const end = head.length <= tail.length ? head : tail
    const atom = end === head ? atoms[head.length] : atoms[atoms.length - 1 - tail.length]
    if (atom === undefined || atom.length > room) break
    room -= atom.length
    end.push(atom)
  }
  return `${head.join('')}…${tail.reverse().join('')}`
}

/** Stands for a dot that must stay one while prose is worked on: a private-use character, which no text keeps. */
const PROTECTED_DOT = '\uE000'
const protect = (address: string): string => address.replaceAll('.', PROTECTED_DOT)

/** A plain figure such as 3.5 keeps its dot; one between letters or digits of a name does not. */
const DECIMAL_OR_DOT = /(?<![\w.．\]-])\d+\.\d+(?![\w.．-])|(?<=[\p{L}\p{N}_\]-])[.．](?=[\p{L}\p{N}_-])/gu

const IPV4 = String.raw`(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\w)`
/** With `::` or all eight groups; a time of day and a MAC address are neither. */
const IPV6 = String.raw`(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\w:])`
const ADDRESS = new RegExp(`${IPV4}|${IPV6}`, 'giu')

/** RFC 1918, link-local, loopback, and their IPv6 kin. */
export function isPrivateAddress(address: string): boolean {
  return (
    /^(10|127)(\.\d{1,3}){3}$|^192\.168(\.\d{1,3}){2}$|^169\.254(\.\d{1,3}){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(
      address,
    ) || /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:]*$|^::1$/i.test(address)
  )
}
