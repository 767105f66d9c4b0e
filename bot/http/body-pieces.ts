import type { IncomingMessage } from 'node:http'
import { Problem } from './problem.ts'

/**
 * A body in the pieces that it came in, to be joined in the thread that reads it. Joined here, every few logs would have V8
 * look through the main thread's whole heap for free memory: a quarter of all CPU, and webhooks waited meanwhile.
 */
export async function piecesOf(body: IncomingMessage, bytesMax: number): Promise<Uint8Array[] | 'too-large'> {
  if (Number(body.headers['content-length']) > bytesMax) return 'too-large'
  const pieces: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const piece of body) {
      bytes += piece.length
      if (bytes > bytesMax) return 'too-large'
      pieces.push(piece)
    }
  } catch {
    throw new Problem(400, 'Broken off', 'The connection ended within the body: send the batch again.')
  }
  return pieces
}
