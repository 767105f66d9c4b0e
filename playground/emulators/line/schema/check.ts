import type * as z from 'zod'
import type { Answer } from '../../api-server.ts'
import { badBody, type ErrorDetail, refuse } from '../errors.ts'

export type Checked<T> = { kind: 'ok'; value: T } | { kind: 'refused'; answer: Answer }

/** Parses and checks a JSON body, or answers as LINE would. */
export function check<T>(schema: z.ZodType<T>, body: Buffer): Checked<T> {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return { kind: 'refused', answer: refuse(400, 'The request body could not be parsed as JSON (line: 1, column: 1)') }
  }
  const result = schema.safeParse(json)
  if (result.success) return { kind: 'ok', value: result.data }
  return { kind: 'refused', answer: badBody(result.error.issues.flatMap((issue) => detailsOf(issue, []))) }
}

type Issue = z.core.$ZodIssue

function detailsOf(issue: Issue, above: PropertyKey[]): ErrorDetail[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? []
    return nearest.flatMap((inner) => detailsOf(inner, path))
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ message: 'Unknown property', property: pathText([...path, key]) }))
  return [{ message: wording(issue), property: pathText(path) }]
}

function wording(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'May not be empty' : `Must be of type ${issue.expected}`
    case 'too_small':
      return issue.origin === 'array'
        ? `Size must be at least ${issue.minimum}`
        : issue.minimum === 1
          ? 'May not be empty'
          : `Must be at least ${issue.minimum}`
    case 'too_big':
      return `${issue.origin === 'array' ? 'Size' : 'Length'} must be between 0 and ${issue.maximum}`
    case 'invalid_value':
      return `Must be one of the following values: [${issue.values.map(String).join(', ')}]`
    case 'invalid_union':
      return 'Must be one of the supported types'
    default:
      return issue.message
  }
}

/** `messages[0].quickReply.items[2].action.label` */
function pathText(path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  )
}
