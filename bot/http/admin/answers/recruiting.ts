import { z } from 'zod'
import { APPLICATION_STATES, STOPPED_CODES } from '#engine/application.ts'
import { KPI_STEPS } from '#engine/kpi.ts'
import { ATTENDEE_KINDS, MEETING_KINDS } from '#engine/meeting.ts'
import { MILESTONE_KINDS } from '#engine/milestone.ts'
import { PARTNERS, PHASE_STATES, PHASES, SERVICES } from '#engine/programme.ts'
import { CONTINUATION_WISHES, MEDIA, VISIT_RESULTS } from '#engine/recruiting.ts'
import { id, instant, share } from './common.ts'

const day = z.iso.date().nullable()
const firmId = id.nullable()

export const programmeReport = z.strictObject({
  version: z.int(),
  finishedAt: instant,
  finishedBy: z.string().nullable().describe('null: the programme’s time was over'),
  reason: z.string().nullable().describe('What was corrected; null for the first'),
})

export const programmePlan = z.strictObject({
  regionId: id,
  phase: z.enum(PHASES).describe('Where it is now'),
  nextOn: day.describe('The next day that is named from this phase on'),
  ...{ from: day, until: day, partners: z.record(z.enum(PARTNERS), z.string()) },
  phases: z.record(z.enum(PHASES), z.strictObject({ state: z.enum(PHASE_STATES), owner: z.string(), nextOn: day })),
  services: z.record(z.enum(SERVICES), z.boolean()),
  figures: z.array(
    z.strictObject({ says: z.string(), source: z.string().nullable(), readOn: day, isPublished: z.boolean() }),
  ),
  target: z.strictObject({ firms: z.int(), from: z.iso.date(), until: z.iso.date() }).nullable(),
})
export const milestone = z.strictObject({
  ...{ id, regionId: id, firmId, kind: z.enum(MILESTONE_KINDS), says: z.string(), dueOn: z.iso.date() },
  ...{ doneAt: instant.nullable(), state: z.enum(['planned', 'done', 'late']).describe('予定, 済, 遅れ') },
})

const meetingFields = {
  ...{ id, kind: z.enum(MEETING_KINDS), name: z.string(), place: z.string().nullable() },
  ...{ startsAt: instant, endsAt: instant, seats: z.int().nullable() },
  code: z.string().nullable().describe('What its papers lead to; null of one that was over when it was added'),
  doorCode: z.string().nullable().describe('What is sent at the door'),
  closedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  agenda: z
    .array(
      z.strictObject({
        ...{ says: z.string(), minutes: z.int(), speaker: z.string().nullable() },
        ...{ organisation: z.string().nullable(), onlyAt: z.string().nullable() },
      }),
    )
    .readonly(),
}

export const meeting = z.strictObject({ ...meetingFields, regionId: id })
export const meetingCount = z.strictObject({
  ...meetingFields,
  companies: z.int().nullable().describe('null where nobody wrote down who came'),
  people: z.int().nullable(),
  signedUp: z.strictObject({ companies: z.int(), people: z.int() }),
  feedback: z.record(z.string(), z.int()).describe('`question:answer`, how many said so'),
})
export const flyer = z.strictObject({
  ...{ id, regionId: id, recruitingId: id, meetingId: id.nullable() },
  ...{ headline: z.string(), basicId: z.string(), madeBy: z.string() },
  code: z.string().describe('What people type who cannot scan'),
  link: z.url().describe('What the QR stands for'),
  ...{ a4Url: z.url(), triFoldUrl: z.url() },
})
export const signUp = z.strictObject({
  ...{ id, regionId: id, meetingId: id, firmId, company: z.string(), people: z.int() },
  ...{ recruitingId: id.nullable(), signedAt: instant, cancelledAt: instant.nullable() },
  came: z.int().nullable(),
})
export const attendance = z.strictObject({
  ...{ id, regionId: id, meetingId: id, firmId, company: z.string() },
  ...{ kind: z.enum(ATTENDEE_KINDS), people: z.int() },
})
export const recruiting = z.strictObject({
  ...{ id, regionId: id, organisation: z.string(), medium: z.enum(MEDIA) },
  ...{
    reach: z.int().nullable(),
    plannedReach: z.int().nullable(),
    costYen: z.int().nullable(),
    doneAt: instant.nullable(),
    url: z.string().nullable(),
  },
})
export const recruitingCount = recruiting.extend({
  touched: z.int().describe('Companies that heard by it'),
  joined: z.int().describe('Companies that applied because of it'),
  decided: z.int().describe('Of these, those that started'),
})
export const recruitingVisit = z.strictObject({
  ...{
    id,
    regionId: id,
    firmId,
    company: z.string(),
    place: z.string(),
    result: z.enum(VISIT_RESULTS),
    memo: z.string(),
  },
  ...{ visitedOn: z.iso.date(), by: z.strictObject({ personId: id, name: z.string() }) },
  next: z
    .strictObject({ step: z.string(), on: z.iso.date() })
    .nullable()
    .describe('What is to be done next, and by when'),
})
export const application = z.strictObject({
  ...{ id, regionId: id, firmId, company: z.string(), appliedAt: instant, startedAt: instant.nullable() },
  ...{ saidState: z.enum(APPLICATION_STATES), stoppedCode: z.enum(STOPPED_CODES).nullable() },
  ...{ stoppedBecause: z.string().nullable(), touches: z.array(id), decidedBy: id.nullable() },
  continuation: z.strictObject({ wish: z.enum(CONTINUATION_WISHES), ceilingYen: z.int().nullable() }).nullable(),
})
export const listedApplication = application
  .omit({ continuation: true })
  .extend({ state: z.enum(APPLICATION_STATES), askedAt: instant.nullable() })
const companies = z.int()
export const funnel = z.strictObject({
  steps: z.array(z.strictObject({ state: z.enum(APPLICATION_STATES), companies })),
  ...{ applied: companies, started: companies },
  over: z.array(z.strictObject({ state: z.enum(APPLICATION_STATES), companies })),
  stopped: z.array(z.strictObject({ code: z.enum(STOPPED_CODES), companies })),
})
export const quote = z.strictObject({
  ...{ id, regionId: id, firmId, words: z.string(), saidAt: instant, agreedAt: instant.nullable() },
})

export const pilot = z.strictObject({
  regionId: id.nullable().describe('null before the first part'),
  done: z.int(),
  steps: z.int(),
  rows: z.record(z.string(), z.int()).describe('What a whole load brings'),
})

const minutes = z.int().nullable()
export const kpi = z.strictObject({
  notices: z.int(),
  times: z.array(
    z.strictObject({ step: z.enum(KPI_STEPS), reached: z.int(), medianMinutes: minutes, slowMinutes: minutes }),
  ),
  followThrough: share.nullable().describe('Of the notices that were sent, those that were seen to be over'),
  perFirm: z
    .strictObject({ messages: z.number().nullable(), minutes: z.number().nullable(), costYen: z.number().nullable() })
    .describe('A month; minutes as they were written down'),
  feesYen: z.array(z.int()).readonly().describe('What plans cost a month, the cheapest first'),
  yenPerHour: z.int().describe('Assumed'),
})
