import type { Incoming, Platform } from '#adapters/adapter.ts'
import { loadChat, saveChat } from '#db/chats.ts'
import type { Tx } from '#db/door.ts'
import { blankBody, maskText } from '#db/inbox.ts'
import { forgetPhoto } from '#db/photos.ts'
import {
  type ChatState,
  chatStateOf,
  type Focus,
  type FocusKey,
  focusedOn,
  isSameFocus,
  type Question,
  type Relay,
  standingAfter,
  withoutFocus,
} from '#engine/chat.ts'
import { withoutSecrets } from '#engine/secret-typed.ts'
import { isOfSuggestion } from '../consultation/suggestion-tokens.ts'
import { assetWritten, photoOfAsset } from '../converse/assets.ts'
import { offerConsole } from '../converse/console.ts'
import { contractorWrote } from '../converse/contractors.ts'
import { passMedia, takeBackWords } from '../converse/desk.ts'
import { showBoxCards } from '../converse/desk-box.ts'
import { writeCallDown } from '../converse/desk-call.ts'
import { showQuestionnaire, showStar } from '../converse/desk-diagnosis.ts'
import { showExamples } from '../converse/desk-example.ts'
import { showHearing } from '../converse/desk-hearing.ts'
import { showInstallation } from '../converse/desk-installation.ts'
import { showOrder } from '../converse/desk-order.ts'
import { offerPicture, takeAwayPictures } from '../converse/desk-picture.ts'
import { askAboutFile, emergency } from '../converse/emergency.ts'
import { replyToEnrolment } from '../converse/enrol.ts'
import { heardBy } from '../converse/heard.ts'
import { type Intent, intentOf } from '../converse/intent.ts'
import { isOfOneself } from '../converse/own-record.ts'
import { handToPlan, showPlans } from '../converse/plans.ts'
import { arrive, leave } from '../converse/presence.ts'
import { beginQuestionnaire, handToDialogue, mediaInDialogue, takeBackAnswer } from '../converse/questionnaires.ts'
import { showQueue } from '../converse/queue.ts'
import { openRecruitingForm } from '../converse/recruiting.ts'
import { showResult } from '../converse/result.ts'
import { aboutRota } from '../converse/rota.ts'
import { showSchedule } from '../converse/schedule.ts'
import { handToSecurityAction, takeBackStarWords } from '../converse/security-action.ts'
import { isSwitchedOff } from '../converse/services.ts'
import { actOnSignUp, typedInSignUp } from '../converse/sign-up.ts'
import { admire, askWhich, chat, introduce } from '../converse/small-talk.ts'
import { staffWord } from '../converse/staff-word.ts'
import { showStageToStaff } from '../converse/stage.ts'
import { showStatistics } from '../converse/statistics.ts'
import { answerSuggestion } from '../converse/suggest.ts'
import { declineRound, joinRound, typedCode } from '../converse/take-part.ts'
import { Talk } from '../converse/talk.ts'
import { tap } from '../converse/taps.ts'
import { showTodos } from '../converse/todos.ts'
import { showUnpaid } from '../converse/unpaid.ts'
import { photoOfVisit } from '../converse/visit-photo.ts'
import { openWarning } from '../converse/warnings.ts'
import { sayWord } from '../converse/words.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { isDoneBySomebody } from '../http/receive-chat.ts'

/** A person did something in a chat: it is understood, answered, or handed to the one who decides. */
export async function converse(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  // Decoded by an adapter and stored by the webhook; nothing else writes rows of this kind.
  const heard = job.payload as Incoming
  if (!isDoneBySomebody(heard)) return
  const { incoming, hadSecret } = await masked(tx, heard)
  const talk = await Talk.open(tx, app, incoming)
  talk.hadSecret = hadSecret
  await respond(talk, intentOf(incoming, talk.state, talk.reader))
  await talk.settle()
}

