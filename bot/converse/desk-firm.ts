import { type Firm, firmsNamed } from '#db/firms.ts'
import { noteLooks } from '#db/looks.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { may, type Need } from '#engine/permission.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

interface Place {
  firm: Firm
  region: Region
}

/** Where somebody of the staff has this right: the whole region. */
export const staffRegion = ({ person }: Talk, need: Need): string | undefined =>
  person?.memberships.find(({ regionId }) => may(person, need, { regionId, firmId: null }))?.regionId

/** The firm of their region that somebody of the staff named; whoever has no right to it, or named no firm, is told so. That it was looked at is kept. */
export async function firmForStaff(talk: Talk, need: Need, named: string): Promise<Place | undefined> {
  const regionId = staffRegion(talk, need)
  const region = regionId === undefined ? undefined : await findRegion(talk.tx, regionId)
  if (!region) {
    await introduce(talk)
    return undefined
  }
  const [firm, ...others] = await firmsNamed(talk.tx, region.id, named)
  if (firm && others.length === 0) {
    await noteLook(talk, firm, need)
    return { firm, region }
  }
  const params = { first: firm?.name ?? '', second: others[0]?.name ?? '' }
  talk.say(firm ? { key: 'dialogue.desk.several', params } : { key: 'dialogue.desk.no-firm', params: { firm: named } })
  return undefined
}

const noteLook = ({ tx, app, person }: Talk, { id }: Firm, { datum }: Need): Promise<void> =>
  noteLooks(tx, { actor: person?.personId ?? '', at: app.now, datum, through: 'chat', firmIds: [id] })
