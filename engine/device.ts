import { type DeviceKind, kindOf } from './device-kind.ts'
import type { Sighting } from './device-sightings.ts'

/** Which device was behind an address: what an analyst and the firm can look for. */
export interface Device {
  mac: string
  /** As the device itself chose it, or ''. */
  name: string
}

export type Holder =
  | ({ kind: 'known'; saysKind?: DeviceKind } & Device)
  /** The nearest sighting is long before, or only after: the address may have gone to another meanwhile. */
  | ({ kind: 'stale'; seenAt: number } & Device)
  /** It changed hands, or two claimed it at once. */
  | { kind: 'ambiguous'; among: Device[] }
  | { kind: 'unknown' }

/** Times, epoch ms, between which something happened. */
export interface Span {
  from: number
  until: number
}

/** An address is given for a day and longer by most routers, and who is awake is heard of more often. */
const FRESH_MS = 24 * 3_600_000
/** Longer ago tells nothing any more. */
export const STALE_MS = 7 * FRESH_MS

/** Who held the address at that time, as far as sightings (of the address, and of names of its holders) tell. */
export function holderOf(ip: string, { from, until }: Span, sightings: readonly Sighting[]): Holder {
  const own = sightings.filter((sighting) => sighting.ip === ip && ip !== '' && sighting.mac !== '')
  const begun = own.filter(({ firstSeenAt }) => firstSeenAt <= until)
  const during = begun.filter(({ lastSeenAt }) => lastSeenAt >= from)
  const before = latest(begun.filter(({ firstSeenAt, lastSeenAt }) => firstSeenAt <= from && lastSeenAt < from))
  // Whoever was seen last before it began held the address at its beginning, unless another sighting covers that.
  const isBeginningSeen = during.some(({ firstSeenAt }) => firstSeenAt <= from)
  const isRecent = before && before.lastSeenAt >= from - FRESH_MS && !isBeginningSeen
  const there = isRecent ? [...during, before] : during
  const macs = [...new Set([...there, ...rivals(there, own)].map(({ mac }) => mac))].sort()
  const named = (mac: string): Device => ({ mac, name: nameOf(mac, until, sightings) })
  const [mac] = macs
  if (mac !== undefined && macs.length > 1) return { kind: 'ambiguous', among: macs.map(named) }
  if (mac !== undefined) return { kind: 'known', ...named(mac), ...saidAt(ip, there, sightings) }
  return staleOf(before, earliest(own.filter(({ firstSeenAt }) => firstSeenAt > until)), { from, until }, named)
}

/** Of what kind it is, as programs said at its address on the days on which it had it. */
function saidAt(ip: string, there: readonly Sighting[], sightings: readonly Sighting[]): { saysKind?: DeviceKind } {
  const days = there.map(({ day }) => day)
  const said = sightings.filter((one) => one.via === 'agent' && one.ip === ip && days.includes(one.day))
  const saysKind = kindOf(said.map(({ name }) => name as DeviceKind))
  return saysKind ? { saysKind } : {}
}

/** Seen within the same hours of the same day: which of two had the address in between, nobody can tell. */
const rivals = (there: readonly Sighting[], own: readonly Sighting[]): Sighting[] =>
  own.filter((other) =>
    there.some(
      ({ mac, firstSeenAt, lastSeenAt }) =>
        other.mac !== mac && other.firstSeenAt < lastSeenAt && other.lastSeenAt > firstSeenAt,
    ),
  )

function staleOf(
  before: Sighting | undefined,
  after: Sighting | undefined,
  { from, until }: Span,
  named: (mac: string) => Device,
): Holder {
  if (before && before.lastSeenAt >= from - STALE_MS)
    return { kind: 'stale', seenAt: before.lastSeenAt, ...named(before.mac) }
  if (after && after.firstSeenAt <= until + FRESH_MS)
    return { kind: 'stale', seenAt: after.firstSeenAt, ...named(after.mac) }
  return { kind: 'unknown' }
}

/** What the device called itself then; its own word before the network's, and one heard later before none. */
function nameOf(mac: string, until: number, sightings: readonly Sighting[]): string {
  const named = sightings.filter((sighting) => sighting.mac === mac && sighting.name !== '')
  const own = named.filter(({ via }) => via === 'dhcp')
  const told = own.length > 0 ? own : named
  return (latest(told.filter(({ firstSeenAt }) => firstSeenAt <= until)) ?? earliest(told))?.name ?? ''
}

const latest = (sightings: readonly Sighting[]): Sighting | undefined =>
  [...sightings].sort((one, other) => other.lastSeenAt - one.lastSeenAt || inOrder(one, other))[0]
const earliest = (sightings: readonly Sighting[]): Sighting | undefined =>
  [...sightings].sort((one, other) => one.firstSeenAt - other.firstSeenAt || inOrder(one, other))[0]

/** At the same moment, so that the answer does not hang on who was told first. */
const inOrder = (one: Sighting, other: Sighting): number =>
  `${one.mac} ${one.name}` < `${other.mac} ${other.name}` ? -1 : 1
