import type { StoredSession } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { holds, type Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { type Respondent, valuesOf } from '#engine/dialogue/session.ts'
import type { Option, Part, Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { FOLLOWING } from '../content/questionnaires/following.ts'
import type { FlowContext } from '../flow.ts'
import { budgetOf } from '../plan/budget.ts'
import { type Offered, offered } from '../plan/offer.ts'
import { listOption } from '../todo/messages.ts'
import { todoLane } from '../todo/tokens.ts'
import { partnerParts } from './partners.ts'
import { resultOfSession } from './result.ts'
import { resultParts } from './result-message.ts'
import { isScored } from './scores.ts'
import { linkParts } from './sheet.ts'
import { sheetSubject } from './subject.ts'
import { formToken } from './tokens.ts'
import { afterCheck, isMonthly } from './upkeep.ts'
import type { Turn } from './work.ts'

/** Whether this turn ended a questionnaire that has a score. */
export const hasResult = ({ events, questionnaire }: Turn): boolean =>
  events.some(({ kind }) => kind === 'finished') && isScored(questionnaire)

/** The result as it is told once, with what comes next. Ends in the firm's own scope. */
export async function told(
  tx: Tx,
  app: FlowContext,
  { stored, questionnaire }: Turn,
): Promise<{ parts: Part[]; asked: Option[] }> {
  await offerTodos(tx, app, stored)
  return {
    parts: resultParts(await resultOfSession(tx, stored), linkParts(stored, app)),
    asked: [listOption(stored.firmId), ...followingOptions(questionnaire, stored)],
  }
}

/** What the answers ask for next: the part for work at home, the way to SECURITY ACTION’s stars. */
const followingOptions = ({ id }: Questionnaire, { session }: StoredSession): Option[] =>
  FOLLOWING.filter(({ after, is }) => after === id && holds(is, valuesOf(session))).map(({ next }) => ({
    label: { key: `dialogue.following.${next}` },
    token: formToken(next, 'begin'),
  }))

/** A questionnaire without a score ends with what its answers lead to. */
export async function following(
  tx: Tx,
  { timezone }: Region,
  { stored, questionnaire }: Turn,
  { by, now }: { by: Respondent; now: number },
): Promise<{ parts: Part[]; asked: Option[] }> {
  if (isMonthly({ questionnaire: questionnaire.id })) return afterCheck(tx, stored, timezone)
  const offer = questionnaire.id === 'survey' ? await offerAfterSurvey(tx, stored, by, now) : undefined
  return {
    parts: [...(offer?.parts ?? []), ...partnerParts(questionnaire.id, valuesOf(stored.session))],
    asked: [...followingOptions(questionnaire, stored), ...(offer?.asked ?? [])],
  }
}

/** What the budget allows is told to whoever named it, and to those who lead the firm. */
async function offerAfterSurvey(
  tx: Tx,
  { regionId, firmId }: StoredSession,
  { personId }: Respondent,
  now: number,
): Promise<Offered | undefined> {
  const budget = await budgetOf(tx, firmId)
  const isLeader = (await contactsOf(tx, firmId)).some((one) => one.personId === personId && readsFirmResult(one.role))
  if (!budget || (budget.personId !== personId && !isLeader)) return undefined
  return offered(tx, { regionId, firmId }, { yearly: budget.yearly, isAll: false, mayTake: isLeader, now })
}

/** The to-dos are another aggregate: they hear of it in their own lane. */
async function offerTodos(tx: Tx, { now }: FlowContext, { id, regionId, firmId }: StoredSession): Promise<void> {
  await receive(tx, [
    {
      ...{ lane: todoLane(firmId), kind: 'todo-offer', account: 'todos', eventId: `offer:${id}` },
      ...{ regionId, firmId, payload: { sessionId: id }, at: now },
    },
  ])
}

/** Somebody else answered the last question: whoever leads the firm gets the result on LINE. */
export async function resultForFirm(
  tx: Tx,
  app: FlowContext,
  region: Region,
  turn: Turn,
  opening: Text,
): Promise<OutboxEntry[]> {
  const { parts, asked } = await told(tx, app, turn)
  const { id, regionId, firmId } = turn.stored
  return (await contactsOf(tx, firmId)).filter(leads).map(({ platform, account, userId }) => ({
    ...{ id: app.newUuid(), regionId, firmId, subject: sheetSubject({ id }), locale: region.locale },
    to: { platform, account, address: userId },
    priority: 'conversation',
    message: {
      purpose: 'answer',
      fallback: opening,
      parts: [{ kind: 'paragraph', text: opening }, ...parts, { kind: 'choice', lasts: 'now', options: asked }],
    },
  }))
}

const leads = (contact: Contact): boolean => isOnLine(contact) && readsFirmResult(contact.role)
