import type { z } from 'zod'
import type * as answers from '../http/admin/answers.ts'
import { inColumns } from './columns.ts'

type Kpi = z.infer<typeof answers.kpi>

/** How a region's notices went on, as `kpi` prints it. */
export function kpiTable(answer: Readonly<Record<string, unknown>>): string {
  // As `GET /regions/:id/kpi` answers; a test holds that answer to its shape.
  const { notices, times, followThrough, perFirm, feesYen, yenPerHour } = answer as unknown as Kpi
  const rows = times.map(({ step, reached, medianMinutes, slowMinutes }) => [
    ...[step, `${reached} of ${notices}`, spanOf(medianMinutes), spanOf(slowMinutes)],
  ])
  const { messages, minutes, costYen } = perFirm
  return [
    ...inColumns(['step', 'reached', 'median', 'nine of ten'], rows),
    `followed through: ${followThrough === null ? '-' : `${Math.round(100 * followThrough)} %`}`,
    `a firm a month: ${told(messages, 1)} LINE messages, ${told(minutes, 1)} minutes, ${told(costYen, 0)} yen (${yenPerHour} an hour); fees: ${feesYen.join(', ') || '-'} yen`,
    '',
  ].join('\n')
}

const told = (value: number | null, digits: number): string => (value === null ? '-' : value.toFixed(digits))

function spanOf(minutes: number | null): string {
  if (minutes === null) return '-'
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}
