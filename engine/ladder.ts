import type { Severity } from './alert.ts'
import { addBusiness, type Calendar } from './calendar/calendar.ts'

/**
 * Who is asked, when, after a notice has gone out and nobody answers: data, by severity, which a region may change. The
 * waits are counted from the sending, in the step's own kind of time.
 */
export type Ladder = Readonly<Record<Severity, readonly LadderStep[]>>

export interface LadderStep {
  afterMinutes: number
  /** `wall`: the clock on the wall, day and night. `daytime`: only 9:00–20:00. */
  counts: 'wall' | 'daytime'
  action: LadderAction
}

export const LADDER_ACTIONS = ['remind', 'second-contact', 'on-call', 'desk-task'] as const
export type LadderAction = (typeof LADDER_ACTIONS)[number]

const HOUR = 60
/** 9:00–20:00 makes eleven hours a day, so three days of them are thirty-three. */
const DAY = 11 * HOUR

export const DEFAULT_LADDER: Ladder = {
  high: [
    { afterMinutes: 10, counts: 'wall', action: 'remind' },
    { afterMinutes: 20, counts: 'wall', action: 'second-contact' },
    { afterMinutes: 30, counts: 'wall', action: 'on-call' },
    { afterMinutes: 30, counts: 'wall', action: 'desk-task' },
  ],
  medium: [
    { afterMinutes: 4 * HOUR, counts: 'daytime', action: 'remind' },
    { afterMinutes: 8 * HOUR, counts: 'daytime', action: 'second-contact' },
    { afterMinutes: 12 * HOUR, counts: 'daytime', action: 'desk-task' },
  ],
  low: [
    { afterMinutes: 3 * DAY, counts: 'daytime', action: 'remind' },
    { afterMinutes: 4 * DAY, counts: 'daytime', action: 'second-contact' },
    { afterMinutes: 5 * DAY, counts: 'daytime', action: 'desk-task' },
  ],
}

export interface Rung {
  at: number
  action: LadderAction
}

/** When each step comes, in order; also the dry run that an operator reads. */
export function timeline(steps: readonly LadderStep[], sentAt: number, daytime: Calendar): Rung[] {
  return steps.map(({ afterMinutes, counts, action }) => {
    const waitMs = afterMinutes * 60_000
    return { at: counts === 'wall' ? sentAt + waitMs : addBusiness(daytime, sentAt, waitMs), action }
  })
}

export type LadderFault =
  | 'not-a-ladder'
  | 'severity-missing'
  | 'no-steps'
  | 'too-many-steps'
  | 'bad-wait'
  | 'bad-counts'
  | 'bad-action'
  | 'not-in-order'
  | 'ends-without-a-person'

const STEPS_MAX = 12
const WAIT_MAX_MINUTES = 90 * 24 * HOUR

/** Reads a ladder somebody edited; every ladder must end with a named person's task, or a notice could stay unanswered for ever. */
export function readLadder(value: unknown): Ladder | LadderFault {
  if (typeof value !== 'object' || value === null) return 'not-a-ladder'
  const bySeverity = value as Partial<Record<Severity, unknown>>
  const read: Record<Severity, readonly LadderStep[]> = { high: [], medium: [], low: [] }
  for (const severity of ['high', 'medium', 'low'] as const) {
    const steps = readSteps(bySeverity[severity])
    if (typeof steps === 'string') return steps
    read[severity] = steps
  }
  return read
}

function readSteps(value: unknown): LadderStep[] | LadderFault {
  if (!Array.isArray(value)) return 'severity-missing'
  if (value.length === 0) return 'no-steps'
  if (value.length > STEPS_MAX) return 'too-many-steps'
  const steps: LadderStep[] = []
  for (const step of value) {
    const read = readStep(step)
    if (typeof read === 'string') return read
    if (read.afterMinutes < (steps.at(-1)?.afterMinutes ?? 0)) return 'not-in-order'
    steps.push(read)
  }
  return steps.at(-1)?.action === 'desk-task' ? steps : 'ends-without-a-person'
}

function readStep(value: unknown): LadderStep | LadderFault {
  if (typeof value !== 'object' || value === null) return 'not-a-ladder'
  const { afterMinutes, counts, action } = value as Record<string, unknown>
  if (
    typeof afterMinutes !== 'number' ||
    !Number.isFinite(afterMinutes) ||
    afterMinutes < 1 ||
    afterMinutes > WAIT_MAX_MINUTES
  )
    return 'bad-wait'
  if (counts !== 'wall' && counts !== 'daytime') return 'bad-counts'
  const known = LADDER_ACTIONS.find((one) => one === action)
  return known ? { afterMinutes, counts, action: known } : 'bad-action'
}
