import { inColumns } from './columns.ts'
import { fieldsOf } from './show.ts'

interface Day {
  day: string
  coveredMinutes: number
  possibleMinutes: number
  lostShare: number | null
}

const HEADINGS = ['day', 'heard', 'lost at worst'] as const

/** A sensor as `sensor show` prints it: how it is, and a row for each of its last days. */
export function sensorHealthOf(answer: Readonly<Record<string, unknown>>): string {
  // As `GET /sensors/:id` answers; a test holds that answer to its shape.
  const { days, coverage, status, statusName, ...sensor } = answer as { days: Day[]; coverage: number | null } & Record<
    string,
    unknown
  >
  const rows = days.map(({ day, coveredMinutes, possibleMinutes, lostShare }) => [
    day,
    percent(coveredMinutes / possibleMinutes),
    lostShare === null ? '-' : percent(lostShare),
  ])
  const told = { ...sensor, status: `${status} (${statusName})`, heard: coverage === null ? '-' : percent(coverage) }
  return `${fieldsOf(told)}\n${inColumns(HEADINGS, rows).join('\n')}\n`
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
