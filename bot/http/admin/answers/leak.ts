import { z } from 'zod'
import { id, instant } from './common.ts'

export const leak = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  state: z.enum(['begun', 'not-likely', 'within', 'near', 'submitted']).describe('submitted is the firm’s own word'),
  known: z.iso.date().describe('Day 1'),
  promptBy: z.iso.date().nullable().describe('A guide; null while no report is likely'),
  finalBy: z.iso.date().nullable(),
  begunAt: instant,
})
