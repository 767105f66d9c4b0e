import { z } from 'zod'
import { FIRM_STANDINGS } from '#db/register.ts'
import { SENSOR_STATUSES } from '#db/sensors.ts'
import { FAULTS, FIRM_COLUMNS, SIZE_BANDS } from '#engine/firm-list.ts'
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

const numbered = { total: z.int(), page: z.int(), pages: z.int() }

export const registerLine = z.strictObject({
  firmId: id,
  name: z.string(),
  kana: z.string().nullable(),
  corporateNumber: z.string().nullable(),
  industry: z.string().nullable(),
  employees: z.int().nullable(),
  sizeBand: z.enum(SIZE_BANDS).nullable().describe('Where only that is known'),
  pcs: z.int().nullable(),
  municipality: z.string().nullable(),
  phone: z.string().nullable(),
  contactName: z.string().nullable(),
  mail: z.string().nullable(),
  standing: z
    .enum(FIRM_STANDINGS)
    .describe('Entered, invited, somebody has joined, a sensor is there, or it is leaving'),
  orderState: z.string().nullable().describe('Of its newest sensor'),
  createdAt: instant,
})

export const registerPage = z.strictObject({
  items: z.array(registerLine),
  counts: z.strictObject(Object.fromEntries(FIRM_STANDINGS.map((one) => [one, z.int()]))),
  ...numbered,
})

export const inviteSheetMade = z.strictObject({ regionId: id, made: z.int(), expiresAt: instant })

export const inviteSheet = z.strictObject({
  items: z.array(
    z.strictObject({
      firmId: id,
      firm: z.string(),
      code: z.string(),
      link: z.string().nullable().describe('What a QR stands for: LINE, with the code written already'),
      expiresAt: instant,
    }),
  ),
  ...numbered,
})

const faultyLine = z.strictObject({
  line: z.int().describe('As Excel counts them; the head is 1'),
  column: z.enum(FIRM_COLUMNS).nullable().describe('null: the whole line'),
  fault: z.enum(FAULTS),
  read: z.string().describe('What stands there'),
  earlier: z.int().nullable().describe('The line in which the same firm stood before'),
  says: z.string().describe('What is wrong and what to do, in the region’s language'),
})

const importBase = { id, regionId: id, takenBack: z.int().nullable() }

export const firmImport = z.strictObject({
  ...importBase,
  createdAt: instant,
  ranAt: instant.nullable().describe('When it was taken in'),
  undoneAt: instant.nullable(),
  lines: z.int().nullable().describe('null once it was taken in: the file is kept no longer'),
  fresh: z.int().describe('How many firms it would make now'),
  made: z.int().nullable().describe('How many it has made'),
  known: z
    .int()
    .describe('How many of its firms are, or were, here before: by their corporate number, or by name and telephone'),
  faulty: z.int().describe('How many of its lines have something wrong'),
  faults: z.array(faultyLine),
  ignored: z.array(z.string()).describe('Headings of columns that nothing is read of'),
})

export const listedImport = z.strictObject({
  ...{ ...importBase, createdAt: instant, ranAt: instant.nullable(), undoneAt: instant.nullable() },
  ...{ made: z.int().nullable(), known: z.int().nullable(), faulty: z.int().nullable() },
})

export const undoneImport = z.strictObject({
  ...importBase,
  takenBack: z.int(),
  kept: z
    .array(z.strictObject({ firmId: id, name: z.string(), because: z.string(), says: z.string() }))
    .describe('To whom something has happened since, and what'),
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

export const notebook = z.strictObject({
  firmId: id,
  notes: z.array(z.string()).readonly().describe('That it claims nothing, and of what nothing is kept'),
  items: z.array(
    z.strictObject({
      item: z.string(),
      kept: z.array(z.strictObject({ what: z.string(), value: z.string() })).readonly(),
    }),
  ),
  paper: z.string().describe('Its PDF, for a day'),
})
