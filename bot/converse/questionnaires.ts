import { lastFinished } from '#db/dialogues.ts'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import type { Membership } from '#db/people.ts'
import type { Focus } from '#engine/chat.ts'
import { holds } from '#engine/dialogue/questionnaire.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import type { Input } from '#engine/dialogue/step.ts'
import type { Option } from '#engine/message.ts'
import { FOLLOWING } from '../content/questionnaires/following.ts'
import { currentOf } from '../content/questionnaires/index.ts'
import { type DialogueIntent, firmMark, formToken } from '../dialogue/tokens.ts'
import { type DialogueInput, dialogueLane, questionnaireOf } from '../dialogue/work.ts'
import { introduce } from './small-talk.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'

/** Without a name, 「つづき」: the one this chat is in the middle of. */
export async function beginQuestionnaire(
  talk: Talk,
  { questionnaire, isAnew, firm: chosen }: Omit<Extract<DialogueIntent, { kind: 'questionnaire' }>, 'kind'>,
): Promise<void> {
  if (!talk.person || talk.firms.length === 0) return introduce(talk)
  // What comes next are answers again.
  talk.state = { ...talk.state, consultation: null }
  const { dialogue } = talk.state
  if (questionnaire !== null && !currentOf(questionnaire)) return talk.say({ key: 'errors.unknown-tap' })
  if (questionnaire === null && !dialogue) return talk.say({ key: 'dialogue.none-open' })
  if (questionnaire === null && dialogue) return hand(talk, dialogue, { input: { kind: 'begin' } })
  const firm = firmOf(talk, chosen)
  if (!firm) return askWhichFirm(talk, questionnaire ?? '', isAnew)
  const target = targetOf(talk, firm, questionnaire ?? '')
  if (!(await isOpenTo(talk, target))) return talk.say({ key: 'dialogue.not-for-you' })
  await hand(talk, target, { input: { kind: 'begin' }, isAnew })
}

/** A tap or a typed word: to the session that this chat is in the middle of, wherever it stands. */
export async function handToDialogue(
  talk: Talk,
  { input, mark }: Extract<DialogueIntent, { kind: 'dialogue' }>,
): Promise<void> {
  const { dialogue } = talk.state
  if (!talk.person) return introduce(talk)
  if (!dialogue || !talk.firms.some(({ firmId }) => firmId === dialogue.firmId))
    return talk.say({ key: 'dialogue.none-open' })
  talk.state = { ...talk.state, consultation: null }
  await hand(talk, dialogue, { input, ...(mark !== undefined && { mark }) })
}

/** Whether it was shown to a questionnaire, which keeps its place. */
export async function mediaInDialogue(talk: Talk, media: string): Promise<boolean> {
  const { dialogue } = talk.state
  if (!dialogue || dialogue.isPaused || !talk.person) return false
  await hand(talk, dialogue, { input: { kind: 'media', media } })
  return true
}

type Target = Pick<Focus, 'regionId' | 'firmId' | 'questionnaire' | 'personId'>

function targetOf(talk: Talk, { regionId, firmId }: Membership & { firmId: string }, questionnaire: string): Target {
  const isOwn = questionnaireOf(questionnaire).answeredBy === 'person'
  return { regionId, firmId, questionnaire, personId: isOwn ? (talk.person?.personId ?? '') : '' }
}

/** A part that only some answers open (work at home) stays closed until they are given. */
async function isOpenTo({ tx }: Talk, { regionId, firmId, questionnaire }: Target): Promise<boolean> {
  const opener = FOLLOWING.find(({ next, isGate }) => isGate && next === questionnaire)
  if (!opener) return true
  const done = await lastFinished(tx, { regionId, firmId, questionnaire: opener.after, personId: '' })
  return done !== undefined && holds(opener.is, valuesOf(done.session))
}

const firmOf = ({ firms }: Talk, chosen?: string) =>
  chosen === undefined
    ? firms.length === 1
      ? firms[0]
      : undefined
    : firms.find(({ firmId }) => firmMark(firmId) === chosen)

async function askWhichFirm(talk: Talk, questionnaire: string, isAnew: boolean): Promise<void> {
  const options: Option[] = []
  for (const { firmId } of talk.firms) {
    const firm = await findFirm(talk.tx, firmId)
    const token = formToken(questionnaire, isAnew ? 'again' : 'begin', firmId)
    if (firm) options.push({ label: { typed: firm.name }, token })
  }
  talk.ask({ key: 'dialogue.which-firm' }, options)
}

async function hand(
  talk: Talk,
  target: Target,
  said: { input: Input; mark?: string; isAnew?: boolean },
): Promise<void> {
  const { tx, app, incoming, person } = talk
  if (!person) return
  talk.isHandedOn = true
  const { regionId, firmId, questionnaire, personId } = target
  const { platform, account, eventId, replyToken, at, content } = incoming
  const payload: DialogueInput = {
    questionnaire,
    personId,
    by: { personId: person.personId, name: person.name, ...identityOf(incoming) },
    ...said,
    ...(talk.hadSecret && { hadSecret: true }),
    ...(content.type === 'text' && { messageId: content.messageId }),
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
  }
  await receive(tx, [
    {
      lane: dialogueLane(target),
      kind: 'dialogue',
      account: `${platform}:${account}`,
      eventId: `dialogue:${eventId}`,
      regionId,
      firmId,
      payload,
      at: app.now,
    },
  ])
}
