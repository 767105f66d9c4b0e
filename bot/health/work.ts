import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { checkOf, findHealthCheck } from '#db/health-checks.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { monthsFrom } from '#engine/health-comparison.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import { mayAtAll } from '#engine/permission.ts'
import { regionOf } from '../dialogue/work.ts'

/** Everything that a month's health check is shown and decided by. */
export interface HealthFile {
  check: HealthCheck
  /** The month just before it, where there is one. */
  before: HealthCheck | undefined
  firm: Firm
  region: Region
  contacts: Contact[]
}

export async function openHealthCheck(tx: Tx, id: string): Promise<HealthFile | undefined> {
  const check = await findHealthCheck(tx, id)
  const firm = check && (await findFirm(tx, check.firmId))
  if (!firm) return undefined
  return {
    ...{ check, firm, region: await regionOf(tx, firm.regionId), contacts: await contactsOf(tx, firm.id) },
    before: await checkOf(tx, firm.id, monthsFrom(check.month, -1)),
  }
}

/** Who gets it: whoever leads the firm, and is on LINE. */
export const readerIn = ({ contacts }: HealthFile): Contact | undefined =>
  contacts.find((one) => isOnLine(one) && mayAtAll(one.role, { verb: 'read', datum: 'health-report' }))

/** Whether this person may let the chamber see it. */
export const mayShare = ({ contacts }: HealthFile, personId: string): boolean =>
  contacts.some((one) => one.personId === personId && mayAtAll(one.role, { verb: 'approve', datum: 'health-report' }))
