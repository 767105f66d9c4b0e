import type { Answer } from '../api-server.ts'

/** Discord's refusals: an HTTP status, a number of its own, and where in the body the fault is. */
export const refused = (status: number, code: number, message: string, problems: string[] = []): Answer => ({
  status,
  body: {
    message,
    code,
    ...(problems.length > 0
      ? { errors: { _errors: problems.map((text) => ({ code: 'INVALID', message: text })) } }
      : {}),
  },
})

export const UNAUTHORIZED = refused(401, 0, '401: Unauthorized')
export const UNKNOWN_CHANNEL = refused(404, 10_003, 'Unknown Channel')
export const UNKNOWN_MESSAGE = refused(404, 10_008, 'Unknown Message')
export const UNKNOWN_USER = refused(404, 10_013, 'Unknown User')
export const UNKNOWN_INTERACTION = refused(404, 10_062, 'Unknown interaction')
export const ALREADY_ANSWERED = refused(400, 40_060, 'Interaction has already been acknowledged.')
export const MISSING_ACCESS = refused(403, 50_001, 'Missing Access')
export const NOT_OURS = refused(403, 50_005, 'Cannot edit a message authored by another user')
export const EMPTY_MESSAGE = refused(400, 50_006, 'Cannot send an empty message')
export const CANNOT_WRITE_TO = refused(403, 50_007, 'Cannot send messages to this user')
export const MISSING_PERMISSIONS = refused(403, 50_013, 'Missing Permissions')
export const THREAD_EXISTS = refused(400, 160_004, 'A thread has already been created for this message')
export const invalidBody = (problems: string[]): Answer => refused(400, 50_035, 'Invalid Form Body', problems)
