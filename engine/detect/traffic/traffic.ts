import type { FlowEvent } from '../../event.ts'
import { dayOfTraffic, JAPAN_AHEAD_HOURS, type TrafficCount, type TrafficKind } from '../../traffic.ts'
import type { Surroundings } from '../rule.ts'
import type { StoredTable } from '../table.ts'
import { dayOf, dayStart } from '../window.ts'
import { createDeviceDays, type DeviceDay } from './device-days.ts'
import { createFirstSeen, type First } from './first-seen.ts'
import { createLearning, type StoredLearning } from './learning.ts'
import { createTold, type DayCount } from './told.ts'

/**
 * Traffic unlike the days before. Of what the firm's devices open outwards and get an answer to: a service or a country
 * that nobody at the firm had used; a device that sends far more in a day than on any of its last fourteen; a device
 * that is at work in an hour of the night in which it was at work on none of them.
 *
 * Fields: flows (ends, answer, port, recognised service, bytes), the list of countries where the operator has one.
 * Exempt: what was not answered, what does not leave the firm, UDP and high ports that no sensor recognises (each kind
 * counts as one service, or calls and file sharing would be new every time). For size and hour: connections that sent
 * less than 10 kB, as clocks, updates and open mail programs do all night.
 * Known false positives, which is why none of this is an alert: the first backup to a cloud, long video calls, a new PC
 * (it has no days before), an address that went to another device, a PC left on overnight, a person back from leave.
 * Missed: whoever sends a little more every day, or in pieces below 10 kB.
 */
export const TRAFFIC_KNOBS = {
  learnedDays: 3,
  historyDays: 14,
  uploadBytesMin: 100_000_000,
  /** Times the largest of the days before. */
  uploadTimesMin: 3,
  connectionBytesMin: 10_000,
  /** In Japan. From the end of the evening until the detector's day turns. */
  nightFromHour: 22,
  nightUntilHour: 4,
} as const
const { learnedDays, historyDays, uploadBytesMin, uploadTimesMin, connectionBytesMin } = TRAFFIC_KNOBS

export interface Traffic {
  flow(event: FlowEvent): void
  /** Counts that have appeared or changed since the last call: judged when somebody asks, not with every batch. */
  collect(): TrafficCount[]
  forget(day: number): void
  subjects(): number
  evicted(): number
  /** Plain JSON. */
  stored(): StoredTraffic
}

export interface StoredTraffic {
  learning: StoredLearning
  services: StoredTable<First>
  countries: StoredTable<First>
  devices: StoredTable<DeviceDay[]>
  told: StoredTable<DayCount>
  oldestDay: number | null
}

const SERVICES_MAX = 2_048
const COUNTRIES_MAX = 512
/** A firm of fifty people has some hundred; a school, or a sensor before a proxy, more. */
const DEVICES_MAX = 4_096
const EXAMPLES_MAX = 3

