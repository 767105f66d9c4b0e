import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import * as answers from './answers.ts'

interface Described {
  summary: string
  tag: 'register' | 'events' | 'outbox' | 'region' | 'money' | 'line' | 'playground'
  body?: z.ZodType
  query?: z.ZodType
  /** A create takes an `Idempotency-Key`. */
  isCreate?: boolean
  hasId?: boolean
  /** What else the address names. */
  names?: readonly string[]
  /** The same as CSV, for whoever asks for `text/csv`. */
  isTable?: boolean
  /** Status and shape; `null` for an answer without a body. */
  answers: Readonly<Record<number, z.ZodType | null>>
}

/** What `/admin/docs` says of a route, from the same shapes that read its body and make its answers. */
export function described({
  summary,
  tag,
  body,
  query,
  isCreate,
  hasId,
  names = [],
  isTable,
  answers: own,
}: Described): FastifySchema {
  const response = Object.fromEntries(
    Object.entries(own).map(([status, shape]) => [
      status,
      shape ? withCsv(json('application/json', shape), isTable) : { description: 'Done', type: 'null' },
    ]),
  )
  return {
    summary,
    tags: [tag],
    ...(body && { body: schemaOf(body) }),
    ...(query && { querystring: schemaOf(query) }),
    ...(hasId && {
      params: schemaOf(z.object(Object.fromEntries(['id', ...names].map((name) => [name, z.string()])))),
    }),
    ...(isCreate && { headers: schemaOf(createHeaders) }),
    response: { ...response, '4xx': json('application/problem+json', answers.problem) },
  } as FastifySchema
}

const createHeaders = z.object({
  'idempotency-key': z
    .string()
    .max(200)
    .optional()
    .describe('The same key and body get the first answer again, and nothing is made twice'),
})

const json = (contentType: string, shape: z.ZodType) => ({
  description: contentType.includes('problem') ? 'What was wrong and what to do next (RFC 9457)' : 'Done',
  content: { [contentType]: { schema: schemaOf(shape, 'output') } },
})

const withCsv = (described: ReturnType<typeof json>, isTable = false) =>
  isTable ? { ...described, content: { ...described.content, 'text/csv': { schema: { type: 'string' } } } } : described

/** By what a shape is asked about: every route answers with the same problem, and many with the same things. */
const schemas = { input: new WeakMap<z.ZodType, object>(), output: new WeakMap<z.ZodType, object>() }

function schemaOf(shape: z.ZodType, io: keyof typeof schemas = 'input'): object {
  const known = schemas[io].get(shape)
  if (known) return known
  const schema = z.toJSONSchema(shape, { io, unrepresentable: 'any', target: 'openapi-3.0' })
  schemas[io].set(shape, schema)
  return schema
}
