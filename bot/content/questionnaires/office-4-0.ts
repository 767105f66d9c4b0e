import type { Migration } from '#engine/dialogue/migration.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { header } from './office-3-1.ts'
import { DEMANDS, RESPONSIBLE } from './office-business.ts'
import { HALF, measure, measureIfUsed } from './parts.ts'

/**
 * Guideline 4.0 (March 2026) adds a rule about backups. Its text, and whether its 25 items changed, could not be
 * verified: this is OUR DRAFT of what a check by it may ask, and not the official one. It looks closer at passwords (a
 * second proof of who somebody is) and at backups (getting back from them), lets the two doors that count least weigh
 * half, and keeps the sum at 100. Once the real text is known a version `4.0` takes its place.
 */
export const OFFICE_4_0_DRAFT: Questionnaire = {
  id: 'office',
  version: '4.0-draft',
  answeredBy: 'firm',
  sections: [
    { id: 'header', questions: header() },
    {
      id: 'basics',
      series: 'items',
      questions: [
        measure('q1', 'vulnerability', 'updates'),
        measure('q2', 'antivirus', 'antivirus'),
        measure('q3-pass', 'password', 'passwords'),
        measure('q3-mfa', 'password', 'second-proof'),
        measure('q4', 'access', 'who-may-see'),
        measure('q5', 'information', 'new-tricks'),
        measure('q11-copy', 'backup', 'backup'),
        measure('q11-back', 'backup', 'restoring'),
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
        measure('q12', 'storage', 'clear-desk'),
        measure('q13', 'storage', 'taking-out'),
        measure('q14', 'facility', 'screen-lock'),
        measure('q15', 'facility', 'strangers', HALF),
        measure('q17', 'facility', 'last-one-out', HALF),
        measure('q18', 'disposal', 'disposal'),
      ],
    },
    {
      id: 'organisation',
      series: 'items',
      questions: [
        measure('q19', 'rules', 'promise-of-secrecy'),
        measure('q20', 'rules', 'teaching'),
        measureIfUsed('q21-own', 'clarity', 'private-devices'),
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

const kept = { kind: 'kept' } as const
const same = (...ids: string[]): Migration['questions'] => Object.fromEntries(ids.map((id) => [id, kept]))

export const OFFICE_3_1_TO_4_0: Migration = {
  questionnaire: 'office',
  from: '3.1',
  to: '4.0-draft',
  questions: {
    ...same('section', 'respondent', 'assets', 'q1', 'q2'),
    /** Good passwords say nothing about a second proof; who knows nothing of the one knows nothing of the other. */
    q3: {
      kind: 'split',
      into: {
        'q3-pass': { done: 'done', part: 'part', not: 'not', unknown: 'unknown' },
        'q3-mfa': { unknown: 'unknown' },
      },
    },
    ...same('q4', 'q5', 'q6', 'q7', 'q8', 'q9', 'q10'),
    /** Nothing comes back from a copy that is not taken; whether a copy that is taken comes back has to be asked. */
    q11: {
      kind: 'split',
      into: {
        'q11-copy': { done: 'done', part: 'part', not: 'not', unknown: 'unknown' },
        'q11-back': { not: 'not', unknown: 'unknown' },
      },
    },
    ...same('q12', 'q13', 'q14'),
    q15: { kind: 'rescored' },
    q16: { kind: 'removed' },
    q17: { kind: 'rescored' },
    ...same('q18', 'q19', 'q20'),
    /** Renamed, because it can now be answered „we do not use any“. */
    q21: { kind: 'renamed', to: 'q21-own' },
    ...same('q22', 'q23', 'q24', 'q25'),
    ...same(...[...DEMANDS, ...RESPONSIBLE].map(({ id }) => id)),
  },
}
