import { receive } from '#db/inbox.ts'
import { CONSULTATION_MS, type DeskWish } from '#engine/chat.ts'
import { harmless } from '#engine/defang.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { sayToken } from './intent.ts'
import { identityOf, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 相談, リモート支援, 駆け付け: the desk is told at once which of them is wished, and what is written next belongs to it. */
export async function askDesk(talk: Talk, wish: DeskWish, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken(wish, firmId))
  await callDesk(talk, firm, { wish, text: '' })
  talk.say(
    { key: `converse.desk.called-${wish}`, params: { hours: { key: 'converse.desk.hours' } } },
    { key: wish === 'consult' ? 'converse.desk.urgent' : 'converse.desk.tell' },
  )
}

/** Words after 相談, within its time: they go to the desk. */
export async function passOn(talk: Talk, text: string): Promise<boolean> {
  const { consultation } = talk.state
  const firm = consultation ? firmMeant(talk, firmMark(consultation.firmId)) : undefined
  if (!firm) return false
  await callDesk(talk, firm, { wish: 'consult', text })
  talk.say({ key: 'converse.desk.passed' })
  return true
}

const DESK_TEXT_MAX = 2_000

async function callDesk(
  talk: Talk,
  { firmId, regionId }: { firmId: string; regionId: string },
  { wish, text }: { wish: DeskWish; text: string },
): Promise<void> {
  const { incoming, person, app, tx } = talk
  if (!person) return
  const by = { personId: person.personId, name: person.name, ...identityOf(incoming) }
  const { platform, account, eventId, content } = incoming
  const messageId = content.type === 'text' ? content.messageId : ''
  const payload = { firmId, by, wish, text: harmless(text, DESK_TEXT_MAX), messageId }
  await receive(tx, [
    {
      lane: `desk:${firmId}`,
      kind: 'desk-call',
      account: `${platform}:${account}`,
      eventId: `desk:${eventId}`,
      regionId,
      firmId,
      payload,
      at: app.now,
    },
  ])
  talk.state = { ...talk.state, consultation: { firmId, until: app.now + CONSULTATION_MS } }
}
