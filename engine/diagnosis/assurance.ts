import { isOnSite, photosIn, type Session } from '../dialogue/session.ts'

/** How sure one may be of what a firm told of its set-up, the least first. */
export const ASSURANCES = ['unconfirmed', 'stated', 'photo', 'on-site'] as const
export type Assurance = (typeof ASSURANCES)[number]

/** Hearings were often wrong, so the telephone makes nothing surer: a photo does, and somebody who stood there. */
export function assuranceOf({ answers }: Pick<Session, 'answers'>): Assurance {
  const all = Object.values(answers)
  if (all.some(({ by }) => isOnSite(by))) return 'on-site'
  if (photosIn({ answers }).length > 0) return 'photo'
  return all.length > 0 ? 'stated' : 'unconfirmed'
}
