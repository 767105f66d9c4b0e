import { enter, type Tx } from '#db/door.ts'
import { findRegion } from '#db/regions.ts'
import { currentOf } from '../content/questionnaires/index.ts'
import type { RegionSheet } from '../pictures/region-sheet.ts'
import { diagnosisView } from './diagnosis-view.ts'
import { regionSheet } from './sheet.ts'
import { surveyView } from './survey-view.ts'

export const REGION_LINK_LIFE_MS = 30 * 86_400_000

const SUBJECT = /^(?<questionnaire>office|telework)_(?<id>[0-9a-z]+)$/

/** What a link speaks of when it shows a region: its figures of one diagnosis. */
export const regionSubject = (regionId: string, questionnaire: 'office' | 'telework'): string =>
  regionId.replace(/^region/, questionnaire)

export const isOfRegion = (subject: string): boolean => SUBJECT.test(subject)

/** Whoever asked for the link, it may be passed on: it shows what the chamber sees. */
export async function sheetOfRegion(
  tx: Tx,
  subject: string,
  { now, isMadeUp }: { now: number; isMadeUp: boolean },
): Promise<RegionSheet | undefined> {
  const { questionnaire: id = '', id: own = '' } = SUBJECT.exec(subject)?.groups ?? {}
  const region = await findRegion(tx, `region_${own}`)
  const questionnaire = currentOf(id)
  const asked = currentOf('survey')
  if (!region || !questionnaire || !asked) return undefined
  await enter(tx, { kind: 'region', regionId: region.id })
  const diagnosis = await diagnosisView(tx, { region, questionnaire, now, isOperator: false })
  const survey = await surveyView(tx, { region, questionnaire: asked, now, cross: undefined })
  return regionSheet({ diagnosis, survey }, { reader: region, isMadeUp })
}
