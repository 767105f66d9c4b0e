import { UNANSWERED, UNKNOWN } from '#engine/diagnosis/figures.ts'
import type { Shown } from '#engine/diagnosis/hiding.ts'
import type { Bars, RegionSheet, Row, Table } from '../pictures/region-sheet.ts'
import type { Reader } from '../say.ts'
import type { DiagnosisView, ShownMean } from './diagnosis-view.ts'
import { type Said, saidBy } from './said.ts'
import type { ShownQuestion, SurveyView } from './survey-view.ts'

/** Made of the views alone: what they hide cannot come back here. */
export function regionSheet(
  { diagnosis, survey }: { diagnosis: DiagnosisView; survey: SurveyView },
  { reader, isMadeUp }: { reader: Reader; isMadeUp: boolean },
): RegionSheet {
  const said = saidBy('region', reader)
  const head = headOf(diagnosis, { reader, isMadeUp })
  const { madeUp } = head
  return {
    ...head,
    title: said('page.title', { title: diagnosis.questionnaire.title }),
    notes: [said('page.note'), said('page.signs')],
    means: diagnosis.all && bars(diagnosis, diagnosis.all, said, madeUp),
    charts: [],
    tables: [
      steps(diagnosis, said),
      standing(diagnosis, said),
      axes(said('axes.all'), diagnosis.all, said),
      ...diagnosis.industries.map(({ industry, mean }) => axes(industry ?? said('axes.no-industry'), mean, said)),
      downgraded(diagnosis, said),
      surveyed(survey, said),
      ...survey.questions.map((question) => answers(question, said)),
    ].filter(({ rows }) => rows.length > 0),
  }
}

/** What those answered who took part in one round. */
export function roundFigures(
  survey: SurveyView,
  { reader, isMadeUp }: { reader: Reader; isMadeUp: boolean },
): RegionSheet {
  const said = saidBy('region', reader)
  return {
    ...headOf(survey, { reader, isMadeUp }),
    title: said('page.round', { name: survey.round?.name ?? '' }),
    notes: [said('page.note')],
    means: null,
    charts: [],
    tables: [surveyed(survey, said), ...survey.questions.map((question) => answers(question, said))],
  }
}

export const headOf = (
  { region, at }: Pick<SurveyView, 'region' | 'at'>,
  { reader: { locale, timezone }, isMadeUp }: { reader: Reader; isMadeUp: boolean },
) => ({
  kind: 'region' as const,
  locale,
  region: region.name,
  date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: timezone }).format(at),
  madeUp: isMadeUp ? saidBy('region', { locale, timezone })('page.made-up') : '',
})

function bars({ region }: DiagnosisView, mean: ShownMean, said: Said, madeUp: string): Bars {
  const whole = (100 * mean.axes.reduce((sum, { share }) => sum + share, 0)) / Math.max(1, mean.axes.length)
  return {
    title: `${region.name} ${said('axes.heading')}`,
    madeUp,
    legend: {
      own: said('page.own', { firms: mean.firms }),
      whole: said('page.whole', { firms: mean.firms, percent: Math.round(whole) }),
    },
    whole,
    axes: mean.axes.map(({ name, share, isWeak }) => ({ label: name, percent: share * 100, isWeak })),
  }
}

function steps({ funnel }: DiagnosisView, said: Said): Table {
  const step = (name: string, firms: Shown): Row =>
    row([name, counted(firms, said)], firms === null || funnel.firms === 0 ? null : firms / funnel.firms)
  return {
    heading: said('steps.heading'),
    columns: ['', said('column.firms')],
    rows: [
      step(said('steps.firms'), funnel.firms),
      step(said('steps.members'), funnel.members),
      step(said('steps.started'), funnel.started),
      ...funnel.sections.map(({ title, firms }) => step(said('steps.section', { section: title }), firms)),
      step(said('steps.finished'), funnel.finished),
    ],
  }
}

const standing = ({ standing: places }: DiagnosisView, said: Said): Table => ({
  heading: said('standing.heading'),
  columns: ['', said('column.firms')],
  rows: places.map(({ short, firms }) => row([said('standing.line', { question: short }), counted(firms, said)], null)),
})

const axes = (of: string, mean: ShownMean | null, said: Said): Table => ({
  heading: `${said('axes.heading')}: ${of}${mean ? said('page.n', { firms: mean.firms }) : ''}`,
  columns: ['', said('column.percent')],
  rows: mean
    ? mean.axes.map(({ name, share, isWeak }) => row([`${isWeak ? '▼' : '△'}${name}`, percent(share)], share))
    : [row([said('page.few')], null)],
})

const downgraded = ({ downgraded: rows }: DiagnosisView, said: Said): Table => ({
  heading: said('downgraded.heading'),
  columns: ['', said('column.firms'), said('column.percent')],
  rows: rows.map(({ short, of, firms, share }) =>
    row([`${short}${said('page.n', { firms: of })}`, ...figures(firms, share, said)], share),
  ),
})

const surveyed = ({ questionnaire, firms }: SurveyView, said: Said): Table => ({
  heading: questionnaire.title,
  columns: ['', said('column.firms')],
  rows: [row([said('page.answered'), counted(firms, said)], null)],
})

const answers = ({ ask, firms, answers: all }: ShownQuestion, said: Said): Table => ({
  heading: `${ask}${firms === null ? '' : said('page.n', { firms })}`,
  columns: ['', said('column.firms'), said('column.percent')],
  rows:
    firms === null
      ? [row([said('page.few')], null)]
      : all.map(({ choice, label, firms: count, share }) => ({
          ...row([label, ...figures(count, share, said)], share),
          isApart: choice === UNKNOWN || choice === UNANSWERED,
        })),
})

export const row = (cells: readonly string[], share: Shown): Row => ({ cells, share, isApart: false })
/** A number that is hidden has no share either. */
const figures = (firms: Shown, share: Shown, said: Said): string[] =>
  share === null ? [counted(firms, said)] : [counted(firms, said), percent(share)]
const counted = (firms: Shown, said: Said): string => (firms === null ? said('page.few') : String(firms))
const percent = (share: number): string => `${Math.round(share * 100)}%`
