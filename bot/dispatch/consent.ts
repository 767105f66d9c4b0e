import { type Contact, contactsOf } from '#db/people.ts'
import type { Role } from '#engine/enrolment.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { refuse } from './happening.ts'
import { type DispatchWork, pays } from './work.ts'

/** A tap of an earlier request is no consent to this one. */
export async function isOfNow(work: DispatchWork): Promise<boolean> {
  const { file, said } = work
  if (file.stored && said.params?.request === file.stored.dispatch.request) return true
  refuse(work, 'over')
  return false
}

/** Whoever agrees to a price, or to a day with its price above it, must be somebody who may. */
export const mayPay = (work: DispatchWork): Promise<boolean> => isOneWho(work, pays, 'not-payer')

/** Whoever signs for what was done leads the firm. */
export const isLeader = (work: DispatchWork): Promise<boolean> => isOneWho(work, readsFirmResult, 'not-leader')

async function isOneWho(work: DispatchWork, may: (role: Role) => boolean, otherwise: string): Promise<boolean> {
  const { tx, file, said } = work
  const isThey = (one: Contact): boolean => one.personId === said.by.personId && may(one.role)
  if (!file.firm || (await contactsOf(tx, file.firm.id)).some(isThey)) return true
  refuse(work, otherwise)
  return false
}
