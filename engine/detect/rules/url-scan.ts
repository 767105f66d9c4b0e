import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { HttpEvent } from '#engine/event.ts'
import { parseNetwork } from '#engine/network.ts'
import { alertOf } from '../alert-of.ts'
import { addDistinct, countDistinct, type Distinct, noneDistinct } from '../distinct.ts'
import { hashText, spread } from '../hash.ts'
import { MINUTE_MS } from '../limits.ts'
import { addPoints, emptyPointBucket, enoughPoints, type PointBucket, since } from '../points.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { take } from '../take.ts'
import { isVendor } from '../vendor-zones.ts'
import { shapeOf } from '../web-path.ts'
import { isCrawler, isScanner, mayBeHidden, type Probe, probeIn } from '../web-probe.ts'
import { bucketOf, countInto, DAY_MS, dayOf, dayStart, extentOf, hotBuckets, ofDay, sumOf } from '../window.ts'

/**
 * URL scan: somebody asks a web server for page after page that is not there, by a list of names or of known weaknesses;
 * fast, over a day, or shared among many senders.
 *
 * Fields: HTTP path, status, client, whom a proxy spoke for. Each different page counts once, with points for what it tells:
 * a guess that failed, a known weak spot, a program that does nothing else. Pages that differ by a number are one, and so
 * are the pictures of one folder, so that broken pictures, map tiles and polling are no scan. Refusals that ask for a
 * password (401, 407) are part of getting in. Outwards more is asked for, and the makers of systems are exempt.
 * Known false positives: a site that was just moved, seen by a link checker that calls itself a browser; a company's own
 * scanner. Unseen: within TLS, and a server that answers every guess alike to a list without one hidden name.
 * Source: Wazuh 31151 (14 refusals in 90 s), the anchors' 15 in five minutes; scanners' names from ET SCAN.
 */
export const urlScan: Rule = {
  name: 'url-scan',
  raises: ['url-scan'],
  knobs: {
    /** Fifteen failed guesses, or five known weak spots, within the window. */
    pointsMin: 30,
    /** Where a device of the firm asks: thirty guesses at one site, or ten sites asked for a weak spot. */
    ownPointsMin: 60,
    windowMs: 6 * MINUTE_MS,
    bucketMs: 2 * MINUTE_MS,
    /** Within a day. */
    slowPointsMin: 100,
    ownSlowPointsMin: 200,
    guessPoints: 2,
    unansweredPoints: 1,
    probePoints: 6,
    /** At one server from many senders, each too careful to be seen alone: twenty weak spots. */
    sharedPointsMin: 120,
    sharedSourcesMin: 5,
    /** Weak spots that a device of ours sought: it obeys somebody else. */
    graveProbesMin: 10,
  },
  watch: watchUrlScan,
}

const { pointsMin = 0, ownPointsMin = 0, windowMs = 0, bucketMs = 1, slowPointsMin = 0 } = urlScan.knobs
const { ownSlowPointsMin = 0, guessPoints = 0, unansweredPoints = 0, probePoints = 0 } = urlScan.knobs
const { sharedPointsMin = 0, sharedSourcesMin = 0, graveProbesMin = 0 } = urlScan.knobs
const span = windowMs / bucketMs

/** `inbound`: a stranger at the firm's servers. `own`: anybody else at one site. `roving`: at any. `shared`: many at one. */
type Way = 'inbound' | 'own' | 'roving' | 'shared'
interface Bar {
  min: number
  slowMin: number
}
const BARS: Record<Way, Bar> = {
  inbound: { min: pointsMin, slowMin: slowPointsMin },
  own: { min: ownPointsMin, slowMin: ownSlowPointsMin },
  roving: { min: ownPointsMin, slowMin: Number.POSITIVE_INFINITY },
  shared: { min: sharedPointsMin, slowMin: Number.POSITIVE_INFINITY },
}

interface Search {
  way: Way
  source: string
  buckets: PointBucket[]
  days: SearchDay[]
}