export function createTraffic({ isInside, intelligence, limits }: Surroundings, past?: StoredTraffic): Traffic {
  const { countries: places } = intelligence
  const learning = createLearning(learnedDays, past?.learning)
  const services = createFirstSeen(SERVICES_MAX, past?.services)
  const countries = createFirstSeen(COUNTRIES_MAX, past?.countries)
  const devices = createDeviceDays(Math.min(DEVICES_MAX, limits.subjectsMax), past?.devices)
  const told = createTold(past?.told)
  let oldestDay = past?.oldestDay ?? null
  let judgedFrom = learning.endsAt()

  const isTold = (day: number): boolean => oldestDay === null || day >= oldestDay
  const firstsOf = (kind: TrafficKind, firsts: [what: string, first: First][]): DayCount[] => {
    const groups = Map.groupBy(firsts, ([, { at, device }]) => `${dayOf(at)} ${device}`)
    return [...groups.values()].flatMap((group) => {
      const [one] = group
      if (!one || !isTold(dayOf(one[1].at))) return []
      const names = group.map(([what]) => what).sort()
      const { at, device } = one[1]
      return [{ day: dayOf(at), kind, device, count: names.length, examples: names.slice(0, EXAMPLES_MAX) }]
    })
  }

  /** What has changed. Asked for before anything is forgotten or kept. */
  function judge(): void {
    const from = learning.endsAt()
    const isMoved = from !== judgedFrom
    judgedFrom = from
    const isAnyFirst = [services, countries].map((firsts) => firsts.takeChange()).includes(true)
    const sent = devices.changed(isMoved)
    if (isAnyFirst || isMoved)
      told.tell(
        [...firstsOf('new-service', services.since(from)), ...firstsOf('new-country', countries.since(from))],
        ['new-service', 'new-country'],
      )
    const firstDay = from === Number.POSITIVE_INFINITY ? from : dayOf(from)
    for (const [device, days] of sent)
      told.tell(
        days.filter(({ index }) => isTold(index)).flatMap((day) => sentOn(day, device, days, day.index >= firstDay)),
      )
  }

  return {
    flow(event) {
      const { source, target, at, bytesToTarget } = event
      learning.see(at)
      if (event.outcome !== 'answered' || event.isMidway) return
      const service = serviceOf(event)
      const country = places.of(target)
      const isLarge = bytesToTarget >= connectionBytesMin
      // Whose ends are whose is looked at last: most connections tell nothing new.
      if (!isLarge && services.isKnown(service, at, source) && countries.isKnown(country, at, source)) return
      if (!isInside(source) || isInside(target)) return
      services.see(service, at, source)
      countries.see(country, at, source)
      if (isLarge) devices.add(source, at, bytesToTarget)
    },
    collect() {
      judge()
      return told.take().map(({ day, ...count }) => ({ day: dayOfTraffic(dayStart(day)), ...count }))
    },
    forget(day) {
      judge()
      oldestDay = day
      told.forget(day)
      devices.forget(day - historyDays)
    },
    subjects: () => services.subjects() + countries.subjects() + devices.subjects(),
    evicted: () => services.evicted() + countries.evicted() + devices.evicted(),
    stored() {
      judge()
      return {
        learning: learning.stored(),
        services: services.stored(),
        countries: countries.stored(),
        devices: devices.stored(),
        told: told.stored(),
        oldestDay,
      }
    },
  }
}

/** A port says little that the recognised service does not say better; of the high ones each is like the other. */
function serviceOf({ service, protocol, targetPort }: FlowEvent): string {
  if (service !== '') return service.length > SERVICE_MAX ? service.slice(0, SERVICE_MAX) : service
  if (protocol === 'tcp') return targetPort >= TCP_HIGH ? 'tcp/high' : `tcp/${targetPort}`
  if (protocol === 'udp') return targetPort >= UDP_HIGH ? 'udp/high' : `udp/${targetPort}`
  return ''
}
const SERVICE_MAX = 40
const [TCP_HIGH, UDP_HIGH] = [32_768, 1_024]

/** Both verdicts on one day of a device, of which none counts before the firm is known. */
function sentOn(day: DeviceDay, device: string, days: readonly DeviceDay[], isCounted: boolean): DayCount[] {
  const past = days.filter(({ index }) => index < day.index && index >= day.index - historyDays)
  const isLarge =
    isCounted &&
    day.bytes >= uploadBytesMin &&
    day.bytes >= uploadTimesMin * Math.max(0, ...past.map(({ bytes }) => bytes))
  const usual = past.reduce((hours, one) => hours | one.hours, 0)
  const odd = isCounted ? NIGHT.filter(({ bit }) => (day.hours & bit) !== 0 && (usual & bit) === 0) : []
  const of = { day: day.index, device }
  return [
    { ...of, kind: 'large-upload', count: isLarge ? 1 : 0, examples: isLarge ? [sizeOf(day.bytes)] : [] },
    { ...of, kind: 'off-hours', count: odd.length, examples: odd.slice(0, EXAMPLES_MAX).map(({ name }) => name) },
  ]
}

const NIGHT = Array.from({ length: TRAFFIC_KNOBS.nightUntilHour + 24 - TRAFFIC_KNOBS.nightFromHour }, (_, place) => {
  const hour = (TRAFFIC_KNOBS.nightFromHour + place) % 24
  return { name: `${String(hour).padStart(2, '0')}:00`, bit: 1 << ((hour + 24 - JAPAN_AHEAD_HOURS) % 24) }
})

/** Two digits that tell: what is still growing is not told anew with every megabyte. */
function sizeOf(bytes: number): string {
  const megabytes = Math.floor(Number((bytes / 1e6).toPrecision(2)))
  return megabytes >= 1_000 ? `${megabytes / 1_000} GB` : `${megabytes} MB`
}
