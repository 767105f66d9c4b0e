import type { DnsEvent } from '#engine/event.ts'
import { addDistinct, type Distinct, noneDistinct } from '../distinct.ts'
import { addPoints, emptyPointBucket, type PointBucket } from '../points.ts'
import { noSightings, type Sightings, sight } from '../sightings.ts'
import { bucketOf, countInto } from '../window.ts'

/** What is known of a device that asks for odd names. */
export interface Host {
  source: string
  buckets: HostBucket[]
  /** Buckets that names which do not exist made hot, whatever they look like; and names that look alike. */
  missing: number[]
  alike: number[]
  days: HostDay[]
}

interface HostBucket extends PointBucket {
  /** Look-ups that count only when their names are many and alike. */
  mild: number
}

export interface HostDay {
  day: number
  suspects: Asked
  missing: Distinct
  alike: Asked
}

interface Asked {
  names: Distinct
  sightings: Sightings
}

/** What one look-up says. */
export interface Look {
  /** Its bucket of time. */
  index: number
  /** Where its time lies: the day that bucket begins in. */
  day: number
  zone: string
  /** The zone, as one thing among others. */
  thing: number
  points: number
  isMissing: boolean
  isAlike: boolean
}

/** Into what is known of the host that asked. `enough` points make a bucket suspicious alone. */
export function countLook(host: Host, event: DnsEvent, look: Look, enough: number): void {
  const { zone, thing, points, isMissing, isAlike } = look
  const bucket = bucketOf(host.buckets, look.index, emptyHostBucket)
  const day = dayIn(host.days, look.day)
  countInto(bucket, event)
  if (isAlike) remember(day.alike, event, zone, thing)
  if (points === 0) {
    bucket.mild++
    return
  }
  addPoints(bucket, thing, points, enough)
  remember(day.suspects, event, zone, thing)
  if (isMissing) addDistinct(day.missing, thing)
}

const emptyHostBucket = (index: number): HostBucket => ({ ...emptyPointBucket(index), mild: 0 })

function dayIn(days: HostDay[], day: number): HostDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const made = { day, suspects: noneAsked(), missing: noneDistinct(), alike: noneAsked() }
  days.push(made)
  return made
}

const noneAsked = (): Asked => ({ names: noneDistinct(), sightings: noSightings() })

const NAME_SHOWN_MAX = 96

function remember({ names, sightings }: Asked, event: DnsEvent, zone: string, thing: number): void {
  addDistinct(names, thing)
  const answer = event.resultCode === '' ? '' : ` ${event.resultCode}`
  sight(sightings, event, `${zone.slice(0, NAME_SHOWN_MAX)}${answer}`)
}
