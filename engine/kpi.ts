/** How one case that led to a notice went on; ms, null for what never came. */
export interface NoticeCourse {
  claimedAfterMs: number | null
  /** From the first alert to the notice. */
  sentAfterMs: number
  /** The rest counts from the notice. */
  readAfterMs: number | null
  foundAfterMs: number | null
  doneAfterMs: number | null
}

export const KPI_STEPS = ['claimed', 'sent', 'read', 'found', 'done'] as const
export type KpiStep = (typeof KPI_STEPS)[number]

/** Of how many a step was reached, and after how long: the median, and what nine of ten did not exceed. */
export interface KpiTime {
  step: KpiStep
  reached: number
  medianMinutes: number | null
  slowMinutes: number | null
}

export interface Kpi {
  notices: number
  times: KpiTime[]
  /** Of the notices that were sent, those that were seen to be over. */
  followThrough: number | null
  /** Of one firm in one month. */
  perFirm: { messages: number | null; minutes: number | null; costYen: number | null }
  /** What firms pay for a month, the cheapest first. */
  feesYen: readonly number[]
}

export interface KpiCounts {
  courses: readonly NoticeCourse[]
  /** Firms times the months that each has been here. */
  firmMonths: number
  /** Sent on LINE, where each costs. */
  messages: number
  /** Written down after visits and help from afar. */
  minutes: number
  feesYen: readonly number[]
}

export function kpiOf({ courses, firmMonths, messages, minutes, feesYen }: KpiCounts, yenPerHour: number): Kpi {
  const each = (sum: number): number | null => (firmMonths === 0 ? null : sum / firmMonths)
  return {
    notices: courses.length,
    times: KPI_STEPS.map((step) => timeOf(step, courses)),
    followThrough:
      courses.length === 0 ? null : courses.filter(({ doneAfterMs }) => doneAfterMs !== null).length / courses.length,
    perFirm: { messages: each(messages), minutes: each(minutes), costYen: each((minutes * yenPerHour) / 60) },
    feesYen: feesYen.toSorted((one, other) => one - other),
  }
}

function timeOf(step: KpiStep, courses: readonly NoticeCourse[]): KpiTime {
  const times = courses.flatMap((one) => one[`${step}AfterMs`] ?? []).toSorted((one, other) => one - other)
  return { step, reached: times.length, medianMinutes: minutesAt(times, 0.5), slowMinutes: minutesAt(times, 0.9) }
}

/** The smallest that so great a share does not exceed. */
function minutesAt(sorted: readonly number[], share: number): number | null {
  const ms = sorted[Math.ceil(sorted.length * share) - 1]
  return ms === undefined ? null : Math.round(ms / 60_000)
}
