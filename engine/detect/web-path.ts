import { hashText, spread } from './hash.ts'

/**
 * Which kind of page a path asks for, as 32 bits: two paths that differ by a number, an identifier or a picture's name are
 * one. Polling through a list of records, map tiles and the broken pictures of one folder are thus one thing, and the words
 * of any list of guesses are many. What stands behind `?` does not count.
 */
export function shapeOf(path: string): number {
  const end = pathEnd(path)
  let [shape, segment, digits, dot, begin] = [SEED, SEED, 0, -1, 0]
  let wasDigit = false
  for (let place = 0; place < end; place++) {
    const code = path.charCodeAt(place)
    if (code === SLASH) {
      shape = mix(mix(shape, digits >= ID_DIGITS_MIN ? ID : segment), SLASH)
      ;[segment, digits, dot, begin] = [SEED, 0, -1, place + 1]
      wasDigit = false
      continue
    }
    const isDigit = code >= ZERO && code <= NINE
    if (isDigit) digits++
    if (!isDigit || !wasDigit) segment = mix(segment, isDigit ? ZERO : small(code))
    wasDigit = isDigit
    if (code === DOT) dot = place
  }
  return spread(mix(shape, lastOf(path, { begin, dot, end, digits, segment })))
}

interface Last {
  begin: number
  dot: number
  end: number
  digits: number
  segment: number
}

/** Of what pages are made of, the folder and the ending tell all. */
function lastOf(path: string, { begin, dot, end, digits, segment }: Last): number {
  if (digits >= ID_DIGITS_MIN) return ID
  if (dot <= begin || end - dot > PART_LENGTH_MAX) return segment
  const ending = path.slice(dot + 1, end).toLowerCase()
  return PARTS.has(ending) ? hashText(ending) : segment
}

/** Where the path ends and what is asked of it begins, for as much of it as counts. */
export function pathEnd(path: string): number {
  const question = path.indexOf('?')
  return Math.min(question < 0 ? path.length : question, PATH_MAX)
}

const PATH_MAX = 512
const [SLASH, ZERO, NINE, DOT] = [47, 48, 57, 46]
const SEED = 0x811c9dc5
/** From here on a segment is a number, a date, a hash or a key rather than a word. */
const ID_DIGITS_MIN = 4
const ID = 1
const PART_LENGTH_MAX = 6
const PARTS: ReadonlySet<string> = new Set(
  'jpg jpeg png gif webp svg ico bmp avif css js mjs map woff woff2 ttf eot otf mp3 mp4 webm m4s ts m3u8 vtt pbf wasm'.split(
    ' ',
  ),
)

const mix = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193)
const small = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code)
