import { z } from 'zod'
import { DISPATCH_STATES, VISIT_CATEGORIES } from '#engine/dispatch.ts'
import { REMOTE_HELP_STATES } from '#engine/remote-help.ts'
import { SKILLS } from '#engine/vendor.ts'
import { count, id, instant } from './common.ts'

/** Help from afar, and people who go there. */

export const remoteHelp = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  about: id.describe('The consultation or the case that it began with'),
  state: z.enum(REMOTE_HELP_STATES),
  askedAt: instant,
  askedBy: z.string(),
  consentedBy: z.string().nullable().describe('Of the firm; null until somebody has agreed'),
  consentedAt: instant.nullable(),
  helper: z.string().nullable(),
  endedAt: instant.nullable(),
  minutes: z.int().nullable(),
  steps: z.string().nullable().describe('What was done'),
  movedAt: instant,
})

export const vendor = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  areas: z.array(z.string()),
  skills: z.array(z.enum(SKILLS)),
  hours: z.string(),
  phone: z.string().nullable(),
  mail: z.string().nullable(),
  isActive: z.boolean().describe('False while it is offered nothing'),
})

const amount = z.int().describe('Yen, with tax')

const amounts = { costYen: amount, limitYen: amount, selfPayYen: amount }

export const visitTerms = z.strictObject({
  items: z.array(z.strictObject({ category: z.enum(VISIT_CATEGORIES), ...amounts })),
})

export const visitCounts = z.strictObject({
  items: z.array(
    z.strictObject({ month: z.string(), category: z.enum(VISIT_CATEGORIES), visits: count, minutes: count }),
  ),
})

export const drill = z.strictObject({ id, regionId: id, personId: id, state: z.enum(['beginning']) })

export const dispatch = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable().describe('Null in a drill'),
  about: z.string().describe('The consultation or the case that it began with'),
  state: z.enum(DISPATCH_STATES),
  isDrill: z.boolean(),
  category: z.enum(VISIT_CATEGORIES),
  municipality: z.string(),
  skill: z.enum(SKILLS),
  isHome: z.boolean(),
  basis: z
    .enum(['remote-difficult', 'wished', 'installation'])
    .describe('Only the first fulfils the second condition of the insurance'),
  reason: z.string(),
  ...amounts,
  requestedBy: z.string(),
  requestedAt: instant,
  consentedBy: z.string().nullable(),
  consentedAt: instant.nullable(),
  vendorId: id.nullable(),
  vendor: z.string().nullable(),
  startsAt: instant.nullable(),
  visits: z.int().describe('That have ended'),
  minutes: z.int().describe('Of all of them'),
  signedBy: z.string().nullable().describe('For the latest'),
  movedAt: instant,
})
