import { type Heartbeat, ownAddresses, watching } from './heartbeat.ts'
import { INCOMPLETE_ABOVE } from './sensor-health.ts'
import type { Sight } from './sight.ts'

/** Whether a box that has just been plugged in really watches, and if not, the one thing to try next. */
export interface LiveFacts {
  now: number
  /** The latest one; undefined while none has come. */
  beat: Heartbeat | undefined
  /** When the sensor's log was heard last; null while nothing of it has come. */
  linesAt: number | null
  /** What it saw in the last quarter of an hour. */
  sight: Sight
  /** The share of packets that it lost in the last hour it told of. */
  lostShare: number | null
  /** How many computers the firm says it has. */
  declared: number | null
}

export type LiveTrouble =
  | 'silent'
  | 'clock'
  | 'cable'
  | 'no-lines'
  | 'no-mirror'
  | 'outside'
  | 'one-for-all'
  | 'drops'
  | 'few'

export type LiveVerdict = { kind: 'good'; computers: number } | { kind: 'try'; what: LiveTrouble; computers: number }

const LIVE_KNOBS = {
  /** A box speaks each minute. */
  silentAfterMs: 3 * 60_000,
  /** Suricata writes its figures each minute. */
  linesAfterMs: 5 * 60_000,
  /** Windows by which detections go are minutes long. */
  skewMsMax: 60_000,
  /** Whoever speaks with so many is not one person's computer, where there should be several. */
  peersOfManyMin: 8,
  /** Not every computer is switched on while it is looked at. */
  seenShareMin: 0.5,
} as const

/** In the order in which it helps to put things right: what comes later cannot be told before what comes first is right. */
export function liveCheck(facts: LiveFacts): LiveVerdict {
  const computers = computersIn(facts)
  const what = troubleIn(facts, computers)
  return what ? { kind: 'try', what, computers } : { kind: 'good', computers }
}

function troubleIn(
  { now, beat, linesAt, sight, lostShare, declared }: LiveFacts,
  computers: number,
): LiveTrouble | undefined {
  const knobs = LIVE_KNOBS
  if (!beat || now - beat.at > knobs.silentAfterMs) return 'silent'
  if (sight.isAhead || Math.abs(beat.clockAt - beat.at) > knobs.skewMsMax) return 'clock'
  if (watching(beat)?.isUp === false) return 'cable'
  if (linesAt === null || now - linesAt > knobs.linesAfterMs) return 'no-lines'
  if (computers === 0) return sight.hasOutside ? 'outside' : 'no-mirror'
  const wanted = declared ?? 1
  if (computers === 1 && wanted > 2 && sight.peers >= knobs.peersOfManyMin) return 'one-for-all'
  if (lostShare !== null && lostShare > INCOMPLETE_ABOVE) return 'drops'
  return computers < Math.ceil(wanted * knobs.seenShareMin) ? 'few' : undefined
}

/** Whom it sees beside itself. */
function computersIn({ beat, sight }: LiveFacts): number {
  const own = new Set(beat ? ownAddresses(beat) : [])
  return sight.talkers.filter((address) => !own.has(address)).length
}
