import { digitsAt, isAt, literalOf, textAt } from './piece.ts'

/** Moments as sensors write them, to epoch milliseconds with microseconds behind the point. NaN when it is none. */

/** Captures that count from nought are as good as others; beyond the year 9999 it is another unit. */
const LATEST_MS = 253_402_300_800_000

const within = (at: number): number => (at >= 0 && at < LATEST_MS ? at : Number.NaN)

/** Lines of a log mostly share their minute, so its start is worked out once: `2014-01-14T17:37`. */
let minuteText = ''
let minuteMs = Number.NaN
const MINUTE_LENGTH = 16

/** `2014-01-14T17:37:24.826632+0000`, Suricata's way and Zeek's ISO 8601. Without a zone it is UTC. */
export function parseMoment(text: string): number {
  // One that was cut short is how many others begin.
  if (!text.startsWith(minuteText) || minuteText.length < MINUTE_LENGTH) {
    minuteText = text.slice(0, MINUTE_LENGTH)
    minuteMs = MINUTE.test(minuteText) ? Date.parse(`${minuteText}:00Z`) : Number.NaN
  }
  return within(minuteMs + secondsMs(text))
}
const MINUTE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/

/** `2014-01-14T17:37:` and `+0000` of the last stamp, and the moment that both come to. */
let [minute, zone, base] = [literalOf('\n'), literalOf('\n'), Number.NaN]
const STAMP_LENGTH = '2014-01-14T17:37:24.826632+0000'.length
const [POINT_AT, ZONE_AT] = [19, 26]

/** A moment where its text lies. `parseMoment` is asked about the first of each minute. */
export function momentAt(begin: number, end: number): number {
  const micros = end - begin === STAMP_LENGTH ? microsAt(begin) : Number.NaN
  if (micros >= 0 && isAt(minute, begin) && isAt(zone, begin + ZONE_AT)) return within(base + micros / 1_000)
  const text = textAt(begin, end)
  const at = parseMoment(text)
  if (micros >= 0 && at >= 0) {
    minute = literalOf(text.slice(0, SECONDS_AT))
    zone = literalOf(text.slice(ZONE_AT))
    base = Math.round(at - micros / 1_000)
  }
  return at
}

const microsAt = (begin: number): number =>
  isAt(DOT, begin + POINT_AT)
    ? digitsAt(begin + SECONDS_AT, 2) * 1_000_000 + digitsAt(begin + POINT_AT + 1, 6)
    : Number.NaN
const DOT = literalOf('.')

const [ZERO, NINE, POINT, PLUS, MINUS, ZULU] = [48, 57, 46, 43, 45, 90]
const SECONDS_AT = 17

/** `:24.826632+0900`: seconds, fraction, and the zone taken away. */
function secondsMs(text: string): number {
  const seconds = digit(text, SECONDS_AT) * 10 + digit(text, SECONDS_AT + 1)
  let [place, fraction, scale] = [SECONDS_AT + 2, 0, 1_000]
  if (text.charCodeAt(place) === POINT) {
    for (place++; isDigit(text.charCodeAt(place)); place++) {
      fraction = fraction * 10 + text.charCodeAt(place) - ZERO
      scale /= 10
    }
  }
  return seconds * 1_000 + (scale === MICRO ? fraction / 1_000 : fraction * scale) - zoneMs(text, place)
}
/** Six digits, the usual; dividing whole numbers keeps the same microsecond the same number. */
const MICRO = 1_000 / 10 ** 6

function zoneMs(text: string, place: number): number {
  const sign = text.charCodeAt(place)
  if (place === text.length || (sign === ZULU && place + 1 === text.length)) return 0
  if (sign !== PLUS && sign !== MINUS) return Number.NaN
  const minutesAt = text.charCodeAt(place + 3) === 58 ? place + 4 : place + 3
  const hours = digit(text, place + 1) * 10 + digit(text, place + 2)
  const minutes = digit(text, minutesAt) * 10 + digit(text, minutesAt + 1)
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes) * 60_000
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE

function digit(text: string, place: number): number {
  const code = text.charCodeAt(place)
  return isDigit(code) ? code - ZERO : Number.NaN
}

/** Zeek's seconds since 1970, a number or its text. */
export function parseEpochSeconds(value: unknown): number {
  const seconds = typeof value === 'string' ? Number(value) : value
  if (typeof seconds !== 'number') return Number.NaN
  return within(Math.round(seconds * 1_000_000) / 1_000)
}
