import type { Rest } from './network.ts'
import type { Pauses } from './scenario.ts'

const FILE_HEADER_BYTES = 24
const PACKET_HEADER_BYTES = 16
/** Little endian, microseconds: what tcpdump writes on every machine that runs this. */
const MAGIC = 0xa1b2c3d4

export interface Retiming {
  /** When the first packet shall have passed. */
  startMs: number
  pauses?: Pauses | undefined
  /** Oldest first. */
  rests?: readonly Rest[]
}

/** The same packets at another time, with the long pauses between them made longer and the rests taken. */
export function retimed(capture: Buffer, { startMs, pauses, rests = [] }: Retiming): Buffer {
  if (capture.length < FILE_HEADER_BYTES || capture.readUInt32LE(0) !== MAGIC)
    throw new Error('not a capture of tcpdump')
  const told = Buffer.from(capture)
  let before: number | undefined
  let now = startMs * 1_000
  let taken = 0
  for (let place = FILE_HEADER_BYTES; place + PACKET_HEADER_BYTES <= told.length; ) {
    const at = told.readUInt32LE(place) * 1_000_000 + told.readUInt32LE(place + 4)
    now += stretched(Math.max(0, at - (before ?? at)), pauses)
    before = at
    for (let rest = rests[taken]; rest && rest.atMs * 1_000 <= at; rest = rests[++taken]) now += rest.forMs * 1_000
    told.writeUInt32LE(Math.floor(now / 1_000_000), place)
    told.writeUInt32LE(now % 1_000_000, place + 4)
    place += PACKET_HEADER_BYTES + told.readUInt32LE(place + 8)
  }
  return told
}

const stretched = (gapUs: number, pauses: Pauses | undefined): number =>
  pauses && gapUs > pauses.overMs * 1_000 ? gapUs * pauses.times : gapUs
