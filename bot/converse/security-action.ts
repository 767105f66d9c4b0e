import { blankStarWords, receive } from '#db/inbox.ts'
import { blankSteps } from '#db/security-actions.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { type SecurityActionIntent, starToken } from '../security-action/tokens.ts'
import { type SecurityActionInput, securityActionLane } from '../security-action/work.ts'
import { handOver } from './hand-over.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** A tap on the way to a star, or the words that were asked for there. */
export async function handToSecurityAction(talk: Talk, { act, firm: marked }: SecurityActionIntent): Promise<void> {
  const { incoming, person, state } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const chosen = marked ?? (act.kind === 'written' && state.writing ? firmMark(state.writing.firmId) : undefined)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => starToken('show', firmId))
  talk.state = { ...state, consultation: null }
  const { regionId, firmId } = firm
  const { content } = incoming
  const to = { lane: securityActionLane(firmId), kind: 'security-action', regionId, firmId, event: 'star' }
  const said = {
    act,
    ...(content.type === 'text' && { messageId: content.messageId }),
    ...(talk.hadSecret && { before: [{ kind: 'paragraph', text: { key: 'dialogue.secret' } }] }),
  } satisfies Pick<SecurityActionInput, 'act' | 'messageId' | 'before'>
  await handOver(talk, to, { by: person, said, resume: talk.resume })
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
