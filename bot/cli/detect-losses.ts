import { type HealthHour, hoursAbove } from '#engine/sensor-health.ts'

const HOUR_MS = 3_600_000

/** One line where the sensor lost more than one in a hundred; '' where it did not, or does not say. */
export function lossesOf(hours: readonly HealthHour[]): string {
  const above = hoursAbove(hours)
  const [worst, ...others] = above.toSorted((one, other) => other.share - one.share)
  if (!worst) return ''
  const at = new Date(worst.hour * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ')
  const more =
    others.length === 0 ? '' : `, and more than 1 % in ${others.length} other ${others.length === 1 ? 'hour' : 'hours'}`
  return `the sensor dropped ${(worst.share * 100).toFixed(1)} % of the packets in the hour from ${at} (UTC)${more}: what it found may be incomplete\n`
}
