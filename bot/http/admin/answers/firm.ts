import { z } from 'zod'
import { SENSOR_STATUSES } from '#db/sensors.ts'
import { DUTIES } from '#engine/responsibility.ts'
import { WATCHES } from '#engine/watch.ts'
import { id, instant, person, role, share } from './common.ts'

/** The register: firms, their sites and sensors, and who belongs to them. */

export const firm = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  industry: z.string().nullable(),
  employees: z.int().nullable(),
  pcs: z.int().nullable(),
  phone: z.string().nullable(),
})

export const leaving = z.strictObject({ firmId: id, state: z.enum(['asking', 'leaving', 'erasing']) })

export const site = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  name: z.string(),
  kind: z.enum(['office', 'home']),
  homeNetworks: z.array(z.string()),
  municipality: z.string().nullable(),
  address: z.string().nullable().describe('Of an office; where people live is kept nowhere'),
})

const sensorBase = {
  id,
  regionId: id,
  firmId: id,
  siteId: id,
  type: z.enum(['office', 'small-office', 'home']),
}

export const newSensor = z.strictObject({ ...sensorBase, token: z.string().describe('Shown this once') })

export const sensor = z.strictObject({
  ...sensorBase,
  status: z.enum(SENSOR_STATUSES).describe('Stopped: never heard, or revoked'),
  lastSeenAt: instant.nullable(),
  silentSince: instant.nullable().describe('While it is silent, and operations was told'),
  revokedAt: instant.nullable(),
})

export const sensorHealth = sensor.extend({
  statusName: z.string().describe('In the region’s language'),
  coverage: share.nullable().describe('Of the seven days: the share of five-minute slots of which anything was heard'),
  days: z.array(
    z.strictObject({
      day: z.iso.date().describe('In the region’s time zone, the earliest first; without those before it was added'),
      coveredMinutes: z.int(),
      possibleMinutes: z.int(),
      lostShare: share.nullable().describe('Of the traffic, in the worst hour; null where the sensor does not tell'),
    }),
  ),
})

const inviteBase = { regionId: id, firmId: id.nullable(), vendorId: id.nullable(), role, expiresAt: instant }

export const newInvite = z.strictObject({ ...inviteBase, code: z.string().describe('Shown this once') })

export const invite = z.strictObject({
  ...{ id, ...inviteBase, usedAt: instant.nullable() },
  siteIds: z.array(id).nullable().describe('Of a contractor: what it is to look after; null is the whole firm'),
  createdBy: id.nullable().describe('The person of the firm who invites'),
})

export const listedPerson = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  memberships: z.array(
    z.strictObject({ firmId: id.nullable(), role, rank: z.int(), consentVersion: z.string().nullable() }),
  ),
  platforms: z.array(z.strictObject({ platform: z.string(), isReachable: z.boolean() })),
})

export const contacts = z.strictObject({
  items: z.array(z.strictObject({ personId: id, name: z.string(), role, isReachable: z.boolean() })),
})

export const responsible = z.strictObject({
  watch: z
    .enum(WATCHES)
    .describe(
      'working: watched over; unnamed: nobody answers for it; quiet: a sensor is not heard; none: there is no sensor',
    ),
  responsible: person.nullable(),
  inCharge: person.nullable(),
  deputy: person.nullable(),
  order: z.array(z.enum(DUTIES)),
  by: person.nullable(),
  namedAt: instant.nullable(),
})

export const checked = z.strictObject({
  items: z.array(
    z.strictObject({
      diagnosisId: id,
      questionnaire: z.string(),
      title: z.string(),
      question: z.string(),
      short: z.string(),
      ask: z.string(),
      stated: z.string().describe('What the firm had said, in the region’s language'),
      observed: z.string().describe('What is so'),
      isDowngrade: z.boolean().describe('The firm has less than it had said'),
      where: z.enum(['desk', 'site']).describe('By telephone or web meeting, or on site'),
      checkedBy: z.string(),
      checkedAt: instant,
    }),
  ),
})
