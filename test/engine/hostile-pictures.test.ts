import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutTraces } from '#engine/picture/picture.ts'
import {
  asTaken,
  JPEG,
  jpegSegment,
  LOSSLESS_WEBP,
  PROGRESSIVE_JPEG,
  png,
  pngChunk,
  WEBP,
  webpAsTaken,
} from '../support/photos.ts'
import { proofRuns } from '../support/proof.ts'

const PHOTOS = [asTaken(JPEG), asTaken(PROGRESSIVE_JPEG), png(), webpAsTaken(WEBP), webpAsTaken(LOSSLESS_WEBP)]

const webp = (chunks: readonly [string, Uint8Array][]): Buffer => {
  const parts = chunks.map(([name, body]) => {
    const head = Buffer.from(`${name}\0\0\0\0`, 'latin1')
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
  })
  const whole = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...parts])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}
const times = (count: number, part: Buffer): Buffer => Buffer.alloc(count * part.length, part)
const AFTER_PNG_HEADER = 8 + 25

/** As large as a photo may be, and made to keep whoever reads it busy. */
const HOSTILE = [
  [
    'a JPEG of a million comments',
    () => Buffer.concat([JPEG.subarray(0, 2), times(1_000_000, jpegSegment(0xfe, Buffer.alloc(0))), JPEG.subarray(2)]),
  ],
  [
    'a PNG of a million empty notes',
    () =>
      Buffer.concat([
        png().subarray(0, AFTER_PNG_HEADER),
        times(1_000_000, pngChunk('tEXt', Buffer.alloc(0))),
        png().subarray(AFTER_PNG_HEADER),
      ]),
  ],
  ['a WebP of half a million pictures', () => webp(Array<[string, Buffer]>(500_000).fill(['VP8L', Buffer.alloc(10)]))],
  [
    'a WebP with a header of many megabytes',
    () =>
      webp([
        ['VP8X', Buffer.alloc(15_000_000)],
        ['VP8L', Buffer.alloc(10)],
      ]),
  ],
  [
    'a WebP with a header of nine bytes',
    () =>
      webp([
        ['VP8X', Buffer.alloc(9)],
        ['VP8L', Buffer.alloc(10)],
      ]),
  ],
] as const

describe('a file that was made to hold us up', () => {
  it.each(HOSTILE)('is broken: %s', (_, file) => {
    expect(withoutTraces(file())).toEqual({ kind: 'refused', reason: 'broken' })
  })

  it('of any bytes behind a picture’s first ones is never an error', () => {
    const beginning = fc.constantFrom(...PHOTOS.flatMap((photo) => [photo.subarray(0, 12), photo.subarray(0, 40)]))
    const some = fc.tuple(beginning, fc.uint8Array({ maxLength: 400 }))
    fc.assert(
      fc.property(some, ([first, rest]) => {
        expect(['clean', 'refused']).toContain(withoutTraces(Buffer.concat([first, rest])).kind)
      }),
      { numRuns: proofRuns(500, 50_000) },
    )
  })

  it('of a picture’s own pieces, cut, repeated and changed, is never an error', () => {
    const whole = fc.constantFrom(...PHOTOS)
    const cuts = fc.array(fc.record({ from: fc.nat(400), length: fc.nat(200), times: fc.nat(40) }), { maxLength: 12 })
    const changes = fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 30 })
    fc.assert(
      fc.property(whole, cuts, changes, (taken, pieces, bytes) => {
        const file = Buffer.concat([
          taken.subarray(0, 40),
          ...pieces.map(({ from, length, times: n }) => times(n, taken.subarray(from, from + length))),
          taken,
        ])
        for (const [at, value] of bytes) file[at] = value
        if (file.toString('latin1', 0, 4) === 'RIFF') file.writeUInt32LE(file.length - 8, 4)
        expect(['clean', 'refused']).toContain(withoutTraces(file).kind)
      }),
      { numRuns: proofRuns(500, 50_000) },
    )
  })
})
