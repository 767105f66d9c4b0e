import { FEEDBACK_ANSWERS, FEEDBACK_QUESTIONS, type Feedback } from '#engine/sign-up.ts'
import { firmMark } from '../dialogue/tokens.ts'

/** What a chat says about its own sign-up: no right that typing would not give. */
export type SignUpAct =
  | { kind: 'people'; people: number }
  | { kind: 'company'; company: string }
  | { kind: 'no' }
  | { kind: 'cancel' | 'back'; code: string }
  | { kind: 'said'; code: string; feedback: Feedback }

export type RecruitingIntent =
  | { kind: 'sign-up'; act: SignUpAct }
  /** What is typed while somebody signs up. */
  | { kind: 'sign-up-typed'; text: string }
  /** What decided; null: nothing of what was named. */
  | { kind: 'heard'; recruitingId: string | null; firm: string }

export function signUpToken(act: SignUpAct): string {
  switch (act.kind) {
    case 'people':
      return `meet:people:${act.people}`
    case 'company':
      return `meet:company:${act.company}`
    case 'no':
      return 'meet:no'
    case 'said':
      return `meet:said:${act.code}:${Object.entries(act.feedback).flat().join(':')}`
    default:
      return `meet:${act.kind}:${act.code}`
  }
}

export const heardToken = (recruitingId: string | null, firmId: string): string =>
  `heard:${recruitingId ?? 'no'}:${firmMark(firmId)}`

export function recruitingMeant(token: string): RecruitingIntent | undefined {
  const [prefix, what = '', ...rest] = token.split(':')
  const [first = '', second, third] = rest
  if (prefix === 'heard') return { kind: 'heard', recruitingId: what === 'no' ? null : what, firm: first }
  if (prefix !== 'meet') return undefined
  const act = actMeant(what, rest.join(':'), { first, second, third })
  return act && { kind: 'sign-up', act }
}

function actMeant(
  what: string,
  all: string,
  { first, second, third }: { first: string; second: string | undefined; third: string | undefined },
): SignUpAct | undefined {
  if (what === 'no') return { kind: 'no' }
  if (what === 'people') return { kind: 'people', people: Number(first) }
  if (what === 'company') return { kind: 'company', company: all }
  if (what === 'cancel' || what === 'back') return { kind: what, code: first }
  const question = FEEDBACK_QUESTIONS.find((one) => one === second)
  const answer = FEEDBACK_ANSWERS.find((one) => one === third)
  return what === 'said' && question && answer
    ? { kind: 'said', code: first, feedback: { [question]: answer } }
    : undefined
}
