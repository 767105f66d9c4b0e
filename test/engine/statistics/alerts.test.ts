import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ALERT_KINDS, type AlertKind, STAGE_OF } from '#engine/alert.ts'
import { type AlertCount, alertStatistics, type CountedFirm } from '#engine/statistics/alerts.ts'

const firm = (firmId: string, industry: string | null, pcs: number | null): CountedFirm => ({
  ...{ firmId, name: `会社${firmId}`, industry, pcs },
})
const count = (firmId: string, kind: AlertKind, alerts: number, month = '2020-11'): AlertCount => ({
  ...{ firmId, kind, month, alerts },
})

const of = (industry: string, firms: number, from = 0): CountedFirm[] =>
  Array.from({ length: firms }, (_, n) => firm(`${industry}${from + n}`, industry, 10))

describe('alerts by industry', () => {
  const firms = [...of('建設業', 6), ...of('製造業', 5), firm('a', '製造業', 0), firm('b', '製造業', null)]
  const counts = [count('建設業0', 'port-scan', 12), count('製造業0', 'port-scan', 5), count('a', 'port-scan', 100)]

  it('ranks them by alerts per PC, and a firm with no count of PCs is left out and counted as such', () => {
    const { industries, withoutPcs, perPc, pcs, alerts } = alertStatistics(firms, counts, { seesAll: true })
    expect(industries).toMatchObject([
      { industry: '建設業', firms: 6, pcs: 60, withoutPcs: 0, alerts: 12, perPc: 0.2, rank: 1 },
      { industry: '製造業', firms: 7, pcs: 50, withoutPcs: 2, alerts: 105, perPc: 0.1, rank: 2 },
    ])
    expect({ withoutPcs, perPc, pcs, alerts }).toEqual({ withoutPcs: 2, perPc: 17 / 110, pcs: 110, alerts: 117 })
  })

  it('tells others nothing per PC from which those two could be worked out', () => {
    const { industries, perPc, alerts } = alertStatistics(firms, counts, { seesAll: false })
    expect(industries).toMatchObject([
      { industry: '建設業', perPc: 0.2 },
      { alerts: 105, perPc: null, rank: null },
    ])
    expect({ perPc, alerts }).toEqual({ perPc: null, alerts: 117 })
  })

  it('hides a small industry, and the smallest other one, from which it could be worked out', () => {
    const some = [...of('建設業', 6), ...of('製造業', 9), ...of('漁業', 2)]
    const { industries, alerts, perPc } = alertStatistics(some, [count('漁業0', 'port-scan', 7)], { seesAll: false })
    const shown = Object.fromEntries(industries.map((one) => [one.industry, one.alerts]))
    expect(shown).toEqual({ 製造業: 0, 建設業: null, 漁業: null })
    expect({ alerts, perPc }).toEqual({ alerts: 7, perPc: 7 / 170 })
  })
})

describe('alerts by stage and kind', () => {
  it('lists all twelve, those that nobody saw with 0', () => {
    const { stages } = alertStatistics([], [], { seesAll: false })
    expect(stages.flatMap(({ kinds }) => kinds.map(({ kind }) => kind))).toEqual([...ALERT_KINDS])
    expect(stages.every(({ alerts, kinds }) => alerts === 0 && kinds.every((one) => one.alerts === 0))).toBe(true)
  })

  it('hides a kind that one firm had, with another, and the stages from which they could be worked out', () => {
    const firms = of('製造業', 9)
    const counts = [
      count('製造業0', 'syn-flood', 1),
      ...firms.slice(0, 6).map(({ firmId }) => count(firmId, 'known-c2', 2)),
      ...firms.map(({ firmId }) => count(firmId, 'port-scan', 3)),
    ]
    const { stages, alerts } = alertStatistics(firms, counts, { seesAll: false })
    const shown = (stage: string) => stages.find((one) => one.stage === stage)
    expect(alerts).toBe(40)
    expect(shown('objectives')).toMatchObject({ alerts: null, kinds: [{ alerts: 0 }, { alerts: 0 }, { alerts: null }] })
    expect(shown('command-and-control')).toMatchObject({ alerts: null, kinds: [{ alerts: null }, { alerts: 0 }] })
    expect(shown('reconnaissance')?.alerts).toBe(27)
  })
})

