import type { Alert, AlertKind } from '#engine/alert.ts'
import type { EventOf, SensorEventType } from '#engine/event.ts'
import type { Intelligence } from './feed.ts'
import type { Limits } from './limits.ts'

/**
 * One detection. Its file says, in this order: what it means, which kinds it raises, its knobs, who is exempt, what it
 * measures, and its verdict. A rule is constant; what it has seen of one firm is its watch.
 */
export interface Rule {
  name: string
  raises: readonly AlertKind[]
  /** Numbers a person may want to turn, units in their names. */
  knobs: Readonly<Record<string, number>>
  /** `stored` is what an earlier watch of the same version remembered. */
  watch(surroundings: Surroundings, stored?: unknown): Watch
}

/** What a rule may know about the firm. */
export interface Surroundings {
  isInside: (address: string) => boolean
  intelligence: Intelligence
  limits: Limits
}

/**
 * A rule at work. Events come in any order and each once; the methods for types a rule does not observe are absent.
 * Synchronous and cheap: these are called for every event.
 */
export type Watch = { [Type in SensorEventType]?: (event: EventOf<Type>) => void } & {
  /** All that ended before this moment has come. For rules that judge a past as a whole. */
  settle?(before: number): void
  /** The alerts that have appeared or changed since the last call, with absolute values. */
  collect(): Alert[]
  /** Days before this one are over for good. */
  forget(day: number): void
  subjects(): number
  evicted(): number
  /** Plain JSON. */
  stored(): unknown
}
