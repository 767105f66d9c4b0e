import { deflateSync } from 'node:zlib'
import { picture } from './charts.ts'
import { chunk, numbers, type Pixels, pngOfChunks } from './png.ts'

/** One look of a moving picture, as SVG, and how long it stays. */
export interface Look {
  svg: string
  ms: number
}

/** LINE plays no animated picture that is larger (Flex Message, `animated`); it shows the first look of it, as whoever knows no APNG does. */
export const MOVING_BYTES_MAX = 300_000

/**
 * A picture that moves, over and over: an animated PNG, whose first look is the picture that stands still. Of each later look
 * only what has changed is kept.
 */
export async function movingPng(looks: readonly Look[], width: number): Promise<Uint8Array> {
  const drawn: Drawn[] = []
  for (const { svg, ms } of looks) {
    const { pixels, width: wide, height } = await picture(svg, width)
    drawn.push({ pixels, width: wide, height, ms })
  }
  const [first, ...others] = drawn
  if (!first) throw new Error('a picture has a look')
  let sequence = 0
  const control = ({ ms }: Drawn, part: Part): Buffer =>
    chunk('fcTL', numbers(sequence++, part.width, part.height, part.x, part.y), shorts(ms, 1_000), Buffer.from([0, 0]))
  const whole: Part = { x: 0, y: 0, width: first.width, height: first.height }
  const begins = [control(first, whole), chunk('IDAT', packed(first, whole))]
  const later = others.flatMap((one, place) => {
    const part = changed(drawn[place] ?? first, one)
    return [control(one, part), chunk('fdAT', numbers(sequence++), packed(one, part))]
  })
  const head = { width: first.width, height: first.height, colour: 'rgb' } as const
  return pngOfChunks(head, [chunk('acTL', numbers(drawn.length, 0)), ...begins, ...later])
}

/** Which here covers all. */
interface Drawn extends Pixels {
  ms: number
}

interface Part {
  x: number
  y: number
  width: number
  height: number
}

const shorts = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [place, value] of values.entries()) bytes.writeUInt16BE(value, 2 * place)
  return bytes
}

/** The smallest rectangle outside of which both are the same. */
function changed(before: Drawn, { pixels, width, height }: Drawn): Part {
  let [left, right, top, bottom] = [width, 0, height, 0]
  for (let place = 0; place < width * height; place++) {
    const at = 4 * place
    if (
      pixels[at] === before.pixels[at] &&
      pixels[at + 1] === before.pixels[at + 1] &&
      pixels[at + 2] === before.pixels[at + 2]
    )
      continue
    const [x, y] = [place % width, Math.floor(place / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  // A look that is the same as the one before still stays for its time.
  return left > right
    ? { x: 0, y: 0, width: 1, height: 1 }
    : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/** Flat colours pack best as they are, line by line. */
function packed({ pixels, width }: Drawn, part: Part): Buffer {
  const lines = Buffer.alloc(part.height * (1 + 3 * part.width))
  let to = 0
  for (let y = part.y; y < part.y + part.height; y++) {
    lines[to++] = 0
    for (let x = part.x; x < part.x + part.width; x++) {
      const at = 4 * (y * width + x)
      for (let colour = 0; colour < 3; colour++) lines[to++] = pixels[at + colour] ?? 0
    }
  }
  return deflateSync(lines, { level: 9 })
}
