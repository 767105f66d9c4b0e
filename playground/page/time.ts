/** Business happens in Japan, whatever this browser's zone is. */
const ZONE = 'Asia/Tokyo'
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('ja-JP', { timeZone: ZONE, ...options })

const TIME = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const DAY = format({ month: 'long', day: 'numeric', weekday: 'short' })
const DATE = format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' })
const SECONDS = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })

export const timeOf = (ms: number): string => TIME.format(ms)
export const dayOf = (ms: number): string => DAY.format(ms)
export const dateOf = (ms: number): string => DATE.format(ms)
export const secondsOf = (ms: number): string => SECONDS.format(ms)
export const slackTime = (ts: string): number => Number(ts) * 1000

/** Japan knows no summer time, so its local time is always nine hours ahead. */
const AHEAD_MS = 9 * 3_600_000

/** Epoch seconds as `<input type="datetime-local">` writes them, and back. */
export const toLocalInput = (seconds: number): string => new Date(seconds * 1000 + AHEAD_MS).toISOString().slice(0, 16)
export const fromLocalInput = (typed: string): number | null => {
  const ms = Date.parse(`${typed}Z`)
  return Number.isNaN(ms) ? null : (ms - AHEAD_MS) / 1000
}

/** 「1日3時間」: the two largest units, which is as exact as anybody wants to know. */
export function spanOf(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const parts = [
    [Math.floor(minutes / 1_440), '日'],
    [Math.floor((minutes % 1_440) / 60), '時間'],
    [minutes % 60, '分'],
  ] as const
  const said = parts.filter(([count]) => count > 0).slice(0, 2)
  return said.length === 0 ? '0分' : said.map(([count, unit]) => `${count}${unit}`).join('')
}
