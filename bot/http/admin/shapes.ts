import { z } from 'zod'
import { FIRM_ROLES, REGION_ROLES } from '#db/people.ts'
import { ADVISORY_KINDS, ALERT_KINDS, HEALTH_CHECK_KINDS } from '#engine/alert.ts'
import { Problem } from '../problem.ts'

const name = z.string().trim().min(1).max(200)
const id = z.string().min(1).max(100)
const timezone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'is not a time zone such as Asia/Tokyo')

const severity = z.enum(['high', 'medium', 'low'])
/** Minutes, at most a month; null promises nothing. */
const promise = z
  .int()
  .min(1)
  .max(31 * 24 * 60)
  .nullable()

/** The bodies of the admin API, as README and `/admin/docs` show them. */
export const shapes = {
  region: z.strictObject({
    name,
    timezone: timezone.default('Asia/Tokyo'),
    locale: z.enum(['ja', 'en']).default('ja'),
  }),
  firm: z.strictObject({
    regionId: id,
    name,
    industry: z.string().max(200).optional(),
    employees: z.int().min(0).max(100_000).optional(),
    pcs: z.int().min(0).max(100_000).optional(),
    phone: z.string().max(50).optional(),
  }),
  site: z.strictObject({
    firmId: id,
    name,
    kind: z.enum(['office', 'home']),
    homeNetworks: z
      .array(z.union([z.cidrv4(), z.cidrv6()]))
      .max(50)
      .default([]),
  }),
  sensor: z.strictObject({ siteId: id, type: z.enum(['office', 'small-office', 'home']) }),
  invite: z.strictObject({
    firmId: id.optional(),
    regionId: id.optional(),
    role: z.enum([...FIRM_ROLES, ...REGION_ROLES]),
    days: z.int().min(1).max(365).default(30),
  }),
  token: z.strictObject({ regionId: id, role: z.enum(['chamber']), name }),
  rules: z.strictObject({
    severities: z
      .partialRecord(z.enum([...ALERT_KINDS, ...ADVISORY_KINDS, ...HEALTH_CHECK_KINDS]), severity)
      .default({}),
    decideWithinMinutes: z.strictObject({ high: promise, medium: promise, low: promise }),
  }),
  contactOrder: z.strictObject({ personIds: z.array(id).min(1).max(200) }),
  clock: z.strictObject({
    advanceMs: z
      .int()
      .min(0)
      .max(366 * 86_400_000),
  }),
  page: z.object({
    firmId: id.optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
    state: z.string().max(30).optional(),
  }),
}

/** The body as its shape reads it, or 422 with every fault and where it is. */
export function read<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const result = shape.safeParse(value ?? {})
  if (result.success) return result.data
  const errors = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw new Problem(422, 'Not valid', errors.map(({ field, message }) => `${field || 'body'}: ${message}`).join('; '), {
    errors,
  })
}

/** For the OpenAPI page. */
export const schemaOf = (shape: z.ZodType): object =>
  z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any', target: 'openapi-3.0' })
