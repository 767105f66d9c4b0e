import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { HttpEvent, LoginEvent } from '#engine/event.ts'
import { plainAccount } from '../account.ts'
import { alertOf } from '../alert-of.ts'
import { addDistinct, addFew, countDistinct, countFew, type Distinct, noneDistinct } from '../distinct.ts'
import { hashText, spread } from '../hash.ts'
import { type HeapOf, heapOf } from '../heap.ts'
import { createJoint, type StoredJoint } from '../joint.ts'
import { HOUR_MS, MINUTE_MS } from '../limits.ts'
import { deviceOf } from '../own-end.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Seen, type Sightings, shownSightings, sightAll } from '../sightings.ts'
import { createTable, type StoredTable, type Table } from '../table.ts'
import { take } from '../take.ts'
import {
  type Bucket,
  bucketOf,
  dayOf,
  dayStart,
  emptyBucket,
  extentOf,
  hotBuckets,
  mergeInto,
  ofDay,
  sumOf,
} from '../window.ts'

/**
 * Password spraying (reverse brute force): one common password, many names. By one host within half an hour, by one
 * patient host over a day, or by many strangers together against one service. Guessing at names themselves counts, too.
 *
 * Fields: refused log-ins that tell the account, Kerberos' unknown principals, HTTP 401/403 with a Basic name. Where the
 * refusal leaves the name out (some Kerberos servers; FTP as Suricata writes it), the request of the same flow tells it.
 * Brute force leaves accounts with few tries each to this rule, so that one act is told once; a word list tried on many
 * accounts is both, and so is spraying over FTP where the refusal is nameless. Known false positives: many people behind
 * one address (a terminal server, a web mail) who mistype within half an hour; a directory that asks for people who left.
 * Source: the anchors' ten names in ten minutes, lowered to eight in thirty; kerbrute's traffic.
 */
export const passwordSpraying: Rule = {
  name: 'password-spraying',
  raises: ['password-spraying'],
  knobs: {
    accountsMin: 8,
    windowMs: 30 * MINUTE_MS,
    bucketMs: 5 * MINUTE_MS,
    /** By one host over a day. */
    slowAccountsMin: 16,
    /** By strangers together, over a day: that many names from that many of them. */
    sharedAccountsMin: 24,
    sharedSourcesMin: 5,
    sharedWindowMs: 24 * HOUR_MS,
    graveAccountsMin: 100,
  },
  watch: watchSpraying,
}

const {
  accountsMin = 0,
  windowMs = 0,
  bucketMs = 1,
  slowAccountsMin = 0,
  graveAccountsMin = 0,
} = passwordSpraying.knobs
const { sharedAccountsMin = 0, sharedSourcesMin = 0, sharedWindowMs = 0 } = passwordSpraying.knobs
const span = windowMs / bucketMs

/** One host at one service, or one host's service before strangers. */
interface Spray {
  address: string
  service: string
  buckets: SprayBucket[]
  days: SprayDay[]
}

interface SprayBucket extends Bucket {
  /** As many as the threshold asks for. */
  accounts: number[]
}

interface SprayDay {
  day: number
  accounts: Distinct
  /** Who stood at the other end. */
  others: Distinct
  /** One of them; the only one while `others` counts one. */
  other: string
  /** Names that the server did not know. */
  unknown: number
  sightings: Sightings
}

/** Refused tries at an account, of one bucket of time. */
interface Try extends Pick<Seen, 'source' | 'target'> {
  service: string
  account: string
  isUnknown: boolean
  bucket: number
}

/** Of one connection whose refusal has not come. */
const NAMES_MAX = 16

interface Stored {
  hosts: StoredTable<Spray>
  doors: StoredTable<Spray>
  nameless: StoredJoint<Try>
}

