import type { Media } from '#adapters/adapter.ts'
import { findConsultation, type StoredConsultation } from '#db/consultations.ts'
import { receive } from '#db/inbox.ts'
import { photosPosted, wantPhoto } from '#db/photos.ts'
import { stickyKeyOf } from '#db/stickies.ts'
import { consultationLane, consultationOfLane, isOfConsultation } from '../consultation/lanes.ts'
import type { ConsultationPhoto } from '../consultation/photo.ts'
import { isHeldBy } from '../holder.ts'
import { isStaffChat } from '../staff-chat.ts'
import { identityOf, type Talk } from './talk.ts'

/** A picture in a consultation's thread stays inside: it is kept ready, for whoever sends it to the firm on purpose. */
export async function offerPicture(talk: Talk, { media, threadId }: { media: Media; threadId: string }): Promise<void> {
  const { tx, app, incoming, person } = talk
  const { content } = incoming
  const place = await threadOf(talk, threadId)
  if (!person || !place || place.firmId === null || content.type !== 'media') return
  const { id, regionId, firmId } = place
  const { messageId } = content
  const by = { personId: person.personId, name: person.name, ...identityOf(incoming) }
  if (media !== 'photo') return tellThread(talk, place, { command: 'posted-other', by }, messageId)
  const said: ConsultationPhoto = { consultationLane: consultationLane(id), side: 'desk', by, messageId }
  await wantPhoto(tx, {
    ...{ id: app.newId('picture'), regionId, firmId, sessionId: null, question: 'consultation' },
    ...{ account: `${incoming.platform}:${incoming.account}`, messageId, said },
  })
  app.hint('photos')
}

/** The consultation of a thread, for somebody of the desk there; what others post in it is between the staff. */
async function threadOf({ tx, incoming, person }: Talk, threadId: string): Promise<StoredConsultation | undefined> {
  const { platform, account, chat } = incoming
  const subject = await stickyKeyOf(tx, { platform, account, address: chat.id }, threadId)
  if (!subject || !isOfConsultation({ subject })) return undefined
  const stored = await findConsultation(tx, consultationOfLane(subject))
  const isDesk = person?.memberships.some(
    ({ role, regionId }) => isHeldBy(role, 'desk') && regionId === stored?.regionId,
  )
  return isDesk ? stored : undefined
}

/** A message was changed or deleted: which of its pictures are there no longer is told to their consultations, who decide. */
export async function takeAwayPictures(
  talk: Talk,
  { messageId, files }: { messageId: string; files: readonly string[] },
): Promise<void> {
  const { tx, incoming, person } = talk
  if (!isStaffChat(incoming.platform)) return
  const account = `${incoming.platform}:${incoming.account}`
  const posted = await photosPosted<ConsultationPhoto>(tx, { account, messageId })
  for (const { id, regionId, firmId, messageId: called, said } of posted) {
    if (files.some((file) => called === `${messageId}/${file}`)) continue
    const by = person ? { personId: person.personId, name: person.name, ...identityOf(incoming) } : said.by
    const place = { id: consultationOfLane(said.consultationLane), regionId, firmId }
    await tellThread(talk, place, { command: 'picture-taken-away', photo: id, by }, id)
  }
}

async function tellThread(
  { tx, app, incoming }: Talk,
  { id, regionId, firmId }: Pick<StoredConsultation, 'id' | 'regionId' | 'firmId'>,
  payload: { command: string; [more: string]: unknown },
  about: string,
): Promise<void> {
  const { platform, account, eventId } = incoming
  await receive(tx, [
    {
      ...{ lane: consultationLane(id), kind: 'consultation', account: `${platform}:${account}` },
      ...{ eventId: `desk:${payload.command}:${about}:${eventId}`, regionId, firmId, payload, at: app.now },
    },
  ])
}
