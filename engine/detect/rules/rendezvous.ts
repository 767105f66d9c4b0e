import { type Alert, STAGE_OF } from '#engine/alert.ts'
import type { HttpEvent, TlsEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { isExemptName } from '../dga/exemption.ts'
import { knownLogit, suspicionOf } from '../dga/score.ts'
import { addDistinct, countDistinct, type Distinct, noneDistinct } from '../distinct.ts'
import { hashText, spread } from '../hash.ts'
import { HOUR_MS, MINUTE_MS } from '../limits.ts'
import { nameOf } from '../name.ts'
import { addPoints, emptyPointBucket, enoughPoints, type PointBucket } from '../points.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { take } from '../take.ts'
import { bucketOf, countInto, dayOf, dayStart, extentOf, hotBuckets, sumOf } from '../window.ts'

/**
 * Rendezvous: a device reaches one and the same server outside under several names that look made up. Malware that computes
 * names has found somebody who answers at them, its master or whoever took the names from him.
 *
 * Fields: HTTP host, target, method and status (an unanswered request reached nobody); TLS server name. A registered name
 * counts once, with the points that `dga-c2` gives its letters. Exempt: names that `dga-c2` exempts, for the same reasons;
 * other ports than the web's two, and requests to be passed on: a proxy on the internet is reached under all the names
 * there are. Known false positives: advertising that rotates random names at a server of its own; a proxy at port 80. Not
 * seen: names made of words. Source: MITRE ATT&CK T1568.002; Antonakakis 2012 (names of one algorithm end at the same few
 * addresses).
 */
export const rendezvous: Rule = {
  name: 'rendezvous',
  raises: ['known-c2'],
  knobs: {
    /** Points of different names within the window; a name has 10 at the most. */
    pointsMin: 40,
    windowMs: HOUR_MS,
    bucketMs: 10 * MINUTE_MS,
  },
  watch: watchRendezvous,
}

const { pointsMin = 0, windowMs = 0, bucketMs = 1 } = rendezvous.knobs
const enough = enoughPoints(pointsMin, windowMs / bucketMs)

/** A device and a server that it reached under odd names, for a day. */
interface Meeting {
  day: number
  device: string
  server: string
  buckets: PointBucket[]
  names: Distinct
  sightings: Sightings
}

function watchRendezvous({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const meetings = createTable<Meeting>(limits.costlyMax, stored as StoredTable<Meeting> | undefined)
  const changed = new Set<Meeting>()

  function reach(event: HttpEvent | TlsEvent, host: string): void {
    const name = nameOf(host)
    if (isExemptName(name)) return
    const points = suspicionOf(knownLogit(name))
    if (points === 0 || !isInside(event.source) || isInside(event.target)) return
    const index = Math.floor(event.at / bucketMs)
    const meeting = meetingOf(event, dayOf(index * bucketMs))
    const [bucket, thing] = [bucketOf(meeting.buckets, index, emptyPointBucket), spread(hashText(name.zone))]
    countInto(bucket, event)
    addPoints(bucket, thing, points, pointsMin)
    addDistinct(meeting.names, thing)
    sight(meeting.sightings, event, `reached ${name.zone}`)
    changed.add(meeting)
  }

  function meetingOf({ source: device, target: server }: HttpEvent | TlsEvent, day: number): Meeting {
    const key = `${day} ${device} ${server}`
    const known = meetings.get(key)
    if (known) return known
    const made = { day, device, server, buckets: [], names: noneDistinct(), sightings: noSightings() }
    meetings.set(key, made)
    return made
  }

  return {
    http(event) {
      const isAnswered = event.status !== 0 && event.method !== 'CONNECT'
      if (isAnswered && event.targetPort === HTTP_PORT) reach(event, event.host)
    },
    tls(event) {
      if (event.targetPort === HTTPS_PORT) reach(event, event.serverName)
    },
    collect: () => take(changed).flatMap(verdict),
    forget(before) {
      for (const [key, { day }] of meetings.entries()) if (day < before) meetings.delete(key)
    },
    subjects: () => meetings.size(),
    evicted: () => meetings.evicted(),
    stored: () => meetings.stored(),
  }
}

const [HTTP_PORT, HTTPS_PORT] = [80, 443]

function verdict({ day, device, server, buckets, names, sightings }: Meeting): Alert[] {
  const hot = hotBuckets(buckets, enough)
  if (hot.length === 0) return []
  const different = countDistinct(names)
  return [
    alertOf({
      kind: 'known-c2',
      stage: STAGE_OF['known-c2'],
      severity: 'high',
      subject: `${device} ${server} names`,
      windowStart: dayStart(day),
      ...extentOf(hot),
      source: device,
      target: server,
      device,
      count: sumOf(hot),
      evidence: { windowMs, threshold: pointsMin, unit: 'points', events: shownSightings(sightings), names: different },
      reason: `${device} reached ${server} under ${different} different names that look made up; ${pointsMin} points within ${windowMs / MINUTE_MS} min are malware at a server of its own`,
    }),
  ]
}
