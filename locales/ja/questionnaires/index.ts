import { office } from './office.ts'
import { operation } from './operation.ts'
import { securityAction } from './security-action.ts'
import { setup } from './setup.ts'
import { shared } from './shared.ts'
import { survey } from './survey.ts'
import { telework } from './telework.ts'

/** The questionnaires' texts, by questionnaire and question. */
export const questionnaires = {
  office,
  operation,
  'security-action': securityAction,
  setup,
  shared,
  survey,
  telework,
} as const
