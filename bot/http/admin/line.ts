import { LineFault } from '#adapters/line/attempt.ts'
import { NoLine } from '../../account/accounts.ts'
import { Problem } from '../problem.ts'

/** What LINE is asked while the caller waits. */
export async function withLine<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NoLine)
      throw new Problem(
        409,
        'No LINE',
        'LINE is off here: set LINE_CHANNEL_ACCESS_TOKEN and LINE_CHANNEL_SECRET, or give the region an account of its own.',
      )
    if (!(error instanceof LineFault)) throw error
    throw new Problem(
      502,
      'LINE refused',
      `${error.message}. Nothing is lost: send it again, and it goes on from there.`,
    )
  }
}
