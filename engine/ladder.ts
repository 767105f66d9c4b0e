import type { Severity } from './alert.ts'
import { addBusiness, type Calendar, isOpen } from './calendar/calendar.ts'

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
  /** Only when the desk is closed at that moment; otherwise always. */
  only?: 'desk-closed'
}

export const LADDER_ACTIONS = ['remind', 'second-contact', 'on-call', 'desk-task'] as const
export type LadderAction = (typeof LADDER_ACTIONS)[number]

const HOUR = 60
/** 9:00–20:00 makes eleven hours a day, so three days of them are thirty-three. */
const DAY = 11 * HOUR

export const DEFAULT_LADDER: Ladder = {
  high: [
    { afterMinutes: 10, counts: 'wall', action: 'remind' },
    { afterMinutes: 10, counts: 'wall', action: 'on-call', only: 'desk-closed' },
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

export interface Rung extends LadderStep {
  at: number
}

/** When each step comes, in order; also the dry run that an operator reads. */
export function timeline(
  steps: readonly LadderStep[],
  sentAt: number,
  { daytime, desk }: { daytime: Calendar; desk: Calendar },
): Rung[] {
  const rungs = steps.map((step) => {
    const waitMs = step.afterMinutes * 60_000
    return { ...step, at: step.counts === 'wall' ? sentAt + waitMs : addBusiness(daytime, sentAt, waitMs) }
  })
  return rungs.filter(({ only, at }) => only === undefined || !isOpen(desk, at))
}

export type LadderFault =
  | 'not-a-ladder'
  | 'severity-missing'
  | 'no-steps'
  | 'too-many-steps'
  | 'bad-wait'
  | 'bad-counts'
  | 'bad-action'
  | 'bad-only'
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
  const last = steps.at(-1)
  return last?.action === 'desk-task' && last.only === undefined ? steps : 'ends-without-a-person'
}

function readStep(value: unknown): LadderStep | LadderFault {
  if (typeof value !== 'object' || value === null) return 'not-a-ladder'
  const { afterMinutes, counts, action, only } = value as Record<string, unknown>
  if (
    typeof afterMinutes !== 'number' ||
    !Number.isFinite(afterMinutes) ||
    afterMinutes < 1 ||
    afterMinutes > WAIT_MAX_MINUTES
  )
    return 'bad-wait'
  if (counts !== 'wall' && counts !== 'daytime') return 'bad-counts'
  const known = LADDER_ACTIONS.find((one) => one === action)
  if (!known) return 'bad-action'
  if (only !== undefined && only !== 'desk-closed') return 'bad-only'
  return { afterMinutes, counts, action: known, ...(only && { only }) }
}
