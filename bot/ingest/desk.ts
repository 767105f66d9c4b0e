import { createHash } from 'node:crypto'
import { createLineReader, type Tally } from '#adapters/sensor/lines.ts'
import type { DetectedAlert } from '#engine/alert.ts'
import { slotsOf } from '#engine/coverage.ts'
import { createDetector, type Detector, isSnapshot } from '#engine/detect/detector.ts'
import type { Intelligence } from '#engine/detect/feed.ts'
import { LIMITS, type Limits } from '#engine/detect/limits.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { createSightingLog, type Sighting, type SightingLog } from '#engine/device-sightings.ts'
import type { SensorEvent } from '#engine/event.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'
import { createHealthLog, type HealthHour, type HealthLog } from '#engine/sensor-health.ts'
import { type Sight, sightOf } from '#engine/sight.ts'
import type { TrafficCount } from '#engine/traffic.ts'
import { createDetectors } from './detectors.ts'
import { createJoiner, letGo } from './joiner.ts'
import { type Encoding, pack, unpack, unpackKept } from './unpack.ts'

/**
 * What the worker thread does, without the thread: reads bodies, remembers the events of fresh batches, and runs one
 * detector per firm. Decodes each batch once; one that it has forgotten is read again from what was stored.
 */
export interface IngestDesk {
  receive(input: ReceiveInput): Received
  /** The batch has been stored under this number: its events are at hand for `detect`. */
  keep(token: number, firmId: string, number: number): void
  /** It was not stored (a repeat, a failure). */
  drop(token: number): void
  /** Begins or continues a firm's detector; `snapshot` as `remember` gave it. */
  load(input: LoadInput): Loaded
  /** Works batches in order. Only from the position the memory is at; else nothing happens and it says so. */
  detect(input: DetectInput): Detected
  remember(firmId: string): Remembered | undefined
  forget(firmId: string): void
}

export interface ReceiveInput {
  /** In the pieces that it came in. */
  body: readonly Uint8Array[]
  encoding: Encoding
  receivedAt: number
}

export type Received =
  | { kind: 'refused'; reason: 'too-large' | 'broken-compression' }
  /** `slots`: of which five minutes it tells (`engine/coverage.ts`). `isAwake`: not only a list of devices (below). */
  | {
      kind: 'received'
      token: number
      packed: Uint8Array
      tally: Tally
      slots: number[]
      isAwake: boolean
      sight: Sight
    }

export interface LoadInput {
  firmId: string
  /** The firm's own networks; none means the private ranges. */
  home: readonly string[]
  /** Rules that are not at work here. */
  off: readonly string[]
  /** Of a detector at this position; null for one that begins. */
  snapshot: Uint8Array | null
  position: number
}

export type Loaded = { kind: 'continued' | 'begun' | 'begun-anew'; position: number }

export interface DetectInput {
  firmId: string
  from: number
  batches: readonly BatchInput[]
}

export interface BatchInput {
  number: number
  /** Null for a tick. */
  sensorId: string | null
  kind: 'events' | 'tick'
  receivedAt: number
  /** Absent when its events are at hand. */
  packed?: Uint8Array | undefined
}

export type Detected =
  | ({ kind: 'detected'; to: number; raised: Raised[]; traffic: TrafficCount[] } & Said)
  | { kind: 'elsewhere'; position: number | undefined }
  /** Its events are no longer at hand: send the batch. */
  | { kind: 'missing'; number: number }

/** What the batches of one sensor raised or changed. */
export interface Raised {
  sensorId: string | null
  alerts: DetectedAlert[]
}

/** What sensors told beside traffic. */
export interface Said {
  health: SensorHealth[]
  devices: SensorDevices[]
}

/** Which devices a sensor saw at which addresses. */
export interface SensorDevices {
  sensorId: string
  sightings: Sighting[]
}

/** What a sensor said of itself. */
export interface SensorHealth {
  sensorId: string
  hours: HealthHour[]
}

export interface Remembered {
  position: number
  snapshot: Uint8Array
}

/** Events kept for `detect`; about 250 bytes each. Beyond it the oldest batches are read again from the store. */
const EVENTS_KEPT_MAX = 200_000
/** An old log that is sent again tells nothing of how a sensor fares now. */
const PAST_MS = 35 * 86_400_000

