import type { Fetched } from './adapter.ts'

/** A file on its way here, never more of it than `bytesMax`; its size is believed only as far as it is counted. */
export async function readBody(response: Response, bytesMax: number, signal: AbortSignal): Promise<Fetched> {
  if (!response.body || Number(response.headers.get('content-length') ?? 0) > bytesMax) {
    await response.body?.cancel()
    return { kind: 'too-large' }
  }
  const reader = response.body.getReader()
  const stop = (): void => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await collect(reader, bytesMax, signal)
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  bytesMax: number,
  signal: AbortSignal,
): Promise<Fetched> {
  const pieces: Uint8Array[] = []
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    if (length > bytesMax) return { kind: 'too-large' }
    pieces.push(next.value)
  }
  return signal.aborted ? notYet('timed out') : { kind: 'fetched', bytes: Buffer.concat(pieces, length) }
}

export const notYet = (detail: string): Fetched => ({ kind: 'not-yet', detail })
