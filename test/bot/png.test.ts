import { crc32, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pngFrom } from '#bot/pictures/png.ts'

/** Of a PNG whose lines are as they are: its chunks, and the pixels in them. */
function read(png: Uint8Array): { names: string[]; head: Buffer; pixels: number[] } {
  const all = Buffer.from(png)
  const chunks: { name: string; data: Buffer }[] = []
  for (let at = 8; at < all.length; ) {
    const end = at + 12 + all.readUInt32BE(at)
    expect(all.readUInt32BE(end - 4)).toBe(crc32(all.subarray(at + 4, end - 4)))
    chunks.push({ name: all.toString('latin1', at + 4, at + 8), data: all.subarray(at + 8, end - 4) })
    at = end
  }
  const head = chunks[0]?.data ?? Buffer.alloc(0)
  const wide = 1 + 4 * head.readUInt32BE(0)
  const lines = inflateSync(chunks[1]?.data ?? Buffer.alloc(0))
  const pixels = [...lines].filter((_, place) => place % wide !== 0)
  expect([...lines].filter((_, place) => place % wide === 0).every((filter) => filter === 0)).toBe(true)
  return { names: chunks.map(({ name }) => name), head, pixels }
}

describe('a picture as a PNG', () => {
  it('has every pixel that was drawn, in its place', async () => {
    const sizes = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
    await fc.assert(
      fc.asyncProperty(sizes, fc.infiniteStream(fc.nat(255)), async ({ width, height }, values) => {
        const pixels = Uint8Array.from(values.take(4 * width * height))
        const { names, head, pixels: found } = read(await pngFrom({ pixels, width, height }))
        expect(names).toEqual(['IHDR', 'IDAT', 'IEND'])
        expect([head.readUInt32BE(0), head.readUInt32BE(4), ...head.subarray(8)]).toEqual([
          width,
          height,
          8,
          6,
          0,
          0,
          0,
        ])
        expect(found).toEqual([...pixels])
      }),
      { numRuns: 50 },
    )
  })
})
