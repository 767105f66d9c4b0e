/** What a box says of itself, each minute. */
export interface Heartbeat {
  /** When it came, and what the box's own clock said; epoch ms. */
  at: number
  clockAt: number
  uptimeS: number
  /** Of the agent. */
  version: string
  /** The settings that are at work in it, and those that it took back because it could not reach us with them. */
  configVersion: number
  refusedVersion: number | null
  interfaces: Interface[]
}

export interface Interface {
  name: string
  /** `talk`: by which it reaches us. `watch`: on which it listens. A small box may have one for both. */
  role: 'talk' | 'watch' | 'both' | 'other'
  isUp: boolean
  /** With their prefix: `192.168.1.50/24`. */
  addresses: string[]
  gateway: string | null
}

/** When it was switched on, by our clock. */
export const startedAt = ({ at, uptimeS }: Heartbeat): number => at - uptimeS * 1_000

/** Without their prefixes. */
export const ownAddresses = ({ interfaces }: Heartbeat): string[] =>
  interfaces.flatMap(({ addresses }) => addresses.map((one) => one.split('/', 1)[0] ?? one))

/** By which it reaches us. */
export const talking = ({ interfaces }: Heartbeat): Interface | undefined =>
  interfaces.find(({ role }) => role === 'talk' || role === 'both')

/** On which it listens. */
export const watching = ({ interfaces }: Heartbeat): Interface | undefined =>
  interfaces.find(({ role }) => role === 'watch' || role === 'both')
