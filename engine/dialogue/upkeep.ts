/** The month of a region in which something was: `2026-11`. */
export const monthOf = (at: number, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString().slice(0, 7)

/** Of what was finished several times in a month, the last counts. Takes and gives the newest first; months are the region's. */
export function lastOfEachMonth<One extends { finishedAt: number }>(
  newestFirst: readonly One[],
  timezone: string,
): One[] {
  const lasts = new Map<string, One>()
  for (const one of newestFirst) {
    const month = monthOf(one.finishedAt, timezone)
    if (!lasts.has(month)) lasts.set(month, one)
  }
  return [...lasts.values()]
}

export const UPKEEPS = ['kept', 'part', 'not'] as const
/** できている・一部・できていない. */
export type Upkeep = (typeof UPKEEPS)[number]

/** What each choice of each question says; one that is missing says nothing (a firm without a box). */
export type UpkeepOf = Readonly<Record<string, Readonly<Record<string, Upkeep>>>>

type Chosen = Readonly<Record<string, string>>

const saidBy = (chosen: Chosen, meaning: UpkeepOf): [question: string, said: Upkeep][] =>
  Object.entries(chosen).flatMap(([question, choice]) => {
    const said = meaning[question]?.[choice]
    return said ? [[question, said] as [string, Upkeep]] : []
  })

/** A month as a whole: all of it, some of it, or none. */
export function upkeepOf(chosen: Chosen, meaning: UpkeepOf): Upkeep {
  const said = saidBy(chosen, meaning).map(([, one]) => one)
  if (said.every((one) => one === 'kept')) return 'kept'
  return said.every((one) => one === 'not') ? 'not' : 'part'
}

/** The questions of which a firm did all the time before, and nothing this time. */
export function fallenOff(before: Chosen, now: Chosen, meaning: UpkeepOf): string[] {
  const was = new Map(saidBy(before, meaning))
  return saidBy(now, meaning).flatMap(([question, said]) =>
    said === 'not' && was.get(question) === 'kept' ? [question] : [],
  )
}
