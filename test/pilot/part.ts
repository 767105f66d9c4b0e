import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOMS, ROOT, sourcesOf } from '#test/support/sources.ts'
import type { Cost, Way } from './funnel.ts'
import { HABITS } from './people.ts'
import type { PilotOptions } from './simulation.ts'

/** A part of the firms, lived through in a process of its own. */
export type Part = Required<PilotOptions>

export interface Lived {
  ways: Way[]
  cost: Cost
  cpuSeconds: number
}

/** What was lived through by other code is none of this one's. */
const FOLDER = join(ROOT, 'data', 'pilot', digest())

function digest(): string {
  const hash = createHash('sha256')
  for (const { path, text } of sourcesOf([...ROOMS, 'test'])) {
    if (!path.startsWith('test/') || path.startsWith('test/pilot/')) hash.update(`${path}\n${text}\n`)
  }
  return hash.digest('hex').slice(0, 12)
}

const fileOf = ({ firms, days, answers, seed, picksUp, part: { place, of } }: Part): string => {
  const assumed = picksUp === HABITS.picksUp ? '' : `-picks-up-${picksUp}`
  return join(FOLDER, `${firms}-firms-${days}-days-${answers}${assumed}-seed-${seed}-${place + 1}-of-${of}.json`)
}

export function keep(part: Part, lived: Lived): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(fileOf(part), JSON.stringify(lived))
}

export const kept = (part: Part): Lived | undefined =>
  existsSync(fileOf(part)) ? (JSON.parse(readFileSync(fileOf(part), 'utf8')) as Lived) : undefined

export function sumOf(all: readonly Lived[]): Lived {
  const acts = { judge: 0, write: 0, finish: 0, telephone: 0, helped: 0, asked: 0, missed: 0 }
  const sum: Lived = { ways: [], cost: { firms: 0, pushes: 0, acts }, cpuSeconds: 0 }
  for (const { ways, cost, cpuSeconds } of all) {
    sum.ways.push(...ways)
    sum.cost.firms += cost.firms
    sum.cost.pushes += cost.pushes
    for (const act of Object.keys(acts) as (keyof typeof acts)[]) acts[act] += cost.acts[act]
    sum.cpuSeconds += cpuSeconds
  }
  return sum
}
