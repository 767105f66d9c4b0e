import { expect, test } from 'vitest'
import { retimed } from './pcap.ts'

const START = 1_795_479_000_000

/** A capture of empty packets at these milliseconds. */
function captureAt(...moments: number[]): Buffer {
  const head = Buffer.alloc(24)
  head.writeUInt32LE(0xa1b2c3d4)
  const packets = moments.map((ms) => {
    const packet = Buffer.alloc(16 + 4)
    packet.writeUInt32LE(Math.floor(ms / 1_000), 0)
    packet.writeUInt32LE((ms % 1_000) * 1_000, 4)
    packet.writeUInt32LE(4, 8)
    return packet
  })
  return Buffer.concat([head, ...packets])
}

const momentsOf = (capture: Buffer): number[] => {
  const places = Array.from({ length: (capture.length - 24) / 20 }, (_, place) => 24 + place * 20)
  return places.map((place) => capture.readUInt32LE(place) * 1_000 + capture.readUInt32LE(place + 4) / 1_000 - START)
}

test('a capture is told as if it had begun at a given moment', () => {
  expect(momentsOf(retimed(captureAt(5_000, 5_007, 6_500), { startMs: START }))).toEqual([0, 7, 1_500])
})

test('only long pauses are made longer, and packets that came before their turn hold nothing up', () => {
  const told = retimed(captureAt(5_000, 5_300, 5_301, 5_200, 5_900), {
    startMs: START,
    pauses: { overMs: 200, times: 60 },
  })
  expect(momentsOf(told)).toEqual([0, 18_000, 18_001, 18_001, 60_001])
})

test('time that was not waited for passes between what was before it and what came after', () => {
  const rests = [
    { atMs: 5_050, forMs: 60_000 },
    { atMs: 5_060, forMs: 1_000 },
    { atMs: 5_500, forMs: 60_000 },
  ]
  expect(momentsOf(retimed(captureAt(5_000, 5_040, 5_100, 5_600), { startMs: START, rests }))).toEqual([
    0, 40, 61_100, 121_600,
  ])
})

test('another file is refused', () => {
  expect(() => retimed(Buffer.from('not one'), { startMs: START })).toThrow('not a capture')
})
