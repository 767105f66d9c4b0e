import type { Reader } from '../say.ts'
import { type CsvCell, csvOf } from './csv.ts'
import { saidBy } from './said.ts'
import { nameOf } from './statistics-sheet.ts'
import type { StatisticsView } from './statistics-view.ts'
import { percent } from './view-csv.ts'

/** One table, a figure a line. Firms are named where the view names them. */
export function statisticsCsv(view: StatisticsView, reader: Reader): string {
  const said = saidBy('statistics', reader)
  const headings = ['part', 'item', 'firms', 'pcs', 'alerts', 'percent', 'per-pc'].map((name) => said(`column.${name}`))
  const { firms, pcs, alerts, perPc, stages, industries, months, places, ranking, correlation } = view
  const rows: CsvCell[][] = [
    [said('totals.heading'), said('totals.alerts'), firms, pcs, alerts, 100, perPc],
    ...stages.flatMap((stage) => [
      [said('stages.heading'), stage.name, '', '', stage.alerts, percent(stage.share), ''],
      ...stage.kinds.map((kind) => [stage.name, kind.name, kind.firms, '', kind.alerts, percent(kind.share), '']),
    ]),
    ...industries.map((one) => [
      ...[said('industries.heading'), nameOf(one.industry, said), one.firms, one.pcs],
      ...[one.alerts, percent(one.share), one.perPc],
    ]),
    ...months.map((one) => [said('months.heading'), one.month, '', '', one.alerts, percent(one.share), '']),
    ...places.map((one) => {
      const line = said('places.line', { from: one.from, to: one.to })
      return [said('places.heading'), line, one.to - one.from + 1, '', one.alerts, percent(one.share), '']
    }),
    ...ranking.map((one) => [said('ranking.heading'), one.name, '', one.pcs ?? '', one.alerts, '', '']),
    [said('relation.heading'), said('relation.pearson'), correlation.n, '', '', '', correlation.pearson ?? ''],
    [said('relation.heading'), said('relation.spearman'), correlation.n, '', '', '', correlation.spearman ?? ''],
  ]
  return csvOf(headings, rows, said('hidden'))
}
