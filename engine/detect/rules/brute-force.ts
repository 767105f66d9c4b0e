import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { FlowEvent, HttpEvent, LoginEvent, SensorEvent } from '#engine/event.ts'
import { areNeighbours } from '#engine/network.ts'
import { alertOf } from '../alert-of.ts'
import { addDistinct, countDistinct, type Distinct, noneDistinct } from '../distinct.ts'
import { hashText, spread } from '../hash.ts'
import { MINUTE_MS } from '../limits.ts'
import { deviceOf } from '../own-end.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { take } from '../take.ts'
import { addFailure, addSuccess, emptyTrail, type Found, found, type Trail } from '../trail.ts'
import {
  type Bucket,
  bucketOf,
  countInto,
  dayOf,
  dayStart,
  emptyBucket,
  extentOf,
  hotBuckets,
  ofDay,
  sumOf,
} from '../window.ts'

/**
 * Brute force: one host tries password after password. `brute-force-failure` when many log-ins fail, `brute-force-success`
 * when one succeeds after failures: the one to wake somebody for.
 *
 * Fields: log-in results (FTP, SMB, Kerberos, NTLM, VNC, databases, mail; Zeek's SSH), HTTP 401/403 on one path, and the
 * size of SSH and remote-desktop flows from a sensor that tells no result. Known false positives: a stored password that
 * has expired, monitoring that logs in every minute by SSH. Office pages and cameras that ask for a proof at every request
 * refuse and accept by turns: each acceptance takes back the refusals it follows. A flow too small for an exchange of keys
 * only looked at the banner. Unknown principals in Kerberos are guessing of names, not of passwords, and are left to spraying,
 * as are accounts with a few failures each.
 * Source: Zeek detect-bruteforcing, Wazuh 40111 ff., fail2ban; thresholds of the anchors measured on recorded guessing.
 */
export const bruteForce: Rule = {
  name: 'brute-force',
  raises: ['brute-force-failure', 'brute-force-success'],
  knobs: {
    failuresMin: 10,
    windowMs: 10 * MINUTE_MS,
    /** Within a day. */
    slowFailuresMin: 30,
    /** Of one account; fewer each, of whichever many, are spraying and counted there. */
    triesEachMin: 4,
    httpFailuresMin: 20,
    /** Refusals that belong to one acceptance: NTLM takes two. */
    httpRefusalsPerAcceptance: 2,
    httpFailuresBeforeSuccessMin: 10,
    /** SSH flows too small for work; a job that logs in every minute makes five in this window. */
    opaqueFailuresMin: 8,
    opaqueWindowMs: 4 * MINUTE_MS,
    opaqueBytesMin: 1_200,
    opaqueBytesMax: 6_000,
    remoteDesktopFailuresMin: 20,
    /** VNC has one password and no names: a stranger (not of the same /24) has no reason to get it wrong. */
    strangerVncFailuresMin: 1,
    /** Of the account that got in; where a failure tells no account, it may have been this one. */
    failuresBeforeSuccessMin: 5,
    /** Of whichever accounts, from that host to that service: a few are people behind one address who mistype. */
    mixedFailuresBeforeSuccessMin: 10,
    successGapMs: 30 * MINUTE_MS,
    bucketMs: 2 * MINUTE_MS,
    /** From here on a siege, not a mistake. */
    siegeFailuresMin: 1_000,
  },
  watch: watchBruteForce,
}

const { failuresMin = 0, windowMs = 0, slowFailuresMin = 0, triesEachMin = 0, httpFailuresMin = 0 } = bruteForce.knobs
const {
  httpRefusalsPerAcceptance = 0,
  httpFailuresBeforeSuccessMin = 0,
  remoteDesktopFailuresMin = 0,
} = bruteForce.knobs
const { opaqueFailuresMin = 0, opaqueWindowMs = 0, opaqueBytesMin = 0, opaqueBytesMax = 0 } = bruteForce.knobs
const { strangerVncFailuresMin = 0, failuresBeforeSuccessMin = 0, mixedFailuresBeforeSuccessMin = 0 } = bruteForce.knobs
const { successGapMs = 0, bucketMs = 1, siegeFailuresMin = 0 } = bruteForce.knobs

