import { gzipSync } from 'node:zlib'

const BLOCK = 512

/** Files in one (ustar, gzip), as every system opens it; names are of ASCII and shorter than 100 characters. `at`: epoch ms. */
export function tarOf(files: readonly { name: string; bytes: Uint8Array }[], at: number): Buffer {
  const blocks = files.flatMap(({ name, bytes }) => [headOf(name, bytes.length, at), padded(bytes)])
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]))
}

/** Name, rights, owner, group, size, time, sum of the head itself, kind, and the format's mark, each at its place. */
function headOf(name: string, size: number, at: number): Buffer {
  const head = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`
  head.write(name, 0, 100)
  head.write(octal(0o644, 7), 100)
  head.write(octal(0, 7), 108)
  head.write(octal(0, 7), 116)
  head.write(octal(size, 11), 124)
  head.write(octal(Math.floor(at / 1_000), 11), 136)
  head.write(' '.repeat(8), 148)
  head.write('0', 156)
  head.write('ustar\x0000', 257)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

const padded = (bytes: Uint8Array): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)])
