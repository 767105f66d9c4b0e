import type { LineSide } from './side.ts'

const MEGABYTE = 1_000_000
/** By the property that names them; flex pictures and icons hang under `url`. */
const BYTES_MAX: Record<string, number> = {
  originalContentUrl: 10 * MEGABYTE,
  previewImageUrl: MEGABYTE,
  url: 10 * MEGABYTE,
  thumbnailImageUrl: 10 * MEGABYTE,
  imageUrl: 10 * MEGABYTE,
}

/** A larger one that is to move stands still. */
const PLAYED_BYTES_MAX = 300_000

/**
 * LINE fetches pictures when a phone shows them, from its own servers, over https. Ours live on a made-up https origin
 * that stands for the loopback server. A picture that cannot be had is no error to the sender, as in the world: the phone
 * shows a hole. The record keeps it, and the invariants count it.
 */
export function checkPictures(side: LineSide, message: unknown): void {
  const places = side.pictures
  if (!places) return
  for (const picture of picturesIn(message)) {
    if (!picture.url.startsWith(`${places.madeUp}/`)) continue
    side.world.background.run(async () => {
      const verdict = await fetchPicture(places.loopback + picture.url.slice(places.madeUp.length), picture.bytesMax)
      side.world.transcript.enter({ platform: 'line', kind: 'act', route: 'picture', url: picture.url, verdict })
    })
  }
}

function* picturesIn(value: unknown): Generator<{ url: string; bytesMax: number }> {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value && (value.type === 'video' || value.type === 'audio')) return
  for (const [name, inner] of Object.entries(value)) {
    const bytesMax =
      'animated' in value && value.animated === true && name === 'url' ? PLAYED_BYTES_MAX : BYTES_MAX[name]
    if (typeof inner === 'string' && bytesMax !== undefined) yield { url: inner, bytesMax }
    else yield* picturesIn(inner)
  }
}

async function fetchPicture(url: string, bytesMax: number): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (!response.ok) return `answered ${response.status}`
    if (bytes.length > bytesMax) return `larger than ${bytesMax} bytes`
    return pictureSize(bytes) ? 'shown' : 'neither JPEG nor PNG'
  } catch {
    return 'unreachable'
  }
}

/** Width and height from the bytes of a PNG or JPEG; undefined when it is neither. */
export function pictureSize(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47)
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8) return jpegSize(bytes)
  return undefined
}

function jpegSize(bytes: Buffer): { width: number; height: number } | undefined {
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}
