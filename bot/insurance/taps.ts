import type { Action } from '#db/actions.ts'
import type { PackItem } from '#engine/claim.ts'
import type { FlowContext } from '../flow.ts'
import { claimLane } from './lanes.ts'

const LIFE_MS = 90 * 86_400_000

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
  const subject = claimLane(caseId)
  return {
    ...{ token: app.token(subject, command, null, 'staff'), ...place, subject, command, params: {} },
    ...{ holder: { role: 'staff' }, revision: null, expiresAt: app.now + LIFE_MS },
  }
}

/** `draftedAt` tells the drafts apart, `withheld` what one does not show: a yes is to what its message says, and to nothing else. */
export function ownerTap(
  app: FlowContext,
  { caseId, ...place }: Place,
  { personId, draftedAt, withheld }: { personId: string; draftedAt: number; withheld: string },
  command: OwnerTap,
  item?: PackItem,
): Action {
  const subject = claimLane(caseId)
  const named = [command, item ?? '', draftedAt, command === 'approve' ? withheld : ''].join(':')
  return {
    ...{ token: app.token(subject, named, null, personId), ...place, subject, command },
    ...{ params: { draftedAt, ...(item && { item }), ...(command === 'approve' && { withheld }) } },
    ...{ holder: { personId }, revision: null, expiresAt: app.now + LIFE_MS },
  }
}
