import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import type { Respondent } from '#engine/dialogue/session.ts'
import type { StepListener } from '#engine/dialogue/step.ts'

const COMMON = { isRequired: true, sensitivity: 'open' } as const

/** A questionnaire of every kind of question, two conditions and two sections. */
export const SAMPLE: Questionnaire = {
  id: 'sample',
  version: '1',
  answeredBy: 'firm',
  sections: [
    {
      id: 'header',
      questions: [
        { ...COMMON, id: 'name', topic: 'name', kind: 'text', lengthMax: 20, isRequired: false },
        {
          ...COMMON,
          id: 'assets',
          topic: 'assets',
          kind: 'multi',
          choices: [{ id: 'personal' }, { id: 'technical' }, { id: 'none', isExclusive: true }],
        },
        { ...COMMON, id: 'pcs', topic: 'pcs', kind: 'number', unit: 'pcs', min: 0, max: 999 },
      ],
    },
    {
      id: 'items',
      questions: [
        {
          ...COMMON,
          id: 'q1',
          topic: 'updates',
          kind: 'single',
          axes: ['a'],
          choices: [
            { id: 'done', points: 4 },
            { id: 'part', points: 2 },
            { id: 'not', points: 0 },
            { id: 'unknown', points: -1, isUnknown: true },
          ],
        },
        { ...COMMON, id: 'home', topic: 'home', kind: 'yes-no' },
        {
          ...COMMON,
          id: 'home-1',
          topic: 'home-1',
          kind: 'single',
          axes: ['b'],
          when: { question: 'home', is: 'yes' },
          choices: [
            { id: 'done', points: 4 },
            { id: 'not', points: 0 },
          ],
        },
        { ...COMMON, id: 'visit', topic: 'visit', kind: 'moment', withTime: true, isRequired: false },
      ],
    },
  ],
}

const WORDS: Readonly<Record<string, string>> = {
  personal: '個人情報|お客さんの情報',
  technical: '技術情報',
  none: '特にない|ない',
  done: 'やっている|やってる',
  part: '一部',
  not: 'やっていない',
  unknown: '分からない|わからない',
  yes: 'はい|うん|ええ|あります',
  no: 'いいえ|ちがう|ありません',
}

const COMMANDS: Readonly<Record<string, string>> = {
  back: '戻る|もどる',
  later: 'あとで|とばす',
  stop: 'やめる',
  where: 'いまどこ',
  what: 'これは',
  why: 'なぜ聞くの',
  confirm: 'これでよい',
}

/** Monday, 2026-11-23 10:00 in Tokyo. */
export const NOW = Date.UTC(2026, 10, 23, 1)

export const listening = (now = NOW): StepListener => ({
  now,
  timezone: 'Asia/Tokyo',
  wordsOf: ({ id }) => (WORDS[id] ?? id).split('|'),
  commandMeant: (typed) =>
    Object.keys(COMMANDS).find((command) =>
      (COMMANDS[command] ?? '').split('|').includes(typed.replace(/[？?。]/gu, '')),
    ) as ReturnType<StepListener['commandMeant']>,
})

export const SASAKI: Respondent = { personId: 'person_sasaki', name: '佐々木' }
export const CHIBA: Respondent = { personId: 'person_chiba', name: '千葉' }
