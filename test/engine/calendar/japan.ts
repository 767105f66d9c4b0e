/** Japan's holidays by the law's own words, worked out another way than the program does: integers, no library. */

const DAY_MS = 86_400_000
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
export const dayNumber = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / DAY_MS
/** Monday is 0; the first of January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

const nthMonday = (year: number, month: number, nth: number): number => {
  const first = dayNumber(year, month, 1)
  return first + ((7 - weekdayOf(first)) % 7) + 7 * (nth - 1)
}

/** The equinoxes, by the almanac's approximation for 1980–2099. */
const spring = (year: number): number =>
  dayNumber(year, 3, Math.floor(20.8431 + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4)))
const autumn = (year: number): number =>
  dayNumber(year, 9, Math.floor(23.2488 + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4)))

/** Marine Day, Mountain Day and Sports Day moved for the games of Tokyo. */
const summer = (year: number): number[] => {
  if (year === 2020) return [dayNumber(2020, 7, 23), dayNumber(2020, 7, 24), dayNumber(2020, 8, 10)]
  if (year === 2021) return [dayNumber(2021, 7, 22), dayNumber(2021, 7, 23), dayNumber(2021, 8, 8)]
  return [nthMonday(year, 7, 3), dayNumber(year, 8, 11), nthMonday(year, 10, 2)]
}

function named(year: number): number[] {
  const on = (month: number, date: number): number => dayNumber(year, month, date)
  const emperor = year >= 2020 ? [on(2, 23)] : []
  const accession = year === 2019 ? [on(5, 1), on(10, 22)] : []
  return [
    ...[on(1, 1), nthMonday(year, 1, 2), on(2, 11), spring(year), on(4, 29), on(5, 3), on(5, 4), on(5, 5)],
    ...[nthMonday(year, 9, 3), autumn(year), on(11, 3), on(11, 23)],
    ...summer(year),
    ...emperor,
    ...accession,
  ]
}

/** A holiday on a Sunday moves to the next day that is none; a day between two holidays is one. */
export function holidaysOf(year: number): string[] {
  const days = new Set(named(year))
  for (const day of [...days].sort((left, right) => left - right)) {
    if (weekdayOf(day) !== 6) continue
    let substitute = day + 1
    while (days.has(substitute)) substitute++
    days.add(substitute)
  }
  const proper = new Set(named(year))
  for (const day of proper) if (proper.has(day + 2) && !days.has(day + 1) && weekdayOf(day + 1) !== 6) days.add(day + 1)
  return [...days].sort((left, right) => left - right).map(dateOf)
}

/** As the Cabinet Office printed them. */
export const PRINTED: Record<number, string> = {
  2019: '01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23',
  2020: '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23',
  2021: '01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23',
  2024: '01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23',
  2025: '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24',
  2026: '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
}