interface SearchDay {
  day: number
  guesses: Distinct
  probes: Distinct
  sources: Distinct
  /** The only server that was asked, or `MANY`. */
  target: string
  /** What was asked for and should not have been there was. */
  hasFound: boolean
  sightings: Sightings
}
const MANY = '*'

/** A page asked for, and what that tells. */
interface Ask {
  thing: number
  points: number
  probe: Probe
  hasFound: boolean
}

function watchUrlScan({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const searches = createTable<Search>(limits.subjectsMax, stored as StoredTable<Search> | undefined)
  const changed = new Map<string, Search>()

  function count(key: string, event: HttpEvent, ask: Ask, { way, source, target }: Whose): void {
    const search = searches.get(key) ?? { way, source, buckets: [], days: [] }
    searches.set(key, search)
    const bucket = bucketOf(search.buckets, Math.floor(event.at / bucketMs), emptyPointBucket)
    countInto(bucket, event)
    addPoints(bucket, ask.thing, ask.points, BARS[way].min)
    countDay(dayIn(search.days, dayOf(bucket.index * bucketMs), target), event, ask, target)
    if (search.buckets.length > 1 || bucket.sum >= BARS[way].min) changed.set(key, search)
  }

  return {
    http(event) {
      const isFailed = FAILED.has(event.status)
      if (!isFailed && event.status !== 0 && !mayBeHidden(event.path)) return
      const source = clientOf(event, isInside)
      const isTargetOurs = isInside(event.target)
      const isInbound = isTargetOurs && !isInside(source)
      const ask = askOf(event, isFailed, isInbound)
      if (!ask) return
      const { target } = event
      if (isInbound) {
        const thing = spread(hashText(target, ask.thing))
        count(`${source} inbound`, event, { ...ask, thing }, { way: 'inbound', source, target })
        if (ask.probe !== 'none') count(`at ${target}`, event, ask, { way: 'shared', source: '', target })
        return
      }
      const site = event.host.slice(0, HOST_MAX)
      count(`${source} ${site}`, event, ask, { way: 'own', source, target: isTargetOurs ? target : site })
      if (ask.probe === 'none' || isTargetOurs) return
      count(
        `${source} roving`,
        event,
        { ...ask, thing: spread(hashText(site)) },
        { way: 'roving', source, target: site },
      )
    },
    collect: () => take(changed).flatMap(([key, search]) => verdicts(key, search, isInside)),
    forget(before) {
      for (const [key, search] of searches.entries()) {
        search.buckets = since(search.buckets, before, bucketMs)
        search.days = search.days.filter(({ day }) => day >= before)
        if (search.buckets.length === 0) searches.delete(key)
      }
    },
    subjects: () => searches.size(),
    evicted: () => searches.evicted(),
    stored: () => searches.stored(),
  }
}

interface Whose {
  way: Way
  source: string
  target: string
}

/** Whoever writes the request may write a longer one. */
const HOST_MAX = 253
/** Not there, or not for you. Of 401 and 407 honest people see one for each page; 429 and 503 say that the server is busy. */
const FAILED: ReadonlySet<number> = new Set([400, 403, 404, 405, 406, 410, 414, 501])
/** File managers ask for much that is not there, by methods of their own. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', ''])

/** What an honest client leaves behind, too, is no ask. */
function askOf(event: HttpEvent, isFailed: boolean, isInbound: boolean): Ask | undefined {
  const { path, status, userAgent, host } = event
  const seen = probeIn(path)
  const probe = seen === 'hidden' || isFailed ? seen : 'none'
  const isTool = isScanner(userAgent)
  const hasFound = probe === 'hidden' && isDelivered(event)
  const ask = (points: number): Ask => ({ thing: shapeOf(path), points, probe, hasFound })
  if (probe !== 'none' || (isTool && isFailed)) return ask(probePoints)
  if (!METHODS.has(event.method) || isCrawler(userAgent) || (!isInbound && isVendor(host))) return undefined
  if (isFailed) return ask(guessPoints)
  return status === 0 && isInbound ? ask(unansweredPoints) : undefined
}

/** A page that says “not found” with a 200 is HTML; keys and histories are not. */
const isDelivered = ({ status, contentType, responseBytes }: HttpEvent): boolean =>
  (status === 200 || status === 206) && responseBytes > 0 && contentType !== '' && !contentType.includes('html')

/**
 * Whom the proxy before the server says it speaks for: the last name is the one it saw itself. A stranger may claim anything,
 * save that it is one of ours.
 */
function clientOf({ source, forwardedFor }: HttpEvent, isInside: (address: string) => boolean): string {
  if (forwardedFor === '') return source
  const last = forwardedFor.slice(forwardedFor.lastIndexOf(',') + 1).trim()
  if (last.length > ADDRESS_LENGTH_MAX || !parseNetwork(last)) return source
  return isInside(last) && !isInside(source) ? source : last
}
const ADDRESS_LENGTH_MAX = 45

function dayIn(days: SearchDay[], day: number, target: string): SearchDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const [guesses, probes, sources] = [noneDistinct(), noneDistinct(), noneDistinct()]
  const made = { day, guesses, probes, sources, target, hasFound: false, sightings: noSightings() }
  days.push(made)
  return made
}