function watchSpraying({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const hosts = createTable<Spray>(limits.costlyMax, past?.hosts)
  const doors = createTable<Spray>(limits.costlyMax, past?.doors)
  const nameless = createJoint<Try>(limits.costlyMax, past?.nameless, NAMES_MAX)
  const [changedHosts, changedDoors] = [new Map<string, Spray>(), new Map<string, Spray>()]

  function count(refused: HeapOf<Try>): void {
    const { source, target, service } = refused.what
    changedHosts.set(...add(hosts, source, refused, target))
    if (!isInside(source)) changedDoors.set(...add(doors, target, refused, source))
    function add(table: Table<Spray>, address: string, one: HeapOf<Try>, other: string): [string, Spray] {
      const key = `${address} ${service}`
      const spray = table.get(key) ?? { address, service, buckets: [], days: [] }
      table.set(key, spray)
      countTry(spray, one, other)
      return [key, spray]
    }
  }

  function http(event: HttpEvent): void {
    if (event.account === '' || (event.status !== 401 && event.status !== 403)) return
    count(tryOf(event, 'http', event.account, false))
  }

  function login(event: LoginEvent): void {
    const { outcome, service, flow } = event
    if (outcome === 'succeeded') return
    const one = tryOf(event, service, event.account, outcome === 'unknown-account')
    if (outcome !== 'untold') {
      if (one.what.account !== '') count(one)
      else if (flow !== '') for (const waited of nameless.word(`${flow}`, event.at)) count(waited)
    } else if (one.what.account !== '' && flow !== '' && nameless.half(`${flow}`, one)) count(one)
  }

  return {
    login,
    http,
    collect: () => [
      ...take(changedHosts).flatMap(([key, spray]) => hostVerdicts(key, spray, isInside)),
      ...take(changedDoors).flatMap(([key, spray]) => doorVerdicts(key, spray, isInside)),
    ],
    forget(before) {
      for (const table of [hosts, doors])
        for (const [key, spray] of table.entries()) if (!keepSpray(spray, before)) table.delete(key)
      nameless.forget(before)
    },
    subjects: () => hosts.size() + doors.size() + nameless.subjects(),
    evicted: () => hosts.evicted() + doors.evicted() + nameless.evicted(),
    stored: (): Stored => ({ hosts: hosts.stored(), doors: doors.stored(), nameless: nameless.stored() }),
  }
}

function tryOf(event: Seen, service: string, told: string, isUnknown: boolean): HeapOf<Try> {
  const { source, target, at } = event
  const account = plainAccount(told)
  const note = `${isUnknown ? 'unknown name' : 'failed as'} ${account}`
  return heapOf(event, note, { source, target, service, account, isUnknown, bucket: Math.floor(at / bucketMs) })
}

function countTry({ buckets, days }: Spray, refused: HeapOf<Try>, other: string): void {
  const { isUnknown, bucket: index } = refused.what
  const bucket = bucketOf(buckets, index, (index) => ({ ...emptyBucket(index), accounts: [] }))
  const account = spread(hashText(refused.what.account))
  mergeInto(bucket, refused)
  addFew(bucket.accounts, account, accountsMin)
  const day = sprayDay(days, dayOf(bucket.index * bucketMs), other)
  addDistinct(day.accounts, account)
  addDistinct(day.others, spread(hashText(other)))
  if (isUnknown) day.unknown += refused.count
  sightAll(day.sightings, refused.sightings)
}

function sprayDay(days: SprayDay[], day: number, other: string): SprayDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const made = { day, accounts: noneDistinct(), others: noneDistinct(), other, unknown: 0, sightings: noSightings() }
  days.push(made)
  return made
}

function hostVerdicts(key: string, spray: Spray, isInside: (address: string) => boolean): Alert[] {
  const hot = hotBuckets(spray.buckets, {
    min: accountsMin,
    span,
    measure: (window) => countFew(window.map(({ accounts }) => accounts)),
  })
  return spray.days.flatMap((day) => {
    const isSlow = countDistinct(day.accounts) >= slowAccountsMin
    const counted = ofDay(isSlow ? spray.buckets : hot, day.day, bucketMs)
    if (counted.length === 0) return []
    const target = countDistinct(day.others) === 1 ? day.other : ''
    const isOurs = isInside(spray.address)
    return [
      sprayAlert(spray, day, counted, {
        subject: key,
        source: spray.address,
        target,
        device: deviceOf(spray.address, target, isInside),
        isOurs,
        windowMs,
        threshold: accountsMin,
      }),
    ]
  })
}

function doorVerdicts(key: string, spray: Spray, isInside: (address: string) => boolean): Alert[] {
  return spray.days
    .filter(({ accounts }) => countDistinct(accounts) >= sharedAccountsMin)
    .filter(({ others }) => countDistinct(others) >= sharedSourcesMin)
    .map((day) =>
      sprayAlert(spray, day, ofDay(spray.buckets, day.day, bucketMs), {
        subject: `${key} from many`,
        source: '',
        target: spray.address,
        device: deviceOf('', spray.address, isInside),
        isOurs: false,
        windowMs: sharedWindowMs,
        threshold: sharedAccountsMin,
      }),
    )
}

interface View {
  subject: string
  source: string
  target: string
  device: string
  isOurs: boolean
  windowMs: number
  threshold: number
}

function sprayAlert({ service }: Spray, day: SprayDay, counted: readonly SprayBucket[], view: View): Alert {
  const { subject, source, target, device, isOurs, threshold } = view
  const [accounts, others] = [countDistinct(day.accounts), countDistinct(day.others)]
  const who = source === '' ? `${others} hosts` : source
  return alertOf({
    kind: 'password-spraying',
    stage: STAGE_OF['password-spraying'],
    severity: severityOf(accounts, isOurs),
    subject,
    windowStart: dayStart(day.day),
    ...extentOf(counted),
    source,
    target,
    device,
    count: sumOf(counted),
    evidence: {
      windowMs: view.windowMs,
      threshold,
      events: shownSightings(day.sightings),
      service,
      accounts,
      unknownAccountTries: day.unknown,
      [source === '' ? 'sources' : 'targets']: others,
    },
    reason: `${who} failed to log in to ${service} under ${accounts} different names; ${threshold} within ${view.windowMs / MINUTE_MS} min are spraying`,
  })
}

/** A device of ours that tries everybody's name obeys somebody else; the internet tries all day. */
const severityOf = (accounts: number, isOurs: boolean): Severity =>
  isOurs ? (accounts >= graveAccountsMin ? 'high' : 'medium') : accounts >= graveAccountsMin ? 'medium' : 'low'

function keepSpray(spray: Spray, before: number): boolean {
  spray.days = spray.days.filter(({ day }) => day >= before)
  spray.buckets = spray.buckets.filter(({ index }) => dayOf(index * bucketMs) >= before)
  return spray.days.length > 0
}
