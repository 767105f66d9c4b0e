import { COMMANDS, type Command, type Input } from '#engine/dialogue/exchange.ts'

/**
 * The buttons of a questionnaire carry what they say: they give no right that typing would not give, so nothing needs to
 * be looked up, and an old one does no more than old words. LINE's and our own limit is 40 characters, so of an id only
 * its end is in them.
 */
export type DialogueIntent =
  /** A word in the questionnaire that the chat is in the middle of; `mark` is of the session its button belongs to. */
  | { kind: 'dialogue'; input: Input; mark?: string }
  /** A questionnaire is begun, or gone on with, or begun anew; null is the one that the chat is in the middle of. */
  | { kind: 'questionnaire'; questionnaire: string | null; isAnew: boolean; firm?: string }

export const markOf = (sessionId: string): string => sessionId.slice(-6)
/** Enough among the firms of one person. */
export const firmMark = (firmId: string): string => firmId.slice(-16)

export const answerToken = (mark: string, question: string, choice: string): string =>
  `ask:${mark}:${question}:${choice}`
export const commandToken = (mark: string, command: Command): string => `do:${mark}:${command}`
export const reopenToken = (mark: string, question: string): string => `open:${mark}:${question}`
/** '' is the questionnaire that the chat is in the middle of. */
export const formToken = (questionnaire: string, verb: 'begin' | 'again', firmId?: string): string =>
  `form:${questionnaire}:${verb}${firmId === undefined ? '' : `:${firmMark(firmId)}`}`

/** 「つづき」: the way back to whatever the chat is in the middle of. */
export const RESUME = formToken('', 'begin')
export const isWayBack = ({ token }: { token: string }): boolean => token === RESUME

export const isInDialogueToken = (token: string): boolean => /^(?:ask|do|open):/u.test(token)

export function dialogueMeant(token: string): DialogueIntent | undefined {
  const [prefix, mark = '', subject = '', last] = token.split(':')
  const intent = (input: Input): DialogueIntent => ({ kind: 'dialogue', input, mark })
  switch (prefix) {
    case 'ask':
      return intent({ kind: 'tap', question: subject, choice: last ?? '' })
    case 'open':
      return intent({ kind: 'reopen', question: subject })
    case 'do': {
      const command = COMMANDS.find((one) => one === subject)
      return command && intent({ kind: 'command', command })
    }
    case 'form':
      return {
        kind: 'questionnaire',
        questionnaire: mark === '' ? null : mark,
        isAnew: subject === 'again',
        ...(last !== undefined && { firm: last }),
      }
    default:
      return undefined
  }
}
