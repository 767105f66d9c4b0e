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

export type ChoiceReason = 'mirror-port' | 'mirror-added' | 'router-only' | 'at-home' | 'desk'
/** What is asked for, or seen on a photo, before a sensor can be chosen. */
export type Missing = 'router' | 'switch' | 'mirror' | 'ports'

export interface Sensor {
  device: DeviceType
  needsSwitch: SwitchNeed
}

export type Choice = ({ kind: 'chosen'; reason: ChoiceReason } & Sensor) | { kind: 'ask'; missing: Missing }

/** What an 8-port switch of ours can replace or stand before; whatever is larger gets the one with 16. */
const SMALL_SWITCH_PORTS = 8

/**
 * The sensor that fits a place; or the one thing that is missing, the first that could change the answer. A small office with
 * a router and nothing else is the usual case: there, not knowing of a mirror port means that there is none.
 */
export function choiceFor(facts: PlaceFacts): Choice {
  if (facts.place === 'home') return chosen('at-home', 'home')
  if (facts.mirror === 'yes') return chosen('mirror-port', 'office')
  if (facts.switch === 'unknown') return { kind: 'ask', missing: 'switch' }
  if (facts.switch === 'no')
    return facts.router === 'yes' ? chosen('router-only', 'small-office') : { kind: 'ask', missing: 'router' }
  if (facts.mirror === 'unknown') return { kind: 'ask', missing: 'mirror' }
  if (facts.ports === null) return { kind: 'ask', missing: 'ports' }
  return chosen('mirror-added', 'office', facts.ports <= SMALL_SWITCH_PORTS ? 'switch-8' : 'switch-16')
}

const chosen = (reason: ChoiceReason, device: DeviceType, needsSwitch: SwitchNeed = 'none'): Choice => ({
  ...{ kind: 'chosen', reason, device, needsSwitch },
})
