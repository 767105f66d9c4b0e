import { type Firm, firmsNamed } from '#db/firms.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** The firm of their region that a desk member named; whoever is not of the desk, or named none, is told so. */
export async function firmForDesk(talk: Talk, named: string): Promise<{ firm: Firm; region: Region } | undefined> {
  const regionId = talk.person?.memberships.find(({ role }) => role === 'desk')?.regionId
  const region = regionId === undefined ? undefined : await findRegion(talk.tx, regionId)
  if (!region) {
    introduce(talk)
    return undefined
  }
  const [firm, ...others] = await firmsNamed(talk.tx, region.id, named)
  if (firm && others.length === 0) return { firm, region }
  const params = { first: firm?.name ?? '', second: others[0]?.name ?? '' }
  talk.say(firm ? { key: 'dialogue.desk.several', params } : { key: 'dialogue.desk.no-firm', params: { firm: named } })
  return undefined
}
