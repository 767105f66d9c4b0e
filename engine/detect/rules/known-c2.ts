import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import type { FeedRow } from '../feed.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { type Bucket, countInto, DAY_MS, dayOf, dayStart, emptyBucket, extentOf } from '../window.ts'

/**
 * Known command-and-control server: a device asks for, tries or reaches a place that a list knows as one that orders
 * malware about.
 *
 * Fields: flow target, port and outcome; DNS name; HTTP host; TLS server name, JA3 and certificate. Exempt: who calls from
 * outside, since scanners come from listed addresses too. Known false positives: an address that has a new owner since it
 * was listed; a JA3 that honest programs share, so that alone is not grave. Hosts that many share are for the list's reader
 * to leave out. Source: abuse.ch's lists.
 */
export const knownC2: Rule = {
  name: 'known-c2',
  raises: ['known-c2'],
  knobs: {
    /** Once is enough; a device's contacts with a server within a day are one alert. */
    contactsMin: 1,
    windowMs: DAY_MS,
  },
  watch: watchKnownC2,
}

/** What the device did, the gravest last: nothing came back from a place that was only asked for or tried. */
const DEEDS = ['looked up', 'tried to reach', 'resembles malware in its talk with', 'reached'] as const
type Deed = 0 | 1 | 2 | 3
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'medium', 'high']

interface Contacts extends Bucket {
  device: string
  place: string
  deed: Deed
  row: FeedRow
  sightings: Sightings
}

function watchKnownC2({ isInside, intelligence: { c2 }, limits }: Surroundings, stored?: unknown): Watch {
  const contacts = createTable<Contacts>(limits.subjectsMax, stored as StoredTable<Contacts> | undefined)
  const changed = new Map<string, Contacts>()

  function count(event: SensorEvent, place: string, row: FeedRow, deed: Deed): void {
    if (!isInside(event.source)) return
    const day = dayOf(event.at)
    const key = `${day} ${event.source} ${place}`
    const known = contacts.get(key) ?? begin(day, event.source, place, row)
    countInto(known, event)
    if (deed > known.deed) known.deed = deed
    known.row = lesserRow(known.row, row)
    sight(known.sightings, event, DEEDS[deed])
    contacts.set(key, known)
    changed.set(key, known)
  }

  return {
    flow(event) {
      if (event.isMidway) return
      const row = c2.byAddress(event.target, event.targetPort)
      if (row) count(event, `${event.target}:${event.targetPort}`, row, event.outcome === 'answered' ? 3 : 1)
    },
    dns(event) {
      const row = c2.byName(event.name)
      if (row) count(event, event.name, row, 0)
    },
    http(event) {
      const row = c2.byName(event.host)
      if (row) count(event, event.host, row, event.status === 0 ? 1 : 3)
    },
    tls(event) {
      const row = (event.certificate && c2.byCertificate(event.certificate)) || c2.byName(event.serverName)
      if (row) count(event, event.serverName || event.target, row, 3)
      const likeness = event.ja3 === '' ? undefined : c2.byJa3(event.ja3)
      if (likeness) count(event, event.serverName || event.target, likeness, 2)
    },
    collect() {
      const alerts = [...changed.values()].map(verdict)
      changed.clear()
      return alerts
    },
    forget(before) {
      for (const [key, { index }] of contacts.entries()) if (index < before) contacts.delete(key)
    },
    subjects: contacts.size,
    evicted: contacts.evicted,
    stored: contacts.stored,
  }
}

const begin = (day: number, device: string, place: string, row: FeedRow): Contacts => ({
  ...emptyBucket(day),
  device,
  place,
  deed: 0,
  row,
  sightings: noSightings(),
})

/** Which of several rows is shown must not depend on which was met first. */
const lesserRow = (left: FeedRow, right: FeedRow): FeedRow =>
  right.feed < left.feed || (right.feed === left.feed && right.row < left.row) ? right : left

const { contactsMin = 1, windowMs = 0 } = knownC2.knobs

function verdict(contact: Contacts): Alert {
  const { device, place, deed, row, index, count, sightings } = contact
  return alertOf({
    kind: 'known-c2',
    stage: STAGE_OF['known-c2'],
    severity: SEVERITIES[deed] ?? 'low',
    subject: `${device} ${place}`,
    windowStart: dayStart(index),
    ...extentOf([contact]),
    source: device,
    target: place,
    device,
    count,
    evidence: {
      windowMs,
      threshold: contactsMin,
      events: shownSightings(sightings),
      deed: DEEDS[deed],
      feed: { ...row },
    },
    reason: `${device} ${DEEDS[deed]} ${place}, row ${row.row} of ${row.feed}`,
  })
}
