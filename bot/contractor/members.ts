import { enter } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { openNoticesOf } from '#db/notices.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { chatsOf, endMembership, type Identity } from '#db/people.ts'
import { type Message, type Option, paragraph, type Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { plainAnswer } from '../case/command.ts'
import { laneOf } from '../case/work.ts'
import { toChannel } from '../channel-message.ts'
import { takeBack } from '../taking-back.ts'
import { remember, tell, type Work } from './work.ts'

/** 「人を外す」「外れる」: whoever leads the firm takes anybody out of it, and each themselves. */
export async function people(work: Work): Promise<void> {
  const { contacts, said, taps } = work
  const others = contacts.filter(({ personId }, at) => contacts.findIndex((one) => one.personId === personId) === at)
  const shown = isLeader(work) ? others : others.filter(({ personId }) => personId === said.by.personId)
  const options = shown.map(({ personId, name }): Option => {
    const isSelf = personId === said.by.personId
    const label = isSelf ? { key: 'member.button.leave' } : { key: 'contractor.button.remove', params: { who: name } }
    return { label, token: taps.tap('part', { person: personId }) }
  })
  await tell(work, [{ key: isLeader(work) ? 'member.who' : 'member.only-self' }], options)
}

const isLeader = ({ contacts, said }: Work): boolean =>
  contacts.some(({ personId, role }) => personId === said.by.personId && readsFirmResult(role))

export async function part(work: Work): Promise<void> {
  const { tx, app, said, place, contacts } = work
  const personId = said.params.person ?? ''
  const isSelf = personId === said.by.personId
  const [whom] = contacts.filter((one) => one.personId === personId)
  if (!isSelf && !isLeader(work)) return tell(work, [{ key: 'member.leaders-only' }])
  if (!whom) return tell(work, [{ key: 'contractor.removed-before' }])
  // Somebody has to answer for the firm: the desk, or the operator, takes the last one out.
  if (!contacts.some((one) => one.personId !== personId && readsFirmResult(one.role)))
    return tell(work, [{ key: 'member.last' }])
  await endMembership(tx, { firmId: place.firmId, personId, at: app.now })
  await remember(work, { subject: `person:${personId}`, what: 'member-removed', params: {} })
  const stays = await parted(work)
  if (!isSelf) await tell(work, [{ key: 'contractor.removed', params: { who: whom.name } }, ...stays])
}

/**
 * What they were asked is somebody else’s now, their chat forgets what it was in the middle of and loses what stands in it,
 * and they and the desk hear of it. Says what stays after all.
 */
export async function parted(work: Work): Promise<Text[]> {
  const { tx, app, said, place, region } = work
  const personId = said.params.person ?? ''
  const [firm, chats] = [await findFirm(tx, place.firmId), await chatsOf(tx, personId)]
  const who = chats[0]?.name ?? ''
  const waiting = (await openNoticesOf(tx, place.firmId)).filter(isAwaitingFirm)
  const event = (about: string) => ({ account: 'members', eventId: `parted:${app.newUuid()}:${about}`, at: app.now })
  await receive(
    tx,
    waiting.map(({ caseId }) => ({
      ...{ lane: laneOf(caseId), kind: 'case-contact-left', ...place, ...event(caseId) },
      payload: { personId, name: who },
    })),
  )
  const taken = await takeBack(tx, app, { ...place, personId, chats, actor: said.by.personId ?? 'operator' })
  await enter(tx, { kind: 'system' })
  await receive(
    tx,
    chats.map(({ platform, account, userId }) => ({
      ...{ lane: `chat:${platform}:${account}:${userId}`, kind: 'chat-parted', regionId: null, firmId: null },
      ...{ ...event(userId), payload: { platform, account, userId, firmId: place.firmId } },
    })),
  )
  const name = firm?.name ?? ''
  const ended = plainAnswer({ key: 'member.ended', params: { firm: name } })
  const desk = deskLine({ key: 'desk.left', params: { firm: name, who, at: { at: app.now } } })
  await enqueue(tx, [
    ...taken.entries,
    ...chats.map((chat) => toLeaver(work, chat, ended)),
    toChannel(app, 'desk', { ...place, locale: region.locale }, desk),
  ])
  await enter(tx, { kind: 'firm', ...place })
  return taken.stays(who)
}

const deskLine = (text: Text): Message => ({ purpose: 'history', fallback: text, parts: [paragraph(text)] })

/** Of no firm: nothing that is the firm's goes to them any more. */
export const toLeaver = (
  { app, place, region }: Work,
  { platform, account, userId }: Identity,
  message: Message,
): OutboxEntry => ({
  ...{ id: app.newUuid(), regionId: place.regionId, firmId: null, subject: null, priority: 'conversation' },
  ...{ to: { platform, account, address: userId }, locale: region.locale, message },
})
