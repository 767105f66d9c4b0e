import { PREFIXES } from './maker-prefixes.ts'

/** Who made a device, as its MAC address tells: of one without a name it is all that somebody could know it by. */
export type Maker = keyof typeof PREFIXES
export const MAKERS = Object.keys(PREFIXES) as Maker[]

const BY_PREFIX = new Map(
  MAKERS.flatMap((maker) =>
    PREFIXES[maker]
      .trim()
      .split(/\s+/)
      .map((prefix) => [prefix, maker] as const),
  ),
)

export const makerOf = (mac: string): Maker | undefined =>
  BY_PREFIX.get(mac.slice(0, 8).replaceAll(':', '').toLowerCase())

/** Printers and copiers, and what a network is made of. */
const NO_PCS: readonly Maker[] = [
  ...(['canon', 'epson', 'brother', 'ricoh', 'fujifilm', 'kyocera', 'konica-minolta', 'oki', 'sharp'] as const),
  ...(['buffalo', 'yamaha', 'nec-router', 'io-data', 'elecom', 'tp-link', 'netgear', 'allied-telesis'] as const),
  ...(['synology', 'qnap'] as const),
]

/** Where nobody knows who made it, it may. */
export function mayBePc(mac: string): boolean {
  const maker = makerOf(mac)
  return maker === undefined || !NO_PCS.includes(maker)
}
