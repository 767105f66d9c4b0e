import { type Firm, firmsNamed } from '#db/firms.ts'
import type { Role } from '#db/people.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

interface Place {
  firm: Firm
  region: Region
}

export const firmForDesk = (talk: Talk, named: string): Promise<Place | undefined> =>
  firmForStaff(talk, ['desk'], named)

/** The firm of their region that somebody of the staff named; whoever has none of these roles, or named no firm, is told so. */
export async function firmForStaff(talk: Talk, roles: readonly Role[], named: string): Promise<Place | undefined> {
  const regionId = talk.person?.memberships.find(({ role }) => roles.includes(role))?.regionId
  const region = regionId === undefined ? undefined : await findRegion(talk.tx, regionId)
  if (!region) {
    await introduce(talk)
    return undefined
  }
  const [firm, ...others] = await firmsNamed(talk.tx, region.id, named)
  if (firm && others.length === 0) return { firm, region }
  const params = { first: firm?.name ?? '', second: others[0]?.name ?? '' }
  talk.say(firm ? { key: 'dialogue.desk.several', params } : { key: 'dialogue.desk.no-firm', params: { firm: named } })
  return undefined
}
