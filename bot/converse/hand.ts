import { findRound } from '#db/survey-rounds.ts'
import { beneath, type Focus, withoutFocus } from '#engine/chat.ts'
import type { Respondent } from '#engine/dialogue/session.ts'
import { roundState } from '#engine/survey-round.ts'
import { type DialogueInput, dialogueLane } from '../dialogue/work.ts'
import { handOver } from './hand-over.ts'
import { resuming, type Talk } from './talk.ts'

export type Target = Pick<Focus, 'regionId' | 'firmId' | 'questionnaire' | 'personId'>
export type Handed = Pick<DialogueInput, 'input' | 'mark' | 'isAnew'>

/** To the session's own lane, with the right to answer there; a guest's only while their round is open. */
export async function hand(talk: Talk, target: Target, said: Handed): Promise<void> {
  const { content } = talk.incoming
  const by = respondentFor(talk, target)
  if (!by || (await hasClosed(talk, target))) return
  const { regionId, firmId, questionnaire, personId } = target
  const [interrupted] = beneath(talk.state, target)
  const to = { lane: dialogueLane(target), kind: 'dialogue', regionId, firmId, event: 'dialogue' }
  const input = {
    ...{ questionnaire, personId, ...said },
    ...(talk.hadSecret && { hadSecret: true }),
    ...((content.type === 'text' || content.type === 'media') && { messageId: content.messageId }),
  } satisfies Omit<DialogueInput, 'by'>
  await handOver(talk, to, { by, said: input, resume: interrupted && resuming(interrupted) })
}

const guestAt = ({ guests }: Talk, { firmId }: Pick<Target, 'firmId'>) => guests.find((one) => one.firmId === firmId)

/** Of a guest nobody knows a name, and nobody asks for one. */
function respondentFor(talk: Talk, target: Target): Respondent | undefined {
  if (guestAt(talk, target)) return { personId: target.firmId, name: '' }
  return talk.person && { personId: talk.person.personId, name: talk.person.name }
}

/** Whoever is half-way when a round closes is told so; what they answered is kept as far as it goes. */
async function hasClosed(talk: Talk, target: Target): Promise<boolean> {
  const guest = guestAt(talk, target)
  const round = guest && (await findRound(talk.tx, guest.roundId))
  if (!round || roundState(round, talk.app.now) === 'published') return false
  talk.state = { ...talk.state, ...withoutFocus(talk.state, ({ firmId }) => firmId === target.firmId), question: null }
  talk.say({ key: 'round.closed-partway', params: { name: { typed: round.name } } })
  return true
}
