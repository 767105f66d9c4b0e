import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { wantMenu } from '#db/menus.ts'
import { openNoticesOf } from '#db/notices.ts'
import { contactsOf, setReachable } from '#db/people.ts'
import { setGuestReachable } from '#db/survey-participants.ts'
import type { Message, Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import { forget, greet } from './enrol.ts'
import { guide } from './guest.ts'
import { identityOf, type Talk } from './talk.ts'

/** Somebody added us, or came back. */
export async function arrive(talk: Talk): Promise<void> {
  forget(talk)
  const { person } = talk
  if (talk.guests.length > 0) await setGuestReachable(talk.tx, identityOf(talk.incoming), true)
  if (talk.isGuest) {
    talk.say({ key: 'round.guest.back' })
    return guide(talk)
  }
  if (!person || person.memberships.length === 0) return greet(talk)
  await setReachable(talk.tx, identityOf(talk.incoming), true)
  // Blocking an account takes its menu away.
  await wantMenu(talk.tx, { regionId: person.regionId, userId: talk.incoming.userId })
  talk.say({ key: 'enrolment.greeting.again', params: { name: person.name } })
  await tellDeskOfEach(talk, false)
}

/** Somebody blocked us: whatever we push from now on is lost without a word, so the desk must know. */
export async function leave(talk: Talk): Promise<void> {
  forget(talk)
  if (talk.guests.length > 0) await setGuestReachable(talk.tx, identityOf(talk.incoming), false)
  if (!talk.person) return
  await setReachable(talk.tx, identityOf(talk.incoming), false)
  await tellDeskOfEach(talk, true)
  await tellOpenCases(talk, talk.person)
}

/** What they were asked and have not answered needs somebody else now: each case hears of it in its own lane. */
export async function tellOpenCases(
  { tx, app, firms, incoming }: Talk,
  { personId, name }: { personId: string; name: string },
): Promise<void> {
  for (const { firmId, regionId } of firms) {
    const waiting = (await openNoticesOf(tx, firmId)).filter(isAwaitingFirm)
    await receive(
      tx,
      waiting.map(({ caseId }) => ({
        lane: `case:${caseId}`,
        kind: 'case-contact-left',
        account: `${incoming.platform}:${incoming.account}`,
        eventId: `left:${incoming.eventId}:${caseId}`,
        regionId,
        firmId,
        payload: { personId, name },
        at: app.now,
      })),
    )
  }
}

async function tellDeskOfEach(talk: Talk, hasLeft: boolean): Promise<void> {
  for (const { firmId, regionId } of talk.firms) {
    const firm = await findFirm(talk.tx, firmId)
    if (!firm) continue
    const params = { firm: firm.name, who: talk.person?.name ?? '', at: { at: talk.app.now } }
    const message = hasLeft ? unreachable(params, firm.phone, await othersAt(talk, firmId)) : reachable(params)
    talk.tell('desk', message, { regionId, firmId })
  }
}

async function othersAt(talk: Talk, firmId: string): Promise<number> {
  const contacts = await contactsOf(talk.tx, firmId)
  const others = contacts.filter(({ isReachable, personId }) => isReachable && personId !== talk.person?.personId)
  return new Set(others.map(({ personId }) => personId)).size
}

type Who = { firm: string; who: string; at: { at: number } }

function unreachable({ firm, who, at }: Who, phone: string | null | undefined, others: number): Message {
  const left: Text =
    others > 0 ? { key: 'desk.unreachable.others', params: { count: others } } : { key: 'desk.unreachable.nobody' }
  return {
    purpose: 'desk-task',
    fallback: { key: 'desk.unreachable.fallback', params: { firm, who } },
    parts: [
      { kind: 'heading', text: { key: 'desk.unreachable.heading', params: { firm } } },
      { kind: 'paragraph', text: { key: 'desk.unreachable.text', params: { who, at } } },
      {
        kind: 'facts',
        rows: [{ label: { key: 'desk.task.phone' }, value: phone ? { typed: phone } : { key: 'desk.task.no-phone' } }],
      },
      { kind: 'status', tone: others > 0 ? 'wait' : 'warn', text: left },
    ],
  }
}

function reachable({ firm, who, at }: Who): Message {
  const text: Text = { key: 'desk.reachable.text', params: { firm, who, at } }
  return {
    purpose: 'history',
    fallback: { key: 'desk.reachable.fallback', params: { firm, who } },
    parts: [{ kind: 'paragraph', text }],
  }
}