/** An encrypted log-in that ended with enough bytes for the keys and too few for a session is taken for a failed one. */
const isFailedOpaque = ({ isOpaqueLogin, outcome, bytesToSource, bytesToTarget }: FlowEvent): boolean =>
  isOpaqueLogin && outcome === 'answered' && isLoginSized(bytesToSource) && isLoginSized(bytesToTarget)
const isLoginSized = (bytes: number): boolean => bytes >= opaqueBytesMin && bytes <= opaqueBytesMax

const isHttpFailure = ({ status }: HttpEvent): boolean => status === 401 || status === 403
const isHttpSuccess = ({ status }: HttpEvent): boolean => status >= 200 && status < 400

/** A host's failures at one service. For HTTP the service is one path of one site. */
interface Guessing {
  source: string
  service: string
  measure: Measure
  buckets: GuessBucket[]
  days: GuessingDay[]
}

interface GuessBucket extends Bucket {
  /** HTTP only: refusals that an acceptance took back. One told much too late cannot call an alert back. */
  excused: number
  /** Failures of each account that was told, by the hash of its name; the lowest hashes, whose counts are whole. */
  tries?: [account: number, failures: number][]
  /** How many of the failures told an account. */
  named?: number
}
const TRIES_MAX = 64

interface GuessingDay {
  day: number
  targets: Distinct
  accounts: Distinct
  /** One of the targets; the only one while `targets` counts one. */
  target: string
  sightings: Sightings
}

type Measure = 'told' | 'told-to-stranger' | 'http' | 'ssh' | 'remote-desktop'

interface Bar {
  min: number
  span: number
  /** Over a whole day; infinite where patience looks the same as habit. */
  slowMin: number
}

const spanOf = (ms: number): number => ms / bucketMs
const BARS: Record<Measure, Bar> = {
  told: { min: failuresMin, span: spanOf(windowMs), slowMin: slowFailuresMin },
  'told-to-stranger': { min: strangerVncFailuresMin, span: spanOf(windowMs), slowMin: slowFailuresMin },
  http: { min: httpFailuresMin, span: spanOf(windowMs), slowMin: Number.POSITIVE_INFINITY },
  ssh: { min: opaqueFailuresMin, span: spanOf(opaqueWindowMs), slowMin: Number.POSITIVE_INFINITY },
  'remote-desktop': { min: remoteDesktopFailuresMin, span: spanOf(windowMs), slowMin: Number.POSITIVE_INFINITY },
}

/** One host at one service of one other: what a success is held against. */
interface Pair {
  source: string
  target: string
  service: string
  measure: Measure
  all: Trail
  /** The accounts tried, a bounded number of them. A list, because an object with keys of a stranger's choice costs more. */
  accounts: AccountTrail[]
  days: { day: number; sightings: Sightings }[]
}
const ACCOUNTS_MAX = 32

interface AccountTrail extends Trail {
  /** '' for attempts that told no account. */
  account: string
}

/**
 * Successes over HTTP that nothing has failed before yet: most mean nothing, but the failures may only be late. A few for
 * each path, of the paths seen last.
 */
type Early = HttpEvent[]
const EARLY_PATHS_MAX = 2_048
const EARLY_EACH_MAX = 4

interface Stored {
  guessing: StoredTable<Guessing>
  pairs: StoredTable<Pair>
  early: StoredTable<Early>
}

interface Attempt {
  service: string
  account: string
  measure: Measure
  hasFailed: boolean
}

