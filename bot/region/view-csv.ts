import type { Shown } from '#engine/diagnosis/hiding.ts'
import type { Reader } from '../say.ts'
import { type CsvCell, csvOf } from './csv.ts'
import type { DiagnosisView, ShownMean } from './diagnosis-view.ts'
import { type Said, saidBy } from './said.ts'
import type { ShownCross, SurveyView } from './survey-view.ts'

/** Per cent with one place after the point. */
export const percent = (share: Shown): Shown => (share === null ? null : Math.round(share * 1_000) / 10)

/** One table, a figure a line, so that a spreadsheet can sort and draw it. */
export function diagnosisCsv(view: DiagnosisView, reader: Reader): string {
  const said = saidBy('region', reader)
  const headings = ['part', 'industry', 'item', 'of', 'firms', 'percent'].map((name) => said(`column.${name}`))
  return csvOf(
    headings,
    [...stepRows(view, said), ...standingRows(view, said), ...meanRows(view, said), ...downgradedRows(view, said)],
    said('hidden'),
  )
}

function stepRows({ funnel }: DiagnosisView, said: Said): CsvCell[][] {
  const row = (item: string, firms: Shown): CsvCell[] => {
    const share = firms === null || funnel.firms === 0 ? null : firms / funnel.firms
    return [said('steps.heading'), '', item, funnel.firms, firms, percent(share)]
  }
  return [
    row(said('steps.firms'), funnel.firms),
    row(said('steps.members'), funnel.members),
    row(said('steps.started'), funnel.started),
    ...funnel.sections.map(({ title, firms }) => row(said('steps.section', { section: title }), firms)),
    row(said('steps.finished'), funnel.finished),
  ]
}

const standingRows = ({ standing, funnel }: DiagnosisView, said: Said): CsvCell[][] =>
  standing.map(({ short, firms }) => [
    said('standing.heading'),
    '',
    said('standing.line', { question: short }),
    funnel.started,
    firms,
    percent(firms === null || !funnel.started ? null : firms / funnel.started),
  ])

function meanRows({ all, industries }: DiagnosisView, said: Said): CsvCell[][] {
  const rows = (industry: string, mean: ShownMean | null): CsvCell[][] =>
    mean === null
      ? [[said('axes.heading'), industry, '', null, null, null]]
      : mean.axes.map(({ name, share }) => [
          said('axes.heading'),
          industry,
          name,
          mean.firms,
          mean.firms,
          percent(share),
        ])
  return [
    ...rows(said('axes.all'), all),
    ...industries.flatMap(({ industry, mean }) => rows(industry ?? said('axes.no-industry'), mean)),
  ]
}

const downgradedRows = ({ downgraded }: DiagnosisView, said: Said): CsvCell[][] =>
  downgraded.map(({ short, of, firms, share }) => [said('downgraded.heading'), '', short, of, firms, percent(share)])

/** Each answer a line, and the two questions that were held against each other below. */
export function surveyCsv(view: SurveyView, reader: Reader): string {
  const said = saidBy('region', reader)
  const headings = ['part', 'question', 'answer', 'of', 'firms', 'percent'].map((name) => said(`column.${name}`))
  const rows = [...questionRows(view, said), ...(view.cross ? crossRows(view.cross, said) : [])]
  return csvOf(headings, rows, said('hidden'))
}

const questionRows = ({ questions }: SurveyView, said: Said): CsvCell[][] =>
  questions.flatMap(({ sectionTitle, ask, firms: of, answers, downgraded }) => [
    ...answers.map(({ label, firms, share }) => [sectionTitle, ask, label, of, firms, percent(share)]),
    ...(of === null || downgraded.firms === 0
      ? []
      : [[sectionTitle, ask, said('answer.downgraded'), of, downgraded.firms, percent(downgraded.share)]]),
  ])

const crossRows = (cross: ShownCross, said: Said): CsvCell[][] =>
  cross.rows.flatMap(({ label, firms: of, cells }) =>
    cells.map(({ firms, share }, place) => [
      said('cross.heading', { row: cross.rowAsk, column: cross.columnAsk }),
      label,
      cross.columns[place]?.label ?? '',
      of,
      firms,
      percent(share),
    ]),
  )
