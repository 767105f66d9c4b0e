import { receive } from '#db/inbox.ts'
import { sensorsOf } from '#db/sensors.ts'
import { configLane } from '../sensor-config/lanes.ts'
import { firmForStaff } from './desk-firm.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 失効 佐々木水産`: each box of the firm as a card in #desk, with the button that stops it. */
export async function showBoxCards(talk: Talk, named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'write', datum: 'profile' }, named)
  const { tx, app, incoming, person } = talk
  if (!place || !person) return
  const { id: firmId, regionId, name } = place.firm
  const boxes = (await sensorsOf(tx, firmId)).filter(({ revokedAt }) => revokedAt === null)
  const by = { personId: person.personId, name: person.name }
  await receive(
    tx,
    boxes.map(({ id }) => ({
      ...{ lane: configLane(id), kind: 'sensor-config', account: 'desk', eventId: `show:${incoming.eventId}:${id}` },
      ...{ regionId, firmId, at: app.now, payload: { command: 'show-desk', by } },
    })),
  )
  talk.say({ key: boxes.length > 0 ? 'desk.box.opened' : 'desk.box.none', params: { firm: name } })
}
