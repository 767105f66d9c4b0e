import { hashText } from './hash.ts'

/** How much of a name is data rather than words: the labels that look encoded (hexadecimal, base32, base64, bytes). */
export interface Payload {
  bytes: number
  /** 32 bits of those labels alone: ever new names around one constant number carry nothing new. */
  hash: number
}

/** Shorter labels hold too little to tell. */
const LABEL_MIN = 8
/** From here on a label without a hyphen is no word of any language. */
const ENDLESS_MIN = 40
const DIGITS_ENDLESS_MIN = 20
const SWITCHES_MIN = 3
/** Hexadecimal changes between letters and digits at every second place, base64 in small letters at every fourth. */
const CHARACTERS_PER_SWITCH = 8
/** Longer than in any name of a town; and in a long label one less. */
const CONSONANTS_MIN = 7
const LONG_MIN = 18
/** An internationalised label is encoded, and it is a word. */
const PUNYCODE = 'xn--'

export function payloadOf(below: string): Payload {
  let [bytes, hash, begin] = [0, 0, 0]
  while (begin <= below.length) {
    const dot = below.indexOf('.', begin)
    const end = dot < 0 ? below.length : dot
    if (end - begin >= LABEL_MIN && isEncoded(below, begin, end)) {
      bytes += end - begin
      hash = hashText(below.slice(begin, end), hash)
    }
    begin = end + 1
  }
  return { bytes, hash }
}

/** One walk over the label, nothing created: this is asked of every longer name. */
function isEncoded(text: string, begin: number, end: number): boolean {
  let [switches, run, longestRun, digits, hyphens, strange] = [0, 0, 0, 0, 0, 0]
  let before: Kind = 'mark'
  for (let place = begin; place < end; place++) {
    const kind = kindOf(text.charCodeAt(place))
    if (kind === 'digit') digits++
    else if (kind === 'mark') hyphens++
    else if (kind === 'strange') strange++
    run = kind === 'consonant' ? run + 1 : 0
    if (run > longestRun) longestRun = run
    if (changes(before, kind)) switches++
    before = kind
  }
  const length = end - begin
  if (text.startsWith(PUNYCODE, begin)) return false
  if (strange > 0 || (digits === length && length >= DIGITS_ENDLESS_MIN)) return true
  if (length >= ENDLESS_MIN && hyphens === 0) return true
  if (switches >= SWITCHES_MIN && switches * CHARACTERS_PER_SWITCH >= length) return true
  return longestRun >= (length >= LONG_MIN ? CONSONANTS_MIN - 1 : CONSONANTS_MIN)
}

type Kind = 'digit' | 'vowel' | 'consonant' | 'mark' | 'strange'

const isLetter = (kind: Kind): boolean => kind === 'vowel' || kind === 'consonant'
const changes = (before: Kind, kind: Kind): boolean =>
  (before === 'digit' && isLetter(kind)) || (kind === 'digit' && isLetter(before))

const KINDS: readonly Kind[] = Array.from({ length: 128 }, (_, code) => kindOfCharacter(String.fromCharCode(code)))

function kindOfCharacter(character: string): Kind {
  if ('0123456789'.includes(character)) return 'digit'
  if ('aeiouy'.includes(character)) return 'vowel'
  if ('-_'.includes(character)) return 'mark'
  return character >= 'a' && character <= 'z' ? 'consonant' : 'strange'
}

const kindOf = (code: number): Kind => KINDS[code] ?? 'strange'
