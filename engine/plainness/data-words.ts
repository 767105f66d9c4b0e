/**
 * Addresses, host names and the names of firms and people are looked at, not read: each counts like one short mark, so
 * that a long host name is not mistaken for a hard sentence.
 */
const MARK = '◇'

export function withoutData(text: string, names: readonly string[]): string {
  const bare = sameWidth(text).replace(ADDRESS_LIKE, MARK)
  return longestFirst(names).reduce((rest, name) => rest.replaceAll(sameWidth(name), MARK), bare)
}

/** Full and half width made one; the mark of a cut name stays one character. */
const sameWidth = (text: string): string => text.normalize('NFKC').replaceAll('...', '…')

const longestFirst = (names: readonly string[]): string[] =>
  names.filter((name) => name !== '').sort((left, right) => right.length - left.length)

const DOT = String.raw`(?:\[\.\]|\.)`
const COLON = String.raw`(?:\[:\]|:)`
/** A web address, a host name, an IPv4 or IPv6 or MAC address, plain or defanged, cut short or not. */
const ADDRESS_LIKE = new RegExp(
  [
    String.raw`(?:h(?:tt|xx)ps?|ft?xp)(?::|\[:\])\/\/[!-~…]+`,
    `[0-9a-f]{0,4}(?:${COLON}[0-9a-f]{0,4}){2,}…?`,
    String.raw`\w+(?:-\w+){4,}(?!\w)`,
    String.raw`[\w…-]{1,80}(?:${DOT}[\w…-]*)+(?:[/…][!-~…]*)?`,
  ].join('|'),
  'giu',
)
