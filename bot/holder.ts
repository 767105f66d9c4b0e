import type { Role } from '#engine/enrolment.ts'

/** Whose a button of the staff is: one role's, or whoever judges cases or keeps the desk. */
export const isHeldBy = (role: Role, holder: string): boolean =>
  holder === 'staff' ? role === 'analyst' || role === 'desk' : role === holder
