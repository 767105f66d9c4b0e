import { LineFault } from '#adapters/line/attempt.ts'
import { Problem } from '../problem.ts'

/** What LINE is asked while the caller waits. */
export async function withLine<Line, T>(line: Line | undefined, work: (line: Line) => Promise<T>): Promise<T> {
  if (!line)
    throw new Problem(409, 'No LINE', 'LINE is off here: set LINE_CHANNEL_ACCESS_TOKEN and LINE_CHANNEL_SECRET.')
  try {
    return await work(line)
  } catch (error) {
    if (!(error instanceof LineFault)) throw error
    throw new Problem(
      502,
      'LINE refused',
      `${error.message}. Nothing is lost: send it again, and it goes on from there.`,
    )
  }
}
