import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orientationIn } from '#engine/picture/orientation.ts'
import { type Picture, withoutTraces } from '#engine/picture/picture.ts'
import {
  asTaken,
  cameraNotes,
  JPEG,
  LOSSLESS_WEBP,
  PROGRESSIVE_JPEG,
  png,
  pngChunk,
  WEBP,
  webpAsTaken,
} from '../support/photos.ts'
import { proofRuns } from '../support/proof.ts'

/** A PNG with everything that programs like to write into one. */
const pngAsTaken = (orientation = 1): Buffer => {
  const plain = png()
  const afterHeader = 8 + 25
  return Buffer.concat([
    plain.subarray(0, afterHeader),
    pngChunk('eXIf', cameraNotes(orientation)),
    pngChunk('tEXt', Buffer.from('Location\0KESENNUMA-3', 'latin1')),
    pngChunk('iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0KESENNUMA-3', 'latin1')),
    pngChunk('zTXt', Buffer.from('Comment\0\0', 'latin1')),
    pngChunk('tIME', Buffer.from([7, 234, 11, 24, 10, 0, 0])),
    plain.subarray(afterHeader),
    Buffer.from('KESENNUMA-3'),
  ])
}

const cleaned = (bytes: Uint8Array): Picture => {
  const result = withoutTraces(bytes)
  if (result.kind === 'refused') throw new Error(result.reason)
  return result.picture
}

/** Every pixel of it, as somebody who opens it sees it; of a WebP, which the painter does not know, the part that is drawn. */
function seen({ type, bytes }: Pick<Picture, 'type' | 'bytes'>): Buffer {
  if (type === 'image/webp')
    return Buffer.from(
      bytes.subarray(
        Buffer.from(bytes)
          .toString('latin1')
          .search(/VP8[ L]/),
      ),
    )
  const image = `<image width="16" height="8" href="data:${type};base64,${Buffer.from(bytes).toString('base64')}"/>`
  const drawn = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="16" height="8">${image}</svg>`).render()
  return drawn.pixels
}

const PHOTOS = [
  ['a JPEG', 'image/jpeg', JPEG, asTaken],
  ['a progressive JPEG', 'image/jpeg', PROGRESSIVE_JPEG, asTaken],
  ['a PNG', 'image/png', png(), (_: Buffer, orientation?: number) => pngAsTaken(orientation)],
  ['a WebP', 'image/webp', WEBP, webpAsTaken],
  ['a lossless WebP', 'image/webp', LOSSLESS_WEBP, webpAsTaken],
] as const

describe.each(PHOTOS)('%s', (_, type, plain, taken) => {
  it('tells nobody where it was taken, and looks as before', () => {
    const before = taken(plain)
    expect(before.includes('KESENNUMA-3')).toBe(true)
    const after = cleaned(before)
    expect(Buffer.from(after.bytes).includes('KESENNUMA-3')).toBe(false)
    expect(Buffer.from(after.bytes).includes('Exif')).toBe(false)
    expect(after).toMatchObject({ type, width: 16, height: 8 })
    const pixels = seen({ type, bytes: plain })
    expect(pixels.some((value) => value > 0 && value < 255)).toBe(true)
    expect(seen(after).equals(pixels)).toBe(true)
  })

  it('stands the right way up, and nothing else is left of the camera’s notes', () => {
    const { bytes } = cleaned(taken(plain, 6))
    const notes = Buffer.from(bytes)
    const tiff = notes.indexOf('MM\0*', 0, 'latin1')
    expect(orientationIn(notes.subarray(tiff))).toBe(6)
    expect(notes.includes('KESENNUMA-3')).toBe(false)
    expect(notes.includes(Buffer.from([0x88, 0x25]))).toBe(false)
  })

  it('is the same when it is cleaned twice', () => {
    const once = cleaned(taken(plain, 3))
    expect(cleaned(once.bytes)).toEqual(once)
  })

  it('that breaks off anywhere is no picture, and never an error', () => {
    const before = taken(plain)
    const whole = cleaned(before).bytes.length
    for (let length = 0; length < Math.min(before.length, whole); length++)
      expect(withoutTraces(before.subarray(0, length)).kind).toBe('refused')
  })

  it('with any byte changed is a picture or is not, but never an error', () => {
    const before = taken(plain)
    fc.assert(
      fc.property(fc.nat(before.length - 1), fc.nat(255), (at, value) => {
        const broken = Buffer.from(before)
        broken[at] = value
        expect(['clean', 'refused']).toContain(withoutTraces(broken).kind)
      }),
      { numRuns: proofRuns(500, 50_000) },
    )
  })
})

describe('what is no photo of ours', () => {
  it.each([
    ['words', Buffer.from('<script>alert(1)</script>'), 'no-picture'],
    ['a program', Buffer.from('MZ\x90\0', 'latin1'), 'no-picture'],
    ['nothing', Buffer.alloc(0), 'no-picture'],
    ['a page of paper', Buffer.from('%PDF-1.7'), 'no-picture'],
    ['a drawing with a script in it', Buffer.from('<svg onload="x"/>'), 'no-picture'],
    ['a moving picture', Buffer.from('GIF89a'), 'other-format'],
    ['an iPhone’s own format', Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'other-format'],
    ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'broken'],
    ['a few bytes that would fill a memory', png({ width: 60_000, height: 60_000 }), 'too-many-pixels'],
    ['a very long strip', png({ width: 30_000, height: 1 }), 'too-many-pixels'],
  ] as const)('%s', (_, bytes, reason) => {
    expect(withoutTraces(bytes)).toEqual({ kind: 'refused', reason })
  })
})