/** A password that somebody typed is kept nowhere: it is taken out of the row it came in before anything else is done. */
async function masked(tx: Tx, incoming: Incoming): Promise<{ incoming: Incoming; hadSecret: boolean }> {
  const { content, platform, account, chat } = incoming
  if (content.type !== 'text' || chat.kind !== 'direct') return { incoming, hadSecret: false }
  const { text, hadSecret } = withoutSecrets(content.text)
  if (!hadSecret) return { incoming, hadSecret }
  await maskText(tx, { platform, account, messageId: content.messageId, text })
  return { incoming: { ...incoming, content: { ...content, text } }, hadSecret }
}

async function respond(talk: Talk, intent: Intent): Promise<void> {
  if (await isSwitchedOff(talk, intent)) return
  switch (intent.kind) {
    case 'joined':
      return arrive(talk)
    case 'left':
      return leave(talk)
    case 'unsent':
      return takeBack(talk, intent.messageId)
    case 'tap':
      return tap(talk, intent.token, intent.values)
    case 'enrolment-reply':
      return replyToEnrolment(talk, intent.reply)
    case 'code':
      return typedCode(talk, intent.code)
    case 'sign-up':
      return actOnSignUp(talk, intent.act)
    case 'sign-up-typed':
      return typedInSignUp(talk, intent.text)
    case 'heard':
      return heardBy(talk, intent)
    case 'round':
      return joinRound(talk, intent.code, intent.firm)
    case 'round-declined':
      return declineRound(talk)
    case 'word':
      if (intent.word === 'diagnosis') return beginQuestionnaire(talk, { questionnaire: 'office', isAnew: false })
      if (intent.word === 'emergency') return emergency(talk, intent.firm)
      // Whoever has left a firm is still known here, and may ask.
      return talk.firms.length > 0 || (talk.person && isOfOneself(intent.word))
        ? sayWord(talk, intent.word, intent.firm)
        : introduce(talk, intent.word)
    case 'file-closed':
      return askAboutFile(talk)
    case 'dialogue':
      return handToDialogue(talk, intent)
    case 'questionnaire':
      return beginQuestionnaire(talk, intent)
    case 'security-action':
      return handToSecurityAction(talk, intent)
    case 'result':
      return showResult(talk, intent)
    case 'todos':
      return showTodos(talk, intent.firm)
    case 'plan':
      return handToPlan(talk, intent)
    case 'plans':
      return showPlans(talk, intent)
    case 'join-command':
      return talk.person ? introduce(talk) : talk.say({ key: 'enrolment.slack.usage' })
    case 'star':
      return showStar(talk, intent.firm)
    case 'staff-word':
      return staffWord(talk, intent.word, intent.firm)
    case 'fill':
      return showQuestionnaire(talk, intent.questionnaire, intent.firm)
    case 'hearing':
      return showHearing(talk, intent.firm)
    case 'order':
      return showOrder(talk, intent.firm)
    case 'wiring':
      return showInstallation(talk, intent.firm)
    case 'boxes':
      return showBoxCards(talk, intent.firm)
    case 'example':
      return showExamples(talk, intent.firm)
    case 'statistics':
      return showStatistics(talk)
    case 'warn':
      return openWarning(talk)
    case 'unpaid':
      return showUnpaid(talk)
    case 'recruiting-form':
      return openRecruitingForm(talk, intent.form)
    case 'stage':
      return showStageToStaff(talk)
    case 'console':
      return offerConsole(talk)
    case 'queue':
      return showQueue(talk)
    case 'rota':
      return aboutRota(talk, intent.act)
    case 'schedule':
      return showSchedule(talk, intent.day)
    case 'asset-written':
      return assetWritten(talk, intent.about, intent.text)
    case 'which':
      return askWhich(talk, intent.options)
    case 'suggestion':
      return answerSuggestion(talk, intent)
    case 'contractor-written':
      return contractorWrote(talk, intent.about, intent.text)
    case 'call':
      return writeCallDown(talk)
    case 'media':
      if (await photoOfVisit(talk, intent.media)) return
      if (await photoOfAsset(talk, intent.media)) return
      if (await passMedia(talk, intent.media)) return
      return (await mediaInDialogue(talk, intent.media)) ? undefined : admire(talk, intent.media)
    case 'file-posted':
      return offerPicture(talk, intent)
    case 'files-left':
      return takeAwayPictures(talk, intent)
    case 'chatter':
      return chat(talk, intent.text)
    case 'nothing':
      return
  }
}

