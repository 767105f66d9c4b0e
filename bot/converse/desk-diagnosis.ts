import { firmsNamed } from '#db/firms.ts'
import { findRegion } from '#db/regions.ts'
import { deskCard } from '../dialogue/desk-card.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 診断 佐々木水産`: the firm's diagnosis as a card in #desk, to be filled while one talks with them. */
export async function showDiagnosis(talk: Talk, named: string): Promise<void> {
  const regionId = talk.person?.memberships.find(({ role }) => role === 'desk')?.regionId
  const region = regionId === undefined ? undefined : await findRegion(talk.tx, regionId)
  if (!region) return introduce(talk)
  const [firm, ...others] = await firmsNamed(talk.tx, region.id, named)
  if (!firm) return talk.say({ key: 'dialogue.desk.no-firm', params: { firm: named } })
  if (others.length > 0)
    return talk.say({ key: 'dialogue.desk.several', params: { first: firm.name, second: others[0]?.name ?? '' } })
  const key = { regionId: region.id, firmId: firm.id, questionnaire: 'office', personId: '' }
  talk.enqueue(await deskCard(talk.tx, talk.app, key, { firm, region }))
  talk.say({ key: 'dialogue.desk.opened', params: { firm: firm.name } })
}
