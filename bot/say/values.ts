/** Whom we speak to: their language (`ja`, `en`) and time zone. A region is one. */
export interface Reader {
  locale: string
  timezone: string
}

export const showNumber = (value: number, { locale }: Pick<Reader, 'locale'>): string => numbersOf(locale).format(value)

/** Making one takes a hundred times as long as using it; there is one for each language and zone that a region has. */
function keptBy<Format>(): (key: string, make: () => Format) => Format {
  const kept = new Map<string, Format>()
  return (key, make) => {
    const format = kept.get(key) ?? make()
    kept.set(key, format)
    return format
  }
}
const numbers = keptBy<Intl.NumberFormat>()
const numbersOf = (locale: string): Intl.NumberFormat => numbers(locale, () => new Intl.NumberFormat(locale))
const momentsOf = keptBy<Intl.DateTimeFormat>()

/** Without the year: what we speak of is near. */
export function showMoment(
  at: number,
  show: 'time' | 'date' | 'date-time' | 'month',
  { locale, timezone }: Reader,
): string {
  if (!Number.isFinite(at)) return '—'
  return momentsOf(`${locale} ${timezone} ${show}`, () => {
    const date = { month: 'long', day: 'numeric', weekday: 'short' } as const
    const time = { hour: 'numeric', minute: '2-digit' } as const
    const parts = { time, date, 'date-time': { ...date, ...time }, month: { month: 'long' } as const }[show]
    return new Intl.DateTimeFormat(locale, { ...parts, timeZone: timezone })
  }).format(at)
}

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const

/** The two largest units: 「1日2時間」「10分」; what is finer does not matter to a reader. */
export function showSpan(spanMs: number, { locale }: Pick<Reader, 'locale'>): string {
  const first = UNITS.findIndex(([, unitMs]) => Math.abs(spanMs) >= unitMs)
  const units = UNITS.slice(first === -1 ? UNITS.length - 1 : first).slice(0, 2)
  let restMs = Math.max(1_000, Math.abs(spanMs))
  const duration: Partial<Record<(typeof UNITS)[number][0], number>> = {}
  for (const [name, unitMs] of units) {
    const whole = Math.floor(restMs / unitMs)
    restMs -= whole * unitMs
    if (whole > 0) duration[name] = whole
  }
  const said = new Intl.DurationFormat(locale, { style: 'long' }).format(duration)
  // Intl puts spaces into Japanese: 「4 時間 30 分」.
  return locale.startsWith('ja') ? said.replaceAll(' ', '') : said
}
