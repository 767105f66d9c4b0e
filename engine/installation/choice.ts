import type { DeviceType, SwitchNeed } from '../order.ts'

export type Known = 'yes' | 'no' | 'unknown'

/** What has to be known of a place to choose a sensor for it: from the set-up confirmation, and what a site is. */
export interface PlaceFacts {
  place: 'office' | 'home'
  router: Known
  /** A switch of the firm's own. */
  switch: Known
  /** Of that switch, or of all of them; null where nobody has counted. */
  ports: number | null
  mirror: Known
}

export type ChoiceReason = 'mirror-port' | 'mirror-added' | 'router-only' | 'unsure' | 'at-home' | 'desk'
/** What is asked for, or seen on a photo, before a sensor can be chosen. */
export type Missing = 'router'

export interface Sensor {
  device: DeviceType
  needsSwitch: SwitchNeed
}

export type Choice = ({ kind: 'chosen'; reason: ChoiceReason } & Sensor) | { kind: 'ask'; missing: Missing }

/** What an 8-port switch of ours can replace or stand before; whatever is larger gets the one with 16. */
const SMALL_SWITCH_PORTS = 8

/**
 * The sensor that fits a place. A small office with a router and nothing else is the usual case, and what nobody knows
 * of is taken as not there: what stands right below the router sees everybody, whatever hangs on it. Only without a router
 * there is nothing to stand below, and somebody must look first.
 */
export function choiceFor({ place, router, switch: ofTheirs, ports, mirror }: PlaceFacts): Choice {
  if (place === 'home') return chosen('at-home', 'home')
  if (mirror === 'yes') return chosen('mirror-port', 'office')
  if (ofTheirs === 'yes')
    return chosen('mirror-added', 'office', (ports ?? 0) > SMALL_SWITCH_PORTS ? 'switch-16' : 'switch-8')
  if (router === 'no') return { kind: 'ask', missing: 'router' }
  return chosen(router === 'yes' && ofTheirs === 'no' ? 'router-only' : 'unsure', 'small-office')
}

const chosen = (reason: ChoiceReason, device: DeviceType, needsSwitch: SwitchNeed = 'none'): Choice => ({
  ...{ kind: 'chosen', reason, device, needsSwitch },
})
