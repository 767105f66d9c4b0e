import type { Sensor } from '../session.ts'

export interface Answer {
  accepted: number
  rejected: number
  /** Lines the server had already. */
  duplicate: number
  /** Lines of the batch, from 1. */
  firstRejected: { line: number; reason: string }[]
}

interface SendOptions {
  sensor: Pick<Sensor, 'token'>
  body: Uint8Array<ArrayBuffer>
  /** The same batch sent again is known by it. */
  key: string
  signal: AbortSignal
}

const PATIENCE_MAX = 30

/** One batch through the sensor's door; waits as long as a full server asks. */
export async function sendBatch({ sensor, body, key, signal }: SendOptions): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch('/sensor/v1/events', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sensor.token}`,
        'content-type': 'application/x-ndjson',
        'idempotency-key': key,
      },
      body,
      signal,
    })
    if (answer.status === 429 && tries <= PATIENCE_MAX) {
      await wait(Number(answer.headers.get('retry-after') ?? 1) * 1000, signal)
      continue
    }
    // Ours; errors are problem details.
    const read = (await answer.json()) as Partial<Answer> & { title?: string; detail?: string }
    if (!answer.ok) throw new Error(read.detail ?? read.title ?? `status ${answer.status}`)
    return answered(read)
  }
}

const answered = ({ accepted = 0, rejected = 0, duplicate = 0, firstRejected = [] }: Partial<Answer>): Answer => ({
  accepted,
  rejected,
  duplicate,
  firstRejected,
})

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
