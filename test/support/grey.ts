import { PNG } from 'pngjs'

/** A picture in so many greys, a byte a cell. */
export interface Grey {
  width: number
  height: number
  cells: Uint8Array
}

/** Sixteen, so that a file stays small. */
const STEP = 17

/** Each square of so many pixels becomes the cell of its mean, over white. */
export function shrunk(png: Uint8Array, by: number): Grey {
  const { width, height, data } = PNG.sync.read(Buffer.from(png))
  const [across, down] = [Math.floor(width / by), Math.floor(height / by)]
  const cells = new Uint8Array(across * down)
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let sum = 0
      for (let pixel = 0; pixel < by * by; pixel++) {
        const at = 4 * ((y * by + Math.floor(pixel / by)) * width + x * by + (pixel % by))
        sum += luminance(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)
      }
      cells[y * across + x] = Math.round(sum / (by * by) / STEP) * STEP
    }
  }
  return { width: across, height: down, cells }
}

const luminance = (red: number, green: number, blue: number): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue

export function greyPng({ width, height, cells }: Grey): Buffer {
  const png = new PNG({ width, height, colorType: 0, inputColorType: 0, inputHasAlpha: false })
  png.data = Buffer.from(cells)
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false })
}

export function readGrey(file: Uint8Array): Grey {
  return shrunk(file, 1)
}

/** Edges are drawn a little lighter or darker by another version of whatever draws. */
const APART_MIN = 3 * STEP

/** The share of the cells that anybody would see to be others; 1 for a picture of another size. */
export function apart(one: Grey, other: Grey): number {
  if (one.width !== other.width || one.height !== other.height) return 1
  const others = one.cells.filter((value, place) => Math.abs(value - (other.cells[place] ?? 0)) >= APART_MIN)
  return others.length / one.cells.length
}
