import { type Alert, STAGE_OF } from '#engine/alert.ts'
import type { DnsEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { isExempt } from '../dga/exemption.ts'
import { countLook, type Host, type HostDay } from '../dga/host.ts'
import { knownLogit, suspicionOf } from '../dga/score.ts'
import { countDistinct } from '../distinct.ts'
import { hashText, spread } from '../hash.ts'
import { MINUTE_MS } from '../limits.ts'
import { type Name, nameOf } from '../name.ts'
import { addPoints, emptyPointBucket, enoughPoints, type PointBucket, since } from '../points.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { shownSightings } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { take } from '../take.ts'
import { bucketOf, countInto, dayOf, dayStart, extentOf, hotBuckets, ofDay, sumOf } from '../window.ts'

/**
 * Made-up names: malware asks for one computed name after the other until its master answers at one of them.
 *
 * Fields: name, record type, result code. Each registered name counts once, with points for how made up its letters look
 * (dga/card.md) and more when it does not exist. Two kinds of names are counted besides: those that do not exist, of words
 * and one suffix or of any look; and those of letters that look a little odd and have one suffix and one length. Exempt: what stands below a registered name, names that companies make up for their customers (private
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
    /** Different names of letters, odd at all (as logarithm of the odds), of one suffix and one length. */
    alikeNamesMin: 6,
    alikeAbove: -3,
    alikeLengthMin: 5,
    /** Of `.com` and the like, where a mistyped or blocked name is likely to lie. */
    busyWordLengthMin: 10,
  },
  watch: watchDga,
}

export const { pointsMin = 0 } = dgaC2.knobs
export const { alikeNamesMin = 0, missingNamesMin = 0, wordNamesMin = 0 } = dgaC2.knobs
const { windowMs = 0, bucketMs = 1, wordLengthMin = 0, busyWordLengthMin = 0 } = dgaC2.knobs
const { alikeAbove = 0, alikeLengthMin = 0 } = dgaC2.knobs
const { nxdomainPoints: onTop = 0, nxdomainWordPoints = 0 } = dgaC2.knobs
const span = windowMs / bucketMs

/** A name that does not exist, by how made up it looks. */
export function nxdomainPoints(logit: number): number {
  const points = suspicionOf(logit)
  return points === 0 ? nxdomainWordPoints : points + onTop
}

const BUSY_SUFFIXES: ReadonlySet<string> = new Set(['com', 'net', 'jp', 'co.jp'])

/** Names that have something in common: that they do not exist, a suffix, a length. */
interface Likeness {
  source: string
  buckets: PointBucket[]
}

interface Stored {
  hosts: StoredTable<Host>
  lists: StoredTable<Likeness>
}

