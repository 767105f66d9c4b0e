import { z } from 'zod'
import { ATTENDEE_KINDS, MEETING_KINDS } from '#engine/meeting.ts'
import { CONTINUATION_WISHES, MEDIA } from '#engine/recruiting.ts'
import { id, instant } from './common.ts'

const firmId = id.nullable()
const meetingFields = {
  ...{ id, kind: z.enum(MEETING_KINDS), name: z.string(), place: z.string().nullable() },
  ...{ startsAt: instant, endsAt: instant },
}

export const meeting = z.strictObject({ ...meetingFields, regionId: id })
export const meetingCount = z.strictObject({
  ...meetingFields,
  companies: z.int().nullable().describe('null where nobody wrote down who came'),
  people: z.int().nullable(),
})
export const attendance = z.strictObject({
  ...{ id, regionId: id, meetingId: id, firmId, company: z.string() },
  ...{ kind: z.enum(ATTENDEE_KINDS), people: z.int() },
})
export const recruiting = z.strictObject({
  ...{ id, regionId: id, organisation: z.string(), medium: z.enum(MEDIA) },
  ...{ reach: z.int().nullable(), doneAt: instant.nullable(), url: z.string().nullable() },
})
export const recruitingCount = recruiting.extend({ decided: z.int().describe('Firms that started because of it') })
export const application = z.strictObject({
  ...{ id, regionId: id, firmId, company: z.string(), appliedAt: instant, startedAt: instant.nullable() },
  ...{ stoppedBecause: z.string().nullable(), touches: z.array(id), decidedBy: id.nullable() },
  continuation: z.strictObject({ wish: z.enum(CONTINUATION_WISHES), ceilingYen: z.int().nullable() }).nullable(),
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
