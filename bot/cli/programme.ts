import type { z } from 'zod'
import type * as shapes from '../http/admin/view-shapes.ts'
import { harmless, inColumns } from './columns.ts'

type Programme = z.infer<typeof shapes.programme>

/** The report of a programme as `programme show` prints it, in the region's language. */
export function programmeTables(answer: Readonly<Record<string, unknown>>): string {
  // As `GET /regions/:id/programme` answers; a test holds that answer to its shape.
  const { region, title, at, madeUp, notes, tables } = answer as unknown as Programme
  const head = [`${clean(region.name)}: ${clean(title)}, ${at}`, ...[madeUp, ...notes].filter(Boolean).map(clean)]
  return [head.join('\n'), ...tables.map(tableOf)].join('\n\n').concat('\n')
}

function tableOf({ heading, columns, rows, note }: Programme['tables'][number]): string {
  const lines = inColumns(
    columns,
    rows.map((cells) => cells.map(clean)),
  )
  return [clean(heading), ...lines, ...(note === '' ? [] : [clean(note)])].join('\n')
}

const clean = (text: string): string => harmless(text, 200)