/** What a person takes back is forgotten; that something was said stays known. */
async function takeBack(talk: Talk, messageId: string): Promise<void> {
  const { tx, incoming } = talk
  const { platform, account } = incoming
  await blankBody(tx, { platform, account, messageId })
  await forgetPhoto(tx, { account: `${platform}:${account}`, messageId })
  await takeBackAnswer(talk, messageId)
  await takeBackStarWords(talk, messageId)
  await takeBackWords(talk, messageId)
}

/** A questionnaire's word was answered: where it stands now, what was asked with it, and what the next words are. */
export async function rememberDialogue(tx: Tx, job: InboxRow): Promise<void> {
  const { platform, account, userId, focus, question, writing } = job.payload as {
    platform: Platform
    account: string
    userId: string
    focus?: Focus | { over: FocusKey }
    question: Question | null
    writing: ChatState['writing']
  }
  const state = chatStateOf((await loadChat(tx, { platform, account, userId })).state)
  await saveChat(
    tx,
    { platform, account, userId },
    { ...state, ...(focus && refocused(state, focus)), question, writing },
  )
}

const refocused = (state: ChatState, focus: Focus | { over: FocusKey }) =>
  'over' in focus ? withoutFocus(state, (one) => isSameFocus(one, focus.over)) : focusedOn(state, focus)

/** The desk has written to this chat: what is written next goes there, or, once it is over, no longer. */
export async function rememberConsultation(tx: Tx, job: InboxRow): Promise<void> {
  const { platform, account, userId, relay, isOver } = job.payload as {
    platform: Platform
    account: string
    userId: string
    relay: Relay
    isOver: boolean
  }
  const state = chatStateOf((await loadChat(tx, { platform, account, userId })).state)
  const isOther = state.consultation !== null && state.consultation.id !== relay.id
  const after = isOver ? (isOther ? state.consultation : null) : relay
  // What was asked in it is over with it: a number means what was open before.
  const isOfIt = state.question?.options.some(({ token }) => isOfSuggestion(token)) === true
  const question = after === null && isOfIt ? null : state.question
  await saveChat(tx, { platform, account, userId }, { ...state, consultation: after, question })
}

/** They are of that firm no longer: what the chat was asked, and what it was in the middle of, is over. */
export async function forgetFirm(tx: Tx, job: InboxRow): Promise<void> {
  const { firmId, ...chat } = job.payload as { platform: Platform; account: string; userId: string; firmId: string }
  const state = chatStateOf((await loadChat(tx, chat)).state)
  const over = { question: null, standing: null, consultation: null, suggestion: null, writing: null }
  await saveChat(tx, chat, { ...state, ...over, ...withoutFocus(state, (one) => one.firmId === firmId) })
}

/** A report waits to be asked for. */
export async function rememberReport(tx: Tx, job: InboxRow): Promise<void> {
  const { platform, account, userId } = job.payload as { platform: Platform; account: string; userId: string }
  const { state } = await loadChat(tx, { platform, account, userId })
  await saveChat(tx, { platform, account, userId }, { ...chatStateOf(state), hasReportWaiting: true })
}

/** A question went out to this chat; from now on it can be answered by typing. */
export async function remember(tx: Tx, job: InboxRow): Promise<void> {
  const { platform, account, userId, question, isStanding, over } = job.payload as {
    platform: Platform
    account: string
    userId: string
    question: Question
    isStanding: boolean
    /** The mark of a questionnaire that somebody else has ended: this chat is no longer in the middle of it. */
    over?: string
  }
  const state = chatStateOf((await loadChat(tx, { platform, account, userId })).state)
  await saveChat(
    tx,
    { platform, account, userId },
    {
      ...state,
      ...(over !== undefined && withoutFocus(state, ({ mark }) => mark === over)),
      question,
      ...(isStanding && { standing: standingAfter(state.standing, question) }),
    },
  )
}
