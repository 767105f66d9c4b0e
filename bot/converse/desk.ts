import type { Media } from '#adapters/adapter.ts'
import { blankRelayed, receive } from '#db/inbox.ts'
import { wantPhoto } from '#db/photos.ts'
import { isOpen, nextOpen } from '#engine/calendar/calendar.ts'
import type { Relay } from '#engine/chat.ts'
import type { Matter } from '#engine/consultation.ts'
import { harmless } from '#engine/defang.ts'
import { consultationLane } from '../consultation/lanes.ts'
import type { ConsultationPhoto } from '../consultation/photo.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { sayToken } from './intent.ts'
import { OUTSIDE } from './outside.ts'
import { quotedBy } from './quoted.ts'
import { identityOf, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 相談, リモート支援, 駆け付け: the desk is told at once which of them is wished, and what is written next belongs to it. */
export async function askDesk(talk: Talk, matter: Matter, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken(matter, firmId))
  const { app } = talk
  await callDesk(talk, firm, matter)
  talk.say({ key: `converse.desk.called-${matter}`, params: { when: whenAnswered(talk) } })
  if (isOpen(app.calendar, app.now))
    return talk.say({ key: matter === 'consult' ? 'converse.desk.urgent' : 'converse.desk.tell' })
  talk.say({ key: 'converse.desk.tell' }, { key: 'converse.desk.emergency' })
  talk.show(...OUTSIDE)
}

/** Opens a consultation, or comes back to the one of this matter; with the very words that led to it. */
export async function callDesk(
  talk: Talk,
  { firmId }: { firmId: string },
  matter: Matter,
  text?: string,
): Promise<void> {
  const { app, state } = talk
  const { consultation } = state
  const isSame = consultation?.firmId === firmId && consultation.matter === matter
  const id = isSame ? consultation.id : app.newId('consultation')
  const relay = { id, firmId, matter, since: app.now, isHeld: isSame && consultation.isHeld }
  await tellDesk(talk, relay, { command: 'call', matter })
  talk.state = { ...state, consultation: relay }
  if (text !== undefined) await relayWord(talk, relay, text)
}

/** While the desk is open, its hours; otherwise when it opens next. */
const whenAnswered = ({ app: { calendar, now } }: Talk) =>
  isOpen(calendar, now)
    ? { key: 'converse.desk.hours' }
    : { key: 'converse.desk.opens', params: { at: { at: nextOpen(calendar, now) } } }

const DESK_TEXT_MAX = 2_000

/** Words while a consultation is open: they go to the desk. The bot is silent once a person holds it. */
export async function passOn(talk: Talk, text: string): Promise<boolean> {
  const firm = relayOf(talk)
  if (!firm) return false
  await relayWord(talk, firm, text)
  if (!firm.isHeld) talk.say({ key: 'converse.desk.passed', params: { when: whenAnswered(talk) } })
  return true
}

async function relayWord(talk: Talk, relay: Relay, text: string): Promise<void> {
  const { content } = talk.incoming
  const typed = content.type === 'text' ? content : undefined
  const quoted = await quotedBy(talk, typed?.quotes)
  await tellDesk(talk, relay, {
    ...{ command: 'word', text: harmless(text, DESK_TEXT_MAX), messageId: typed?.messageId ?? '' },
    ...(typed?.quoteToken !== undefined && { quoteToken: typed.quoteToken }),
    ...(quoted && { quoted }),
  })
}

/** A photo goes to the desk as well, as soon as it is here; of what else is sent, the desk learns that there was something. */
export async function passMedia(talk: Talk, media: Media): Promise<boolean> {
  const relay = relayOf(talk)
  if (!relay) return false
  if (media === 'photo') await wantForDesk(talk, relay)
  else await tellDesk(talk, relay, { command: 'media', media })
  if (media === 'photo' && !relay.isHeld) talk.say({ key: 'converse.desk.photo', params: { when: whenAnswered(talk) } })
  else if (media !== 'photo' && (media !== 'sticker' || !relay.isHeld)) talk.say({ key: `converse.media.${media}` })
  return true
}

async function wantForDesk(talk: Talk, { id, firmId }: Relay): Promise<void> {
  const { tx, app, incoming, person } = talk
  const { content } = incoming
  const regionId = firmMeant(talk, firmMark(firmId))?.regionId
  if (content.type !== 'media' || !person || regionId === undefined) return
  const { messageId, quoteToken } = content
  const said: ConsultationPhoto = {
    ...{ consultationLane: consultationLane(id), side: 'firm', messageId },
    by: { personId: person.personId, name: person.name, ...identityOf(incoming) },
    ...(quoteToken !== undefined && { quoteToken }),
  }
  await wantPhoto(tx, {
    ...{ id: app.newId('photo'), regionId, firmId, sessionId: null, question: 'consultation' },
    ...{ account: `${incoming.platform}:${incoming.account}`, messageId, said },
  })
  app.hint('photos')
}

function relayOf(talk: Talk): Relay | undefined {
  const { consultation } = talk.state
  return consultation && firmMeant(talk, firmMark(consultation.firmId)) ? consultation : undefined
}

/** What a person takes back is gone from the desk's thread, too, wherever it is on its way there. */
export async function takeBackWords(talk: Talk, messageId: string): Promise<void> {
  const { tx, app, incoming, state } = talk
  const { suggestion } = state
  if (suggestion?.asked.messageId === messageId)
    talk.state = { ...state, suggestion: { ...suggestion, asked: { text: '', messageId: '' } } }
  const { platform, account, eventId } = incoming
  const relayed = await blankRelayed(tx, { platform, account, messageId })
  await receive(
    tx,
    relayed.map((place) => ({
      ...{
        ...place,
        kind: 'consultation',
        account: `${platform}:${account}`,
        eventId: `unsent:${eventId}:${messageId}`,
        at: app.now,
      },
      payload: { command: 'take-back', messageId, by: { personId: 'otasuke', name: '' } },
    })),
  )
}

export async function tellDesk(
  talk: Talk,
  { id, firmId }: Relay,
  said: { command: string; [more: string]: unknown },
): Promise<void> {
  const { incoming, person, app, tx } = talk
  const regionId = firmMeant(talk, firmMark(firmId))?.regionId
  if (!person || regionId === undefined) return
  const { platform, account, eventId } = incoming
  const by = { personId: person.personId, name: person.name, ...identityOf(incoming) }
  await receive(tx, [
    {
      ...{
        lane: consultationLane(id),
        kind: 'consultation',
        account: `${platform}:${account}`,
        eventId: `desk:${said.command}:${eventId}`,
      },
      ...{ regionId, firmId, payload: { ...said, by }, at: app.now },
    },
  ])
}
