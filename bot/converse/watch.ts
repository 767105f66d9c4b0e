import { responsibilityOf } from '#db/responsibilities.ts'
import { sensorsOf } from '#db/sensors.ts'
import { watchStateOf } from '#engine/responsibility.ts'
import { nameButtons } from '../responsible/ask.ts'
import type { Talk } from './talk.ts'

/** Whether the firm is watched over; while nobody answers for it, who does is asked in one tap. */
export async function watch(talk: Talk, firmId: string): Promise<void> {
  const { tx, app, person, firms } = talk
  const regionId = firms.find((one) => one.firmId === firmId)?.regionId
  const standing = (await sensorsOf(tx, firmId)).filter(({ revokedAt }) => revokedAt === null)
  if (!person || regionId === undefined || standing.length === 0) return
  const now = await responsibilityOf(tx, firmId)
  if (now && watchStateOf(now, standing.length) === 'watched')
    return talk.say({ key: 'converse.status.watched', params: { who: now.responsible.name } })
  talk.say({ key: 'converse.status.preparing' })
  const asked = { personId: person.personId, now }
  talk.ask({ key: 'responsible.who' }, await nameButtons(tx, app, { regionId, firmId }, asked))
}