function watchBruteForce({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const guessing = createTable<Guessing>(limits.costlyMax, past?.guessing)
  const pairs = createTable<Pair>(limits.costlyMax, past?.pairs)
  const early = createTable<Early>(EARLY_PATHS_MAX, past?.early)
  const changedGuessing = new Map<string, Guessing>()
  const changedPairs = new Map<string, Pair>()

  function attempt(event: SensorEvent, tried: Attempt): void {
    if (tried.hasFailed) guess(event, tried)
    const key = pairKey(event, tried.service)
    const pair = pairs.get(key) ?? beginPair(event, tried.service, tried.measure)
    pairs.set(key, pair)
    follow(pair, event, tried)
    changedPairs.set(key, pair)
    if (tried.measure === 'http' && !tried.hasFailed) excuse(event, tried)
  }

  function excuse(event: SensorEvent, { service, measure }: Attempt): void {
    const guesses = guessing.get(guessingKey(event, measure, service))
    if (guesses) guessBucket(guesses, event).excused += httpRefusalsPerAcceptance
  }

  function guess(event: SensorEvent, { service, account, measure }: Attempt): void {
    const key = guessingKey(event, measure, service)
    const guesses = guessing.get(key) ?? { source: event.source, service, measure, buckets: [], days: [] }
    guessing.set(key, guesses)
    countGuess(guesses, event, account)
    changedGuessing.set(key, guesses)
  }

  function http(event: HttpEvent): void {
    const hasFailed = isHttpFailure(event)
    if (!hasFailed && !isHttpSuccess(event)) return
    const service = `http ${event.host}${pathOf(event)}`
    const key = pairKey(event, service)
    if (!hasFailed && !pairs.get(key)) {
      const before = early.get(key)
      if (before) addEarly(before, event)
      else early.set(key, [event])
      return
    }
    const tried: Attempt = { service, account: '', measure: 'http', hasFailed }
    attempt(event, tried)
    for (const success of early.get(key) ?? []) attempt(success, { ...tried, hasFailed: false })
    early.delete(key)
  }

  return {
    http,
    flow(event) {
      if (!isFailedOpaque(event)) return
      const measure = event.service === 'ssh' ? 'ssh' : 'remote-desktop'
      guess(event, { service: event.service, account: '', measure, hasFailed: true })
    },
    login(event) {
      const { service, account, outcome } = event
      if (outcome !== 'failed' && outcome !== 'succeeded') return
      attempt(event, { service, account, measure: measureOf(event), hasFailed: outcome === 'failed' })
    },
    collect: () => [
      ...take(changedGuessing).flatMap(([key, guesses]) => failureVerdicts(key, guesses, isInside)),
      ...take(changedPairs).flatMap(([key, pair]) => successVerdicts(key, pair, isInside)),
    ],
    forget(before) {
      for (const [key, guesses] of guessing.entries()) if (!keepGuessing(guesses, before)) guessing.delete(key)
      for (const [key, pair] of pairs.entries()) if (!keepPair(pair, before)) pairs.delete(key)
      for (const [key, [success]] of early.entries()) if (!success || dayOf(success.at) < before) early.delete(key)
    },
    subjects: () => guessing.size() + pairs.size() + early.size(),
    evicted: () => guessing.evicted() + pairs.evicted(),
    stored: (): Stored => ({ guessing: guessing.stored(), pairs: pairs.stored(), early: early.stored() }),
  }
}

/** In order, the latest ones. */
function addEarly(events: Early, event: HttpEvent): void {
  let place = events.length
  while (place > 0 && (events[place - 1]?.at ?? 0) > event.at) place--
  events.splice(place, 0, event)
  if (events.length > EARLY_EACH_MAX) events.shift()
}

const guessingKey = ({ source }: SensorEvent, measure: Measure, service: string): string =>
  `${source} ${measure} ${service}`
const pairKey = ({ source, target }: SensorEvent, service: string): string => `${source} ${target} ${service}`
/** What is asked of a path differs from guess to guess. */
function pathOf({ path }: HttpEvent): string {
  const end = path.indexOf('?')
  return end < 0 ? path : path.slice(0, end)
}

const measureOf = ({ service, source, target }: LoginEvent): Measure =>
  service === 'vnc' && !areNeighbours(source, target) ? 'told-to-stranger' : 'told'

function countGuess(guesses: Guessing, event: SensorEvent, account: string): void {
  const bucket = guessBucket(guesses, event)
  countInto(bucket, event)
  if (account !== '') countTry(bucket, spread(hashText(account)))
  const day = guessingDay(guesses.days, dayOf(bucket.index * bucketMs), event.target)
  addDistinct(day.targets, spread(hashText(event.target)))
  if (account !== '') addDistinct(day.accounts, spread(hashText(account)))
  sight(day.sightings, event, noteOf(true, account))
}

const guessBucket = ({ buckets }: Guessing, { at }: SensorEvent): GuessBucket =>
  bucketOf(buckets, Math.floor(at / bucketMs), (index) => ({ ...emptyBucket(index), excused: 0 }))

function countTry(bucket: GuessBucket, account: number): void {
  bucket.tries ??= []
  bucket.named = (bucket.named ?? 0) + 1
  const { tries } = bucket
  const known = tries.find(([name]) => name === account)
  if (known) {
    known[1]++
    return
  }
  tries.splice(tries.findLastIndex(([name]) => name < account) + 1, 0, [account, 1])
  if (tries.length > TRIES_MAX) tries.pop()
}

/** Failures that no acceptance explains, and of accounts that were told, those of accounts tried again and again. */
function guessesIn(buckets: readonly GuessBucket[]): number {
  const nameless = buckets.reduce((sum, { count, excused, named = 0 }) => sum + Math.max(0, count - named - excused), 0)
  const tries = new Map<number, number>()
  for (const bucket of buckets)
    for (const [account, failures] of bucket.tries ?? []) tries.set(account, (tries.get(account) ?? 0) + failures)
  return [...tries.values()].filter((failures) => failures >= triesEachMin).reduce((sum, one) => sum + one, nameless)
}

function guessingDay(days: GuessingDay[], day: number, target: string): GuessingDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const made = { day, targets: noneDistinct(), accounts: noneDistinct(), target, sightings: noSightings() }
  days.push(made)
  return made
}

