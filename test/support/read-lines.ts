import { createLineReader, type ReaderOptions, type Tally } from '#adapters/sensor/lines.ts'
import type { SensorEvent } from '#engine/event.ts'

export interface Read {
  events: SensorEvent[]
  tally: Tally
}

/** A log in one piece, or in pieces of some bytes. */
export function read(
  log: string | Buffer,
  { pieceBytes, ...options }: ReaderOptions & { pieceBytes?: number } = {},
): Read {
  const bytes = Buffer.from(log as string)
  const reader = createLineReader(options)
  const events: SensorEvent[] = []
  const step = pieceBytes ?? Math.max(1, bytes.length)
  for (let begin = 0; begin < bytes.length; begin += step)
    events.push(...reader.push(bytes.subarray(begin, begin + step)))
  events.push(...reader.end())
  return { events, tally: reader.tally() }
}
