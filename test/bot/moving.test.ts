import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { wiringSheet } from '#bot/installation/sheet.ts'
import { picture } from '#bot/pictures/charts.ts'
import { MOVING_BYTES_MAX, movingPng } from '#bot/pictures/moving.ts'
import { wiringPng } from '#bot/pictures/wiring-drawing.ts'
import { wiringFor } from '#engine/installation/wiring.ts'

const WIDTH = 40
const look = (x: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect x="${x}" y="8" width="10" height="9" fill="#1d4ed8"/></svg>`

interface Chunk {
  name: string
  body: Buffer
}

function chunksIn(bytes: Uint8Array): Chunk[] {
  const all = Buffer.from(bytes)
  const chunks: Chunk[] = []
  for (let at = 8; at < all.length; ) {
    const length = all.readUInt32BE(at)
    const [named, end] = [all.subarray(at + 4, at + 8 + length), at + 12 + length]
    expect(all.readUInt32BE(end - 4)).toBe(crc32(named))
    chunks.push({ name: named.toString('latin1', 0, 4), body: named.subarray(4) })
    at = end
  }
  return chunks
}

/** What a viewer shows once all looks have been laid over each other, as red, green and blue. */
function played(chunks: readonly Chunk[]): { pixels: Buffer; looks: number; orders: number[] } {
  const head = chunks[0]?.body ?? Buffer.alloc(8)
  const width = head.readUInt32BE(0)
  const pixels = Buffer.alloc(3 * width * head.readUInt32BE(4))
  const orders: number[] = []
  let [left, top, wide, looks] = [0, 0, 0, 0]
  for (const { name, body } of chunks) {
    if (name === 'fcTL') {
      orders.push(body.readUInt32BE(0))
      wide = body.readUInt32BE(4)
      left = body.readUInt32BE(12)
      top = body.readUInt32BE(16)
    }
    if (name === 'fdAT') orders.push(body.readUInt32BE(0))
    if (name !== 'IDAT' && name !== 'fdAT') continue
    looks++
    const lines = inflateSync(name === 'fdAT' ? body.subarray(4) : body)
    for (let y = 0; y * (1 + 3 * wide) < lines.length; y++)
      lines.copy(pixels, 3 * ((top + y) * width + left), y * (1 + 3 * wide) + 1, (y + 1) * (1 + 3 * wide))
  }
  return { pixels, looks, orders }
}

const colours = ({ pixels }: { pixels: Uint8Array }): Buffer =>
  Buffer.from(pixels.filter((_, place) => place % 4 !== 3))

describe('a picture that moves', () => {
  it('begins with the one that stands still, and each look changes what is other', async () => {
    const chunks = chunksIn(
      await movingPng(
        [look(2), look(2), look(14), look(25)].map((svg) => ({ svg, ms: 200 })),
        WIDTH,
      ),
    )
    expect(chunks.map(({ name }) => name).join(' ')).toBe('IHDR acTL fcTL IDAT fcTL fdAT fcTL fdAT fcTL fdAT IEND')
    const { pixels, looks, orders } = played(chunks)
    expect([looks, orders]).toEqual([4, [0, 1, 2, 3, 4, 5, 6]])
    expect(pixels.equals(colours(await picture(look(25), WIDTH)))).toBe(true)
    expect(played(chunks.slice(0, 4)).pixels.equals(colours(await picture(look(2), WIDTH)))).toBe(true)
  })

  it('of a step with a cable is small enough for LINE to play; a step that moves nothing stands still', async () => {
    const network = {
      maker: 'yamaha',
      model: 'RTX830',
      hasSwitch: false,
      hasWired: true,
      hasWifi: true,
      printer: 'wired',
    } as const
    const wiring = wiringFor({ device: 'small-office', needsSwitch: 'none' }, network)
    const reader = { locale: 'ja', timezone: 'Asia/Tokyo' }
    const drawn = (id: string) => {
      const shown = wiring.steps.findIndex((step) => step.id === id)
      return wiringPng(wiringSheet({ wiring }, { firm: '南部建設', reader, shown }))
    }
    const move = await drawn('move')
    expect(played(chunksIn(move)).looks).toBe(7)
    expect(move.length).toBeLessThan(MOVING_BYTES_MAX)
    expect(Buffer.from(await drawn('net')).includes('acTL')).toBe(false)
  })
})
