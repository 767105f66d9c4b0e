import type { Migration } from '#engine/dialogue/migration.ts'
import type { Question, Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { choices, UNKNOWN } from './parts.ts'

const open = { isRequired: true, sensitivity: 'open' } as const
const wants = { question: 'wish', is: ['one', 'two'] } as const
const wantsTwo = { question: 'wish', is: 'two' } as const

const RULES = ['updates', 'antivirus', 'passwords', 'sharing', 'tricks', 'backups'] as const

/**
 * SECURITY ACTION, a self-declaration. Its pledge has had a sixth rule, on backups, since guideline 4.0; where a programme
 * still works with the five, its firms are asked by the version `5-rules`.
 */
export const SECURITY_ACTION_5 = securityAction('5-rules', RULES.slice(0, 5))
export const SECURITY_ACTION_6 = securityAction('6-rules', RULES)

function securityAction(version: string, rules: readonly string[]): Questionnaire {
  return {
    id: 'security-action',
    version,
    answeredBy: 'firm',
    sections: [
      { id: 'door', questions: door() },
      { id: 'pledge', questions: rules.map(pledge) },
      { id: 'policy', questions: policy() },
      { id: 'declared', questions: declared() },
    ],
  }
}

/** GビズID comes first: without it nothing can be declared, and by post it takes weeks. */
function door(): Question[] {
  return [
    {
      id: 'gbiz',
      kind: 'single',
      ...open,
      topic: 'gbiz-id',
      choices: [...choices('prime', 'member', 'entry', 'none'), UNKNOWN],
    },
    {
      id: 'gbiz-way',
      kind: 'single',
      when: { question: 'gbiz', is: ['entry', 'none', 'unknown'] },
      ...open,
      topic: 'way-to-gbiz-id',
      choices: choices('online', 'post', 'later'),
    },
    { id: 'wish', kind: 'single', ...open, topic: 'security-action-wish', choices: choices('none', 'one', 'two') },
  ]
}

function pledge(rule: string): Question {
  return {
    id: `r-${rule}`,
    kind: 'single',
    when: wants,
    ...open,
    topic: `pledge-${rule}`,
    choices: choices('pledged', 'not-yet'),
  }
}

/** What stands in a 基本方針 and is known to nobody but the firm. */
function policy(): Question[] {
  const asked = { when: wantsTwo, isRequired: true } as const
  return [
    { id: 'p-company', kind: 'text', lengthMax: 60, ...asked, sensitivity: 'open', topic: 'policy-company' },
    { id: 'p-head', kind: 'text', lengthMax: 40, ...asked, sensitivity: 'personal', topic: 'policy-head' },
    { id: 'p-date', kind: 'moment', withTime: false, ...asked, sensitivity: 'open', topic: 'policy-date' },
    { id: 'p-contact', kind: 'text', lengthMax: 80, ...asked, sensitivity: 'personal', topic: 'policy-contact' },
    {
      id: 'p-shown',
      kind: 'single',
      ...asked,
      sensitivity: 'open',
      topic: 'policy-publication',
      choices: choices('website', 'wall', 'leaflet', 'not-yet'),
    },
  ]
}

function declared(): Question[] {
  return [
    { id: 'declared', kind: 'yes-no', when: wants, ...open, topic: 'declared' },
    {
      id: 'id',
      kind: 'text',
      shape: 'digits',
      lengthMin: 11,
      lengthMax: 11,
      startsWith: '5',
      when: { question: 'declared', is: 'yes' },
      isRequired: true,
      sensitivity: 'open',
      topic: 'declaration-id',
    },
  ]
}

const KEPT = SECURITY_ACTION_5.sections.flatMap(({ questions }) => questions)

/** The five stay pledged, and the sixth is asked. */
export const SECURITY_ACTION_5_TO_6: Migration = {
  questionnaire: 'security-action',
  from: '5-rules',
  to: '6-rules',
  questions: Object.fromEntries(KEPT.map(({ id }) => [id, { kind: 'kept' }])),
}