function watchDga({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const hosts = createTable<Host>(limits.costlyMax, past?.hosts)
  const lists = createTable<Likeness>(limits.costlyMax, past?.lists)
  const changed = new Map<string, Host>()

  function hostOf(event: DnsEvent): Host {
    const host = hosts.get(event.source) ?? { source: event.source, buckets: [], missing: [], alike: [], days: [] }
    hosts.set(event.source, host)
    changed.set(event.source, host)
    return host
  }

  function follow(key: string, event: DnsEvent, name: Name, min: number): Likeness {
    const list = lists.get(key) ?? { source: event.source, buckets: [] }
    lists.set(key, list)
    const bucket = bucketOf(list.buckets, Math.floor(event.at / bucketMs), emptyPointBucket)
    countInto(bucket, event)
    addPoints(bucket, thingOf(name), 1, min)
    return list
  }

  function miss(event: DnsEvent, name: Name, { missing }: Host): void {
    heat(missing, follow(`${event.source} *`, event, name, missingNamesMin), missingNamesMin)
    if (!isWords(name)) return
    heat(missing, follow(`${event.source} ${name.suffix}`, event, name, wordNamesMin), wordNamesMin)
  }

  function liken(event: DnsEvent, name: Name, { alike }: Host, likeness: string): void {
    heat(alike, follow(`${event.source} ${likeness}`, event, name, alikeNamesMin), alikeNamesMin)
  }

  return {
    dns(event) {
      const name = nameOf(event.name)
      if (isExempt(event, name)) return
      const logit = knownLogit(name)
      const isMissing = event.resultCode === 'NXDOMAIN'
      const points = isMissing ? nxdomainPoints(logit) : suspicionOf(logit)
      const likeness = likenessOf(name, logit)
      if (points === 0 && likeness === '') return
      const host = hostOf(event)
      const [index, { zone }] = [Math.floor(event.at / bucketMs), name]
      const [day, thing] = [dayOf(index * bucketMs), thingOf(name)]
      countLook(host, event, { index, day, zone, thing, points, isMissing, isAlike: likeness !== '' }, pointsMin)
      if (isMissing) miss(event, name, host)
      if (likeness !== '') liken(event, name, host, likeness)
    },
    collect: () => take(changed).flatMap(([key, host]) => verdicts(key, host, isInside)),
    forget(before) {
      for (const [key, host] of hosts.entries()) {
        host.buckets = since(host.buckets, before, bucketMs)
        host.days = host.days.filter(({ day }) => day >= before)
        host.missing = host.missing.filter((index) => dayOf(index * bucketMs) >= before)
        host.alike = host.alike.filter((index) => dayOf(index * bucketMs) >= before)
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

/** A name counts by its registered part, however often it is asked for and by whichever sensor it is seen. */
const thingOf = ({ zone }: Name): number => spread(hashText(zone))

/** Letters, as words are made of, long enough for two of them. */
export const isWords = ({ label, suffix }: Pick<Name, 'label' | 'suffix'>): boolean =>
  label.length >= (BUSY_SUFFIXES.has(suffix) ? busyWordLengthMin : wordLengthMin) && /^[a-z]+(?:-[a-z]+)*$/.test(label)

/**
 * What names that look alike have in common, if this one is odd enough to count among them; '' otherwise. Of letters alone:
 * servers that are numbered through have names alike, too.
 */
export function likenessOf({ label, suffix }: Name, logit: number): string {
  const isOdd = logit > alikeAbove && label.length >= alikeLengthMin && /^[a-z]+$/.test(label)
  return isOdd ? `${suffix} ${label.length}` : ''
}

function heat(hot: number[], { buckets }: Likeness, min: number): void {
  for (const { index } of hotBuckets(buckets, enoughPoints(min, span))) if (!hot.includes(index)) hot.push(index)
}

/** What made a host suspicious: the strongest reason of a day. */
type Measure = 'letters' | 'alike' | 'missing'

function verdicts(key: string, host: Host, isInside: (address: string) => boolean): Alert[] {
  const letters = new Set(hotBuckets(host.buckets, enoughPoints(pointsMin, span)).map(({ index }) => index))
  const alike = new Set(host.alike)
  return host.days.flatMap((day) => {
    const counted = ofDay(host.buckets, day.day, bucketMs)
      .filter(({ index }) => letters.has(index) || alike.has(index) || host.missing.includes(index))
      .map((bucket) => (alike.has(bucket.index) ? bucket : { ...bucket, count: bucket.count - bucket.mild }))
    if (counted.length === 0) return []
    const has = (hot: ReadonlySet<number>): boolean => counted.some(({ index }) => hot.has(index))
    const measure = has(letters) ? 'letters' : has(alike) ? 'alike' : 'missing'
    return [dgaAlert(key, host.source, day, { counted, measure, isOurs: isInside(host.source) })]
  })
}

interface Heat {
  counted: readonly PointBucket[]
  measure: Measure
  isOurs: boolean
}

const THRESHOLDS: Readonly<Record<Measure, number>> = {
  letters: pointsMin,
  alike: alikeNamesMin,
  missing: missingNamesMin,
}

function dgaAlert(key: string, source: string, day: HostDay, { counted, measure, isOurs }: Heat): Alert {
  const asked = measure === 'alike' ? day.alike : day.suspects
  const names = countDistinct(asked.names)
  const missing = Math.min(names, countDistinct(day.missing))
  return alertOf({
    kind: 'dga-c2',
    stage: STAGE_OF['dga-c2'],
    /** A firm's own names can look alike, and what does not exist may be what a filter denies. */
    severity: measure === 'letters' ? 'high' : 'medium',
    subject: key,
    windowStart: dayStart(day.day),
    ...extentOf(counted),
    source,
    target: '',
    device: isOurs ? source : '',
    count: sumOf(counted),
    evidence: {
      windowMs,
      threshold: THRESHOLDS[measure],
      ...(measure === 'letters' && { unit: 'points' }),
      events: shownSightings(asked.sightings),
      measure,
      names,
      missing,
    },
    reason: `${source} asked for ${said(measure, names, missing)} within ${windowMs / MINUTE_MS} min are malware looking for its master`,
  })
}

const said = (measure: Measure, names: number, missing: number): string =>
  ({
    letters: `${names} different names that look made up (${missing} do not exist); ${pointsMin} points`,
    alike: `${names} different names that look a little made up; ${alikeNamesMin} of one suffix and one length`,
    missing: `${missing} different names that do not exist; ${missingNamesMin} (${wordNamesMin} of one suffix)`,
  })[measure]
