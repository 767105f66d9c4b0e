import type { Shown } from '#engine/diagnosis/hiding.ts'
import type { Chart, RegionSheet, Row, Table } from '../pictures/region-sheet.ts'
import type { Reader } from '../say.ts'
import { type Said, saidBy } from './said.ts'
import { headOf, row } from './sheet.ts'
import type { StatisticsView } from './statistics-view.ts'

/** A region's alerts as a page, as paper and as a picture. It names no firm: whoever has its address may read it. */
export function statisticsSheet(
  view: StatisticsView,
  { reader, isMadeUp }: { reader: Reader; isMadeUp: boolean },
): RegionSheet {
  const said = saidBy('statistics', reader)
  return {
    ...headOf(view, { reader, isMadeUp }),
    title: said('title'),
    notes: [saidBy('region', reader)('page.note')],
    means: null,
    charts: alertCharts(view, said),
    tables: alertTables(view, said),
  }
}

export const alertTables = (view: StatisticsView, said: Said): Table[] => [
  totals(view, said),
  stages(view, said),
  industries(view, said),
  months(view, said),
  places(view, said),
  correlation(view, said),
]

export const alertCharts = (view: StatisticsView, said: Said): Chart[] => [
  ...barCharts(view, said),
  ...(view.pairs.length === 0 ? [] : [points(view, said)]),
]

const points = ({ pairs }: StatisticsView, said: Said): Chart => ({
  ...{ kind: 'points', title: said('relation.heading'), points: pairs },
  axes: { x: said('column.pcs'), y: said('column.alerts') },
})

const barCharts = (view: StatisticsView, said: Said): Extract<Chart, { kind: 'bars' }>[] =>
  [
    bars(
      said('stages.heading'),
      view.stages.flatMap(({ kinds }) => kinds.map(({ name, alerts }) => ({ label: name, value: alerts }))),
      counted,
    ),
    bars(
      said('industries.chart'),
      view.industries.map(({ industry, perPc }) => ({ label: nameOf(industry, said), value: perPc })),
      perOne,
    ),
    bars(
      said('months.heading'),
      view.months.map(({ month, alerts }) => ({ label: month, value: alerts })),
      counted,
    ),
  ].filter(({ rows }) => rows.length > 0)

/** Without those that are hidden: an empty bar would say that there were none. */
const bars = (
  title: string,
  rows: readonly { label: string; value: Shown }[],
  shown: (value: number) => string,
): Extract<Chart, { kind: 'bars' }> => ({
  ...{ kind: 'bars', title },
  rows: rows.flatMap(({ label, value }) => (value === null ? [] : [{ label, value, shown: shown(value) }])),
})

const totals = ({ firms, pcs, alerts, perFirm, perPc, withoutPcs }: StatisticsView, said: Said): Table => ({
  heading: said('totals.heading'),
  columns: ['', said('column.count')],
  rows: [
    row([said('totals.firms'), counted(firms)], null),
    row([said('totals.pcs'), counted(pcs)], null),
    row([said('totals.without-pcs'), counted(withoutPcs)], null),
    row([said('totals.alerts'), counted(alerts)], null),
    row([said('totals.per-firm'), perFirm === null ? '–' : perFirm.toFixed(1)], null),
    row([said('totals.per-pc'), perPc === null ? said('hidden') : perOne(perPc)], null),
  ],
})

const stages = ({ stages: all, alerts: total }: StatisticsView, said: Said): Table => ({
  heading: said('stages.heading'),
  columns: ['', said('column.alerts'), said('column.percent')],
  rows: [
    ...all.flatMap(({ name, alerts, share, kinds }) => [
      { ...figure(said('stages.stage', { stage: name }), alerts, share, said), share: null },
      ...kinds.map((kind) => figure(`　${kind.name}`, kind.alerts, kind.share, said)),
    ]),
    row([said('stages.total'), counted(total), ''], null),
  ],
})

const industries = ({ industries: all }: StatisticsView, said: Said): Table => ({
  heading: said('industries.heading'),
  columns: [
    '',
    said('column.firms'),
    said('column.pcs'),
    said('column.alerts'),
    said('column.per-pc'),
    said('column.rank'),
  ],
  rows: all.map(({ industry, firms, pcs, alerts, perPc, rank }) =>
    row(
      [
        nameOf(industry, said),
        counted(firms),
        ...(alerts === null || pcs === null
          ? [said('hidden')]
          : [
              counted(pcs),
              counted(alerts),
              perPc === null ? said('hidden') : perOne(perPc),
              rank === null ? '' : String(rank),
            ]),
      ],
      null,
    ),
  ),
  note: said('industries.note'),
})

const months = ({ months: all }: StatisticsView, said: Said): Table => ({
  heading: said('months.heading'),
  columns: ['', said('column.alerts'), said('column.percent')],
  rows: all.map(({ month, alerts, share }) => figure(month, alerts, share, said)),
})

const places = ({ places: all }: StatisticsView, said: Said): Table => ({
  heading: said('places.heading'),
  columns: ['', said('column.alerts'), said('column.percent')],
  rows: all.map(({ from, to, alerts, share }) => figure(said('places.line', { from, to }), alerts, share, said)),
  note: said('places.note'),
})

const correlation = ({ correlation: { n, pearson, spearman, says } }: StatisticsView, said: Said): Table => ({
  heading: said('relation.heading'),
  columns: ['', said('column.value')],
  rows: [
    row([said('relation.n'), counted(n)], null),
    row([said('relation.pearson'), coefficient(pearson)], null),
    row([said('relation.spearman'), coefficient(spearman)], null),
  ],
  note: says,
})

const figure = (name: string, alerts: Shown, share: Shown, said: Said): Row =>
  row(alerts === null ? [name, said('hidden')] : [name, counted(alerts), percent(share)], share)

export const nameOf = (industry: string | null, said: Said): string => industry ?? said('industries.unknown')
export const counted = (count: number): string => count.toLocaleString('ja')
const perOne = (value: number): string => value.toFixed(2)
const coefficient = (value: number | null): string => (value === null ? '–' : value.toFixed(2))
/** One place after the point, and two where there would be nothing but noughts. */
const percent = (share: Shown): string => {
  if (share === null) return ''
  return `${share > 0 && share < 0.001 ? (share * 100).toFixed(2) : String(Math.round(share * 1_000) / 10)}%`
}
