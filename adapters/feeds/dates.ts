/** When a list last said a thing of a row, under the names its publishers give the column; the latest word first. */
const DATE_NAMES = [
  ...['last_online', 'last_seen_utc', 'Lastseen', 'verification_time'],
  ...['dateadded', 'first_seen_utc', 'Listingdate', 'Firstseen', 'submission_time', 'date'],
]

/** Reads a row's day, as epoch ms; undefined where the row tells none. */
export function dateReader(columns: readonly string[]): (cells: readonly string[]) => number | undefined {
  const places = DATE_NAMES.map((name) => columns.indexOf(name)).filter((place) => place >= 0)
  return (cells) => places.map((place) => dayIn(cells[place] ?? '')).find((day) => day !== undefined)
}

/** `2025-10-01 12:00:00`, `2025/10/01 …`, `2025-10-01T…`: the day is enough, whatever the zone. */
function dayIn(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:$|[ T])/.exec(text) ?? []
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  return Number.isNaN(at) ? undefined : at
}
