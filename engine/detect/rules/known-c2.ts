import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { createDiary, type Page } from '../diary.ts'
import { citationOf, type FeedRow, lesserRow, staleDays } from '../feed.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { shownSightings } from '../sightings.ts'
import type { StoredTable } from '../table.ts'
import { DAY_MS, dayStart, extentOf } from '../window.ts'

/**
 * Known command-and-control server: a device asks for, tries or reaches a place that a list knows as one that orders
 * malware about.
 *
 * Fields: flow target, port and outcome; DNS name; HTTP host; TLS server name, JA3 and certificate. Exempt: who calls from
 * outside, since scanners come from listed addresses too. Known false positives: an address that has a new owner since it
 * was listed (low after half a year); a JA3 that honest programs share, so that alone is not grave. Hosts that many share are for the list's reader
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

interface Contacts {
  device: string
  place: string
  deed: Deed
  row: FeedRow
}

function watchKnownC2({ isInside, intelligence: { c2 }, limits }: Surroundings, stored?: unknown): Watch {
  const diary = createDiary<Contacts>(limits, stored as StoredTable<Page<Contacts>> | undefined)

  function count(event: SensorEvent, place: string, row: FeedRow, deed: Deed): void {
    const device = event.source
    if (!isInside(device)) return
    const { facts } = diary.write(event, `${device} ${place}`, DEEDS[deed], () => ({ device, place, deed, row }))
    if (deed > facts.deed) facts.deed = deed
    facts.row = lesserRow(facts.row, row)
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
    collect: () => diary.written().map(verdict),
    forget: diary.forget,
    subjects: diary.subjects,
    evicted: diary.evicted,
    stored: diary.stored,
  }
}

const { contactsMin = 1, windowMs = 0 } = knownC2.knobs

function verdict(page: Page<Contacts>): Alert {
  const { index, count, sightings, facts } = page
  const { device, place, deed, row } = facts
  const stale = staleDays(row, page.first)
  return alertOf({
    kind: 'known-c2',
    stage: STAGE_OF['known-c2'],
    severity: (stale === 0 && SEVERITIES[deed]) || 'low',
    subject: `${device} ${place}`,
    windowStart: dayStart(index),
    ...extentOf([page]),
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
    reason: `${device} ${DEEDS[deed]} ${place}, ${citationOf(row, stale)}`,
  })
}
