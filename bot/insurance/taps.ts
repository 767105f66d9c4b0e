import type { Action } from '#db/actions.ts'
import type { PackItem } from '#engine/claim.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { claimLane } from './lanes.ts'

const LIFE_DAYS = 90

/** Analysts and the desk write facts; what the insurer has said is written down by them, too. */
export type StaffTap = 'open' | 'open-fact' | 'submit-fact' | 'draft' | 'paid' | 'refused'
/** Of whoever leads the firm, and theirs alone. */
export type OwnerTap = 'withhold' | 'show' | 'approve' | 'keep'

interface Place {
  regionId: string
  firmId: string
  caseId: string
}

export function staffTap(app: FlowContext, { caseId, ...place }: Place, command: StaffTap): Action {
  return actionOf(app, { ...place, subject: claimLane(caseId), command, holder: { role: 'staff' }, days: LIFE_DAYS })
}

/** `draftedAt` tells the drafts apart, `withheld` what one does not show: a yes is to what its message says, and to nothing else. */
export function ownerTap(
  app: FlowContext,
  { caseId, ...place }: Place,
  { personId, draftedAt, withheld }: { personId: string; draftedAt: number; withheld: string },
  command: OwnerTap,
  item?: PackItem,
): Action {
  const params = { draftedAt, ...(item && { item }), ...(command === 'approve' && { withheld }) }
  return actionOf(app, {
    ...{ ...place, subject: claimLane(caseId), command, params, holder: { personId }, days: LIFE_DAYS },
  })
}
