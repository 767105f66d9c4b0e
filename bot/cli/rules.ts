import { RULES } from '#engine/detect/rules/index.ts'
import { knobValue } from '../knobs.ts'
import { type Ask, EXIT, Failure } from './client.ts'
import { harmless, inColumns } from './columns.ts'

/** A rule as it is built; of a region also whether it is at work there, and what it has raised. */
interface ListedRule {
  rule: string
  raises: readonly string[]
  knobs: Readonly<Record<string, number>>
  state?: string
  alerts?: number
  monitored?: number
}

/** The rules this program has, which takes nobody to ask; or those of a region, as the admin API tells them. */
export async function listedRules(region: string | undefined, client: () => Ask): Promise<{ items: ListedRule[] }> {
  if (region === undefined) return { items: RULES.map(({ name, raises, knobs }) => ({ rule: name, raises, knobs })) }
  if (region === '') throw new Failure('rules list needs a region’s id after --region', EXIT.misused)
  const answer = await client()('GET', `/regions/${encodeURIComponent(region)}/detections`)
  return answer as { items: ListedRule[] }
}

/** A line for each knob; what is said of the rule stands in its first. */
export function rulesTable(items: readonly ListedRule[]): string {
  const isOfRegion = items.some(({ state }) => state !== undefined)
  const headings = ['rule', 'raises', ...(isOfRegion ? ['state', 'alerts', 'on trial'] : []), 'knob', 'value']
  const rows = items.flatMap((item) => {
    const told = [item.rule, item.raises.join(' ')]
    if (isOfRegion) told.push(String(item.state), String(item.alerts), String(item.monitored))
    return rowsOf(told, Object.entries(item.knobs))
  })
  return `${inColumns(headings, rows).join('\n')}\n`
}

function rowsOf(told: readonly string[], knobs: readonly [string, number][]): string[][] {
  const clean = told.map((cell) => harmless(cell, CELL_MAX))
  if (knobs.length === 0) return [clean]
  return knobs.map(([name, value], place) => [
    ...(place === 0 ? clean : clean.map(() => '')),
    harmless(name, CELL_MAX),
    knobValue(name, value),
  ])
}
const CELL_MAX = 64
