import { firmMark } from '../dialogue/tokens.ts'

/** Buttons below a proposal give no right that a word would not: whoever presses is looked at, and asked once more. */
export type PlanIntent = { kind: 'plan'; act: 'take' | 'later'; firm: string; plan: string }

/** Of an id only its end is in them; enough among the plans of one region. */
const markOf = (planId: string): string => planId.slice(-10)
export const isMarked = ({ id }: { id: string }, mark: string): boolean => markOf(id) === mark

export const planToken = (act: PlanIntent['act'], firmId: string, planId: string): string =>
  `${act}:${firmMark(firmId)}:${markOf(planId)}`

export function planMeant(token: string): PlanIntent | undefined {
  const [act, firm = '', plan = ''] = token.split(':')
  return (act === 'take' || act === 'later') && plan !== '' ? { kind: 'plan', act, firm, plan } : undefined
}
