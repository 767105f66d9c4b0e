import { crc32, deflateSync } from 'node:zlib'

/** Small pictures, red above and blue below, made for these tests; and what telephones and programs write into them. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAWEAEBAQAAAAAAAAAAAAAAAAAAFGH/xAAVAQEBAAAAAAAAAAAAAAAAAAAEBv/EABcRAAMBAAAAAAAAAAAAAAAAAAAEFVL/2gAMAwEAAhEDEQA/AJGzSzQVsZTIys1o/9k=',
  'base64',
)
export const PROGRESSIVE_JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/aAAwDAQACEAMQAAABkCs3/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/2gAIAQEAAQUCtb//xAAXEQADAQAAAAAAAAAAAAAAAAAAAxRR/9oACAEDAQE/Aa26f//EABcRAAMBAAAAAAAAAAAAAAAAAAADFFH/2gAIAQIBAT8BjVh//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQAGPwI//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPyEP/9oADAMBAAIAAwAAABAL/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEBPxAP/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPxBv/8QAFRABAQAAAAAAAAAAAAAAAAAAAHH/2gAIAQEAAT8QpT//2Q==',
  'base64',
)
export const WEBP = Buffer.from(
  'UklGRlAAAABXRUJQVlA4IEQAAACwAgCdASoQAAgAAgA0JagCdLcAlgH8AuP8D0P9gAAA/vaw64VOXrH/ji+FUl6/eFUl/8Cd/4U1/5nM6/LrKOkkS4AAAA==',
  'base64',
)
export const LOSSLESS_WEBP = Buffer.from(
  'UklGRkgAAABXRUJQVlA4TDsAAAAvD8ABAD8AEIT/bRMCgRQO0wKBxJ/xXJ5/gkmaajtGB+cDTEOykkIKKaSQQgop5P+xDhH9z+dYhqZIAgA=',
  'base64',
)

export const pngChunk = (name: string, body: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(body.length, 0)
  around.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)])
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** Rows of RGB, each behind a zero; `beside` is what its program has written into it. */
export function pngOf({ width, height }: { width: number; height: number }, rows: Uint8Array, beside = ''): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const text = beside === '' ? [] : [pngChunk('tEXt', Buffer.from(`Comment\0${beside}`))]
  const data = pngChunk('IDAT', deflateSync(rows))
  return Buffer.concat([SIGNATURE, pngChunk('IHDR', header), ...text, data, pngChunk('IEND', Buffer.alloc(0))])
}

/** A point of one of 16 million colours. */
export const pointPng = (colour: number, beside: string): Buffer =>
  pngOf({ width: 1, height: 1 }, Uint8Array.of(0, (colour >> 16) & 255, (colour >> 8) & 255, colour & 255), beside)

/** `says`: what its header claims of its size; else it is 16 by 8. */
export function png(says: { width: number; height: number } = { width: 16, height: 8 }): Buffer {
  const rows = Array.from({ length: 8 }, (_, row) => [
    0,
    ...Array(16)
      .fill(row < 4 ? [200, 0, 0] : [0, 0, 200])
      .flat(),
  ])
  return pngOf(says, Buffer.from(rows.flat()))
}

/** A camera's notes: which way up, whose it is, and where it was taken (39°01′N 141°38′E). */
export function cameraNotes(orientation: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const isLittle = order === 'II'
  const bytes = Buffer.alloc(200)
  const u16 = (value: number, at: number) =>
    isLittle ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at)
  const u32 = (value: number, at: number) =>
    isLittle ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    u16(tag, at)
    u16(type, at + 2)
    u32(count, at + 4)
    if (type === 3) u16(value, at + 8)
    else u32(value, at + 8)
  }
  bytes.write(order, 0, 'latin1')
  u16(42, 2)
  u32(8, 4)
  u16(3, 8)
  entry(10, 0x010f, 2, 12, 130)
  entry(22, 0x0112, 3, 1, orientation)
  entry(34, 0x8825, 4, 1, 60)
  u16(2, 60)
  entry(62, 0x0001, 2, 2, 0)
  entry(74, 0x0002, 5, 3, 100)
  for (const [nth, value] of [39, 1, 1, 1, 38, 1].entries()) u32(value, 100 + nth * 4)
  bytes.write('KESENNUMA-3', 130, 'latin1')
  return bytes
}

export const jpegSegment = (marker: number, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body])

/** A JPEG as a telephone writes it: notes with the place, Photoshop's, a comment, and a film behind its end. */
export function asTaken(jpeg: Buffer, orientation = 1): Buffer {
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), cameraNotes(orientation, 'II')])
  return Buffer.concat([
    jpeg.subarray(0, 2),
    jpegSegment(0xe1, exif),
    jpegSegment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<GPS>KESENNUMA-3</GPS>', 'latin1')),
    jpegSegment(0xed, Buffer.from('Photoshop 3.0\0KESENNUMA-3', 'latin1')),
    jpegSegment(0xfe, Buffer.from('KESENNUMA-3', 'latin1')),
    jpeg.subarray(2),
    Buffer.from('ftypmp42 KESENNUMA-3', 'latin1'),
  ])
}

/** A WebP with a header of its own, notes of a camera and of a program. */
export function webpAsTaken(plain: Buffer, orientation = 1): Buffer {
  const head = Buffer.alloc(10)
  head[0] = 0x08 | 0x04
  head.writeUIntLE(15, 4, 3)
  head.writeUIntLE(7, 7, 3)
  const chunk = (name: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(body.length)
    return Buffer.concat([Buffer.from(name, 'latin1'), length, body, Buffer.alloc(body.length % 2)])
  }
  const chunks = [
    chunk('VP8X', head),
    plain.subarray(12),
    chunk('EXIF', cameraNotes(orientation)),
    chunk('XMP ', Buffer.from('<GPS>KESENNUMA-3</GPS>')),
  ]
  const whole = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...chunks])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}
