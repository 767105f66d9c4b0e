import type { Slot } from '#engine/dialogue/lint.ts'
import type { Question, Questionnaire, Section } from '#engine/dialogue/questionnaire.ts'
import { catalogs, DEFAULT_LOCALE } from '#locales/index.ts'
import { type Reader, sayText } from '../say.ts'

/**
 * Where a questionnaire's sentences stand in `locales/`. All versions of a questionnaire share them: a question that
 * comes to mean something else gets another id. An answer's label stands with its question, with its questionnaire or,
 * for what everybody answers (はい, 分からない), once for all; the nearest is taken.
 */
type Named = Pick<Questionnaire, 'id'>
type Asked = Pick<Question, 'id'>
type Key = { key: string }

export const titleOf = ({ id }: Named): Key => ({ key: `questionnaires.${id}.title` })
export const introOf = ({ id }: Named): Key => ({ key: `questionnaires.${id}.intro` })
export const sectionOf = ({ id }: Named, section: Pick<Section, 'id'>): Key => ({
  key: `questionnaires.${id}.section.${section.id}`,
})

export const askOf = ({ id }: Named, question: Asked): Key => ({ key: `questionnaires.${id}.q.${question.id}.ask` })
/** For lists, progress and forms. */
export const shortOf = ({ id }: Named, question: Asked): Key => ({
  key: `questionnaires.${id}.q.${question.id}.short`,
})
/** これは？ */
export const helpOf = ({ id }: Named, question: Asked): Key => ({ key: `questionnaires.${id}.q.${question.id}.help` })
/** なぜ聞くの？ */
export const whyOf = ({ id }: Named, question: Asked): Key => ({ key: `questionnaires.${id}.q.${question.id}.why` })
export const unitOf = (unit: string): Key => ({ key: `questionnaires.shared.unit.${unit}` })

export function choiceOf({ id }: Named, question: Asked, choiceId: string): Key {
  return nearest([
    `questionnaires.${id}.q.${question.id}.choice.${choiceId}`,
    `questionnaires.${id}.choice.${choiceId}`,
    `questionnaires.shared.choice.${choiceId}`,
  ])
}

/** Any sentence of a questionnaire. */
export function textAt(questionnaire: Named, slot: Slot): Key {
  switch (slot.kind) {
    case 'title':
      return titleOf(questionnaire)
    case 'intro':
      return introOf(questionnaire)
    case 'section':
      return sectionOf(questionnaire, { id: slot.section })
    case 'ask':
      return askOf(questionnaire, slot.question)
    case 'short':
      return shortOf(questionnaire, slot.question)
    case 'help':
      return helpOf(questionnaire, slot.question)
    case 'why':
      return whyOf(questionnaire, slot.question)
    case 'choice':
      return choiceOf(questionnaire, slot.question, slot.choice)
    case 'unit':
      return unitOf(slot.unit)
  }
}

/** What somebody may type to mean this answer, in the reader's language: its label, and other ways to say it. */
export function wordsOf(questionnaire: Named, question: Asked, choiceId: string, reader: Reader): string[] {
  const label = sayText(choiceOf(questionnaire, question, choiceId), reader)
  const row = nearest([
    `questionnaires.${questionnaire.id}.q.${question.id}.word.${choiceId}`,
    `questionnaires.${questionnaire.id}.word.${choiceId}`,
    `questionnaires.shared.word.${choiceId}`,
  ])
  return [label, ...(isSaid(row) ? sayText(row, reader).split('|') : [])]
}

/** The first of these that has a sentence, and else the first: its absence is then noted under the name one expects. */
function nearest(keys: readonly [string, ...string[]]): Key {
  return { key: keys.find((key) => isSaid({ key })) ?? keys[0] }
}

/** Every language has the default's keys. */
export function isSaid({ key }: Key): boolean {
  const found = key.split('.').reduce<unknown>(branchOf, catalogs[DEFAULT_LOCALE])
  return typeof found === 'string'
}

const branchOf = (branch: unknown, name: string): unknown =>
  typeof branch === 'object' && branch !== null && Object.hasOwn(branch, name)
    ? (branch as Record<string, unknown>)[name]
    : undefined
