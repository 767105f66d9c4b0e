import { lastFinished, type SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { contactsOf } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { findGuest, type Guest } from '#db/survey-participants.ts'
import { findRound } from '#db/survey-rounds.ts'
import { arm, disarm } from '#db/timers.ts'
import { nextOpen } from '#engine/calendar/calendar.ts'
import { isOfTime } from '#engine/dialogue/exchange.ts'
import type { Option, Part, Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { roundState } from '#engine/survey-round.ts'
import { titleOf } from '../content/questionnaire-texts.ts'
import { answer } from '../dialogue/answer.ts'
import { deskCard } from '../dialogue/desk-card.ts'
import { following, hasResult, resultForFirm, told } from '../dialogue/finished.ts'
import { focusOf } from '../dialogue/focus.ts'
import { heardOfCheck } from '../dialogue/monthly.ts'
import { tidy, wanting } from '../dialogue/photos.ts'
import { saying } from '../dialogue/said.ts'
import { sheetSubject } from '../dialogue/subject.ts'
import { formToken, markOf } from '../dialogue/tokens.ts'
import { historyParts, isMonthly, monthsOf } from '../dialogue/upkeep.ts'
import { type DialogueInput, dialogueLane, regionOf, type Turn, takeTurn } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { serviceOfQuestionnaire } from '../region/programme.ts'
import { handOver } from '../security-action/hand-over.ts'

/** A word in a questionnaire: it is taken, answered, and the next question asked in the same reply. */
export async function dialogue(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  // Written by the chat flow and by the timers below alone.
  const heard = job.payload as DialogueInput
  const key: SessionKey = {
    regionId: job.regionId ?? '',
    firmId: job.firmId ?? '',
    questionnaire: heard.questionnaire,
    personId: heard.personId,
  }
  const input = await wanting(tx, app, key, heard)
  if (input === 'wanted') return app.hint('photos')
  const said: DialogueInput = { ...heard, input }
  const region = await regionOf(tx, key.regionId)
  const turn = await takeTurn(tx, app, key, region, said)
  await tidy(tx, app, key, input, turn)
  if (!turn) return isOfTime(said.input) ? undefined : answerWithout(tx, app, key, region, said)
  await (isMonthly(key) ? heardOfCheck : remindLater)(tx, app, key, said, turn)
  const guest = await findGuest(tx, key.firmId)
  if (isOfTime(said.input) && !(await (guest ? mayRemind(tx, guest, app.now) : isReachable(tx, key, said)))) return
  const { parts, asked } = saying(turn.questionnaire, turn.says, markOf(turn.stored.id))
  const warned: Part[] = said.hadSecret ? [{ kind: 'paragraph', text: { key: 'dialogue.secret' } }] : []
  const isOver = turn.events.some(({ kind }) => kind === 'finished')
  if (isOver && key.questionnaire === 'security-action')
    return handOver(tx, app, key, { ...said, act: { kind: 'show' }, before: [...warned, ...parts], endsDialogue: true })
  const isForLeaders = hasResult(turn) && key.personId === '' && !(await leads(tx, key, said))
  if (isForLeaders) return tellLeaders(tx, app, key, region, said, turn, [...warned, ...parts])
  const result = hasResult(turn) ? await told(tx, app, turn) : undefined
  const next =
    result ??
    (isOver
      ? await (guest ? FAREWELL : following(tx, region, turn, { by: said.by, now: app.now }))
      : { parts: [], asked })
  const answered = {
    parts: [...warned, ...parts, ...next.parts],
    asked: isOver ? [...next.asked, ...back(said)] : next.asked,
    focus: focusOf(key, said, turn),
    others: input.kind === 'photo' ? await seenByDesk(tx, app, key, region) : [],
    ...(result && { subject: sheetSubject(turn.stored) }),
    ...(isOfTime(said.input) && { service: serviceOfQuestionnaire(key.questionnaire) }),
  }
  await answer(tx, app, { ...key, region, to: said }, answered)
}

/** What this one came between. */
const back = ({ resume }: DialogueInput): Option[] => (resume ? [resume] : [])

const leads = async (tx: Tx, { firmId }: SessionKey, { by }: DialogueInput): Promise<boolean> =>
  (await contactsOf(tx, firmId)).some(({ personId, role }) => personId === by.personId && readsFirmResult(role))

/** Whoever works at the firm may answer its last question; the result is its leaders'. */
async function tellLeaders(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  region: Region,
  said: DialogueInput,
  turn: Turn,
  parts: Part[],
): Promise<void> {
  const opening: Text = { key: 'dialogue.result-of-last', params: { who: said.by.name } }
  const others = await resultForFirm(tx, app, region, turn, opening)
  const thanks: Part = { kind: 'paragraph', text: { key: 'dialogue.result-for-leaders' } }
  await answer(
    tx,
    app,
    { ...key, region, to: said },
    { parts: [...parts, thanks], asked: back(said), focus: { over: key }, others },
  )
}

/** The desk's card of it, with the photos that are there now. */
async function seenByDesk(tx: Tx, app: FlowContext, key: SessionKey, region: Region): Promise<OutboxEntry[]> {
  const firm = await findFirm(tx, key.firmId)
  return firm ? [await deskCard(tx, app, key, { firm, region })] : []
}

/** Whoever has left the firm, or blocked us, is reminded of nothing. */
async function isReachable(tx: Tx, { firmId }: SessionKey, { by }: DialogueInput): Promise<boolean> {
  const contacts = await contactsOf(tx, firmId)
  return contacts.some(({ userId, isReachable: reachable }) => reachable && userId === by.userId)
}

/** Nobody is reminded of a round that is over. */
async function mayRemind(tx: Tx, { roundId, hearsUs }: Guest & { hearsUs: boolean }, now: number): Promise<boolean> {
  const round = hearsUs ? await findRound(tx, roundId) : undefined
  return round !== undefined && roundState(round, now) === 'published'
}

/** What answers lead to is members' alone. */
const FAREWELL: { parts: Part[]; asked: Option[] } = {
  parts: ['round.done', 'round.guest.join'].map((key) => ({ kind: 'paragraph', text: { key } })),
  asked: [],
}

/** There is no session that this could be about: what was finished is told of, or how to begin. */
async function answerWithout(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  region: Region,
  said: DialogueInput,
): Promise<void> {
  const done = await lastFinished(tx, key)
  if (done && key.questionnaire === 'security-action')
    return handOver(tx, app, key, { ...said, act: { kind: 'show' }, endsDialogue: true })
  const title = titleOf({ id: key.questionnaire })
  const text: Text = done?.finishedAt
    ? { key: 'dialogue.already-finished', params: { title, at: { at: done.finishedAt, show: 'date' } } }
    : { key: 'dialogue.none-open' }
  const again: Option = { label: { key: 'dialogue.button.again' }, token: formToken(key.questionnaire, 'again') }
  const months = isMonthly(key) ? await monthsOf(tx, key, region.timezone) : []
  const parts: Part[] = [{ kind: 'paragraph', text }, ...historyParts(months)]
  await answer(
    tx,
    app,
    { ...key, region, to: said },
    { parts, asked: [...(done ? [again] : []), ...back(said)], focus: { over: key } },
  )
}

const DAY_MS = 86_400_000
/** Days after the last word; the last one parks the session, which deletes nothing. */
const NUDGES = [1, 4, 30]

async function remindLater(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  said: DialogueInput,
  { stored: { id, session } }: Turn,
): Promise<void> {
  const nth = said.input.kind === 'nudge' ? (said.nth ?? 0) + 1 : 0
  await disarm(tx, `nudge:${id}`)
  const days = NUDGES[nth]
  if (session.state === 'finished' || session.state === 'parked' || days === undefined) return
  const { regionId, firmId } = key
  const { replyToken: _token, replyUntil: _until, hadSecret: _had, mark: _mark, ...later } = said
  const input = nth === NUDGES.length - 1 ? ({ kind: 'park' } as const) : ({ kind: 'nudge' } as const)
  const payload: DialogueInput = { ...later, input, nth }
  // After closed days several may have come due: one a day.
  const dueAt = nextOpen(app.calendar, Math.max(session.movedAt + days * DAY_MS, app.now + DAY_MS))
  const service = serviceOfQuestionnaire(key.questionnaire)
  const lane = dialogueLane(key)
  await arm(tx, { key: `nudge:${id}`, dueAt, lane, kind: 'dialogue', payload, regionId, firmId, service })
}
