import { type Alert, STAGE_OF } from '#engine/alert.ts'
import type { DnsEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { BLOCKED_ZONES } from '../blocked-zones.ts'
import { logitOf, suspicionOf } from '../dga/score.ts'
import { addDistinct, countDistinct, type Distinct, noneDistinct } from '../distinct.ts'
import { DYNAMIC_DNS } from '../dynamic-dns.ts'
import { hashText, spread } from '../hash.ts'
import { MINUTE_MS } from '../limits.ts'
import { type Name, nameOf } from '../name.ts'
import { addPoints, emptyPointBucket, enoughPoints, type PointBucket, since } from '../points.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { TRUSTED_ZONES } from '../trusted-zones.ts'
import { bucketOf, countInto, dayOf, dayStart, extentOf, hotBuckets, ofDay, sumOf } from '../window.ts'

/**
 * Made-up names: malware asks for one computed name after the other until its master answers at one of them.
 *
 * Fields: name, record type, result code. Each registered name counts once, with points for how made up its letters look
 * (dga/card.md) and more when it does not exist. Names of plain words are counted when they do not exist: eight of one
 * suffix, ten of any. Exempt: what stands below a registered name, names that companies make up for their customers (private
 * suffixes other than dynamic DNS), bare words, reverse look-ups, mail's and servers' record types, multicast,
 * advertising that filters deny (blocked-zones.ts). Known false
 * positives: advertising that rotates random names; a filter that says of every site it blocks that it does not exist.
 * Source: FANCI and Slips (names that do not exist), Woodbridge 2016 and Zhao 2019 (letters), measured in the card.
 */
export const dgaC2: Rule = {
  name: 'dga-c2',
  raises: ['dga-c2'],
  knobs: {
    /** Points of different names within the window; a name has 10 at the most, so four that could not look worse. */
    pointsMin: 40,
    windowMs: 10 * MINUTE_MS,
    bucketMs: 2 * MINUTE_MS,
    /** On top for a name that does not exist and looks made up at all; and for one that looks honest. */
    nxdomainPoints: 3,
    nxdomainWordPoints: 2,
    /** Different names that do not exist, of words and of one suffix; and of whatever look. */
    wordNamesMin: 8,
    missingNamesMin: 10,
    wordLengthMin: 8,
    /** Of `.com` and the like, where a mistyped or blocked name is likely to lie. */
    busyWordLengthMin: 10,
  },
  watch: watchDga,
}

export const { pointsMin = 0 } = dgaC2.knobs
const { windowMs = 0, bucketMs = 1, wordNamesMin = 0, wordLengthMin = 0, busyWordLengthMin = 0 } = dgaC2.knobs
const { missingNamesMin = 0, nxdomainPoints: onTop = 0, nxdomainWordPoints = 0 } = dgaC2.knobs
const span = windowMs / bucketMs

/** A name that does not exist, by how made up it looks. */
export function nxdomainPoints(logit: number): number {
  const points = suspicionOf(logit)
  return points === 0 ? nxdomainWordPoints : points + onTop
}

/** What programs ask for that want to connect. */
const ADDRESS_TYPES: ReadonlySet<string> = new Set(['A', 'AAAA', 'HTTPS', ''])
const BUSY_SUFFIXES: ReadonlySet<string> = new Set(['com', 'net', 'jp', 'co.jp'])
const [MDNS_PORT, LLMNR_PORT] = [5353, 5355]
const OWN_SUFFIXES: ReadonlySet<string> = new Set([
  ...['local', 'localdomain', 'lan', 'home', 'internal', 'intranet', 'private', 'corp', 'workgroup', 'invalid', 'test'],
  ...['arpa', 'in-addr.arpa', 'ip6.arpa', 'home.arpa', 'domain', 'onion', 'example', 'localhost'],
])
/** Shorter ones are all taken. */
const LABEL_MIN = 3

interface Host {
  source: string
  buckets: PointBucket[]
  /** Buckets that names which do not exist made hot, whatever they look like. */
  hot: number[]
  days: HostDay[]
}

interface HostDay {
  day: number
  names: Distinct
  missing: Distinct
  sightings: Sightings
}

/** Names that do not exist and have something in common: a suffix, or nothing else. */
interface Missing {
  source: string
  min: number
  buckets: PointBucket[]
}

interface Stored {
  hosts: StoredTable<Host>
  lists: StoredTable<Missing>
}

function watchDga({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const hosts = createTable<Host>(limits.subjectsMax, past?.hosts)
  const lists = createTable<Missing>(limits.subjectsMax, past?.lists)
  const changed = new Map<string, Host>()

  function count(event: DnsEvent, name: Name, points: number): Host {
    const host = hosts.get(event.source) ?? { source: event.source, buckets: [], hot: [], days: [] }
    hosts.set(event.source, host)
    const bucket = bucketOf(host.buckets, Math.floor(event.at / bucketMs), emptyPointBucket)
    countInto(bucket, event)
    const thing = thingOf(name)
    addPoints(bucket, thing, points, pointsMin)
    countDay(dayIn(host.days, dayOf(bucket.index * bucketMs)), event, name, thing)
    changed.set(event.source, host)
    return host
  }

  function miss(event: DnsEvent, name: Name, host: Host): void {
    follow(`${event.source} *`, event, name, missingNamesMin, host)
    if (isWords(name)) follow(`${event.source} ${name.suffix}`, event, name, wordNamesMin, host)
  }

  function follow(key: string, event: DnsEvent, name: Name, min: number, host: Host): void {
    const list = lists.get(key) ?? { source: event.source, min, buckets: [] }
    lists.set(key, list)
    const bucket = bucketOf(list.buckets, Math.floor(event.at / bucketMs), emptyPointBucket)
    countInto(bucket, event)
    addPoints(bucket, thingOf(name), 1, min)
    heat(host, list)
  }

  return {
    dns(event) {
      const name = nameOf(event.name)
      if (isExempt(event, name)) return
      const logit = knownLogit(name)
      const isMissing = event.resultCode === 'NXDOMAIN'
      const points = isMissing ? nxdomainPoints(logit) : suspicionOf(logit)
      if (points === 0) return
      const host = count(event, name, points)
      if (isMissing) miss(event, name, host)
    },
    collect() {
      const alerts = [...changed].flatMap(([key, host]) => verdicts(key, host, isInside))
      changed.clear()
      return alerts
    },
    forget(before) {
      for (const [key, host] of hosts.entries()) {
        host.buckets = since(host.buckets, before, bucketMs)
        host.days = host.days.filter(({ day }) => day >= before)
        host.hot = host.hot.filter((index) => dayOf(index * bucketMs) >= before)
        if (host.buckets.length === 0) hosts.delete(key)
      }
      for (const [key, list] of lists.entries()) {
        list.buckets = since(list.buckets, before, bucketMs)
        if (list.buckets.length === 0) lists.delete(key)
      }
    },
    subjects: () => hosts.size() + lists.size(),
    evicted: () => hosts.evicted() + lists.evicted(),
    stored: (): Stored => ({ hosts: hosts.stored(), lists: lists.stored() }),
  }
}

function isExempt({ recordType, targetPort }: DnsEvent, { zone, label, suffix, suffixKind }: Name): boolean {
  if (label.length < LABEL_MIN || targetPort === MDNS_PORT || targetPort === LLMNR_PORT) return true
  if (suffixKind === 'private' ? !DYNAMIC_DNS.has(suffix) : OWN_SUFFIXES.has(suffix)) return true
  return (
    !ADDRESS_TYPES.has(recordType) || label.startsWith('xn--') || TRUSTED_ZONES.has(zone) || BLOCKED_ZONES.has(zone)
  )
}

/** The same names are asked for all day; what is remembered depends on the name alone. */
const logits = createTable<number>(8_192)
function knownLogit({ zone, label, suffix }: Name): number {
  const known = logits.get(zone)
  if (known !== undefined) return known
  const logit = logitOf(label, suffix)
  logits.set(zone, logit)
  return logit
}

/** A name counts by its registered part, however often it is asked for and by whichever sensor it is seen. */
const thingOf = ({ zone }: Name): number => spread(hashText(zone))

/** Letters, as words are made of, long enough for two of them. */
const isWords = ({ label, suffix }: Name): boolean =>
  label.length >= (BUSY_SUFFIXES.has(suffix) ? busyWordLengthMin : wordLengthMin) && /^[a-z]+(?:-[a-z]+)*$/.test(label)

function heat(host: Host, { buckets, min }: Missing): void {
  for (const { index } of hotBuckets(buckets, enoughPoints(min, span)))
    if (!host.hot.includes(index)) host.hot.push(index)
}

function dayIn(days: HostDay[], day: number): HostDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const made = { day, names: noneDistinct(), missing: noneDistinct(), sightings: noSightings() }
  days.push(made)
  return made
}

const NAME_SHOWN_MAX = 96

function countDay(day: HostDay, event: DnsEvent, { zone }: Name, thing: number): void {
  addDistinct(day.names, thing)
  if (event.resultCode === 'NXDOMAIN') addDistinct(day.missing, thing)
  sight(
    day.sightings,
    event,
    `${zone.slice(0, NAME_SHOWN_MAX)}${event.resultCode === '' ? '' : ` ${event.resultCode}`}`,
  )
}

function verdicts(key: string, host: Host, isInside: (address: string) => boolean): Alert[] {
  const hot = new Set(hotBuckets(host.buckets, enoughPoints(pointsMin, span)).map(({ index }) => index))
  return host.days.flatMap((day) => {
    const ofToday = ofDay(host.buckets, day.day, bucketMs)
    const counted = ofToday.filter(({ index }) => hot.has(index) || host.hot.includes(index))
    if (counted.length === 0) return []
    const isMadeUp = counted.some(({ index }) => hot.has(index))
    return [dgaAlert(key, host.source, day, { counted, isMadeUp, isOurs: isInside(host.source) })]
  })
}

interface Heat {
  counted: readonly PointBucket[]
  isMadeUp: boolean
  isOurs: boolean
}

function dgaAlert(key: string, source: string, day: HostDay, { counted, isMadeUp, isOurs }: Heat): Alert {
  const names = countDistinct(day.names)
  const missing = Math.min(names, countDistinct(day.missing))
  return alertOf({
    kind: 'dga-c2',
    stage: STAGE_OF['dga-c2'],
    /** That alone may be a filter that denies what it blocks. */
    severity: isMadeUp ? 'high' : 'medium',
    subject: key,
    windowStart: dayStart(day.day),
    ...extentOf(counted),
    source,
    target: '',
    device: isOurs ? source : '',
    count: sumOf(counted),
    evidence: {
      windowMs,
      threshold: isMadeUp ? pointsMin : missingNamesMin,
      events: shownSightings(day.sightings),
      measure: isMadeUp ? 'letters' : 'missing',
      names,
      missing,
    },
    reason: isMadeUp
      ? `${source} asked for ${names} different names that look made up (${missing} do not exist); ${pointsMin} points within ${windowMs / MINUTE_MS} min are malware looking for its master`
      : `${source} asked for ${missing} different names that do not exist; ${missingNamesMin} (${wordNamesMin} of one suffix) within ${windowMs / MINUTE_MS} min are malware looking for its master`,
  })
}
