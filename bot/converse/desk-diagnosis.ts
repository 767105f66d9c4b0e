import { deskCard } from '../dialogue/desk-card.ts'
import { firmForDesk } from './desk-firm.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 診断 佐々木水産`: the firm's diagnosis as a card in #desk, to be filled while one talks with them. */
export async function showDiagnosis(talk: Talk, named: string): Promise<void> {
  const place = await firmForDesk(talk, named)
  if (!place) return
  const { firm, region } = place
  const key = { regionId: region.id, firmId: firm.id, questionnaire: 'office', personId: '' }
  talk.enqueue(await deskCard(talk.tx, talk.app, key, place))
  talk.say({ key: 'dialogue.desk.opened', params: { firm: firm.name } })
}
