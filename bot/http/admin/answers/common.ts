import { z } from 'zod'
import { ROLES } from '#engine/enrolment.ts'

/** Shapes that several answers are made of. */

export const id = z.string().describe('Opaque')
export const instant = z.iso.datetime()
export const severity = z.enum(['high', 'medium', 'low'])
export const role = z.enum(ROLES)
export const person = z.strictObject({ personId: id, name: z.string() })
export const share = z.number().min(0).max(1)
export const count = z.int().nullable().describe('null stands for 1 to 4')

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
})

export const pageOf = (item: z.ZodType) => z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
