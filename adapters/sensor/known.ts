import { lastWord, textAt, wordAt } from './piece.ts'

/**
 * What texts come to that come again and again: addresses, names, protocols. Each is made once and found by its bytes while
 * it keeps its place, so whoever remembers by it finds a text that is hashed already, and that holds no part of the log.
 */
export interface Known<Value> {
  at(begin: number, end: number): Value
}

const [PLACES, BYTES_MAX] = [2_048, 128]
const WORDS_EACH = BYTES_MAX / 4

export function createKnown<Value>(make: (text: string) => Value): Known<Value> {
  const lengths = new Int32Array(PLACES).fill(-1)
  const words = new Int32Array(PLACES * WORDS_EACH)
  const values: Value[] = new Array(PLACES).fill(make(''))

  function isThere(place: number, begin: number, length: number): boolean {
    let [word, at] = [place * WORDS_EACH, begin]
    for (let left = length >> 2; left > 0; left--, at += 4) if (wordAt(at) !== words[word++]) return false
    return (length & 3) === 0 || lastWord(at, length) === words[word]
  }

  function keep(place: number, begin: number, length: number): void {
    let [word, at] = [place * WORDS_EACH, begin]
    for (let left = length >> 2; left > 0; left--, at += 4) words[word++] = wordAt(at)
    words[word] = lastWord(at, length)
    lengths[place] = length
    values[place] = make(textAt(begin, begin + length))
  }

  return {
    at(begin, end) {
      const length = end - begin
      if (length >= BYTES_MAX) return make(textAt(begin, end))
      const place = placeOf(begin, length)
      if (lengths[place] !== length || !isThere(place, begin, length)) keep(place, begin, length)
      // Filled from the beginning.
      return values[place] as Value
    },
  }
}

function placeOf(begin: number, length: number): number {
  let [hash, at] = [length, begin]
  for (let left = length >> 2; left > 0; left--, at += 4) hash = mixed(hash, wordAt(at))
  if ((length & 3) !== 0) hash = mixed(hash, lastWord(at, length))
  return (hash ^ (hash >>> 13)) & (PLACES - 1)
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x5bd1e995)
  return product ^ (product >>> 15)
}
