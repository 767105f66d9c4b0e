/** Firms that are no members answer as guests: each is a tenant of their own, whose id says what it is. */
export const GUEST = 'guest'

export const isGuest = (firmId: string): boolean => firmId.startsWith(`${GUEST}_`)