describe('alerts by month', () => {
  it('goes through the months in which there was nothing', () => {
    const counts = [count('x', 'port-scan', 1, '2020-11'), count('x', 'port-scan', 2, '2021-02')]
    expect(alertStatistics([firm('x', null, 1)], counts, { seesAll: true }).months).toMatchObject([
      { month: '2020-11', alerts: 1 },
      { month: '2020-12', alerts: 0 },
      { month: '2021-01', alerts: 0 },
      { month: '2021-02', alerts: 2 },
    ])
  })
})

describe('alerts by firm', () => {
  const firms = of('製造業', 38)
  const counts = firms.map(({ firmId }, n) => count(firmId, 'port-scan', 100 - n))

  it('names thirty to whoever reads everything', () => {
    const { ranking } = alertStatistics(firms, counts, { seesAll: true })
    expect(ranking).toHaveLength(30)
    expect(ranking[0]).toMatchObject({ name: '会社製造業0', alerts: 100 })
  })

  it('names nobody to others, and tells of five at a time', () => {
    const { ranking, places } = alertStatistics(firms, counts, { seesAll: false })
    expect(ranking).toEqual([])
    expect(places.map(({ from, to }) => [from, to])).toEqual([
      [1, 5],
      [6, 10],
      [11, 15],
      [16, 20],
      [21, 25],
      [26, 30],
    ])
    expect(places[0]?.alerts).toBe(490)
  })

  it.each([
    [4, []],
    [5, [[1, 5]]],
    [9, [[1, 9]]],
    [
      33,
      [
        [1, 5],
        [6, 10],
        [11, 15],
        [16, 20],
        [21, 25],
        [26, 33],
      ],
    ],
  ])('of %i firms no small rest is left', (firms, places) => {
    const told = alertStatistics(of('製造業', firms), [], { seesAll: false }).places
    expect(told.map(({ from, to }) => [from, to])).toEqual(places)
  })
})

type Vector = readonly number[]

/** Whether a sum can be worked out by adding and subtracting sums that are shown. */
function readerOf(shown: readonly Vector[]): (wanted: Vector) => boolean {
  const basis: { at: number; row: Vector }[] = []
  const rest = (wanted: Vector): Vector =>
    basis.reduce((left, { at, row }) => {
      const factor = left[at] ?? 0
      return factor === 0 ? left : left.map((value, n) => value - factor * (row[n] ?? 0))
    }, wanted)
  const first = (row: Vector): number => row.findIndex((value) => Math.abs(value) > 1e-9)
  for (const one of shown) {
    const row = rest(one)
    const at = first(row)
    if (at !== -1) basis.push({ at, row: row.map((value) => value / (row[at] ?? 1)) })
  }
  return (wanted) => first(rest(wanted)) === -1
}

