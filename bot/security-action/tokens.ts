import { firmMark } from '../dialogue/tokens.ts'

/** What a person tells with one tap; it is kept as a step of the same name. */
export const TOLD = ['pledged', 'gbiz-applied', 'gbiz-arrived', 'declared', 'published'] as const
export type TellingTap = (typeof TOLD)[number]

export type SecurityActionAct =
  | { kind: 'show' }
  /** A form of the desk's ended the questionnaire: nobody waits for an answer. */
  | { kind: 'filled' }
  | { kind: 'told'; what: TellingTap }
  | { kind: 'not-yet' }
  | { kind: 'write'; about: string }
  | { kind: 'written'; about: string; text: string }
  | { kind: 'policy' }
  | { kind: 'undo' }
  | { kind: 'stop' }
  | { kind: 'remind' }
  /** The message with the words was taken back in its chat. */
  | { kind: 'taken-back'; messageId: string }

/** `firm` is the end of its id; without it, the only firm of the person or the one that is written for. */
export interface SecurityActionIntent {
  kind: 'security-action'
  act: SecurityActionAct
  firm?: string
}

/** The number of the declaration, as what is written; anything else is a section of the policy. */
export const ID = 'id'

/** Like a questionnaire's, these buttons give no right that typing would not give, so nothing is looked up. */
export const starToken = (verb: string, firmId: string, about = ''): string =>
  `star:${verb}:${about}:${firmMark(firmId)}`

export function securityActionMeant(token: string): SecurityActionIntent | undefined {
  const [prefix, verb = '', about = '', firm = ''] = token.split(':')
  if (prefix !== 'star') return undefined
  const act = actOf(verb, about)
  return act && { kind: 'security-action', act, firm }
}

function actOf(verb: string, about: string): SecurityActionAct | undefined {
  const what = TOLD.find((one) => one === verb)
  if (what) return { kind: 'told', what }
  switch (verb) {
    case 'write':
      return { kind: 'write', about }
    case 'show':
    case 'policy':
    case 'undo':
    case 'stop':
    case 'not-yet':
      return { kind: verb }
    default:
      return undefined
  }
}
