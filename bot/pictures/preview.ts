import { orientationOf } from '#engine/picture/jpeg.ts'
import { withoutTraces } from '#engine/picture/picture.ts'

/** A square of so many pixels is below LINE's megabyte even where nothing of it can be compressed. */
const SIDE_MAX = 480

/** A photo that was cleaned, small, as a PNG and the right way up. */
export async function previewPng(bytes: Uint8Array): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js')
  return (await renderAsync(previewSvg(bytes))).asPng()
}

function previewSvg(bytes: Uint8Array): string {
  const cleaned = withoutTraces(bytes)
  if (cleaned.kind === 'refused') throw new Error(`no photo: ${cleaned.reason}`)
  const { type, width, height } = cleaned.picture
  const orientation = type === 'image/jpeg' ? orientationOf(bytes) : 1
  const isLying = orientation > 4
  const shown = isLying ? { width: height, height: width } : { width, height }
  const scale = Math.min(1, SIDE_MAX / Math.max(width, height))
  const size = (length: number): number => Math.max(1, Math.round(length * scale))
  const href = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size(shown.width)}" height="${size(shown.height)}" viewBox="0 0 ${shown.width} ${shown.height}" preserveAspectRatio="none">
    <image href="${href}" width="${width}" height="${height}" transform="${turned(orientation, width, height)}"/></svg>`
}

/** What brings a photo upright that the camera wrote down turned or mirrored (Exif 2.32, 4.6.4 A). */
function turned(orientation: number, width: number, height: number): string {
  const matrices: Readonly<Record<number, readonly number[]>> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  }
  return `matrix(${(matrices[orientation] ?? [1, 0, 0, 1, 0, 0]).join(' ')})`
}
