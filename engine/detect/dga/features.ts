/**
 * What a registered name looks like, in numbers that training and detection share: pieces of two to four letters, the same
 * of its shape (consonant, vowel, digit), the whole (popular names are known), its length and where it is registered, each as a place in a table of weights.
 */
export const FEATURES = 1 << 17

/** Calls back for each feature present; a feature seen twice is called twice. Nothing is created on the way. */
export function eachFeature(label: string, suffix: string, call: (feature: number) => void): void {
  const length = Math.min(label.length, LABEL_MAX)
  for (let begin = -1; begin < length; begin++) {
    let [letters, shapes] = [SEED, SHAPE_SEED]
    for (let place = begin; place <= length && place < begin + PIECE_MAX; place++) {
      const code = place < 0 || place >= label.length ? EDGE : label.charCodeAt(place)
      letters = mixed(letters, code)
      shapes = mixed(shapes, SHAPES[code] ?? OTHER)
      const size = place - begin + 1
      if (size >= 2 && size <= LETTERS_MAX) call(placeOf(letters))
      if (size >= 3) call(placeOf(shapes))
    }
  }
  call(placeOf(ofText(WHOLE_SEED, label)))
  call(placeOf(mixed(LENGTH_SEED, length)))
  call(placeOf(ofText(SUFFIX_SEED, suffix)))
}

/** A label of DNS is no longer. */
const LABEL_MAX = 63
const LETTERS_MAX = 4
const PIECE_MAX = 5
const EDGE = 94
const [SEED, SHAPE_SEED, LENGTH_SEED] = [0x811c9dc5, 0x2545f491, 0x4f6cdd1d]
const [SUFFIX_SEED, WHOLE_SEED] = [0x1b873593, 0x52dce729]

const mixed = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)
const placeOf = (hash: number): number => (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 15) % FEATURES

function ofText(seed: number, text: string): number {
  let hash = seed
  for (let place = 0; place < text.length; place++) hash = mixed(hash, text.charCodeAt(place))
  return hash
}

const [CONSONANT, VOWEL, DIGIT, HYPHEN, OTHER] = [1, 2, 3, 4, 5]
const SHAPES: readonly number[] = Array.from({ length: 128 }, (_, code) => shapeOf(String.fromCharCode(code), code))

function shapeOf(character: string, code: number): number {
  if (code === EDGE) return EDGE
  if ('0123456789'.includes(character)) return DIGIT
  if ('aeiouy'.includes(character)) return VOWEL
  if (character === '-') return HYPHEN
  return character >= 'a' && character <= 'z' ? CONSONANT : OTHER
}
