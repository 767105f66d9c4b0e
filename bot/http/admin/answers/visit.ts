import { z } from 'zod'
import { REMOTE_HELP_STATES } from '#engine/remote-help.ts'
import { SKILLS } from '#engine/vendor.ts'
import { id, instant } from './common.ts'

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
