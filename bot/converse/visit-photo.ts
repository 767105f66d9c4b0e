import type { Content } from '#adapters/adapter.ts'
import { visitUnderWay } from '#db/dispatches.ts'
import { wantPhoto } from '#db/photos.ts'
import { dispatchLane } from '../dispatch/lanes.ts'
import type { VisitPhoto } from '../dispatch/photo.ts'
import { identityOf, type Talk } from './talk.ts'

/** A photo that somebody sends while they are at a firm belongs to that visit; false where it is none. */
export async function photoOfVisit(talk: Talk, media: Extract<Content, { type: 'media' }>['media']): Promise<boolean> {
  const { tx, app, incoming, person } = talk
  const { content } = incoming
  const vendorId = person?.memberships.find((one) => one.vendorId !== null)?.vendorId
  if (media !== 'photo' || content.type !== 'media' || !person || !vendorId) return false
  const visit = await visitUnderWay(tx, { vendorId, personId: person.personId })
  if (!visit || visit.firmId === null) return false
  const { platform, account } = incoming
  const by = { personId: person.personId, name: person.name, ...identityOf(incoming) }
  const said: VisitPhoto = { visitLane: dispatchLane(visit.id), vendor: vendorId, by }
  await wantPhoto(tx, {
    ...{ id: app.newId('photo'), regionId: visit.regionId, firmId: visit.firmId, sessionId: null, question: 'visit' },
    ...{ account: `${platform}:${account}`, messageId: content.messageId, said },
  })
  app.hint('photos')
  return true
}
