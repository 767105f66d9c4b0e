import { enter, type Tx } from '#db/door.ts'
import { foundInRegion, lettersOf } from '#db/health-checks.ts'
import { LETTERS } from '#engine/health-check.ts'
import { comparedWith, middleOf, type TrendMonth, trendUntil } from '#engine/health-comparison.ts'
import { firstTask } from '#engine/health-task.ts'
import type { Text } from '#engine/message.ts'
import type { HealthRow, HealthSheet } from '../pictures/health-sheet.ts'
import { sayText } from '../say.ts'
import { toneOf } from './card.ts'
import { type RowTask, tasksOf } from './tasks.ts'
import {
  comparedText,
  explainedText,
  FIGURES,
  figureText,
  findingText,
  isLeftOut,
  letterText,
  middleText,
  monthParam,
  reasonText,
  rowText,
  taskText,
  unseenTexts,
} from './texts.ts'
import { type HealthFile, openHealthCheck } from './work.ts'

/** What stands behind the link: counted then, with what is left to do as it stands now. Undefined before an analyst has approved it. */
export async function healthSheetOf(tx: Tx, id: string): Promise<HealthSheet | undefined> {
  const file = await openHealthCheck(tx, id)
  if (!file || file.check.state === 'draft') return undefined
  const { region, firm, check } = file
  await enter(tx, { kind: 'region', regionId: region.id })
  const middle = middleOf(await foundInRegion(tx, region.id, check.month))
  await enter(tx, { kind: 'firm', regionId: region.id, firmId: firm.id })
  const told = { middle, trend: trendUntil(check.month, await lettersOf(tx, firm.id)), tasks: await tasksOf(tx, check) }
  return healthSheetFor(file, told)
}

export interface Told {
  middle: ReturnType<typeof middleOf>
  trend: readonly TrendMonth[]
  tasks: readonly RowTask[]
}

export function healthSheetFor(
  { check, before, firm, region }: Omit<HealthFile, 'contacts'>,
  { middle, trend, tasks }: Told,
): HealthSheet {
  const { grade, counted, comment } = check
  const said = (text: Text): string => sayText(text, region)
  const page = (key: string): string => said({ key: `health.page.${key}` })
  const day = new Intl.DateTimeFormat(region.locale, { dateStyle: 'long', timeZone: region.timezone })
  return {
    kind: 'health',
    locale: region.locale,
    title: said({ key: 'health.title' }),
    heading: said({ key: 'health.heading', params: { month: monthParam(check.month) } }),
    firm: said({ typed: firm.name }),
    date: said({ key: 'health.page.date', params: { day: day.format(check.countedAt) } }),
    ...{ sign: grade.letter ?? said({ key: 'health.trend.unseen' }), tone: toneOf(grade) },
    letter: said(letterText(grade)),
    reason: said(reasonText(grade)),
    compared: said(comparedText(comparedWith(before?.counted, counted))),
    middle: middle ? said(middleText(middle, { region: region.name, counted })) : '',
    comment: comment ? { heading: said({ key: 'health.comment' }), text: said({ typed: comment }) } : null,
    first: { heading: said({ key: 'health.task.heading' }), text: said(taskText(firstTask(grade, tasks))) },
    what: page('what'),
    explained: said(explainedText('overall')),
    findings: {
      heading: page('findings'),
      rows: counted.findings.map((one): HealthRow => {
        const task = tasks.find(({ finding }) => finding === one.finding)?.task
        const value = said(findingText(one, counted))
        return {
          ...{ label: said(rowText(one.finding)), value, isFound: one.count > 0 },
          short: isLeftOut(one, counted) ? value : said({ key: 'health.count', params: { count: one.count } }),
          ...{ explained: said(explainedText(one.finding)), task: task ? said(taskText(task)) : '' },
        }
      }),
    },
    figures: {
      heading: page('figures'),
      rows: FIGURES.map((figure) => {
        const value = said(figureText(counted, figure))
        const explained = said(explainedText(figure))
        return { label: said(rowText(figure)), value, short: value, isFound: false, explained, task: '' }
      }),
    },
    meaning: {
      heading: page('meaning'),
      lines: LETTERS.map((letter) => `${letter}　${said({ key: `health.meaning.${letter}` })}`),
    },
    unseen: { heading: said({ key: 'health.unseen.heading' }), lines: unseenTexts(counted).map(said) },
    trend: {
      ...{ heading: said({ key: 'health.trend.heading' }), legend: said({ key: 'health.trend.legend' }) },
      months: trend.map(({ month, letter }) => ({
        month: said({ key: 'health.trend.month', params: { month: Number(month.slice(5)) } }),
        sign: letter ?? said({ key: `health.trend.${letter === null ? 'unseen' : 'none'}` }),
      })),
    },
  }
}
