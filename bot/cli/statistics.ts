import type { z } from 'zod'
import type * as shapes from '../http/admin/view-shapes.ts'
import { harmless, inColumns } from './columns.ts'

type Statistics = z.infer<typeof shapes.statistics>

/** A region's alerts as `statistics` prints them. */
export function statisticsTables(answer: Readonly<Record<string, unknown>>): string {
  // As `GET /regions/:id/statistics` answers; a test holds that answer to its shape.
  const view = answer as unknown as Statistics
  const { region, at, firms, pcs, alerts, perFirm, perPc, withoutPcs, correlation } = view
  return [
    `${clean(region.name)}: ${alerts} alerts of ${firms} firms with ${pcs} PCs, ${at}\n`,
    `per firm ${decimals(perFirm)}, per PC ${decimals(perPc)} (without ${withoutPcs} firms whose PCs nobody has counted)\n`,
    stages(view),
    industries(view),
    months(view),
    view.ranking.length > 0 ? ranking(view) : places(view),
    `${clean(correlation.says)} Pearson ${decimals(correlation.pearson)}, Spearman ${decimals(correlation.spearman)}\n`,
  ].join('\n')
}

const stages = ({ stages: all }: Statistics): string =>
  table(
    ['stage', 'kind', 'alerts', 'firms'],
    all.flatMap(({ name, alerts, kinds }) => [
      [clean(name), '', counted(alerts), ''],
      ...kinds.map((kind) => ['', clean(kind.name), counted(kind.alerts), counted(kind.firms)]),
    ]),
  )

const industries = ({ industries: all }: Statistics): string =>
  table(
    ['industry', 'firms', 'PCs', 'alerts', 'per PC', 'rank'],
    all.map(({ industry, firms, pcs, alerts, perPc, rank }) => [
      ...[clean(industry ?? '(not told)'), String(firms), counted(pcs), counted(alerts)],
      ...[perPc === null ? 'hidden' : decimals(perPc), rank === null ? '' : String(rank)],
    ]),
  )

const months = ({ months: all }: Statistics): string =>
  table(
    ['month', 'alerts'],
    all.map(({ month, alerts }) => [month, counted(alerts)]),
  )

const ranking = ({ ranking: all }: Statistics): string =>
  table(
    ['firm', 'industry', 'PCs', 'alerts'],
    all.map(({ name, industry, pcs, alerts }) => [
      ...[clean(name), clean(industry ?? '-'), pcs === null ? '-' : String(pcs), String(alerts)],
    ]),
  )

const places = ({ places: all }: Statistics): string =>
  table(
    ['place', 'alerts'],
    all.map(({ from, to, alerts }) => [`${from}-${to}`, String(alerts)]),
  )

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${inColumns(headings, rows).join('\n')}\n`
const clean = (text: string): string => harmless(text, 60)
const counted = (count: number | null): string => (count === null ? 'hidden' : String(count))
const decimals = (value: number | null): string => (value === null ? '-' : value.toFixed(2))
