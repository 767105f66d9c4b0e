/**
 * Whether every sensor of a firm is heard; one that is silent, or has not been heard yet, sees nothing. Nobody is promised
 * a watch before one person is named who answers for the firm; its logs are looked at all the same.
 */
export const WATCHES = ['working', 'unnamed', 'quiet', 'none'] as const
export type Watch = (typeof WATCHES)[number]

export function watchOf(
  sensors: readonly { status: string; revokedAt: number | null }[],
  hasResponsible: boolean,
): Watch {
  const standing = sensors.filter(({ revokedAt }) => revokedAt === null)
  if (standing.length === 0) return 'none'
  if (standing.some(({ status }) => status !== 'working')) return 'quiet'
  return hasResponsible ? 'working' : 'unnamed'
}
