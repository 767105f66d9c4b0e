import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { createDiary, type Page } from '../diary.ts'
import { citationOf, type FeedRow, lesserRow, staleDays } from '../feed.ts'
import { MINUTE_MS } from '../limits.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { shownSightings } from '../sightings.ts'
import type { StoredTable } from '../table.ts'
import { DAY_MS, dayStart, extentOf } from '../window.ts'

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

interface Visits {
  device: string
  host: string
  deed: Deed
  /** The only place of the site, or '' when it had several. */
  target: string
  row: FeedRow
}

function watchPhishing({ isInside, intelligence: { phishing }, limits }: Surroundings, stored?: unknown): Watch {
  const diary = createDiary<Visits>(limits, stored as StoredTable<Page<Visits>> | undefined)

  function count(event: SensorEvent, host: string, row: FeedRow, deed: Deed): void {
    const { source: device, target } = event
    const { facts } = diary.write(event, `${device} ${host}`, `${DEEDS[deed]} ${host}`, () => ({
      device,
      host,
      deed,
      target: '',
      row,
    }))
    if (deed > facts.deed) facts.deed = deed
    facts.row = lesserRow(facts.row, row)
    if (deed > 0) facts.target = facts.target === '' || facts.target === target ? target : '*'
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
    collect: () => diary.written().map((page) => verdict(page, isInside)),
    forget: diary.forget,
    subjects: diary.subjects,
    evicted: diary.evicted,
    stored: diary.stored,
  }
}

const { visitsMin = 1, windowMs = 0 } = phishingSite.knobs

function verdict(page: Page<Visits>, isInside: (address: string) => boolean): Alert {
  const { index, count, sightings, facts } = page
  const { device, host, deed, row, target } = facts
  const stale = staleDays(row, page.first)
  return alertOf({
    kind: 'phishing-site',
    stage: STAGE_OF['phishing-site'],
    severity: (stale === 0 && SEVERITIES[deed]) || 'low',
    subject: `${device} ${host}`,
    windowStart: dayStart(index),
    ...extentOf([page]),
    source: device,
    target: host,
    device: isInside(device) ? device : '',
    count,
    evidence: {
      windowMs,
      threshold: visitsMin,
      events: shownSightings(sightings),
      host,
      address: target === '*' ? '' : target,
      deed: DEEDS[deed] ?? '',
      feed: { ...row },
    },
    reason: `${device} ${DEEDS[deed]} ${host}, ${citationOf(row, stale)}`,
  })
}
