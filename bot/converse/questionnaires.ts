import { lastFinished } from '#db/dialogues.ts'
import { blankAnswers, receive } from '#db/inbox.ts'
import type { Membership } from '#db/people.ts'
import { todosOf } from '#db/todos.ts'
import type { Focus } from '#engine/chat.ts'
import { holds } from '#engine/dialogue/questionnaire.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import { standingOf } from '#engine/home-checklist.ts'
import { HOME_CHECKLIST } from '../content/home-checklist.ts'
import { FOLLOWING } from '../content/questionnaires/following.ts'
import { currentOf } from '../content/questionnaires/index.ts'
import { type DialogueIntent, formToken } from '../dialogue/tokens.ts'
import { type DialogueInput, questionnaireOf } from '../dialogue/work.ts'
import { asGuest } from './guest.ts'
import { type Handed, hand, type Target } from './hand.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** Without a name, 「つづき」: the one this chat is in the middle of. */
export async function beginQuestionnaire(
  talk: Talk,
  { questionnaire, isAnew, firm: chosen }: Omit<Extract<DialogueIntent, { kind: 'questionnaire' }>, 'kind'>,
): Promise<void> {
  if (talk.firms.length === 0 && talk.guests.length === 0)
    return questionnaire === 'survey' && !talk.person ? talk.say({ key: 'round.need-code' }) : introduce(talk)
  // What comes next are answers again.
  talk.state = { ...talk.state, consultation: null }
  if (questionnaire === null) return goOn(talk, { input: { kind: 'begin' } })
  if (talk.guests.length > 0) return asGuest(talk, questionnaire, { input: { kind: 'begin' }, isAnew })
  if (!currentOf(questionnaire)) return talk.say({ key: 'errors.unknown-tap' })
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => formToken(questionnaire, isAnew ? 'again' : 'begin', firmId))
  const target = targetOf(talk, firm, questionnaire)
  if (!(await isOpenTo(talk, target))) return talk.say({ key: 'dialogue.not-for-you' })
  await hand(talk, target, { input: { kind: 'begin' }, isAnew })
}

/** A tap or a typed word: to the session that this chat is in the middle of, wherever it stands. */
export async function handToDialogue(
  talk: Talk,
  { input, mark }: Extract<DialogueIntent, { kind: 'dialogue' }>,
): Promise<void> {
  if (!talk.person && talk.guests.length === 0) return introduce(talk)
  talk.state = { ...talk.state, consultation: null }
  await goOn(talk, { input, ...(mark !== undefined && { mark }) })
}

/** To the one that this chat is in the middle of. */
async function goOn(talk: Talk, said: Handed): Promise<void> {
  const focus = focusOf(talk)
  if (focus) return hand(talk, focus, said)
  return talk.guests.length > 0 ? asGuest(talk, 'survey', said) : talk.say({ key: 'dialogue.none-open' })
}

/** Whoever has left a firm is in the middle of nothing of it. */
const focusOf = ({ state: { dialogue }, firms, guests }: Talk): Focus | undefined =>
  dialogue && [...firms, ...guests].some(({ firmId }) => firmId === dialogue.firmId) ? dialogue : undefined

/** Whether it was shown to a questionnaire, which keeps its place. */
export async function mediaInDialogue(talk: Talk, media: string): Promise<boolean> {
  const focus = focusOf(talk)
  if (!focus || focus.isPaused) return false
  await hand(talk, focus, { input: { kind: 'media', media } })
  return true
}

function targetOf(talk: Talk, { regionId, firmId }: Membership & { firmId: string }, questionnaire: string): Target {
  const isOwn = questionnaireOf(questionnaire).answeredBy === 'person'
  return { regionId, firmId, questionnaire, personId: isOwn ? (talk.person?.personId ?? '') : '' }
}

/** A part that only some answers open (work at home) stays closed until they are given, or until the firm asks somebody to look after their home. */
async function isOpenTo({ tx }: Talk, { regionId, firmId, questionnaire, personId }: Target): Promise<boolean> {
  const opener = FOLLOWING.find(({ next, isGate }) => isGate && next === questionnaire)
  if (!opener) return true
  const done = await lastFinished(tx, { regionId, firmId, questionnaire: opener.after, personId: '' })
  if (done !== undefined && holds(opener.is, valuesOf(done.session))) return true
  return (
    questionnaire === HOME_CHECKLIST.questionnaire && standingOf(await todosOf(tx, firmId), personId) !== 'not-asked'
  )
}

/** An answer was taken back: its session hears of it behind the answer itself. */
export async function takeBackAnswer({ tx, app, incoming }: Talk, messageId: string): Promise<void> {
  const { platform, account, eventId } = incoming
  const answers = await blankAnswers<DialogueInput['by']>(tx, { platform, account, messageId })
  const rows = answers.map(({ by, ...where }) => ({
    ...where,
    kind: 'dialogue-unsent',
    account: `${platform}:${account}`,
    eventId: `unsent:${eventId}`,
    payload: { messageId, by },
    at: app.now,
  }))
  await receive(tx, rows)
}
