import { blankStarWords, receive } from '#db/inbox.ts'
import { blankSteps } from '#db/security-actions.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { type SecurityActionIntent, starToken } from '../security-action/tokens.ts'
import { type SecurityActionInput, securityActionLane } from '../security-action/work.ts'
import { introduce } from './small-talk.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** A tap on the way to a star, or the words that were asked for there. */
export async function handToSecurityAction(talk: Talk, { act, firm: marked }: SecurityActionIntent): Promise<void> {
  const { tx, app, incoming, person, state } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const chosen = marked ?? (act.kind === 'written' && state.writing ? firmMark(state.writing.firmId) : undefined)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => starToken('show', firmId))
  talk.isHandedOn = true
  talk.state = { ...state, consultation: null }
  const { regionId, firmId } = firm
  const { platform, account, eventId, replyToken, at, content } = incoming
  const payload: SecurityActionInput = {
    act,
    by: { personId: person.personId, name: person.name, ...identityOf(incoming) },
    ...(content.type === 'text' && { messageId: content.messageId }),
    ...(talk.hadSecret && { before: [{ kind: 'paragraph', text: { key: 'dialogue.secret' } }] }),
    ...(talk.resume && { resume: talk.resume }),
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
  }
  await receive(tx, [
    {
      lane: securityActionLane(firmId),
      kind: 'security-action',
      account: `${platform}:${account}`,
      eventId: `star:${eventId}`,
      regionId,
      firmId,
      payload,
      at: app.now,
    },
  ])
}

/** Words on the way to a star were taken back: they go from where they are kept, and what was made of them is undone in the firm's lane. */
export async function takeBackStarWords({ tx, app, incoming }: Talk, messageId: string): Promise<void> {
  const { platform, account, eventId } = incoming
  const words = await blankStarWords<SecurityActionInput['by']>(tx, { platform, account, messageId })
  const rows = words.map(({ regionId, firmId, by }) => ({
    lane: securityActionLane(firmId),
    kind: 'security-action',
    account: `${platform}:${account}`,
    eventId: `star:${eventId}`,
    ...{ regionId, firmId, at: app.now },
    payload: { act: { kind: 'taken-back', messageId }, by } satisfies SecurityActionInput,
  }))
  // Whoever is at work on the words holds their row: by now it is done, or will find none.
  for (const { firmId } of words) await blankSteps(tx, { firmId, messageId })
  await receive(tx, rows)
}
