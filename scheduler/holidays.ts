import japaneseHolidays from 'japanese-holidays'

const YEARS = { from: 2019, to: 2060 }

/** Japan's national holidays and their substitutes, as days (`2026-11-23`). */
export function japaneseHolidayDays(): ReadonlySet<string> {
  const days = new Set<string>()
  for (let year = YEARS.from; year <= YEARS.to; year++) {
    for (const { month, date } of japaneseHolidays.getHolidaysOf(year, true)) {
      days.add(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
    }
  }
  return days
}