export function createIngestDesk(intelligence: Partial<Intelligence>, limits: Limits = LIMITS): IngestDesk {
  const detectors = createDetectors()
  const fresh = new Map<number | string, readonly SensorEvent[]>()
  const join = createJoiner()
  let eventsKept = 0
  let lastToken = 0

  function keepEvents(key: number | string, events: readonly SensorEvent[]): void {
    fresh.set(key, events)
    eventsKept += events.length
    for (const oldest of fresh.keys()) {
      if (eventsKept <= EVENTS_KEPT_MAX) return
      takeEvents(oldest)
    }
  }

  function takeEvents(key: number | string): readonly SensorEvent[] | undefined {
    const events = fresh.get(key)
    fresh.delete(key)
    eventsKept -= events?.length ?? 0
    return events
  }

  function eventsOf(firmId: string, { number, packed, receivedAt }: BatchInput): readonly SensorEvent[] {
    return takeEvents(keyOf(firmId, number)) ?? (packed ? read(unpackKept(packed), receivedAt).events : [])
  }

  function isAtHand(firmId: string, { kind, number, packed }: BatchInput): boolean {
    return kind === 'tick' || packed !== undefined || fresh.has(keyOf(firmId, number))
  }

  function work(detector: Detector, firmId: string, batch: BatchInput, logs: Map<string, Logs>): DetectedAlert[] {
    if (batch.kind === 'events') {
      const events = eventsOf(firmId, batch)
      if (batch.sensorId !== null) note(logs, batch.sensorId, events, batch.receivedAt - PAST_MS)
      return detector.detect(events)
    }
    detector.advance(batch.receivedAt)
    return []
  }

  return {
    receive({ body: pieces, encoding, receivedAt }) {
      const body = join(pieces)
      const unpacked = unpack(body, encoding)
      if (unpacked.kind === 'refused') return unpacked
      const { events, tally } = read(unpacked.bytes, receivedAt)
      if (encoding !== 'identity') letGo(unpacked.bytes)
      const token = ++lastToken
      keepEvents(token, events)
      const slots = slotsOf(events, receivedAt - PAST_MS)
      const isAwake = !isListOfDevices(events, tally)
      const packed = encoding === 'identity' ? pack(body) : new Uint8Array(body)
      const sight = sightOf(events, (tally.refused['from-the-future'] ?? 0) > 0)
      return { kind: 'received', token, packed, tally, slots, isAwake, sight }
    },
    keep(token, firmId, number) {
      const events = takeEvents(token)
      if (events) keepEvents(keyOf(firmId, number), events)
    },
    drop: takeEvents,
    load({ firmId, home, off, snapshot, position }) {
      const past = snapshot === null ? undefined : parsedSnapshot(snapshot)
      const isInside = insideOfNamed(home.length > 0 ? home : PRIVATE_NETWORKS)
      const rules = RULES.filter(({ name }) => !off.includes(name))
      detectors.keep(firmId, createDetector({ isInside, intelligence, limits, rules, snapshot: past }), position)
      return { kind: past ? 'continued' : snapshot === null ? 'begun' : 'begun-anew', position }
    },
    detect({ firmId, from, batches }) {
      const firm = detectors.get(firmId)
      if (!firm || firm.position !== from) return { kind: 'elsewhere', position: firm?.position }
      const missing = batches.find((batch) => !isAtHand(firmId, batch))
      if (missing) return { kind: 'missing', number: missing.number }
      // What goes wrong half-way leaves nothing to go on from.
      detectors.forget(firmId)
      const logs = new Map<string, Logs>()
      const latest = new Map<string, { sensorId: string | null; alert: DetectedAlert }>()
      for (const batch of batches) {
        for (const alert of work(firm.detector, firmId, batch, logs))
          latest.set(alert.id, { sensorId: batch.sensorId, alert })
      }
      const to = batches.at(-1)?.number ?? from
      detectors.keep(firmId, firm.detector, to)
      const bySensor = Map.groupBy(latest.values(), ({ sensorId }) => sensorId)
      const raised = [...bySensor].map(([sensorId, found]) => ({
        sensorId,
        alerts: found.map(({ alert }) => ofFirm(firmId, alert)),
      }))
      return { kind: 'detected', to, raised, traffic: firm.detector.traffic(), ...saidBy(logs) }
    },
    remember(firmId) {
      const firm = detectors.get(firmId)
      if (!firm) return undefined
      return { position: firm.position, snapshot: pack(Buffer.from(JSON.stringify(firm.detector.snapshot()))) }
    },
    forget: (firmId) => detectors.forget(firmId),
  }
}

/** What one sensor told beside traffic. */
interface Logs {
  health: HealthLog
  devices: SightingLog
}

function note(logs: Map<string, Logs>, sensorId: string, events: readonly SensorEvent[], from: number): void {
  const { health, devices } = logs.get(sensorId) ?? { health: createHealthLog(), devices: createSightingLog() }
  logs.set(sensorId, { health, devices })
  health.note(events, from)
  devices.note(events, from)
}

function saidBy(logs: ReadonlyMap<string, Logs>): Said {
  const sensors = [...logs]
  return {
    health: sensors
      .map(([sensorId, { health }]) => ({ sensorId, hours: health.hours() }))
      .filter(({ hours }) => hours.length > 0),
    devices: sensors
      .map(([sensorId, { devices }]) => ({ sensorId, sightings: devices.sightings() }))
      .filter(({ sightings }) => sightings.length > 0),
  }
}

const keyOf = (firmId: string, number: number): string => `${firmId} ${number}`

function read(bytes: Buffer, receivedAt: number): { events: SensorEvent[]; tally: Tally } {
  const reader = createLineReader({ receivedAt })
  const events = reader.push(bytes)
  events.push(...reader.end())
  return { events, tally: reader.tally() }
}

/** ARP's watcher stands beside the sensor and writes on when that has died: its list is no sign of life. */
const isListOfDevices = (events: readonly SensorEvent[], { accepted, rejected, ignored }: Tally): boolean =>
  rejected === 0 &&
  accepted === events.length + (ignored.arp ?? 0) &&
  events.every((event) => event.type === 'address' && event.via === 'arp')

function parsedSnapshot(packed: Uint8Array) {
  const stored: unknown = JSON.parse(unpackKept(packed).toString())
  return isSnapshot(stored) ? stored : undefined
}

/** The same finding at two firms is two alerts. */
const ofFirm = (firmId: string, alert: DetectedAlert): DetectedAlert => ({
  ...alert,
  id: `alert_${createHash('sha256').update(`${firmId} ${alert.id}`).digest('base64url').slice(0, 22)}`,
})
