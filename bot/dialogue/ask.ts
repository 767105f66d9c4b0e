import {
  type Choice,
  choicesOf,
  type Question,
  type Questionnaire,
  type Value,
} from '#engine/dialogue/questionnaire.ts'
import type { Place } from '#engine/dialogue/session.ts'
import type { Option, Param, Part, Text } from '#engine/message.ts'
import { askOf, choiceOf, sectionOf, unitOf } from '../content/questionnaire-texts.ts'
import { answerToken, commandToken } from './tokens.ts'

/** A question as it is asked on LINE: where it stands, its words, its answers as buttons that can be typed, too. */
export function asking(
  questionnaire: Questionnaire,
  { question, place, picked }: { question: Question; place: Place; picked: readonly string[] },
  mark: string,
): { parts: Part[]; options: Option[] } {
  const where: Text = {
    key: 'dialogue.place',
    params: { section: sectionOf(questionnaire, { id: place.section }), number: place.number, total: place.total },
  }
  const options = optionsOf(questionnaire, question, picked, mark)
  const lines = [where, askOf(questionnaire, question), ...hintsOf(questionnaire, question, picked)]
  return { parts: lines.map((text): Part => ({ kind: 'paragraph', text })), options }
}

function hintsOf(questionnaire: Questionnaire, question: Question, picked: readonly string[]): Text[] {
  switch (question.kind) {
    case 'multi':
      return picked.length === 0
        ? [{ key: 'dialogue.pick-hint' }]
        : [{ key: 'dialogue.picked', params: { answers: listOf(questionnaire, question, picked) } }]
    case 'number':
      return [{ key: 'dialogue.type-number', params: limitsOf(question) }]
    case 'text':
      return [{ key: 'dialogue.type-text' }]
    case 'moment':
      return [{ key: 'dialogue.type-moment' }]
    case 'photo':
      return [{ key: 'dialogue.send-photo' }]
    default:
      return []
  }
}

export const limitsOf = ({ min, max, unit }: Extract<Question, { kind: 'number' }>): Record<string, Param> => ({
  min,
  max,
  unit: unitOf(unit),
})

/** LINE takes thirteen quick replies; the questions' own come first, and the linter sees to it that they fit. */
export const OPTIONS_MAX = 13

function optionsOf(
  questionnaire: Questionnaire,
  question: Question,
  picked: readonly string[],
  mark: string,
): Option[] {
  // What is picked keeps its place, so that a number means the same before and after.
  const own = choicesOf(question).map((choice) => optionOf(questionnaire, question, choice, picked, mark))
  const confirm = picked.length > 0 ? [commandOption('confirm', mark)] : []
  const others = (['later', 'back', 'what'] as const).map((command) => commandOption(command, mark))
  return [...confirm, ...own, ...others].slice(0, OPTIONS_MAX)
}

function optionOf(
  questionnaire: Questionnaire,
  question: Question,
  { id }: Choice,
  picked: readonly string[],
  mark: string,
): Option {
  const choice = choiceOf(questionnaire, question, id)
  const label: Text = picked.includes(id) ? { key: 'dialogue.ticked', params: { choice } } : choice
  return { label, token: answerToken(mark, question.id, id) }
}

const commandOption = (command: 'confirm' | 'later' | 'back' | 'what', mark: string): Option => ({
  label: { key: `dialogue.button.${command}` },
  token: commandToken(mark, command),
  isAside: true,
})

/** An answer in words, as it is repeated to the one who gave it. */
export function answerText(questionnaire: Questionnaire, question: Question, value: Value): Param {
  switch (value.kind) {
    case 'choice':
      return choiceOf(questionnaire, question, value.choice)
    case 'choices':
      return listOf(questionnaire, question, value.choices)
    case 'number':
      return value.number
    case 'text':
      return value.text
    case 'moment':
      return { at: value.at, show: question.kind === 'moment' && question.withTime ? 'date-time' : 'date' }
    case 'photo':
      return { key: 'dialogue.photo' }
  }
}

/** 「個人情報、技術情報」: two at a time, since a sentence takes its parts by name. */
function listOf(questionnaire: Questionnaire, question: Question, choices: readonly string[]): Text {
  const [first = '', ...others] = choices
  const label = choiceOf(questionnaire, question, first)
  if (others.length === 0) return label
  return { key: 'dialogue.listed', params: { first: label, others: listOf(questionnaire, question, others) } }
}
