import { responsibilityOf } from '#db/responsibilities.ts'
import { sensorsOf } from '#db/sensors.ts'
import { watchOf } from '#engine/watch.ts'
import { nameButtons } from '../responsible/ask.ts'
import type { Talk } from './talk.ts'

/** Whether the firm is watched over; while nobody answers for it, who does is asked in one tap. */
export async function watch(talk: Talk, firmId: string): Promise<void> {
  const { tx, app, person, firms } = talk
  const regionId = firms.find((one) => one.firmId === firmId)?.regionId
  const now = await responsibilityOf(tx, firmId)
  const standing = watchOf(await sensorsOf(tx, firmId), now !== undefined)
  if (!person || regionId === undefined || standing === 'none') return
  if (now)
    return talk.say({
      key: standing === 'working' ? 'converse.status.watched' : 'converse.status.unheard',
      params: { who: now.responsible.name },
    })
  talk.say({ key: 'converse.status.preparing' })
  const asked = { personId: person.personId, now }
  talk.ask({ key: 'responsible.who' }, await nameButtons(tx, app, { regionId, firmId }, asked))
}
