import { harmless } from '#engine/defang.ts'
import type { AddressEvent } from '#engine/event.ts'
import { addressIn, type Ignored, ignored, textIn } from './decoded.ts'

interface Told {
  ip?: string
  mac: unknown
  name?: unknown
}

/** What a device may call itself, in DHCP: as long as one label of a host name, and nothing that rearranges a line. */
const NAME_MAX = 63

/** A device seen with an address or heard to name itself; which of neither, or is no single device, tells nothing. */
export function addressAt(at: number, via: AddressEvent['via'], { ip = '', mac, name }: Told): AddressEvent | Ignored {
  const device = macIn(mac)
  const called = harmless(textIn(name), NAME_MAX)
  if (device === '' || (ip === '' && called === '')) return ignored(via)
  return {
    ...{ type: 'address', at, startedAt: at, source: ip, sourcePort: 0, target: '', targetPort: 0 },
    ...{ protocol: 'other', flow: '', exchange: 0, mac: device, name: called, via },
  }
}

/** An address that is somebody's: `0.0.0.0` is what is written for none. */
export function givenIn(value: unknown): string {
  const ip = addressIn(value)
  return ip === '0.0.0.0' || ip === '::' ? '' : ip
}

/** In one spelling, whoever leaves noughts away; '' for nobody's, everybody's and a group's. */
function macIn(value: unknown): string {
  const text = textIn(value).toLowerCase()
  if (!MAC.test(text)) return ''
  const mac = text
    .split(/[:-]/)
    .map((pair) => pair.padStart(2, '0'))
    .join(':')
  return mac === NOBODY || (Number.parseInt(mac.slice(0, 2), 16) & GROUP_BIT) !== 0 ? '' : mac
}
const MAC = /^[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}$/
const NOBODY = '00:00:00:00:00:00'
const GROUP_BIT = 1
