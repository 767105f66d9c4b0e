import { type Action, grantActions } from '#db/actions.ts'
import { examplesOf } from '#db/examples.ts'
import { isLive } from '#engine/example.ts'
import { exampleCard } from '../example/desk-card.ts'
import { exampleTaps } from '../example/taps.ts'
import { openExample } from '../example/work.ts'
import { firmForStaff } from './desk-firm.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 事例 佐々木水産`: the firm's examples as cards in #desk, and a blank one that another can be written on. */
export async function showExamples(talk: Talk, named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'read', datum: 'notices' }, named)
  if (!place) return
  const { tx, app } = talk
  const ids = (await examplesOf(tx, place.firm.id)).filter(isLive).map(({ id }) => id)
  const granted: Action[] = []
  for (const id of [...ids, app.newId('example')]) {
    const file = await openExample(tx, id, place.firm.id)
    const taps = exampleTaps(app, file)
    talk.enqueue(exampleCard(app, file, taps))
    granted.push(...taps.granted)
  }
  await grantActions(tx, granted)
  talk.say({ key: 'desk.example.opened', params: { firm: place.firm.name } })
}
