/** `/otasuke 当番`, `/otasuke 当番 代わる 12/1`, `/otasuke 当番 休み 12/29 1/3`. */
export type RotaIntent = { kind: 'rota'; act: RotaAct }
export type RotaAct =
  | { kind: 'show' }
  | { kind: 'stand-in'; on: string }
  | { kind: 'away'; from: string; until: string }
  | { kind: 'unread' }

const LENGTH_MAX = 200
const ROTA = /^\s*(?:当番|とうばん|rota|on-?call)(?:\s+(.*))?$/iu
const STAND_IN = /^(?:代わる|代わります|かわる|替わる|take)\s+(\S+)$/iu
const AWAY = /^(?:休み|休む|やすみ|away|off)\s+(\S+?)(?:(?:\s*(?:〜|~|から|to)\s*|\s+)(\S+?))?(?:まで)?$/iu

/** Days stay as they were typed: whose year it is, only the clock can say. */
export function rotaMeant(text: string): RotaIntent | undefined {
  // Nobody's two days take more; the rows below take long over long texts that are nearly right.
  if (text.length > LENGTH_MAX) return undefined
  const meant = ROTA.exec(text.normalize('NFKC'))
  if (!meant) return undefined
  const rest = meant[1]?.trim() ?? ''
  if (rest === '') return { kind: 'rota', act: { kind: 'show' } }
  const [, on] = STAND_IN.exec(rest) ?? []
  if (on !== undefined) return { kind: 'rota', act: { kind: 'stand-in', on } }
  const [, from, until = from] = AWAY.exec(rest) ?? []
  if (from !== undefined && until !== undefined) return { kind: 'rota', act: { kind: 'away', from, until } }
  return { kind: 'rota', act: { kind: 'unread' } }
}

const DAY = /^(?:(?<year>\d{4})[-/年])?(?<month>\d{1,2})[-/月](?<date>\d{1,2})日?$/u

/** `12/1`, `12月1日`, `2026-12-01`; without a year the next such day from `today` on. Undefined: there is no such day. */
export function dayTyped(text: string, today: string): string | undefined {
  const { year, month, date } = DAY.exec(text)?.groups ?? {}
  if (month === undefined || date === undefined) return undefined
  const now = Temporal.PlainDate.from(today)
  try {
    const day = (of: number) =>
      Temporal.PlainDate.from({ year: of, month: Number(month), day: Number(date) }, { overflow: 'reject' })
    if (year !== undefined) return day(Number(year)).toString()
    const thisYear = day(now.year)
    return (Temporal.PlainDate.compare(thisYear, now) < 0 ? day(now.year + 1) : thisYear).toString()
  } catch {
    return undefined
  }
}
