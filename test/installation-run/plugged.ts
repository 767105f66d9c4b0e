import { figures, OWN, office, shout, talk } from '../stories/boxes.ts'
import { MINUTE } from '../support/events.ts'
import { SWITCHED_ON } from './assumptions.ts'
import type { TrueNetwork } from './networks.ts'

export type Device = 'office' | 'office-aid' | 'small-office' | 'home'

/** Where the cables really are; nobody but the hands and the wire knows. */
export interface Plugged {
  hasPower: boolean
  /** The blue one: in a hole inside, or in the one towards the wall. */
  up: 'none' | 'inside' | 'outside'
  /** Below which of two routers. */
  below: 'first' | 'second'
  /** The yellow one: in a hole that a copy comes out of, or in any other. */
  seen: 'none' | 'copy' | 'other'
  hasWhite: boolean
  /** The share of the cables that were plugged over, and of the PCs on the air that joined the box's own. */
  moved: number
  joined: number
  allOn: boolean
}

export const UNPLUGGED: Plugged = {
  ...{ hasPower: false, up: 'none', below: 'first', seen: 'none', hasWhite: false, moved: 0, joined: 0, allOn: false },
}

/** Done as the guide means it. */
export const asDrawn = (network: TrueNetwork): Plugged => ({
  ...{ hasPower: true, up: 'inside', below: network.isTwice ? 'second' : 'first', seen: 'copy', hasWhite: true },
  ...{ moved: 1, joined: 1, allOn: true },
})

export interface Sees {
  pcs: number
  /** All of them behind one address. */
  isOne: boolean
  isOutside: boolean
}

/** What passes the box, by how it is plugged in. */
export function seesOf(network: TrueNetwork, device: Device, at: Plugged): Sees {
  const { wired, air, isAirAtRouter, isTwice, hasMirror } = network
  const on = (count: number): number => (at.allOn ? count : Math.ceil(count * SWITCHED_ON))
  if (device === 'office') {
    // Where all cables meet is behind the inner router; what is on the air of the router itself does not pass it.
    const pcs = on(wired) + (isAirAtRouter ? 0 : on(air))
    return { pcs: hasMirror && at.seen === 'copy' ? pcs : 0, isOne: false, isOutside: false }
  }
  if (device === 'office-aid') {
    const isThrough = at.hasWhite && at.seen === 'copy'
    const pcs = Math.round(on(wired) * at.moved) + (isAirAtRouter ? 0 : Math.round(on(air) * at.moved))
    return { pcs: isThrough ? pcs : 0, isOne: isTwice && at.below === 'first', isOutside: false }
  }
  if (at.up === 'outside') return { pcs: 0, isOne: false, isOutside: true }
  return {
    pcs: Math.round(on(wired) * at.moved) + Math.round(on(air) * at.joined),
    isOne: isTwice && at.below === 'first' && at.moved > 0,
    isOutside: false,
  }
}

/** Whether a box so plugged in reaches us at all. */
export const reaches = ({ hasPower, up }: Plugged): boolean => hasPower && up !== 'none'

/** What Suricata writes there. */
export function linesOf(
  sees: Sees,
  { at, startedAt, minutes }: { at: number; startedAt: number; minutes: number },
): string[] {
  const own = [figures(at, startedAt, 10_000 * minutes), talk(at, OWN, '192.0.2.1'), shout(at, '192.168.1.30')]
  if (sees.isOutside) return [...own, talk(at, '203.0.113.7', '192.0.2.1')]
  if (!sees.isOne) return [...own, ...office(at, sees.pcs)]
  return [...own, ...Array.from({ length: 12 }, (_, n) => talk(at, '192.168.1.2', `198.51.100.${n + 1}`))]
}

export const interfacesOf = (device: Device, { seen }: Plugged) =>
  device === 'office' || device === 'office-aid'
    ? [INTERFACE('eth0', 'talk', true), { ...INTERFACE('eth1', 'watch', seen !== 'none'), addresses: [] }]
    : [INTERFACE('br0', 'both', true)]

const INTERFACE = (name: string, role: string, isUp: boolean) => ({
  ...{ name, role, isUp, addresses: [`${OWN}/24`], gateway: '192.168.1.1' },
})

export const LOOK_MS = 2 * MINUTE
