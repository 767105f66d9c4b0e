import type { HealthEvent } from '#engine/event.ts'

/** What a sensor says of itself has no connection behind it. */
export const healthAt = (at: number, packets: number, dropped: number): HealthEvent => ({
  type: 'health',
  at,
  startedAt: at,
  source: '',
  sourcePort: 0,
  target: '',
  targetPort: 0,
  protocol: 'other',
  flow: '',
  exchange: 0,
  packets,
  dropped,
})
