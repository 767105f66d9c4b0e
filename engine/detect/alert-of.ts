import type { Alert, DetectedAlert } from '#engine/alert.ts'
import { digest } from './hash.ts'

/** The alert of a subject's window. Its id says kind, subject and window, so that a replay raises the same one. */
export function alertOf({ subject, windowStart, ...alert }: Omit<Alert, 'id'> & Window): Alert {
  return { id: digest(`${alert.kind} ${subject} ${windowStart}`), ...alert }
}

interface Window {
  subject: string
  windowStart: number
}

/**
 * Two rules may raise the same kind of the same subject, and so do two versions of one rule at work side by side: each has
 * alerts of its own.
 */
export const ofRule = (rule: string, alert: Alert): DetectedAlert => ({
  ...alert,
  rule,
  id: digest(`${rule} ${alert.id}`),
})
