import { parse } from 'tldts'
import { createTable } from './table.ts'

/** A DNS name taken apart by the public suffix list, in which companies that hand out names to customers count as suffixes. */
export interface Name {
  /** What somebody registered: `example.co.jp`, `shop.github.io`. '' where nobody can have: a bare word, a suffix itself. */
  zone: string
  /** Its first label. */
  label: string
  suffix: string
  /** `unlisted`: the last label is no top-level domain of the internet. */
  suffixKind: 'public' | 'private' | 'unlisted'
  /** What stands before the zone, without the dot between; often ''. */
  below: string
}

/**
 * Taking apart costs several times a look-up, and devices ask for the same names all day. Two rules ask for each event's
 * name one after the other. What is remembered depends on the text alone, so all firms share it.
 */
export function nameOf(text: string): Name {
  if (text === lastText) return lastName
  const name = known.get(text) ?? remembered(text)
  lastText = text
  lastName = name
  return name
}

const KNOWN_MAX = 8_192
/** Longer ones are made for the occasion and hardly come again. */
const KNOWN_LENGTH_MAX = 64
const known = createTable<Name>(KNOWN_MAX)

function remembered(text: string): Name {
  const name = takenApart(text)
  if (text.length <= KNOWN_LENGTH_MAX) known.set(text, name)
  return name
}

const BY_SUFFIX_LIST = { allowPrivateDomains: true, extractHostname: false, validateHostname: false, detectIp: false }

export function takenApart(text: string): Name {
  const { domain, domainWithoutSuffix, publicSuffix, subdomain, isIcann, isPrivate } = parse(text, BY_SUFFIX_LIST)
  return {
    zone: domain ?? '',
    label: domainWithoutSuffix ?? '',
    suffix: publicSuffix ?? '',
    suffixKind: isIcann ? 'public' : isPrivate ? 'private' : 'unlisted',
    below: subdomain ?? '',
  }
}

let lastText = ''
let lastName = takenApart('')
