import { pipeline, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'

/** A log's bytes, taken out of gzip or zstd: by its first bytes, because a name may say anything. */
export async function unpacked(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const pieces = source[Symbol.asyncIterator]()
  const first = await pieces.next()
  const head = first.done ? Buffer.alloc(0) : Buffer.from(first.value)
  const whole = continued(head, pieces)
  if (head[0] === 0x1f && head[1] === 0x8b) return through(whole, createGunzip())
  if (head.length >= 4 && head.readUInt32LE(0) === ZSTD_MAGIC) return through(whole, createZstdDecompress())
  return whole
}
const ZSTD_MAGIC = 0xfd2fb528

async function* continued(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** Whoever reads the unpacked pieces hears of a failure on either side. */
function through(pieces: AsyncIterable<Uint8Array>, unpacker: Transform): AsyncIterable<Uint8Array> {
  pipeline(pieces, unpacker, () => {})
  return unpacker
}

/** Why a file could not be read, in words. */
export const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'EACCES') return 'may not be read'
  return /^Z_|^ZSTD|^ERR_.*(ZLIB|ZSTD)/.test(code ?? '') ? `broken compression (${message})` : message
}
