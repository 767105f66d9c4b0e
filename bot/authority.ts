import type { Action } from '#db/actions.ts'
import { sitesOfCase } from '#db/contractors.ts'
import type { Tx } from '#db/door.ts'
import type { Person } from '#db/people.ts'
import { isFirmRole } from '#engine/enrolment.ts'
import { may, type Thing } from '#engine/permission.ts'
import { isHeldBy } from './holder.ts'
import { needOf } from './needs.ts'

/**
 * Whether somebody may press a button, looked at anew at each tap and for each form: it must have been given to them, and
 * their role must have the right that it takes. What no table names is nobody's.
 */
export async function mayPress(tx: Tx, person: Person, action: Action): Promise<boolean> {
  const need = needOf(action)
  if (need === undefined || !isHolder(person, action)) return false
  if (need === 'shown') return true
  const thing = await thingOf(tx, person, action)
  return need.some((one) => may(person, one, thing))
}

function isHolder({ personId, memberships }: Person, { holder, firmId, regionId }: Action): boolean {
  const ofFirm = memberships.filter((one) => one.firmId !== null && one.firmId === firmId)
  // A person's own button is of no use to them once they have left, or no longer look after, the firm that it is about.
  if ('personId' in holder) return holder.personId === personId && (firmId === null || ofFirm.length > 0)
  if ('vendorId' in holder) return memberships.some((one) => one.vendorId === holder.vendorId)
  if (holder.role === 'member') return ofFirm.some(({ role }) => isFirmRole(role))
  return memberships.some((one) => isHeldBy(one.role, holder.role) && one.regionId === regionId)
}

/** What was shown to them they were asked; where in the firm it is matters to a contractor alone. */
async function thingOf(tx: Tx, { personId, memberships }: Person, action: Action): Promise<Thing> {
  const { regionId, firmId, holder, subject } = action
  const isContractor = memberships.some((one) => one.role === 'contractor' && one.firmId === firmId)
  const caseId = isContractor && subject.startsWith('case:') ? subject.slice('case:'.length) : ''
  return {
    ...{ regionId, firmId, personId },
    ...('vendorId' in holder && { vendorId: holder.vendorId }),
    ...(caseId !== '' && firmId !== null && { sites: await sitesOfCase(tx, firmId, caseId) }),
  }
}
