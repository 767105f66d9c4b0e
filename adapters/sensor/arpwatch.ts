import { addressAt, givenIn } from './address.ts'
import { type Decoded, ignored } from './decoded.ts'
import { parseEpochSeconds } from './moment.ts'

/**
 * A line of arpwatch's file (`arp.dat`), which tells what Suricata 7 does not: which network card had which address, and
 * when that was last seen. Parted by tabs: card, address, seconds since 1970, name and interface, of which the last two may
 * be missing. Undefined for what is no such line.
 */
export function decodeArpwatch(line: string): Decoded | undefined {
  const { mac, ip, seconds, name } = LINE.exec(line)?.groups ?? {}
  if (mac === undefined) return undefined
  const at = parseEpochSeconds(seconds)
  return Number.isNaN(at) ? ignored('arp') : addressAt(at, 'arp', { ip: givenIn(ip), mac, name })
}

const LINE =
  /^(?<mac>[\da-f]{1,2}(?::[\da-f]{1,2}){5})\t(?<ip>[\d.]{7,15}|[\da-f:.]{2,45})\t(?<seconds>\d{1,12})(?:\t(?<name>[^\t]{0,255}))?(?:\t[^\t]{0,64})?\r?$/
