/**
 * What kind of device speaks, as its programs tell the servers that they ask (HTTP's user agent). Whoever writes such a program
 * chooses the words, and an attacker may choose any: what comes of them is one of these few kinds, or nothing.
 */
export const DEVICE_KINDS = ['windows', 'mac', 'chromebook', 'iphone', 'ipad', 'android'] as const
export type DeviceKind = (typeof DEVICE_KINDS)[number]

/** Browsers, and the programs of the system's own that still ask without encryption. Linux is left out: routers and printers run it. */
const SAYINGS: readonly [DeviceKind, RegExp][] = [
  ['iphone', /\(iPhone;|\biPhone\d+,\d/],
  ['ipad', /\(iPad;|\biPad\d+,\d/],
  ['chromebook', /\bCrOS\b/],
  ['android', /\bAndroid\b/],
  ['windows', /\bWindows NT \d|^Microsoft(?: NCSI|-CryptoAPI|-Delivery-Optimization|-WNS| BITS)|^Windows-Update-Agent/],
  ['mac', /\(Macintosh;|\bMacBook(?:Pro|Air)?\d+,\d|\bi?Mac\d+,\d/],
]

/** Beyond it nobody says what they are. */
const READ_MAX = 256

export function kindSaid(userAgent: string): DeviceKind | undefined {
  const said = userAgent.slice(0, READ_MAX)
  return SAYINGS.find(([, pattern]) => pattern.test(said))?.[0]
}

/** An iPad tells web sites that it is a Mac, and its apps tell the truth; two others behind one address are a router's. */
export function kindOf(said: readonly DeviceKind[]): DeviceKind | undefined {
  const kinds = new Set(said)
  if (kinds.has('ipad')) kinds.delete('mac')
  const [kind, ...others] = kinds
  return others.length === 0 ? kind : undefined
}

const NO_PCS: readonly DeviceKind[] = ['iphone', 'ipad', 'android']
export const isPcKind = (kind: DeviceKind): boolean => !NO_PCS.includes(kind)
