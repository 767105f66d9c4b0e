import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createIngestDesk, type Received } from '#bot/ingest/desk.ts'
import type { Encoding } from '#bot/ingest/unpack.ts'
import { unpackKept } from '#bot/ingest/unpack.ts'

const RECEIVED_AT = Date.parse('2026-04-01T09:00:00+09:00')
const MB = 1_000_000

const line = (flow: number): string =>
  `{"timestamp":"2026-04-01T08:59:00.000000+0900","flow_id":${flow},"event_type":"flow","src_ip":"192.168.1.20","src_port":50000,"dest_ip":"192.0.2.9","dest_port":443,"proto":"TCP","flow":{"state":"closed"}}\n`
const log = (lines: number): Buffer => Buffer.from(Array.from({ length: lines }, (_, flow) => line(flow)).join(''))

/** As HTTP hands it over: each piece has its memory to itself. */
const cut = (body: Uint8Array, bytes: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(body.length / bytes) }, (_, place) =>
    body.slice(place * bytes, (place + 1) * bytes),
  ).map((piece) => new Uint8Array(piece))

const desk = createIngestDesk({})
const receive = (body: readonly Uint8Array[], encoding: Encoding = 'identity') =>
  desk.receive({ body, encoding, receivedAt: RECEIVED_AT }) as Extract<Received, { kind: 'received' }>

const PACKERS = { identity: (body: Buffer) => body, gzip: gzipSync, zstd: zstdCompressSync }

for (const encoding of ['identity', 'gzip', 'zstd'] as const) {
  test(`one body after the other is read and kept whole, also one of a single line after a large one (${encoding})`, () => {
    for (const lines of [1, 20_000, 3, 60_000, 1]) {
      const body = log(lines)
      const received = receive(cut(PACKERS[encoding](body), 65_536), encoding)
      expect(received.tally).toMatchObject({ accepted: lines, rejected: 0 })
      expect(unpackKept(received.packed).equals(body)).toBe(true)
    }
  })

  test(`a body's memory is given back once it is read, without being looked for (${encoding})`, () => {
    const body = PACKERS[encoding](log(20_000))
    receive(cut(body, 65_536), encoding)
    const pieces = cut(body, 65_536)
    const before = process.memoryUsage().arrayBuffers
    const { packed } = receive(pieces, encoding)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(packed.length + 0.1 * MB)
    expect(pieces.every((piece) => piece.length === 0)).toBe(true)
  })

  test(`what only borrows its memory leaves the rest of it alone (${encoding})`, () => {
    const [before, body, after] = [Buffer.from('before'), Buffer.from(PACKERS[encoding](log(1))), Buffer.from('after')]
    expect(receive([body], encoding).tally.accepted).toBe(1)
    expect([before, body.length > 0, after].map(String)).toEqual(['before', 'true', 'after'])
  })
}
