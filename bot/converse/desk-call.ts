import { grantActions } from '#db/actions.ts'
import { idOfCall } from '../consultation/in-call.ts'
import { tapOf } from '../consultation/taps.ts'
import { staffRegion } from './desk-firm.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 電話`: the form stands there already; what comes back from it is the desk's to send. */
export async function writeCallDown(talk: Talk): Promise<void> {
  const { app, tx, incoming } = talk
  const regionId = staffRegion(talk, { verb: 'write', datum: 'tickets' })
  if (regionId === undefined) return introduce(talk)
  await grantActions(tx, [tapOf(app, { id: idOfCall(app, incoming.eventId), regionId, firmId: null }, 'submit-typed')])
}
