/** Of what was finished several times in a month, the last counts. Takes and gives the newest first; months are the region's. */
export function lastOfEachMonth<One extends { finishedAt: number }>(
  newestFirst: readonly One[],
  timezone: string,
): One[] {
  const month = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit' })
  const lasts = new Map<string, One>()
  for (const one of newestFirst) {
    const of = month.format(one.finishedAt)
    if (!lasts.has(of)) lasts.set(of, one)
  }
  return [...lasts.values()]
}