function countDay(day: SearchDay, event: HttpEvent, { thing, points, hasFound }: Ask, target: string): void {
  if (points === probePoints) addDistinct(day.probes, thing)
  else if (points === guessPoints) addDistinct(day.guesses, thing)
  addDistinct(day.sources, spread(hashText(event.source)))
  if (day.target !== target) day.target = MANY
  if (hasFound) day.hasFound = true
  sight(day.sightings, event, `${event.status || 'no answer'} ${event.path.slice(0, PATH_SHOWN_MAX)}`)
}
const PATH_SHOWN_MAX = 120

const slowPoints = ({ guesses, probes }: SearchDay): number =>
  guessPoints * countDistinct(guesses) + probePoints * countDistinct(probes)

function verdicts(key: string, search: Search, isInside: (address: string) => boolean): Alert[] {
  const { min, slowMin } = BARS[search.way]
  const hot = hotBuckets(search.buckets, enoughPoints(min, span))
  return search.days.flatMap((day) => {
    if (search.way === 'shared' && countDistinct(day.sources) < sharedSourcesMin) return []
    const isSlow = slowPoints(day) >= slowMin
    const counted = ofDay(isSlow ? search.buckets : hot, day.day, bucketMs)
    return counted.length === 0 ? [] : [scanAlert(key, search, day, { counted, isSlow }, isInside)]
  })
}

function scanAlert(
  key: string,
  { way, source }: Search,
  day: SearchDay,
  { counted, isSlow }: { counted: readonly PointBucket[]; isSlow: boolean },
  isInside: (address: string) => boolean,
): Alert {
  const [guesses, probes, sources] = [day.guesses, day.probes, day.sources].map(countDistinct) as [
    number,
    number,
    number,
  ]
  const target = day.target === MANY ? '' : day.target
  const isOurs = isInside(source)
  return alertOf({
    kind: 'url-scan',
    stage: STAGE_OF['url-scan'],
    severity: severityOf(isOurs, probes, day.hasFound),
    subject: key,
    windowStart: dayStart(day.day),
    ...extentOf(counted),
    source,
    target,
    device: isOurs ? source : isInside(target) ? target : '',
    count: sumOf(counted),
    evidence: {
      windowMs: isSlow ? DAY_MS : windowMs,
      threshold: isSlow ? BARS[way].slowMin : BARS[way].min,
      unit: 'points',
      events: shownSightings(day.sightings),
      way,
      guesses,
      probes,
      sources,
      hasFound: day.hasFound,
    },
    reason: `${source || `${sources} senders`} asked ${target || 'several servers'} for ${guesses + probes} different pages that were not there or that nobody is shown, ${probes} of them known weak spots`,
  })
}

/** The internet looks at every door; what it finds, and a device of ours that looks, are another matter. */
function severityOf(isOurs: boolean, probes: number, hasFound: boolean): Severity {
  if (isOurs) return probes >= graveProbesMin ? 'high' : 'medium'
  return hasFound ? 'medium' : 'low'
}
