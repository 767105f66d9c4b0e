import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

const deflated = promisify(deflate)

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const OF_COLOUR = { rgb: 2, rgba: 6 } as const
/** Flat colours hardly pack better any further, and take three times as long. */
const LEVEL = 3

export interface Pixels {
  /** Red, green, blue and how much it covers. */
  pixels: Uint8Array
  width: number
  height: number
}

/** As a PNG: each line as it is, which packs flat colours best and is done in a third of the time that guessing takes. */
export async function pngFrom({ pixels, width, height }: Pixels): Promise<Uint8Array> {
  const wide = 4 * width
  const lines = Buffer.alloc(height * (1 + wide))
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * wide, (y + 1) * wide), y * (1 + wide) + 1)
  return pngOfChunks({ width, height, colour: 'rgba' }, [chunk('IDAT', await deflated(lines, { level: LEVEL }))])
}

interface Head {
  width: number
  height: number
  colour: keyof typeof OF_COLOUR
}

export const pngOfChunks = ({ width, height, colour }: Head, chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([
    SIGNATURE,
    chunk('IHDR', numbers(width, height), Buffer.from([8, OF_COLOUR[colour], 0, 0, 0])),
    ...chunks,
    chunk('IEND'),
  ])

export function chunk(name: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), ...parts])
  return Buffer.concat([numbers(body.length - 4), body, numbers(crc32(body))])
}

export function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [place, value] of values.entries()) bytes.writeUInt32BE(value, 4 * place)
  return bytes
}
