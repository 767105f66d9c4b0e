import { titleOf } from '../content/questionnaire-texts.ts'
import { deskCard } from '../dialogue/desk-card.ts'
import { starCard } from '../security-action/desk-card.ts'
import { wayOf } from '../security-action/work.ts'
import { firmForStaff } from './desk-firm.ts'
import type { DeskForm } from './staff-commands.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 診断 佐々木水産`: the firm's questionnaire as a card in #desk, to be filled while one talks with them. */
export async function showQuestionnaire(talk: Talk, questionnaire: DeskForm, named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'write', datum: 'diagnosis' }, named)
  if (!place) return
  const { firm, region } = place
  const key = { regionId: region.id, firmId: firm.id, questionnaire, personId: '' }
  talk.enqueue(await deskCard(talk.tx, talk.app, key, place))
  talk.say({ key: 'dialogue.desk.opened', params: { firm: firm.name, title: titleOf({ id: questionnaire }) } })
}

/** `/otasuke 星 佐々木水産`: its questions while they are open, and how far it is on its way to a star. */
export async function showStar(talk: Talk, named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'write', datum: 'diagnosis' }, named)
  if (!place) return
  const { tx, app } = talk
  const { firm, region } = place
  const way = await wayOf(tx, { regionId: region.id, firmId: firm.id })
  const key = { regionId: region.id, firmId: firm.id, questionnaire: 'security-action', personId: '' }
  if (way.told.preparedAt === null) talk.enqueue(await deskCard(tx, app, key, place))
  talk.enqueue(await starCard(tx, app, way))
  talk.say({ key: 'star.desk.opened', params: { firm: firm.name } })
}
