import type { DetectedAlert } from '#engine/alert.ts'

const AT = Date.UTC(2026, 10, 24, 1)

/** A port scan of kiosk-7, unless told otherwise. */
export function alert(changes: Partial<DetectedAlert> = {}): DetectedAlert {
  return {
    id: 'alert-1',
    rule: 'port-scan',
    kind: 'port-scan',
    stage: 'reconnaissance',
    severity: 'low',
    firstSeenAt: AT,
    lastSeenAt: AT + 1_000,
    source: '203.0.113.5',
    target: '192.168.1.23',
    device: '192.168.1.23',
    count: 12,
    evidence: { windowMs: 900_000, threshold: 10, events: [] },
    reason: 'probed 12 ports',
    ...changes,
  }
}
