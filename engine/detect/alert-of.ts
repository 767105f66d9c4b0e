import type { Alert } from '#engine/alert.ts'
import { digest } from './hash.ts'

/** The alert of a subject's window. Its id says kind, subject and window, so that a replay raises the same one. */
export function alertOf({ subject, windowStart, ...alert }: Omit<Alert, 'id'> & Window): Alert {
  return { id: digest(`${alert.kind} ${subject} ${windowStart}`), ...alert }
}

interface Window {
  subject: string
  windowStart: number
}
