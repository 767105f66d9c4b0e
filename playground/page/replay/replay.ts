import type { Sensor } from '../session.ts'
import { type Batch, batchesOf, linesOf, repeatedLines } from './batches.ts'
import { type Answer, sendBatch } from './send.ts'
import { secondsOf, shifted } from './shift.ts'
import { piecesOf, type Source } from './source.ts'

export interface Replay {
  state: 'sending' | 'done' | 'cancelled' | 'failed'
  name: string
  /** 0–1 of the file. */
  share: number
  lines: number
  accepted: number
  rejected: number
  /** Lines the server had already. */
  duplicate: number
  firstRejected: { line: number; reason: string }[]
  linesPerSecond: number
  failure?: string
}

interface ReplayOptions {
  source: Source
  sensor: Sensor
  /** Epoch ms at which the log shall end; undefined leaves its times alone. */
  endsAt: number | undefined
  signal: AbortSignal
  /** Told after each batch. */
  tell: (replay: Replay) => void
}

const SHOWN_MAX = 5

/** Sends a log through the sensor's door, batch by batch, as a shipper does. */
export async function replay({ source, sensor, endsAt, signal, tell }: ReplayOptions): Promise<void> {
  let now: Replay = {
    state: 'sending',
    name: source.name,
    share: 0,
    lines: 0,
    accepted: 0,
    rejected: 0,
    duplicate: 0,
    firstRejected: [],
    linesPerSecond: 0,
  }
  const startedAt = performance.now()
  let bytes = 0
  const update = (part: Partial<Replay>) => {
    now = { ...now, ...part }
    tell(now)
  }
  update({})
  try {
    const seconds = endsAt === undefined ? 0 : Math.floor(endsAt / 1000) - (await lastSecondOf(source, endsAt))
    const run = crypto.randomUUID()
    const pieces = piecesOf(source, (count) => {
      bytes += count
    })
    for await (const batch of batchesOf(pieces)) {
      const body = seconds === 0 ? batch.body : shiftedBody(batch.body, seconds)
      const answer = await sendBatch({ sensor, body, key: `${run}-${batch.firstLine}`, signal })
      const lines = now.lines + batch.lines
      update({
        lines,
        share: bytes / Math.max(1, source.blob.size),
        linesPerSecond: lines / Math.max(0.001, (performance.now() - startedAt) / 1000),
        ...added(now, batch, answer),
      })
    }
    update({ state: 'done', share: 1 })
  } catch (error) {
    if (signal.aborted) return update({ state: 'cancelled' })
    update({ state: 'failed', failure: error instanceof Error ? error.message : String(error) })
  }
}

async function lastSecondOf(source: Source, otherwise: number): Promise<number> {
  const decoder = new TextDecoder()
  let last = Number.NEGATIVE_INFINITY
  for await (const line of linesOf(piecesOf(source, () => {})))
    last = Math.max(last, secondsOf(decoder.decode(line)) ?? last)
  return last === Number.NEGATIVE_INFINITY ? Math.floor(otherwise / 1000) : last
}

const shiftedBody = (body: Uint8Array, seconds: number): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    new TextDecoder()
      .decode(body)
      .split(/(?<=\n)/)
      .map((line) => shifted(line, seconds))
      .join(''),
  )

/** Line numbers come back as of the batch; a person looks for them in the whole log. */
function added(now: Replay, batch: Batch, answer: Answer): Partial<Replay> {
  const above = repeatedLines(batch)
  const fresh = answer.firstRejected.map(({ line, reason }) => ({ line: batch.firstLine + line - above - 1, reason }))
  return {
    accepted: now.accepted + answer.accepted,
    rejected: now.rejected + answer.rejected,
    duplicate: now.duplicate + answer.duplicate,
    firstRejected: [...now.firstRejected, ...fresh].slice(0, SHOWN_MAX),
  }
}
