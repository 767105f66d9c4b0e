import { folded, meansOneOf } from '#engine/chat.ts'
import { COMMANDS, type Command } from '#engine/dialogue/exchange.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import type { StepListener } from '#engine/dialogue/step.ts'
import { wordsOf } from '../content/questionnaire-texts.ts'
import { type Reader, sayText } from '../say.ts'

/** What a person's typed words mean within a questionnaire, in their language. */
export function listenerFor(questionnaire: Questionnaire, reader: Reader, now: number): StepListener {
  return {
    now,
    timezone: reader.timezone,
    commandMeant: (typed) => commandMeant(typed, reader),
    wordsOf: ({ id }, question) =>
      question ? wordsOf(questionnaire, question, id, reader).filter((word) => folded(word) !== '') : [],
  }
}

export const commandMeant = (typed: string, reader: Reader): Command | undefined =>
  COMMANDS.find((command) => meansOneOf(typed, sayText({ key: `dialogue.words.${command}` }, reader)))

export const isResult = (typed: string, reader: Reader): boolean =>
  meansOneOf(typed, sayText({ key: 'dialogue.words.result' }, reader))

export const isResume = (typed: string, reader: Reader): boolean =>
  meansOneOf(typed, sayText({ key: 'dialogue.words.resume' }, reader))

export const isOwnResult = (typed: string, reader: Reader): boolean =>
  meansOneOf(typed, sayText({ key: 'dialogue.words.own-result' }, reader))

export const isTodos = (typed: string, reader: Reader): boolean =>
  meansOneOf(typed, sayText({ key: 'dialogue.words.todos' }, reader))