const beginPair = ({ source, target }: SensorEvent, service: string, measure: Measure): Pair => ({
  source,
  target,
  service,
  measure,
  all: emptyTrail(),
  accounts: [],
  days: [],
})

function follow(pair: Pair, event: SensorEvent, { account, hasFailed }: Attempt): void {
  const add = hasFailed ? addFailure : addSuccess
  const index = Math.floor(event.at / bucketMs)
  add(pair.all, index, event.at)
  const trail = trailOf(pair, account)
  if (trail) add(trail, index, event.at)
  sight(pairSightings(pair, dayOf(index * bucketMs)), event, noteOf(hasFailed, account))
}

function trailOf({ accounts }: Pair, account: string): Trail | undefined {
  const known = accounts.find((trail) => trail.account === account)
  if (known || accounts.length >= ACCOUNTS_MAX) return known
  const made = { account, ...emptyTrail() }
  accounts.push(made)
  return made
}

function pairSightings({ days }: Pair, day: number): Sightings {
  const known = days.find((one) => one.day === day)
  if (known) return known.sightings
  const sightings = noSightings()
  days.push({ day, sightings })
  return sightings
}

const noteOf = (hasFailed: boolean, account: string): string =>
  `${hasFailed ? 'failed' : 'succeeded'}${account === '' ? '' : ` as ${account.slice(0, ACCOUNT_SHOWN_MAX)}`}`
const ACCOUNT_SHOWN_MAX = 64

/** A window may reach from one day into its neighbours, so all days of the subject are looked at. */
function failureVerdicts(key: string, guesses: Guessing, isInside: (address: string) => boolean): Alert[] {
  const { min, span, slowMin } = BARS[guesses.measure]
  const hot = hotBuckets(guesses.buckets, { min, span, measure: guessesIn })
  return guesses.days.flatMap((day) => {
    const all = ofDay(guesses.buckets, day.day, bucketMs)
    const counted = (guessesIn(all) >= slowMin ? all : ofDay(hot, day.day, bucketMs)).filter(({ count }) => count > 0)
    return counted.length === 0 ? [] : [failureAlert(key, guesses, day, counted, isInside)]
  })
}

function failureAlert(
  key: string,
  { source, service, measure }: Guessing,
  day: GuessingDay,
  counted: readonly GuessBucket[],
  isInside: (address: string) => boolean,
): Alert {
  const { min, span } = BARS[measure]
  const [count, targets] = [sumOf(counted), countDistinct(day.targets)]
  const target = targets === 1 ? day.target : ''
  return alertOf({
    kind: 'brute-force-failure',
    stage: STAGE_OF['brute-force-failure'],
    severity: severityOf(count, isInside(source)),
    subject: key,
    windowStart: dayStart(day.day),
    ...extentOf(counted),
    source,
    target,
    device: deviceOf(source, target, isInside),
    count,
    evidence: {
      windowMs: span * bucketMs,
      threshold: min,
      events: shownSightings(day.sightings),
      service,
      /** `told`: the sensor saw the refusals. Else they are judged by size or by who asks. */
      measure,
      targets,
      accounts: countDistinct(day.accounts),
    },
    reason: `${source} failed to log in to ${service} ${count} times on ${targets} ${targets === 1 ? 'host' : 'hosts'}; ${min} within ${(span * bucketMs) / MINUTE_MS} min are guessing`,
  })
}

