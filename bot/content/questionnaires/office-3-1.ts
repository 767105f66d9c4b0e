import type { Question, Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { DEMANDS, RESPONSIBLE } from './office-business.ts'
import { choices, measure, measureIfUsed, NONE_ALONE } from './parts.ts'

/** 簡易セキュリティ診断: the self-check's 25 items as of guideline 3.1, in our own words, and what our priorities need. */
export const OFFICE_3_1: Questionnaire = {
  id: 'office',
  version: '3.1',
  answeredBy: 'firm',
  sections: [
    { id: 'header', questions: header() },
    {
      id: 'basics',
      series: 'items',
      questions: [
        measure('q1', 'vulnerability', 'updates'),
        measure('q2', 'antivirus', 'antivirus'),
        measure('q3', 'password', 'passwords'),
        measure('q4', 'access', 'who-may-see'),
        measure('q5', 'information', 'new-tricks'),
      ],
    },
    {
      id: 'everyday',
      series: 'items',
      questions: [
        measure('q6', 'mail', 'suspicious-mail'),
        measure('q7', 'mail', 'wrong-recipient'),
        measure('q8', 'mail', 'sending-secrets'),
        measureIfUsed('q9', 'wireless', 'wireless'),
        measure('q10', 'internet', 'web-and-social-media'),
        measure('q11', 'backup', 'backup'),
        measure('q12', 'storage', 'clear-desk'),
        measure('q13', 'storage', 'taking-out'),
        measure('q14', 'facility', 'screen-lock'),
        measure('q15', 'facility', 'strangers'),
        measure('q16', 'facility', 'devices-at-night'),
        measure('q17', 'facility', 'last-one-out'),
        measure('q18', 'disposal', 'disposal'),
      ],
    },
    {
      id: 'organisation',
      series: 'items',
      questions: [
        measure('q19', 'rules', 'promise-of-secrecy'),
        measure('q20', 'rules', 'teaching'),
        measure('q21', 'clarity', 'private-devices'),
        measure('q22', 'partners', 'contracts'),
        measureIfUsed('q23', 'partners', 'outside-services'),
        measure('q24', 'incident', 'emergency-plan'),
        measure('q25', 'clarity', 'written-rules'),
      ],
    },
    { id: 'business', questions: DEMANDS },
    { id: 'responsible', questions: RESPONSIBLE },
  ],
}

/** Which firm it is, and who is typing, is known from the chat: only their place in the firm is asked. */
export function header(): Question[] {
  const open = { isRequired: true, sensitivity: 'open' } as const
  return [
    {
      id: 'section',
      kind: 'single',
      ...open,
      topic: 'responsible-section',
      choices: choices('owner', 'office', 'it', 'site', 'vendor', 'none'),
    },
    {
      id: 'respondent',
      kind: 'single',
      ...open,
      topic: 'respondent',
      choices: choices('owner', 'it', 'head', 'other'),
    },
    {
      id: 'assets',
      kind: 'multi',
      ...open,
      topic: 'assets',
      choices: [...choices('personal', 'technical', 'entrusted', 'sales'), NONE_ALONE],
    },
  ]
}
