import type { Migration } from '#engine/dialogue/migration.ts'
import { type Choice, type Question, type Questionnaire, questionsOf } from '#engine/dialogue/questionnaire.ts'
import { choices, NONE_ALONE, UNKNOWN, UNKNOWN_ALONE } from './parts.ts'

const open = { isRequired: true, sensitivity: 'open' } as const
const teleworks = { question: 's17', is: 'yes' } as const
/** partners ask, or begin to. */
const isAskedByPartners = { question: 's10', is: ['asked', 'becoming'] } as const

/**
 * 実態アンケート: the pilot's 19 questions by their numbers, with its questions to teleworkers (T) and at the end (E). That
 * 14 repeats 12 is the pilot's own; it stays, so that answers can be compared with the report, and the linter says so.
 */
const survey = (version: string, more: readonly Question[]): Questionnaire => ({
  id: 'survey',
  version,
  answeredBy: 'firm',
  sections: [
    { id: 'occasion', questions: occasion() },
    { id: 'firm', questions: firm() },
    { id: 'present', questions: present(more) },
    { id: 'problems', questions: problems() },
    { id: 'needs', questions: needs() },
    { id: 'partners', questions: partners() },
    { id: 'risk', questions: risk() },
    { id: 'attacks', questions: attacks() },
    { id: 'insurance', questions: insurance() },
    { id: 'telework', questions: telework() },
    { id: 'end', questions: end() },
  ],
})

export const SURVEY_1 = survey('1', [])
/** 「ファイヤーウォール」 is often what came with the PC and no more. */
export const SURVEY = survey('2', [
  {
    id: 's4-firewall',
    kind: 'scale',
    when: { question: 's4', is: 'firewall' },
    ...open,
    topic: 'firewall-kind',
    choices: [...choices('built-in', 'bought'), UNKNOWN],
  },
])

export const SURVEY_1_TO_2: Migration = {
  questionnaire: 'survey',
  from: '1',
  to: '2',
  questions: Object.fromEntries(questionsOf(SURVEY_1).map(({ id }) => [id, { kind: 'kept' }])),
}

function occasion(): Question[] {
  return [
    {
      id: 'occasion',
      kind: 'single',
      ...open,
      topic: 'occasion',
      choices: choices('briefing', 'meanwhile', 'result', 'end'),
    },
  ]
}

/** The industries are more than a chat can show at once: the commonest first, the others after „another“. */
function firm(): Question[] {
  return [
    {
      id: 's1',
      kind: 'single',
      ...open,
      topic: 'industry',
      choices: choices(
        'manufacture',
        'service',
        'construction',
        'it',
        'trade',
        'lodging',
        'care',
        'transport',
        'another',
      ),
    },
    {
      id: 's1-other',
      kind: 'single',
      when: { question: 's1', is: 'another' },
      ...open,
      topic: 'rarer-industry',
      choices: choices(
        'primary',
        'finance',
        'property',
        'learned',
        'leisure',
        'education',
        'utility',
        'mining',
        'other',
      ),
    },
    {
      id: 's2',
      kind: 'band',
      ...open,
      topic: 'employees',
      choices: choices('to-5', 'to-20', 'to-50', 'to-100', 'to-200', 'to-300', 'more'),
    },
    {
      id: 's3',
      kind: 'single',
      ...open,
      topic: 'it-person',
      choices: choices('full', 'part', 'none'),
    },
  ]
}

function present(more: readonly Question[]): Question[] {
  return [
    {
      id: 's4',
      kind: 'multi',
      ...open,
      topic: 'measures-in-place',
      choices: [...choices('antivirus', 'firewall', 'utm', 'updates', 'backup', 'training'), NONE_ALONE, UNKNOWN_ALONE],
    },
    ...more,
    { id: 's5', kind: 'yes-no', ...open, topic: 'antivirus-is-not-enough' },
  ]
}

function problems(): Question[] {
  return [
    { id: 's6', kind: 'yes-no', ...open, topic: 'has-problems' },
    {
      id: 's7',
      kind: 'multi',
      when: { question: 's6', is: 'yes' },
      ...open,
      topic: 'which-problems',
      choices: [...choices('what', 'how-far', 'enough', 'money', 'people', 'know-how', 'other'), UNKNOWN_ALONE],
    },
  ]
}

