import type { Shown } from '#engine/diagnosis/hiding.ts'
import { monthParam } from '../health/texts.ts'
import type { RegionSheet, Table } from '../pictures/region-sheet.ts'
import { type Reader, sayText } from '../say.ts'
import type { MonthView } from './month-view.ts'
import { type Said, saidBy } from './said.ts'
import { headOf, row } from './sheet.ts'
import { counted } from './statistics-sheet.ts'

/** A month of the region for its chamber, in the region's name: a page, paper and a picture. No firm is named. */
export function monthSheet(view: MonthView, { reader, isMadeUp }: { reader: Reader; isMadeUp: boolean }): RegionSheet {
  const said = saidBy('month', reader)
  const named = (month: string): string => sayText({ key: 'month.of', params: { month: monthParam(month) } }, reader)
  return {
    ...headOf(view, { reader, isMadeUp }),
    title: said('title', { region: view.region.name, month: named(view.month) }),
    notes: [said('note'), saidBy('region', reader)('page.note')],
    means: null,
    charts: [funnelChart(view, said), alertsChart(view, said, named)].flatMap((chart) => (chart ? [chart] : [])),
    tables: [
      firms(view, said),
      sensors(view, said),
      funnel(view, said),
      talks(view, said),
      visits(view, said),
      money(view, said),
    ],
  }
}

type Bars = Extract<RegionSheet['charts'][number], { kind: 'bars' }>

/** Without those that are hidden: an empty bar would say that there were none. */
function barsOf(title: string, rows: readonly { label: string; value: Shown }[]): Bars | undefined {
  const told = rows.flatMap(({ label, value }) => (value === null ? [] : [{ label, value, shown: counted(value) }]))
  return told.some(({ value }) => value > 0) ? { kind: 'bars', title, rows: told } : undefined
}

const STEPS = ['alerts', 'cases', 'sent', 'read', 'done'] as const

/** From the case on: there are so many alerts that beside them nothing else has a bar. */
const funnelChart = ({ funnel: steps }: MonthView, said: Said): Bars | undefined =>
  barsOf(
    said('funnel.heading'),
    STEPS.slice(1).map((step) => ({ label: said(`funnel.${step}`), value: steps[step] })),
  )

const alertsChart = ({ alerts }: MonthView, said: Said, named: (month: string) => string): Bars | undefined =>
  barsOf(
    said('alerts.heading'),
    alerts.map(({ month, alerts: value }) => ({ label: named(month), value })),
  )

const shown = (value: Shown, said: Said): string => (value === null ? said('few') : counted(value))

const firms = ({ firms: of }: MonthView, said: Said): Table => ({
  heading: said('firms.heading'),
  columns: ['', said('column.firms')],
  rows: (['joined', 'all', 'applied', 'started'] as const).map((what) =>
    row([said(`firms.${what}`), counted(of[what])], null),
  ),
})

const sensors = ({ sensors: { all, firms: whose, coverage } }: MonthView, said: Said): Table => ({
  heading: said('sensors.heading'),
  columns: ['', said('column.count')],
  rows: [
    row([said('sensors.all'), counted(all)], null),
    row([said('sensors.firms'), counted(whose)], null),
    ...(coverage === null ? [] : [row([said('sensors.coverage'), percent(coverage)], coverage)]),
  ],
})

const funnel = ({ funnel: steps }: MonthView, said: Said): Table => ({
  heading: said('funnel.heading'),
  columns: ['', said('column.count')],
  rows: [
    ...STEPS.map((step) => row([said(`funnel.${step}`), shown(steps[step], said)], null)),
    ...(steps.sent === 0 || steps.done === null
      ? []
      : [row([said('funnel.rate'), percent(steps.done / steps.sent)], steps.done / steps.sent)]),
  ],
  note: said('funnel.note'),
})

const talks = ({ talks: { all, categories } }: MonthView, said: Said): Table => ({
  heading: said('talks.heading'),
  columns: ['', said('column.count')],
  rows: [
    ...categories
      .filter(({ category, talks: count }) => category !== null || count !== 0)
      .map(({ category, talks: count }) => row([said(`talks.${category ?? 'open'}`), shown(count, said)], null)),
    row([said('talks.all'), shown(all, said)], null),
  ],
})

const visits = ({ visits: all }: MonthView, said: Said): Table => ({
  heading: said('visits.heading'),
  columns: ['', said('column.count')],
  rows: all.map(({ category, visits: count }) => row([said(`visits.${category}`), shown(count, said)], null)),
})

function money({ money: { statement, unpaid } }: MonthView, said: Said): Table {
  const yen = (value: number): string => said('money.yen', { yen: value })
  const lines = (statement?.lines ?? []).map((line) =>
    row([said(`money.${line.kind}.${line.yen < 0 ? 'out' : 'in'}`), yen(line.yen)], null),
  )
  return {
    heading: said('money.heading'),
    columns: ['', said('column.yen')],
    rows: [
      ...lines,
      row([said('money.left'), yen(statement?.total ?? 0)], null),
      row([said('money.unpaid', { invoices: unpaid.invoices }), yen(unpaid.yen)], null),
    ],
    note: said('money.note'),
  }
}

const percent = (share: number): string => `${Math.round(share * 100)}%`
