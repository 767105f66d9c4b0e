import { enter, type Tx } from '#db/door.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { findRound } from '#db/survey-rounds.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import { currentOf } from '../content/questionnaires/index.ts'
import type { RegionSheet } from '../pictures/region-sheet.ts'
import { diagnosisView } from './diagnosis-view.ts'
import { monthReport } from './month-report.ts'
import { programmeReport } from './programme-report.ts'
import { regionSheet, roundFigures } from './sheet.ts'
import { statisticsSheet } from './statistics-sheet.ts'
import { statisticsView } from './statistics-view.ts'
import { surveyView } from './survey-view.ts'

export const REGION_LINK_LIFE_MS = 30 * 86_400_000

const SUBJECT =
  /^(?<of>office|telework|survey|statistics|statisticswhole|programme|programmewhole|month)_(?<id>[0-9a-z]+)(?:_(?<version>[1-9]\d{0,5}))?$/

/** What a link speaks of when it shows a region: its figures of one diagnosis and of the survey. */
export const regionSubject = (regionId: string, questionnaire: 'office' | 'telework'): string =>
  regionId.replace(/^region/, questionnaire)

/** The same of a round: what those answered who took part. */
export const roundSubject = (roundId: string): string => roundId.replace(/^round/, 'survey')

/** The same of its alerts, or of the whole programme, then or now; what hides nothing is not to be passed on. */
export const wholeSubject = (
  of: 'statistics' | 'programme',
  regionId: string,
  { isWhole, version }: { isWhole: boolean; version?: number | undefined },
): string => `${regionId.replace(/^region/, isWhole ? `${of}whole` : of)}${version === undefined ? '' : `_${version}`}`

/** The same of a month that is over: `month_REGION_202611`. */
export const monthSubject = (regionId: string, month: string): string =>
  `${regionId.replace(/^region/, 'month')}_${month.replace('-', '')}`

export const isOfRegion = (subject: string): boolean => SUBJECT.test(subject)

type Shown = { now: number; isMadeUp: boolean; calendar: Calendar }

/** Whoever asked for the link, it may be passed on: it shows what the chamber sees, unless it says in its name that it is whole. */
export async function sheetOfRegion(tx: Tx, subject: string, shown: Shown): Promise<RegionSheet | undefined> {
  const { of = '', id = '', version } = SUBJECT.exec(subject)?.groups ?? {}
  if (of === 'survey') return sheetOfRound(tx, `round_${id}`, shown)
  const region = await findRegion(tx, `region_${id}`)
  const seesAll = of.endsWith('whole')
  if (region && of.startsWith('statistics')) return sheetOfStatistics(tx, region, { seesAll, ...shown })
  if (region && of === 'month')
    return monthReport(tx, { region, month: (version ?? '').replace(/(?=..$)/, '-'), ...shown })
  const which = version === undefined ? 'last' : Number(version)
  if (region && of.startsWith('programme')) return programmeReport(tx, { region, seesAll, which, ...shown })
  const questionnaire = currentOf(of)
  const asked = currentOf('survey')
  if (!region || !questionnaire || !asked) return undefined
  const { now, isMadeUp } = shown
  await enter(tx, { kind: 'region', regionId: region.id })
  const diagnosis = await diagnosisView(tx, { region, questionnaire, now, isOperator: false })
  const survey = await surveyView(tx, { region, questionnaire: asked, now, cross: undefined })
  return regionSheet({ diagnosis, survey }, { reader: region, isMadeUp })
}

async function sheetOfStatistics(
  tx: Tx,
  region: Region,
  { now, isMadeUp, seesAll }: Shown & { seesAll: boolean },
): Promise<RegionSheet> {
  await enter(tx, { kind: 'region', regionId: region.id })
  return statisticsSheet(await statisticsView(tx, { region, now, seesAll }), { reader: region, isMadeUp })
}

async function sheetOfRound(tx: Tx, id: string, { now, isMadeUp }: Shown): Promise<RegionSheet | undefined> {
  const round = await findRound(tx, id)
  const region = round && (await findRegion(tx, round.regionId))
  const questionnaire = currentOf('survey')
  if (!region || !questionnaire) return undefined
  await enter(tx, { kind: 'region', regionId: region.id })
  const survey = await surveyView(tx, { region, questionnaire, now, cross: undefined, round })
  return roundFigures(survey, { reader: region, isMadeUp })
}