/** A device of ours that guesses obeys somebody else; the internet guesses all day. */
const severityOf = (count: number, isOurs: boolean): Severity =>
  isOurs ? (count >= siegeFailuresMin ? 'high' : 'medium') : count >= siegeFailuresMin ? 'medium' : 'low'

function successVerdicts(key: string, pair: Pair, isInside: (address: string) => boolean): Alert[] {
  const successes = successesOf(pair)
  return pair.days.flatMap(({ day, sightings }) => {
    const counted = successes.filter(({ index }) => dayOf(index * bucketMs) === day)
    return counted.length === 0 ? [] : [successAlert(key, pair, { day, sightings }, counted, isInside)]
  })
}

/** By account where its name is known, by the pair as a whole; one bucket counts once. */
function successesOf({ measure, all, accounts }: Pair): Found[] {
  const span = spanOf(successGapMs)
  if (measure === 'http')
    return found(all, [all], { min: httpFailuresBeforeSuccessMin, span, excusedEach: httpRefusalsPerAcceptance })
  const nameless = accounts.find(({ account }) => account === '')
  const named = accounts.flatMap((trail) =>
    found(trail, trail === nameless ? [all] : [trail, ...(nameless ? [nameless] : [])], {
      min: failuresBeforeSuccessMin,
      span,
    }),
  )
  const mixed = found(all, [all], { min: mixedFailuresBeforeSuccessMin, span })
  const byBucket = new Map<number, Found>()
  for (const one of [...named, ...mixed]) byBucket.set(one.index, joined(byBucket.get(one.index), one))
  return [...byBucket.values()].sort((left, right) => left.index - right.index)
}

function joined(left: Found | undefined, right: Found): Found {
  if (!left) return right
  return {
    index: left.index,
    successes: Math.max(left.successes, right.successes),
    failuresBefore: Math.max(left.failuresBefore, right.failuresBefore),
    firstAt: Math.min(left.firstAt, right.firstAt),
    lastAt: Math.max(left.lastAt, right.lastAt),
  }
}

function successAlert(
  key: string,
  { source, target, service }: Pair,
  { day, sightings }: Pair['days'][number],
  counted: readonly Found[],
  isInside: (address: string) => boolean,
): Alert {
  const failuresBefore = Math.max(...counted.map((one) => one.failuresBefore))
  return alertOf({
    kind: 'brute-force-success',
    stage: STAGE_OF['brute-force-success'],
    severity: 'high',
    subject: key,
    windowStart: dayStart(day),
    firstSeenAt: Math.floor(Math.min(...counted.map(({ firstAt }) => firstAt))),
    lastSeenAt: Math.floor(Math.max(...counted.map(({ lastAt }) => lastAt))),
    source,
    target,
    device: deviceOf(source, target, isInside),
    count: counted.reduce((sum, { successes }) => sum + successes, 0),
    evidence: {
      windowMs: successGapMs,
      threshold: failuresBeforeSuccessMin,
      events: shownSightings(sightings),
      service,
      failuresBefore,
    },
    reason: `${source} logged in to ${service} on ${target} after ${failuresBefore} failures within ${successGapMs / MINUTE_MS} min`,
  })
}

function keepGuessing(guesses: Guessing, before: number): boolean {
  guesses.days = guesses.days.filter(({ day }) => day >= before)
  guesses.buckets = guesses.buckets.filter(({ index }) => dayOf(index * bucketMs) >= before)
  return guesses.days.length > 0
}

function keepPair(pair: Pair, before: number): boolean {
  pair.days = pair.days.filter(({ day }) => day >= before)
  for (const trail of [pair.all, ...pair.accounts])
    trail.buckets = trail.buckets.filter(({ index }) => dayOf(index * bucketMs) >= before)
  return pair.days.length > 0
}
