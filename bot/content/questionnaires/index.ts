import type { Migration } from '#engine/dialogue/migration.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { OFFICE_3_1 } from './office-3-1.ts'
import { OFFICE_3_1_TO_4_0, OFFICE_4_0_DRAFT } from './office-4-0.ts'
import { OPERATION } from './operation.ts'
import { SECURITY_ACTION_5, SECURITY_ACTION_5_TO_6, SECURITY_ACTION_6 } from './security-action.ts'
import { SETUP } from './setup.ts'
import { SURVEY, SURVEY_1, SURVEY_1_TO_2 } from './survey.ts'
import { TELEWORK } from './telework.ts'

/** Every version that ever was, of each questionnaire the oldest first: sessions stay with the one they were begun with. */
export const QUESTIONNAIRES: readonly Questionnaire[] = [
  OFFICE_3_1,
  OFFICE_4_0_DRAFT,
  TELEWORK,
  SETUP,
  SURVEY_1,
  SURVEY,
  OPERATION,
  SECURITY_ACTION_5,
  SECURITY_ACTION_6,
]

export const MIGRATIONS: readonly Migration[] = [OFFICE_3_1_TO_4_0, SURVEY_1_TO_2, SECURITY_ACTION_5_TO_6]

/** A draft may change at any time, and nobody is asked by it unless somebody says so. */
export const isDraft = ({ version }: { version: string }): boolean => version.endsWith('-draft')

export const versionsOf = (id: string): Questionnaire[] => QUESTIONNAIRES.filter((one) => one.id === id)

export const findQuestionnaire = (id: string, version: string): Questionnaire | undefined =>
  versionsOf(id).find((one) => one.version === version)

/** The version that new sessions are begun with: the newest that is no draft. */
export const currentOf = (id: string): Questionnaire | undefined => versionsOf(id).findLast((one) => !isDraft(one))
