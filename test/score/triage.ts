import type { Severity } from '#engine/alert.ts'
import { type Lessons, lessonOf, lessonsFrom, scoreOf, type Tally } from '#engine/triage/score.ts'
import type { Capture } from './captures.ts'
import { type JudgedCase, regionsOf, WORLD } from './firm-months.ts'

/** Whether the queue's order finds what is real sooner than severity and count do, in regions that it was not taught in. */
export const ORDERS = ['plain', 'fresh', 'learned', 'learnedWithoutPast'] as const
export type Order = (typeof ORDERS)[number]
export type Comparison = Record<Order, Measured>

export interface Measured {
  regions: number
  cases: number
  real: number
  /** Of each week's first ten, how many are real; and how many would be, if the order knew the labels. */
  precisionAt10: number
  mostAt10: number
  /** Over each week's whole queue. */
  averagePrecision: number
  /** Read from the top of each week's queue to its last real one, per firm and 30 days. */
  cardsPerFirmMonth: number
}

/** Each region in turn, with what the others taught; with every seed the families are dealt anew. */
export function compared(captures: readonly Capture[], seeds: readonly number[]): Comparison[] {
  return seeds.flatMap((seed) => {
    const regions = regionsOf(captures, seed)
    return regions.map((cases) => {
      const others = regions.filter((other) => other !== cases).flat()
      return {
        plain: measured(cases, bySeverityThenCount),
        fresh: measured(cases, byScore(new Map())),
        learned: measured(cases, byScore(taught(others))),
        learnedWithoutPast: measured(cases.map(withoutPast), byScore(taught(others.map(withoutPast)))),
      }
    })
  })
}

/** As if nobody knew what came of earlier cases of the device. */
const withoutPast = (one: JudgedCase): JudgedCase => ({
  ...one,
  sight: { ...one.sight, features: { ...one.sight.features, past: 'none' } },
})

/** Sums of what is counted, means of the rest. */
export function together(of: readonly Comparison[], order: Order): Measured {
  const all = of.map((one) => one[order])
  const sum = (field: keyof Measured): number => all.reduce((total, one) => total + one[field], 0)
  return {
    ...{ regions: sum('regions'), cases: sum('cases'), real: sum('real') },
    precisionAt10: sum('precisionAt10') / all.length,
    mostAt10: sum('mostAt10') / all.length,
    averagePrecision: sum('averagePrecision') / all.length,
    cardsPerFirmMonth: sum('cardsPerFirmMonth') / all.length,
  }
}

function taught(cases: readonly JudgedCase[]): Lessons {
  const told = cases.flatMap(({ sight, verdict }) => lessonOf(sight.features, verdict, 1))
  const same = Map.groupBy(told, ({ feature, value, verdict }) => `${feature} ${value} ${verdict}`)
  return lessonsFrom([...same.values()].map((tallies): Tally => ({ ...(tallies[0] as Tally), count: tallies.length })))
}

type Sorted = (cases: readonly JudgedCase[]) => JudgedCase[]
const GRAVITY: Record<Severity, number> = { low: 0, medium: 1, high: 2 }
const bySeverityThenCount: Sorted = (cases) =>
  cases.toSorted(
    ({ subject: one }, { subject: other }) =>
      GRAVITY[other.severity] - GRAVITY[one.severity] || other.eventCount - one.eventCount,
  )
const byScore =
  (lessons: Lessons): Sorted =>
  (cases) => {
    const value = ({ sight }: JudgedCase): number => scoreOf(sight.features, lessons).value
    return cases.toSorted((one, other) => value(other) - value(one))
  }

/** Weeks without a real one have nothing to find, and are left out of the means. */
function measured(cases: readonly JudgedCase[], sorted: Sorted): Measured {
  const queues = [...Map.groupBy(cases, ({ week }) => week).values()].map((week) =>
    sorted(week).map(({ verdict }) => verdict === 'confirmed'),
  )
  const eventful = queues.filter((queue) => queue.includes(true))
  const read = eventful.reduce((sum, queue) => sum + queue.lastIndexOf(true) + 1, 0)
  return {
    regions: 1,
    cases: cases.length,
    real: queues.reduce((sum, queue) => sum + realIn(queue), 0),
    precisionAt10: mean(eventful.map((queue) => realIn(queue.slice(0, 10)) / 10)),
    mostAt10: mean(eventful.map((queue) => Math.min(10, realIn(queue)) / 10)),
    averagePrecision: mean(eventful.map(averagePrecisionOf)),
    cardsPerFirmMonth: (read / (WORLD.firms * WORLD.days)) * 30,
  }
}

const realIn = (queue: readonly boolean[]): number => queue.filter((isReal) => isReal).length

function averagePrecisionOf(queue: readonly boolean[]): number {
  const places = queue.flatMap((isReal, place) => (isReal ? [place] : []))
  return mean(places.map((place, before) => (before + 1) / (place + 1)))
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length
