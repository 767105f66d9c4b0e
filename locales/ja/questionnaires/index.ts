import { office } from './office.ts'
import { shared } from './shared.ts'

/** The questionnaires' texts, by questionnaire and question. */
export const questionnaires = { office, shared } as const
