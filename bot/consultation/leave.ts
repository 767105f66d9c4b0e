import { type Action, grantActions } from '#db/actions.ts'
import type { StoredAnswer } from '#db/answers.ts'
import { readChat } from '#db/chats.ts'
import type { StoredConsultation } from '#db/consultations.ts'
import { enter } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, erase, type OutboxEntry } from '#db/outbox.ts'
import { chatStateOf } from '#engine/chat.ts'
import { isHeld, isOpen } from '#engine/consultation.ts'
import { type Message, type Option, type Part, paragraph } from '#engine/message.ts'
import { resuming } from '../converse/talk.ts'
import type { FlowContext } from '../flow.ts'
import { isStaffChat } from '../staff-chat.ts'
import { buttonsOf, consultationCard, helpsOf } from './card.ts'
import { armPromise, armSilence } from './deadlines.ts'
import type { Work } from './happening.ts'
import { consultationLane, wordsKey } from './lanes.ts'
import { type ConsultationTap, tapOf } from './taps.ts'
import { glanceAt } from './work.ts'

/** Last: the card, the timer of silence, and what both sides are told; a chat belongs to no firm. */
export async function leave(work: Work): Promise<void> {
  const { tx, app, file, said, says } = work
  const { stored, region } = file
  const lane = consultationLane(stored.id)
  if (work.hasChanged) {
    const glance = await glanceAt(tx, file)
    says.unshift(consultationCard(app, file, glance))
    const begins = helpsOf(app, stored).flatMap(({ actions }) => actions)
    await grantActions(tx, [...tapsOf(app, stored, glance.answer), ...begins])
    await armSilence(tx, app, stored)
    await armPromise(tx, app, stored)
  }
  await enter(tx, { kind: 'system' })
  for (const subject of work.erased) await erase(tx, subject)
  if (work.sent.length > 0 && stored.chat) says.push(await toFirm(work, stored.chat))
  const { platform, account, userId } = said.by
  const [first] = work.told
  if (first && platform !== undefined && isStaffChat(platform) && account !== undefined && userId !== undefined) {
    const message: Message = { purpose: 'answer', fallback: first, parts: work.told.map(paragraph) }
    const place = { regionId: region.id, firmId: stored.firmId, locale: region.locale, subject: lane }
    says.push({
      ...place,
      id: app.newUuid(),
      to: { platform, account, address: userId },
      priority: 'conversation',
      message,
    })
  }
  await enqueue(tx, says)
}

/** What opens a form is granted together with what comes back from it. */
const tapsOf = (app: FlowContext, stored: StoredConsultation, answer: StoredAnswer | undefined): Action[] =>
  buttonsOf(stored, answer).flatMap(({ command, draft }) => [
    tapOf(app, stored, command, draft),
    ...(SUBMITS[command] ?? []).map((submit) => tapOf(app, stored, submit)),
  ])

const SUBMITS: Partial<Record<ConsultationTap, ConsultationTap[]>> = {
  'open-publish': ['submit-publish'],
  'open-classify': ['submit-classify'],
  'open-match': ['submit-match'],
  'open-answer': ['submit-answer'],
}

/** To the chat that asked, with the way back to what it came between; what is written next is the answer. */
async function toFirm(work: Work, chat: NonNullable<StoredConsultation['chat']>): Promise<OutboxEntry> {
  const { tx, app, file, wordsId, sent, quotes } = work
  const { id, firmId, consultation: now, regionId } = file.stored
  const { platform, account, userId } = chat
  const relay = { id, firmId: firmId ?? '', matter: now.matter, since: app.now, isHeld: isHeld(now) }
  await receive(tx, [
    {
      ...{
        lane: `chat:${platform}:${account}:${userId}`,
        kind: 'chat-consultation',
        account: `${platform}:${account}`,
      },
      ...{ eventId: `consultation:${wordsId}`, regionId: null, firmId: null, at: app.now },
      payload: { platform, account, userId, relay, isOver: !isOpen(now) },
    },
  ])
  const { dialogue } = chatStateOf(await readChat(tx, chat))
  const options: Option[] = dialogue && !dialogue.isPaused ? [resuming(dialogue)] : []
  const [first = { key: 'consultation.photo' }] = sent.flatMap((part) => (part.kind === 'paragraph' ? [part.text] : []))
  const parts: Part[] = [
    ...sent,
    ...(options.length > 0 ? [{ kind: 'choice', lasts: 'now', options } satisfies Part] : []),
  ]
  return {
    ...{ id: app.newUuid(), regionId, firmId, subject: wordsKey(wordsId), priority: 'conversation' },
    ...{ to: { platform, account, address: userId }, locale: file.region.locale },
    message: {
      ...{ purpose: 'answer', fallback: first, parts },
      ...(quotes !== undefined && { quotes }),
    },
  }
}