function needs(): Question[] {
  return [
    {
      id: 's8',
      kind: 'single',
      ...open,
      topic: 'matters-most',
      choices: [...choices('price', 'function', 'visit', 'ease', 'advice', 'other'), UNKNOWN],
    },
    {
      id: 's9',
      kind: 'band',
      ...open,
      topic: 'yearly-budget',
      choices: [...choices('zero', 'to-50k', 'to-100k', 'to-300k', 'to-500k', 'more'), UNKNOWN],
    },
    {
      id: 's10',
      kind: 'single',
      ...open,
      topic: 'partners-demand',
      choices: [...choices('asked', 'becoming', 'no'), UNKNOWN],
    },
  ]
}

function partners(): Question[] {
  return [
    {
      id: 'scs-what',
      kind: 'multi',
      when: isAskedByPartners,
      ...open,
      topic: 'what-partners-demand',
      choices: [...choices('declaration', 'scs', 'checklist', 'contract', 'other'), UNKNOWN_ALONE],
    },
    { id: 'scs-guide', kind: 'yes-no', when: isAskedByPartners, ...open, topic: 'wants-guidance' },
  ]
}

/** Worded once, asked twice: see the head of this file. */
function effects(): Choice[] {
  return [...choices('stop', 'leak', 'trust', 'money', 'partners', 'other'), NONE_ALONE, UNKNOWN_ALONE]
}

function risk(): Question[] {
  return [
    {
      id: 's11',
      kind: 'scale',
      ...open,
      topic: 'risk-of-attack',
      choices: [...choices('strong', 'some', 'little', 'never'), UNKNOWN],
    },
    { id: 's12', kind: 'multi', ...open, topic: 'effects-of-an-accident', choices: effects() },
  ]
}

function attacks(): Question[] {
  return [
    {
      id: 's13',
      kind: 'single',
      ...open,
      topic: 'was-attacked',
      choices: [...choices('yes', 'no'), UNKNOWN],
    },
    { id: 's14', kind: 'multi', ...open, topic: 'effects-of-an-accident', choices: effects() },
  ]
}

function insurance(): Question[] {
  return [
    { id: 's15', kind: 'yes-no', ...open, topic: 'knows-cyber-insurance' },
    {
      id: 's16',
      kind: 'single',
      when: { question: 's15', is: 'yes' },
      ...open,
      topic: 'price-of-cyber-insurance',
      choices: [...choices('high', 'fair'), UNKNOWN],
    },
  ]
}

function telework(): Question[] {
  return [
    { id: 's17', kind: 'yes-no', ...open, topic: 'telework' },
    {
      id: 's18',
      kind: 'multi',
      when: teleworks,
      ...open,
      topic: 'telework-problems',
      choices: [...choices('what', 'how-far', 'enough', 'money', 'people', 'other'), NONE_ALONE, UNKNOWN_ALONE],
    },
    {
      id: 's19',
      kind: 'multi',
      when: teleworks,
      ...open,
      topic: 'telework-worries',
      choices: [...choices('leak', 'virus', 'loss', 'wifi', 'peeking', 'other'), NONE_ALONE, UNKNOWN_ALONE],
    },
    {
      id: 't1',
      kind: 'single',
      when: teleworks,
      ...open,
      topic: 'telework-risk-known',
      choices: [...choices('told', 'untold', 'no'), UNKNOWN],
    },
    {
      id: 't2',
      kind: 'multi',
      when: teleworks,
      ...open,
      topic: 'telework-help-wanted',
      choices: [...choices('phone', 'remote', 'home', 'office', 'other'), NONE_ALONE, UNKNOWN_ALONE],
    },
  ]
}

function end(): Question[] {
  const asked = { when: { question: 'occasion', is: ['result', 'end'] }, ...open } as const
  return [
    {
      id: 'e1',
      kind: 'scale',
      ...asked,
      topic: 'checks-were-good',
      choices: [...choices('very', 'rather', 'hardly', 'no', 'not-had'), UNKNOWN],
    },
    {
      id: 'e2',
      kind: 'scale',
      ...asked,
      topic: 'satisfied-and-more-aware',
      choices: [...choices('very', 'rather', 'hardly', 'no'), UNKNOWN],
    },
  ]
}
