import { z } from 'zod'
import { ANSWER_STATES } from '#engine/answer.ts'
import { ANTIVIRUS_KINDS, ASSET_STATES } from '#engine/asset.ts'
import { CATEGORIES, CONSULTATION_CHANNELS, CONSULTATION_STATES, MATTERS, TAGS } from '#engine/consultation.ts'
import { DEVICE_KINDS } from '#engine/device-kind.ts'
import { ASSURANCES } from '#engine/diagnosis/assurance.ts'
import { DIAGNOSIS_STATES } from '#engine/diagnosis/confirmed.ts'
import { BANDS } from '#engine/diagnosis/score.ts'
import { UPKEEPS } from '#engine/dialogue/upkeep.ts'
import { EXAMPLE_STATES, SIZES } from '#engine/example.ts'
import { CHANNELS, OPERATIONS } from '#engine/hearing.ts'
import { TODO_STATES } from '#engine/todo.ts'
import { count, id, instant, person, share } from './common.ts'

/** What firms are helped with. */

export const asset = z.strictObject({
  id: z.string(),
  firmId: id,
  siteId: id,
  mac: z.string(),
  ip: z.string().describe('Where it was last seen; empty when only its name was heard'),
  name: z.string().describe('As the device itself chose it, so not to be believed; or empty'),
  kind: z
    .enum(DEVICE_KINDS)
    .nullable()
    .describe('As its programs say, so not to be believed; null where they say nothing, or two things'),
  firstSeenAt: instant.describe('Of the last two months'),
  lastSeenAt: instant,
  state: z.enum(ASSET_STATES).describe('In the firm’s ledger; candidate where nobody has spoken of it'),
  owner: z.string().describe('Whose it is, as the firm says; or empty'),
  isPc: z.boolean(),
  antivirus: z.enum(ANTIVIRUS_KINDS).nullable().describe('As its user says; null while nobody was asked'),
  antivirusUntil: z.iso.date().nullable(),
  calledName: z.string().describe('What the firm calls it; or empty'),
  place: z.string().describe('Where it stands, as the firm says; or empty'),
})

export const assetList = z.strictObject({ csv: z.string().describe('UTF-8 with its mark; formulas are words') })

export const readAssetList = z.strictObject({
  accepted: z.int().describe('Lines that were read; they are in the ledger a moment later'),
  rejected: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
})

export const diagnosis = z.strictObject({
  id,
  firmId: id,
  personId: id.nullable().describe('Where each person is asked for themselves (work at home)'),
  questionnaire: z.string(),
  version: z.string(),
  state: z.enum(DIAGNOSIS_STATES).describe('Confirmed: a hearing was held after it was finished'),
  startedAt: instant,
  finishedAt: instant.nullable(),
  score: z.strictObject({ points: z.int(), max: z.int() }).nullable().describe('Of the finished'),
  band: z.enum(BANDS).nullable(),
  assurance: z.enum(ASSURANCES).nullable().describe('Of a set-up: what its answers rest on'),
  upkeep: z.enum(UPKEEPS).nullable().describe('Of a finished monthly check: how much is kept up'),
  answers: z.record(z.string(), z.string()).nullable().describe('Of a finished monthly check, by question'),
  sheet: z
    .strictObject({
      state: z.enum(['draft', 'approved', 'sent', 'read']),
      sentAt: instant.nullable().describe('When the platform took the result'),
      readAt: instant.nullable().describe('The first opening of its page, or tap that followed it'),
    })
    .nullable()
    .describe('Only what has a score has one'),
})

export const todo = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  personId: id.nullable().describe('Where each person is asked for themselves (work at home)'),
  questionnaire: z.string(),
  question: z.string().describe('Whose measure it is'),
  because: z.looseObject({ kind: z.string() }).describe('What moved it forward'),
  state: z.enum(TODO_STATES),
  since: instant,
  dueAt: instant.nullable().describe('When the firm is asked how it goes'),
  by: person.nullable().describe('Whose word that was; null where it was a diagnosis’'),
  round: z.int().describe('How often it was offered'),
  revision: z.int(),
})

const consultationKind = {
  category: z.enum(CATEGORIES).nullable().describe('Null until the desk has said'),
  tag: z.enum(TAGS).nullable().describe('Of installation alone'),
  channel: z.enum(CONSULTATION_CHANNELS),
}

export const consultation = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable().describe('Null for a call whose firm nobody has found out yet'),
  state: z.enum(CONSULTATION_STATES),
  matter: z.enum(MATTERS),
  ...consultationKind,
  who: z.string(),
  holder: z.string().nullable(),
  openedAt: instant,
  answeredAt: instant.nullable(),
  movedAt: instant,
})

export const consultationCounts = z.strictObject({
  items: z.array(z.strictObject({ month: z.string(), ...consultationKind, consultations: count })),
})

export const deskMonths = z.strictObject({
  items: z.array(
    z.strictObject({
      month: z.string(),
      consultations: count,
      byChat: count,
      onSecurity: count,
      firms: count.describe('That asked'),
      firmsOfRegion: z.int(),
      perFirm: z.number().nullable().describe('Consultations for each firm of the region'),
      firstAnswerMinutes: z.int().nullable().describe('Median of the business minutes until the first answer by chat'),
    }),
  ),
})

export const knownAnswers = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string().describe('Its consultation’s, or the name of one that was there from the start'),
      state: z.enum([...ANSWER_STATES, 'from-the-start']).describe('Only approved ones, and those, are shown to firms'),
      question: z.string(),
      answer: z.string(),
      shown: z.int(),
      helped: z.int(),
      wrong: z.int().describe('Whoever had asked said that it was not the answer'),
    }),
  ),
})

export const hearing = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  state: z.enum(['booked', 'held', 'missed', 'cancelled']),
  startsAt: instant,
  channel: z.enum(CHANNELS),
  place: z.string(),
  interviewer: z.string(),
  answer: z.enum(['none', 'suits', 'another-day']).describe('What the firm said to the day'),
  bookings: z.int().describe('How often a day was set'),
  misses: z.int(),
  movedAt: instant,
  minutes: z.int().nullable(),
  notes: z.string().nullable(),
  questions: z.string().nullable().describe('What the firm asked'),
  operation: z.enum(OPERATIONS).nullable().describe('Whether the tools it has are looked after'),
  heldAt: instant.nullable(),
})

export const hearingBooking = z.strictObject({ firmId: id, startsAt: instant, state: z.enum(['booking']) })

export const hearingCounts = z.strictObject({
  hearings: count,
  booked: count,
  held: count,
  missed: count,
  cancelled: count,
  operated: count,
  justInstalled: count,
  unknown: count,
  justInstalledShare: share.nullable().describe('Of the firms that could say'),
})

export const example = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable().describe('Null for a chamber, and where it is no firm’s of the region'),
  state: z.enum(EXAMPLE_STATES),
  industry: z.string().nullable().describe('Null where it would tell whose it is'),
  size: z.enum(SIZES).nullable().describe('small: up to 50 people'),
  happened: z.string().nullable().describe('As all the text, null once it is withdrawn'),
  helped: z.string().nullable(),
  costYen: z.int().nullable(),
  source: z.string().nullable().describe('Who published it before'),
  consentedBy: id.nullable(),
  consentedAt: instant.nullable(),
  remindedAt: instant.nullable().describe('They are reminded once, and then left in peace'),
  movedAt: instant,
})

export const exampleWithdrawing = z.strictObject({ id, state: z.enum(['withdrawing']) })

export const exampleCounts = z.strictObject({
  ...Object.fromEntries(EXAMPLE_STATES.map((state) => [state, count])),
})
