import type { Action } from '#db/actions.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { type Offer, type Plan, proposedOf } from '#engine/plan.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { planLane } from './lanes.ts'
import { priceOf, unwatchedText } from './texts.ts'
import { planToken } from './tokens.ts'

export interface Buyer {
  id: string
  regionId: string
  name: string
  pcs: number | null
}

const LIFE_DAYS = 30

/** What is proposed of what the budget allows, in one sentence with its price; nothing where it allows nothing. */
export function proposal(within: readonly Offer[], firm: Buyer): { parts: Part[]; asked: Option[] } {
  const offer = proposedOf(within)
  if (!offer) return { parts: [], asked: [] }
  const { plan } = offer
  const params = { firm: firm.name, plan: { typed: plan.name }, price: priceOf(plan, firm.pcs) }
  return {
    parts: [paragraph({ key: 'plan.proposed', params })],
    asked: [
      { label: { key: 'plan.button.take' }, token: planToken('take', firm.id, plan.id) },
      { label: { key: 'plan.button.later' }, token: planToken('later', firm.id, plan.id) },
    ],
  }
}

/** Before anything is asked of the chamber: what it is, what it costs from when on, and what it leaves out. */
export function sureMessage(plan: Plan, firm: Buyer, tap: Tap): Message {
  const text: Text = { key: 'plan.sure', params: { plan: { typed: plan.name }, price: priceOf(plan, firm.pcs) } }
  const options: Option[] = (['agree', 'decline'] as const).map((command) => ({
    label: { key: `plan.button.${command}` },
    token: tap(command, { plan: plan.id }).token,
  }))
  return {
    ...{ purpose: 'answer', fallback: text },
    parts: [
      paragraph(text),
      ...leftParts(plan),
      paragraph({ key: 'plan.how' }),
      { kind: 'choice', lasts: 'now', options },
    ],
  }
}

/** That everybody's silence is not safety is said whatever the plan leaves out. */
export const leftParts = ({ unwatched }: Plan): Part[] => [
  ...(unwatched.length === 0 ? [] : [paragraph({ key: 'plan.left', params: { left: unwatchedText(unwatched) } })]),
  paragraph({ key: 'health.unseen.always' }),
]

export type PlanTap = 'agree' | 'decline' | 'drop' | 'start'
export type Tap = (command: PlanTap, params: Readonly<Record<string, string>>) => Action

export function planTap(
  app: FlowContext,
  { id: firmId, regionId }: Buyer,
  holder: Action['holder'],
  command: PlanTap,
  params: Readonly<Record<string, string>>,
): Action {
  return actionOf(app, { regionId, firmId, subject: planLane(firmId), command, params, holder, days: LIFE_DAYS })
}
