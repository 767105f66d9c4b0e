import { enter } from '#db/door.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { budgetOf } from '../plan/budget.ts'
import { planLane } from '../plan/lanes.ts'
import { offered } from '../plan/offer.ts'
import type { PlanIntent } from '../plan/tokens.ts'
import { handOver } from './hand-over.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 料金: what the firm can take for money. What it can spend is the business of those who lead it. */
export async function showPlans(talk: Talk, { isAll, firm: chosen }: { isAll: boolean; firm?: string }): Promise<void> {
  const { tx, app, firms } = talk
  if (firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => `say:plans:${firmMark(firmId)}`)
  await enter(tx, { kind: 'firm', regionId: firm.regionId, firmId: firm.firmId })
  const budget = readsFirmResult(firm.role) ? await budgetOf(tx, firm.firmId) : undefined
  const isLeader = readsFirmResult(firm.role)
  const found = await offered(tx, firm, { yearly: budget?.yearly ?? null, isAll, mayTake: isLeader, now: app.now })
  await enter(tx, { kind: 'system' })
  if (!found) return talk.say({ key: 'plan.none' })
  talk.show(...found.parts)
  talk.ask({ key: 'plan.ask' }, found.asked)
}

/** これにする, あとで: the one who decides asks once more, in its own lane. */
export async function handToPlan(talk: Talk, { act, firm: chosen, plan }: PlanIntent): Promise<void> {
  const { person, resume } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm || !person) return introduce(talk)
  if (!readsFirmResult(firm.role)) return talk.say({ key: 'plan.for-leaders' })
  const { regionId, firmId } = firm
  const to = { lane: planLane(firmId), kind: 'plan', regionId, firmId, event: 'plan' }
  await handOver(talk, to, { by: person, said: { command: act, params: { plan } }, resume })
}
