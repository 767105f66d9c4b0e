import { createHash } from 'node:crypto'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'

/** The same for the same content, in whatever order its properties were written down. */
export const fingerprintOf = (questionnaire: Questionnaire): string =>
  createHash('sha256').update(canonical(questionnaire)).digest('hex')

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const properties = Object.entries(value)
    .filter(([, inside]) => inside !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${properties.map(([name, inside]) => `${JSON.stringify(name)}:${canonical(inside)}`).join(',')}}`
}
