import { constants, gunzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

export const ENCODINGS = ['identity', 'gzip', 'zstd'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What a batch may grow to. Enough for a day of a small office, too little for a bomb to hurt. */
export const UNPACKED_BYTES_MAX = 64 * 1024 * 1024

export type Unpacked =
  | { kind: 'unpacked'; bytes: Buffer }
  | { kind: 'refused'; reason: 'too-large' | 'broken-compression' }

/** A body's bytes, never more of them than allowed: a bomb stops at the limit, whatever it claims to hold. */
export function unpack(body: Buffer, encoding: Encoding, bytesMax = UNPACKED_BYTES_MAX): Unpacked {
  try {
    const bytes = unpackers[encoding](body, bytesMax)
    return bytes.length > bytesMax ? { kind: 'refused', reason: 'too-large' } : { kind: 'unpacked', bytes }
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return { kind: 'refused', reason: isTooLarge ? 'too-large' : 'broken-compression' }
  }
}

/** Room for most batches at once, not zlib's 16 kB time and again; so large that it is nobody else's memory. */
const ROOM_BYTES = 1 << 22

const unpackers: Record<Encoding, (body: Buffer, maxOutputLength: number) => Buffer> = {
  identity: (body) => body,
  gzip: (body, maxOutputLength) => gunzipSync(body, { maxOutputLength, chunkSize: ROOM_BYTES }),
  zstd: (body, maxOutputLength) => zstdDecompressSync(body, { maxOutputLength, chunkSize: ROOM_BYTES }),
}

/** How batches and snapshots are kept, unless they came packed: at the fastest level a log is a tenth of its size already. */
export function pack(bytes: Uint8Array): Uint8Array {
  // With room for the worst of it zstd works in one go, and keeps no copy of what it reads.
  const chunkSize = Math.max(ROOM_BYTES, bytes.length + (bytes.length >> 8) + 64)
  const packed = zstdCompressSync(bytes, { chunkSize, params: { [constants.ZSTD_c_compressionLevel]: 1 } })
  return new Uint8Array(packed.buffer.transfer(packed.length))
}

/** What was kept, packed by us or by a shipper: it was unpacked once before. */
export const unpackKept = (bytes: Uint8Array): Buffer =>
  (bytes[0] === GZIP ? gunzipSync : zstdDecompressSync)(bytes, { chunkSize: ROOM_BYTES })
const GZIP = 0x1f
