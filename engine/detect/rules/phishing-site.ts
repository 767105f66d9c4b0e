import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import type { FeedRow } from '../feed.ts'
import { MINUTE_MS } from '../limits.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { type Bucket, countInto, DAY_MS, dayOf, dayStart, emptyBucket, extentOf } from '../window.ts'

/**
 * Phishing site: a device goes to a page that a list knows as a fake of somebody else's.
 *
 * Fields: HTTP host and path, TLS server name, DNS name. Known false positives: mail filters and researchers that open
 * such pages on purpose; a site that was cleaned after it was listed. Hosts that many people share (shorteners, free
 * hosting, file stores) are matched by their full address only, which TLS hides: those stay unseen rather than accused.
 */
export const phishingSite: Rule = {
  name: 'phishing-site',
  raises: ['phishing-site'],
  knobs: {
    /** One visit is enough; visits of a device to a host within a day are one alert. */
    visitsMin: 1,
    windowMs: DAY_MS,
    bucketMs: 5 * MINUTE_MS,
  },
  watch: watchPhishing,
}

/** What a device did there, the gravest last. */
const DEEDS = ['looked up', 'visited', 'sent data to'] as const
type Deed = 0 | 1 | 2
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high']

interface Visits extends Bucket {
  device: string
  host: string
  deed: Deed
  /** The only place of the site, or '' when it had several. */
  target: string
  row: FeedRow
  sightings: Sightings
}

function watchPhishing({ isInside, intelligence: { phishing }, limits }: Surroundings, stored?: unknown): Watch {
  const visits = createTable<Visits>(limits.subjectsMax, stored as StoredTable<Visits> | undefined)
  const changed = new Map<string, Visits>()

  function count(event: SensorEvent, host: string, row: FeedRow, deed: Deed): void {
    const day = dayOf(event.at)
    const key = `${day} ${event.source} ${host}`
    const visit = visits.get(key) ?? begin(day, event, host, row)
    countInto(visit, event)
    visit.deed = deed > visit.deed ? deed : visit.deed
    visit.row = lesserRow(visit.row, row)
    if (deed > 0) visit.target = visit.target === '' ? event.target : visit.target === event.target ? event.target : '*'
    sight(visit.sightings, event, `${DEEDS[deed]} ${host}`)
    visits.set(key, visit)
    changed.set(key, visit)
  }

  return {
    dns(event) {
      const row = phishing.byHost(event.name)
      if (row) count(event, event.name, row, 0)
    },
    tls(event) {
      const row = phishing.byHost(event.serverName)
      if (row) count(event, event.serverName, row, 1)
    },
    http(event) {
      const row = phishing.byUrl(event.host, event.path)
      if (row) count(event, event.host, row, event.method === 'POST' ? 2 : 1)
    },
    collect() {
      const alerts = [...changed.values()].map((visit) => verdict(visit, isInside))
      changed.clear()
      return alerts
    },
    forget(before) {
      for (const [key, { index }] of visits.entries()) if (index < before) visits.delete(key)
    },
    subjects: visits.size,
    evicted: visits.evicted,
    stored: visits.stored,
  }
}

const begin = (day: number, event: SensorEvent, host: string, row: FeedRow): Visits => ({
  ...emptyBucket(day),
  device: event.source,
  host,
  deed: 0,
  target: '',
  row,
  sightings: noSightings(),
})

/** Several rows may know the site; which one is shown must not depend on which page was opened first. */
const lesserRow = (left: FeedRow, right: FeedRow): FeedRow =>
  right.feed < left.feed || (right.feed === left.feed && right.row < left.row) ? right : left

const { visitsMin = 1, windowMs = 0 } = phishingSite.knobs

function verdict(visit: Visits, isInside: (address: string) => boolean): Alert {
  const { device, host, deed, row, index, count } = visit
  return alertOf({
    kind: 'phishing-site',
    stage: STAGE_OF['phishing-site'],
    severity: SEVERITIES[deed] ?? 'low',
    subject: `${device} ${host}`,
    windowStart: dayStart(index),
    ...extentOf([visit]),
    source: device,
    target: host,
    device: isInside(device) ? device : '',
    count,
    evidence: {
      windowMs,
      threshold: visitsMin,
      events: shownSightings(visit.sightings),
      host,
      address: visit.target === '*' ? '' : visit.target,
      deed: DEEDS[deed] ?? '',
      feed: { ...row },
    },
    reason: `${device} ${DEEDS[deed]} ${host}, row ${row.row} of ${row.feed}`,
  })
}
