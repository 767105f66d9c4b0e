import type { z } from 'zod'
import type * as shapes from '../http/admin/view-shapes.ts'
import { harmless, inColumns } from './columns.ts'

type Diagnosis = z.infer<typeof shapes.diagnosisView>
type Survey = z.infer<typeof shapes.surveyView>
type Answer = Readonly<Record<string, unknown>>

const NOTE = 'hidden: fewer than five firms, or what would tell of fewer than five\n'

/** The diagnosis of a region as `region view` prints it. */
export function diagnosisTables(answer: Answer): string {
  // As `GET /regions/:id/diagnosis-view` answers; a test holds that answer to its shape.
  const view = answer as unknown as Diagnosis
  const { region, questionnaire, at } = view
  return [
    `${clean(region.name)}: ${clean(questionnaire.title)} (${questionnaire.id} ${questionnaire.version}), ${at}\n`,
    steps(view),
    standing(view),
    means(view),
    downgraded(view),
    NOTE,
  ].join('\n')
}

function steps({ funnel }: Diagnosis): string {
  const row = (name: string, firms: number | null): string[] => [
    clean(name),
    counted(firms),
    firms === null || funnel.firms === 0 ? '' : bar(firms / funnel.firms),
  ]
  return table(
    ['how far', 'firms', ''],
    [
      row('firms of the region', funnel.firms),
      row('in the chat', funnel.members),
      row('began', funnel.started),
      ...funnel.sections.map(({ title, firms }) => row(`  ${title}`, firms)),
      row('finished', funnel.finished),
    ],
  )
}

function standing({ standing: places }: Diagnosis): string {
  if (places.length === 0) return 'no firm is in the middle of it\n'
  const rows = places.map(({ question, short, firms, stopped }) => [
    question,
    clean(short),
    counted(firms),
    stopped === null ? '' : `${stopped} stopped`,
  ])
  return table(['stands before', '', 'firms', ''], rows)
}

function means({ all, industries }: Diagnosis): string {
  if (!all) return 'fewer than five firms have finished: no means yet\n'
  const axes = all.axes.map(({ name, share, isWeak }) => [
    clean(name),
    percent(share),
    bar(share),
    isWeak ? 'below the others' : '',
  ])
  const groups = industries.map(({ industry, mean }) => [
    clean(industry ?? '(not told)'),
    mean ? String(mean.firms) : 'hidden',
    mean ? mean.points.toFixed(1) : '',
    mean
      ? mean.axes
          .slice(0, 3)
          .map(({ name }) => clean(name))
          .join('・')
      : '',
  ])
  return [
    table([`mean of ${all.firms} firms: ${all.points.toFixed(1)} points`, '', '', ''], axes),
    table(['industry', 'firms', 'points', 'weakest'], groups),
  ].join('\n')
}

function downgraded({ downgraded: rows }: Diagnosis): string {
  if (rows.length === 0) return 'no answer of enough firms has been corrected yet\n'
  return table(
    ['less than stated', '', 'firms', ''],
    rows.map(({ question, short, firms, share }) => [question, clean(short), counted(firms), percentOr(share)]),
  )
}

/** The survey of a region as `region survey` prints it. */
export function surveyTables(answer: Answer): string {
  // As `GET /regions/:id/survey-view` answers; a test holds that answer to its shape.
  const survey = answer as unknown as Survey
  const { region, round, questionnaire, at, firms, questions } = survey
  const where = round ? `${clean(region.name)}, ${clean(round.name)}` : clean(region.name)
  return [
    `${where}: ${clean(questionnaire.title)} (${questionnaire.id} ${questionnaire.version}), ${at}\n`,
    `N = ${counted(firms)}\n`,
    ...(firms === 0 ? [] : [...questions.map(distribution), ...crossTable(survey)]),
    NOTE,
  ].join('\n')
}

function distribution({
  question,
  ask,
  firms,
  isMulti,
  answers,
  downgraded: less,
}: Survey['questions'][number]): string {
  const rows = answers.map(({ label, firms: count, share }) => [
    `  ${clean(label)}`,
    counted(count),
    percentOr(share),
    share === null ? '' : bar(share),
  ])
  const lessened = less.firms ? [['  (less when looked at)', counted(less.firms), percentOr(less.share), '']] : []
  const title = `${question} ${clean(ask)} N = ${counted(firms)}${isMulti ? ', several answers' : ''}\n`
  return firms === null ? title : title + rowsOnly([...rows, ...lessened])
}

function crossTable({ cross }: Survey): string[] {
  if (!cross) return []
  const headings = [`${cross.row} \\ ${cross.column}`, 'N', ...cross.columns.map(({ label }) => clean(label))]
  const rows = cross.rows.map(({ label, firms, cells }) => [
    clean(label),
    counted(firms),
    ...cells.map((cell) => (cell.firms === null ? 'hidden' : `${cell.firms} (${percentOr(cell.share)})`)),
  ])
  return [table(headings, rows)]
}

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${inColumns(headings, rows).join('\n')}\n`
const rowsOnly = (rows: readonly (readonly string[])[]): string =>
  `${inColumns(['', '', '', ''], rows).slice(2).join('\n')}\n`

const CELL_MAX = 60
const clean = (text: string): string => harmless(text, CELL_MAX)
const counted = (firms: number | null): string => (firms === null ? 'hidden' : String(firms))
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`
const percentOr = (share: number | null): string => (share === null ? '' : percent(share))

const BAR = 24
const bar = (share: number): string => '█'.repeat(Math.round(share * BAR))
