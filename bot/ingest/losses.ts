import type { Tx } from '#db/door.ts'
import type { OfSensor } from '#db/sensor-days.ts'
import { forgetHours, hoursKnown, markIncomplete, type StoredHour, saveHours } from '#db/sensor-hours.ts'
import { type HealthHour, hourOf, INCOMPLETE_ABOVE, joined, lostShare } from '#engine/sensor-health.ts'
import type { SensorHealth } from './desk.ts'

/** Two months: the last one can still be reported on. */
const KEPT_MS = 62 * 86_400_000

interface Told {
  health: readonly SensorHealth[]
  /** Ids of alerts that were raised or have grown. */
  raised: readonly string[]
  at: number
}

/**
 * What sensors said of their losses is joined to what they said before, and alerts are marked by it: those that are raised
 * now, and earlier ones of an hour that is seen otherwise now. Answers with the ids of those whose mark changed.
 */
export async function markLosses(
  tx: Tx,
  firm: { regionId: string; firmId: string },
  { health, raised, at }: Told,
): Promise<string[]> {
  const changed: number[] = []
  for (const { sensorId, hours } of health) changed.push(...(await recordHours(tx, { ...firm, sensorId }, hours)))
  if (health.length > 0) await forgetHours(tx, firm.firmId, hourOf(at - KEPT_MS))
  if (raised.length === 0 && changed.length === 0) return []
  const hours = [...new Set(changed)]
  return markIncomplete(tx, firm.firmId, { alertIds: raised, hours, above: INCOMPLETE_ABOVE })
}

/** The hours whose losses now say something else about evidence. */
async function recordHours(tx: Tx, sensor: OfSensor, said: readonly HealthHour[]): Promise<number[]> {
  const [first, last] = [said[0]?.hour ?? 0, said.at(-1)?.hour ?? 0]
  // An hour's counters begin where those of the hour before ended, so the one behind is told anew as well.
  const stored = await hoursKnown(tx, sensor, { from: first - 1, until: last + 1 })
  const before = new Map(stored.map((row) => [row.hour, row]))
  const hours = new Map(stored.map(({ hour, readings }) => [hour, readings]))
  for (const hour of said) {
    const known = hours.get(hour.hour)
    hours.set(hour.hour, known ? joined([known, hour]) : hour)
  }
  const told = [...hours.values()].filter(({ hour }) => hour >= first).map((hour) => toldOf(hour, hours))
  await saveHours(tx, sensor, told)
  return told.filter((row) => markOf(row) !== markOf(before.get(row.hour))).map(({ hour }) => hour)
}

const toldOf = (readings: HealthHour, hours: ReadonlyMap<number, HealthHour>): StoredHour => ({
  hour: readings.hour,
  readings,
  lostShare: lostShare(readings, hours.get(readings.hour - 1)),
})

const markOf = (row: StoredHour | undefined): number | null =>
  row && row.lostShare !== null && row.lostShare > INCOMPLETE_ABOVE ? row.lostShare : null