describe('what is hidden from others', () => {
  const industries = ['A', 'B', 'C']
  const kinds = ['dns-tunneling', 'syn-flood', 'known-c2', 'port-scan', 'url-scan'] as const
  const months = ['2020-11', '2020-12']
  const world = fc
    .array(
      fc.record({
        industry: fc.constantFrom(...industries),
        pcs: fc.constantFrom(3, 8, null),
        had: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...kinds), month: fc.constantFrom(...months) }), {
          maxLength: 3,
          selector: ({ kind, month }) => `${kind} ${month}`,
        }),
      }),
      { minLength: 5, maxLength: 14 },
    )
    .map((all) => ({
      firms: all.map(({ industry, pcs }, n) => firm(`f${n}`, industry, pcs)),
      counts: all.flatMap(({ had }, n) => had.map(({ kind, month }) => count(`f${n}`, kind, n + 1, month))),
    }))

  /** Every number of a firm, of a kind, in a month: what nobody outside knows, the noughts among them. */
  function cellsOf(firms: readonly CountedFirm[]) {
    const all = firms.flatMap((one) => kinds.flatMap((kind) => months.map((month) => ({ ...one, kind, month }))))
    return (is: (one: (typeof all)[number]) => boolean): Vector => all.map((one) => (is(one) ? 1 : 0))
  }

  const subsets = <T>(all: readonly T[]): T[][] =>
    Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((_one, place) => (mask >> place) % 2 === 1))

  test('no hidden number can be worked out, and of what can be none is of one to four firms', () => {
    fc.assert(
      fc.property(world, ({ firms, counts }) => {
        // A region of few is told with its own total.
        fc.pre(new Set(counts.map(({ firmId }) => firmId)).size >= 5)
        const told = alertStatistics(firms, counts, { seesAll: false })
        const over = cellsOf(firms)
        const hasPcs = ({ pcs }: CountedFirm): boolean => (pcs ?? 0) > 0
        const byKind = told.stages
          .flatMap((stage) => stage.kinds)
          .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
        const shown = [
          over(() => true),
          ...(told.perPc === null ? [] : [over(hasPcs)]),
          ...told.industries.flatMap(({ industry, alerts, perPc }) => [
            ...(alerts === null ? [] : [over((one) => one.industry === industry)]),
            ...(perPc === null ? [] : [over((one) => one.industry === industry && hasPcs(one))]),
          ]),
          ...told.stages.flatMap(({ stage, alerts }) =>
            alerts === null ? [] : [over(({ kind }) => STAGE_OF[kind] === stage)],
          ),
          ...byKind.flatMap(({ kind, alerts }) => (alerts === null ? [] : [over((one) => one.kind === kind)])),
          ...told.months.flatMap(({ month, alerts }) => (alerts === null ? [] : [over((one) => one.month === month)])),
        ]
        const isKnown = readerOf(shown)
        const isSmall = (ids: Iterable<string>): boolean => [1, 2, 3, 4].includes(new Set(ids).size)
        const had = (is: (one: AlertCount) => boolean): string[] => counts.filter(is).map(({ firmId }) => firmId)
        for (const few of subsets(byKind.map(({ kind }) => kind)))
          if (isKnown(over(({ kind }) => few.includes(kind as (typeof kinds)[number]))))
            expect(isSmall(had(({ kind }) => few.includes(kind as (typeof kinds)[number])))).toBe(false)
        for (const few of subsets(told.months.map(({ month }) => month)))
          if (isKnown(over(({ month }) => few.includes(month))))
            expect(isSmall(had(({ month }) => few.includes(month)))).toBe(false)
        for (const few of subsets(told.industries.map(({ industry }) => industry)))
          for (const also of [() => true, hasPcs, (one: CountedFirm) => !hasPcs(one)]) {
            const isOf = (one: CountedFirm): boolean => few.includes(one.industry) && also(one)
            if (few.length < 3 && isKnown(over(isOf)))
              expect(isSmall(firms.filter(isOf).map(({ firmId }) => firmId))).toBe(false)
          }
        for (const row of [
          ...byKind.map((one) => ({ ...one, of: over(({ kind }) => kind === one.kind) })),
          ...told.industries.map((one) => ({ ...one, of: over(({ industry }) => industry === one.industry) })),
        ])
          if (row.alerts === null) expect(isKnown(row.of)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('nothing is hidden from whoever reads everything', () => {
    fc.assert(
      fc.property(world, ({ firms, counts }) => {
        const { stages, months, industries } = alertStatistics(firms, counts, { seesAll: true })
        const all = [...stages, ...stages.flatMap((one) => one.kinds), ...months, ...industries]
        expect(all.every(({ alerts }) => alerts !== null)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
