/** What is known of one person, what of it they can have erased, and what stays. */
export const OWN_PARTS = [
  ...(['person', 'chats', 'roles', 'said', 'asked', 'answers'] as const),
  ...(['devices', 'inquiries', 'notices', 'photos', 'todos', 'sent', 'history'] as const),
] as const
export type OwnPart = (typeof OWN_PARTS)[number]

export interface OwnEntry {
  /** Epoch ms; null where it has no moment. */
  at: number | null
  text: string
}
export type OwnRecord = Readonly<Record<OwnPart, readonly OwnEntry[]>>

/** Why something stays although its person wants it gone, and for how long at most. */
export const OWN_STAYS = [
  { what: 'incidents', years: 5 },
  { what: 'history', years: 3 },
  { what: 'firm', years: null },
] as const

export type EraseRefusal = 'staff' | 'only-owner'

/** Nobody leaves a firm without anybody who answers for it, and the staff's work is not the staff's own. */
export function refusesErasure(
  memberships: readonly { firmId: string | null; role: string }[],
  firmsWithOtherOwner: ReadonlySet<string>,
): EraseRefusal | undefined {
  if (memberships.some(({ firmId }) => firmId === null)) return 'staff'
  const isNeeded = memberships.some(
    ({ firmId, role }) => role === 'owner' && firmId !== null && !firmsWithOtherOwner.has(firmId),
  )
  return isNeeded ? 'only-owner' : undefined
}
