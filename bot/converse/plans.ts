import { enter } from '#db/door.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { budgetOf } from '../plan/budget.ts'
import { offered } from '../plan/offer.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 料金: what the firm can take for money. What it can spend is the business of those who lead it. */
export async function showPlans(talk: Talk, { isAll, firm: chosen }: { isAll: boolean; firm?: string }): Promise<void> {
  const { tx, firms } = talk
  if (firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => `say:plans:${firmMark(firmId)}`)
  await enter(tx, { kind: 'firm', regionId: firm.regionId, firmId: firm.firmId })
  const budget = readsFirmResult(firm.role) ? await budgetOf(tx, firm.firmId) : undefined
  const found = await offered(tx, firm, { yearly: budget?.yearly ?? null, isAll })
  await enter(tx, { kind: 'system' })
  if (!found) return talk.say({ key: 'plan.none' })
  talk.show(...found.parts)
  talk.ask({ key: 'plan.ask' }, found.asked)
}
