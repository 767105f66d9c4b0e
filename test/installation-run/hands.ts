import { HANDS } from './assumptions.ts'
import type { TrueNetwork } from './networks.ts'
import type { Device, Plugged } from './plugged.ts'

/** One person before one shelf: what they read becomes what is plugged where. */
export interface Hands {
  network: TrueNetwork
  device: Device
  plugged: Plugged
  roll: () => number
}

/** A step of the guide, by its heading; false where they cannot do it. */
export function doesStep({ network, device, plugged, roll }: Hands, heading: string, isHinted: boolean): boolean {
  if (roll() < (isHinted ? 1 - HANDS.afterHint : HANDS.cannot)) return false
  const isWrong = roll() < HANDS.wrongHole
  const isPartly = roll()
  const share = isPartly < HANDS.leftOut ? 0 : isPartly < HANDS.leftOut + HANDS.halfDone ? 0.5 : 1
  if (heading.includes('電気')) plugged.hasPower = true
  // A hole towards the wall is drawn apart and has another name; only below a router is there one to mistake.
  else if (heading.includes('青い線')) plugged.up = isWrong && device !== 'office' ? 'outside' : 'inside'
  else if (heading.includes('黄色い線')) plugged.seen = hasCopy(network, device) && !isWrong ? 'copy' : 'other'
  else if (heading.includes('白い線')) plugged.hasWhite = true
  else if (heading.includes('差しかえ')) plugged.moved = share
  else if (heading.includes('無線')) plugged.joined = share
  // Below a box that hangs before the wall no page opens.
  else if (heading.includes('ページ')) return !(plugged.up === 'outside' && plugged.moved > 0)
  return true
}

const hasCopy = ({ hasMirror }: TrueNetwork, device: Device): boolean => device === 'office-aid' || hasMirror

/** What a message says in plain words to be done is done; what it does not say is not. */
export function follows({ network, device, plugged, roll }: Hands, words: string): void {
  const does = (said: RegExp): boolean => said.test(words) && roll() < HANDS.follows
  if (does(/2本目の線|黄色い線/)) plugged.seen = hasCopy(network, device) ? 'copy' : 'other'
  if (does(/線を、(?:全部、)?(?:見守る)?箱(?:の口)?に(?:さしかえ|うつし)|箱の口につな/)) plugged.moved = 1
  if (does(/箱の(?:Wi-Fi|無線)/)) plugged.joined = 1
  if (does(/内側の口|「LAN」/)) plugged.up = 'inside'
  if (does(/もう1つの出入口の箱/)) plugged.below = 'second'
  if (does(/電源を入れて/)) plugged.allOn = true
  if (does(/電源の(?:ランプ|線)|電源を一度抜いて/)) Object.assign(plugged, { hasPower: true, hasWhite: true })
}
