import { harmless, inColumns } from './columns.ts'

const CELL_MAX = 48

/** A page as a table. */
export function tableOf(items: readonly object[], columns: readonly string[]): string {
  if (items.length === 0) return '(none)\n'
  const rows = items.map((item) => columns.map((name) => cell((item as Record<string, unknown>)[name])))
  return `${inColumns(columns, rows).join('\n')}\n`
}

/** One thing as names and values; what has more inside is shown as JSON. */
export function fieldsOf(thing: object): string {
  const fields = Object.entries(thing)
  const width = Math.max(0, ...fields.map(([name]) => name.length))
  if (fields.some(([, value]) => typeof value === 'object' && value !== null))
    return `${JSON.stringify(thing, null, 2)}\n`
  return fields
    .map(([name, value]) => `${name.padEnd(width)}  ${value === null ? '-' : harmless(String(value), 500)}\n`)
    .join('')
}

function cell(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-'
  if (typeof value !== 'object') return harmless(String(value), CELL_MAX)
  return harmless(Array.isArray(value) ? value.map(inner).join(' ') : inner(value), CELL_MAX)
}

/** A person by name, a membership by role, a place in the queue by its reason, a follow-up by where it stands. */
function inner(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { name, role, reason, shown } = value as { name?: string; role?: string; reason?: string; shown?: string }
  return name ?? role ?? reason ?? shown ?? JSON.stringify(value)
}
