import type { IncomingMessage } from 'node:http'
import { Problem } from './problem.ts'

/**
 * A body in the pieces that it came in, to be joined in the thread that reads it. Joined here, every few logs would have V8
 * look through the main thread's whole heap for free memory: a quarter of all CPU, and webhooks waited meanwhile.
 */
export async function piecesOf(body: IncomingMessage, bytesMax: number): Promise<Uint8Array[] | 'too-large'> {
  if (Number(body.headers['content-length']) > bytesMax) return 'too-large'
  // Whoever went away while their token was looked up: nothing more would be told of it.
  if (body.destroyed) throw brokenOff()
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array[] | 'too-large'>()
  const pieces = new Pieces()
  // Not by `for await`: what that does for each piece costs half as much again as the piece.
  body.on('data', (piece: Uint8Array) => {
    pieces.add(piece)
    if (pieces.bytes <= bytesMax) return
    body.pause()
    resolve('too-large')
  })
  body.once('end', () => resolve(pieces.all()))
  body.once('close', () => reject(brokenOff()))
  return promise
}

const brokenOff = (): Problem =>
  new Problem(400, 'Broken off', 'The connection ended within the body: send the batch again.')

/** Smaller ones are crumbs: whoever sends a byte at a time must not make a hundred thousand buffers, each of which is handed over. */
const PIECE_BYTES_MIN = 1 << 14
const BLOCK_BYTES = 1 << 18

export class Pieces {
  bytes = 0
  readonly #pieces: Uint8Array[] = []
  #crumbs = new Uint8Array(0)
  #used = 0

  add(piece: Uint8Array): void {
    this.bytes += piece.length
    if (piece.length >= PIECE_BYTES_MIN) return this.#keep(piece)
    if (this.#used + piece.length > this.#crumbs.length) this.#sweep()
    if (this.#crumbs.length === 0) this.#crumbs = new Uint8Array(BLOCK_BYTES)
    this.#crumbs.set(piece, this.#used)
    this.#used += piece.length
  }

  all(): Uint8Array[] {
    this.#sweep()
    return this.#pieces
  }

  #keep(piece: Uint8Array): void {
    this.#sweep()
    this.#pieces.push(piece)
  }

  #sweep(): void {
    if (this.#used > 0) this.#pieces.push(this.#crumbs.slice(0, this.#used))
    this.#crumbs = new Uint8Array(0)
    this.#used = 0
  }
}
