import type { HealthEvent } from '#engine/event.ts'

interface Counters {
  isSinceStart: boolean
  startedAt: number
  reporter?: string
  counted?: HealthEvent['counted']
  total: number
  lost: number
}

/** As long as a sensor's program may be called. */
const REPORTER_LENGTH_MAX = 64

/** What a sensor says of itself has no connection behind it. */
export const healthAt = (
  at: number,
  { reporter = '', counted = 'packets', total, lost, ...begun }: Counters,
): HealthEvent => ({
  type: 'health',
  at,
  source: '',
  sourcePort: 0,
  target: '',
  targetPort: 0,
  protocol: 'other',
  flow: '',
  exchange: 0,
  ...begun,
  reporter: reporter.slice(0, REPORTER_LENGTH_MAX),
  counted,
  total: Math.max(0, total),
  lost: Math.max(0, lost),
})
