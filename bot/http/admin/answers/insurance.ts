import { z } from 'zod'
import { CLAIM_STATES } from '#engine/claim.ts'
import { ENROLMENT_STATES } from '#engine/insurance.ts'
import { id, instant } from './common.ts'

/** Insurance, and what may become a claim. */

export const insurance = z.strictObject({
  firmId: id,
  floors: z.array(
    z.strictObject({
      floor: z.int().min(1).max(2),
      state: z.enum(ENROLMENT_STATES),
      at: instant.describe('Since when'),
    }),
  ),
})

const condition = z.boolean().nullable().describe('null until somebody has found it out')

export const claim = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  caseId: id,
  state: z.enum(CLAIM_STATES).describe('met means a possible claim; whether it is paid the insurer decides'),
  detected: condition,
  remoteDifficult: condition,
  visitNeeded: condition,
  shownItems: z.array(z.string()).describe('What the firm has agreed to show the insurer'),
  movedAt: instant,
})
