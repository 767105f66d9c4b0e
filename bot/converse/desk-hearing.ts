import { grantActions } from '#db/actions.ts'
import { hearingCard } from '../hearing/desk-card.ts'
import { hearingTaps } from '../hearing/taps.ts'
import { openHearing } from '../hearing/work.ts'
import { firmForStaff } from './desk-firm.ts'
import type { Talk } from './talk.ts'

/** `/otasuke ヒアリング 佐々木水産`: the firm's hearing as a card in #desk. */
export async function showHearing(talk: Talk, named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'write', datum: 'tickets' }, named)
  if (!place) return
  const file = await openHearing(talk.tx, place.firm.id)
  const taps = hearingTaps(talk.app, file)
  talk.enqueue(hearingCard(talk.app, file, taps))
  await grantActions(talk.tx, taps.granted)
  talk.say({ key: 'desk.hearing.opened', params: { firm: place.firm.name } })
}
