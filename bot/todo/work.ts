import { grantActions } from '#db/actions.ts'
import { enter, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import { arm, disarm } from '#db/timers.ts'
import { remindersOf, saveReminders } from '#db/todos.ts'
import { nextOpen } from '#engine/calendar/calendar.ts'
import type { Question } from '#engine/chat.ts'
import { type Message, type Option, type Part, withOption } from '#engine/message.ts'
import { isDue, NEVER_REMINDED, nextReminderAt, type Reminders, type Todo } from '#engine/todo.ts'
import type { FlowContext } from '../flow.ts'
import type { Speaking } from '../speaking.ts'
import { type TodoTaps, todoLane, todoTaps } from './tokens.ts'

/** A tap or a typed word about a firm's to-dos, as the chat hands it on; authority was checked there. */
export interface TodoCommand {
  /** `list`, or a step and the to-do it is about: `start:todo_…`. */
  command: string
  params: { revision?: number }
  by: Speaking
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
  /** The way back to a questionnaire that this came in between. */
  resume?: Option
}

/** Which list: the firm's (personId ''), or what one of its people was advised for themselves. */
export type ListKey = Pick<Todo, 'regionId' | 'firmId' | 'personId'>

/** One transaction's talk about to-dos: what is said, and the buttons that go with it. */
export interface TodoTalk {
  tx: Tx
  app: FlowContext
  region: Region
  firmId: string
  taps: TodoTaps
}

export const talkOf = (tx: Tx, app: FlowContext, region: Region, firmId: string): TodoTalk => ({
  ...{ tx, app, region, firmId },
  taps: todoTaps(app),
})

/** Several messages that leave as one: on LINE a reply has room for five, and costs nothing while its token is fresh. */
export async function sayAll(
  { tx, app, region, firmId, taps }: TodoTalk,
  to: Speaking,
  { messages, asked }: { messages: readonly Part[][]; asked: Option[] },
  { replyToken, replyUntil, resume }: Pick<TodoCommand, 'replyToken' | 'replyUntil' | 'resume'> = {},
): Promise<void> {
  await grantActions(tx, taps.granted)
  const last = messages.length - 1
  const entries = messages.map((parts, place): OutboxEntry => {
    const all = resume && place === last ? withOption(parts, resume) : parts
    return {
      ...{ id: app.newUuid(), regionId: region.id, firmId, subject: null, locale: region.locale },
      to: { platform: to.platform, account: to.account, address: to.userId },
      priority: 'conversation',
      message: messageOf(all),
      ...(replyToken !== undefined && replyUntil !== undefined && { reply: { token: replyToken, until: replyUntil } }),
    }
  })
  const [first] = entries
  if (!first) return
  await enter(tx, { kind: 'system' })
  await receive(tx, askedRows(first, to, { asked, at: app.now }))
  await enqueue(tx, entries)
}

function messageOf(parts: Part[]): Message {
  const [first] = parts.flatMap((part) => (part.kind === 'heading' || part.kind === 'paragraph' ? [part.text] : []))
  if (first === undefined) throw new Error('a message about to-dos says nothing')
  return { purpose: 'answer', fallback: first, parts }
}

/** Numbers and words typed next are about this; the buttons of single cards are none of the list's numbers. */
function askedRows(
  { id, message }: OutboxEntry,
  { platform, account, userId }: Speaking,
  { asked, at }: { asked: Option[]; at: number },
) {
  if (asked.length === 0) return []
  const question: Question = { asked: message.fallback, options: asked, askedAt: at }
  return [
    {
      ...{ lane: `chat:${platform}:${account}:${userId}`, kind: 'chat-asked', account: `${platform}:${account}` },
      ...{ eventId: `asked:${id}`, regionId: null, firmId: null, at },
      payload: { platform, account, userId, question, isStanding: false },
    },
  ]
}

/** Exact: the key of one list begins with no other's. */
const timerKey = ({ firmId, personId }: ListKey): string => `todo-reminder:${firmId}:${personId}.`

/** From now on the list's people are reminded as it now stands. */
export async function remindLater(
  tx: Tx,
  app: FlowContext,
  list: ListKey,
  todos: readonly Todo[],
  reminders: Reminders,
): Promise<void> {
  await saveReminders(tx, list, reminders)
  await disarm(tx, timerKey(list))
  const at = nextReminderAt(
    todos.filter(({ personId }) => personId === list.personId),
    reminders,
  )
  if (at === undefined) return
  const { regionId, firmId, personId } = list
  await arm(tx, {
    ...{ key: timerKey(list), lane: todoLane(firmId), kind: 'todo-reminder', payload: { personId }, regionId, firmId },
    dueAt: nextOpen(app.calendar, Math.max(at, app.now)),
  })
}

/**
 * Somebody has done something with the list: whatever went unanswered before is answered, and what is due was seen, so
 * that a reminder would tell nothing new for a week.
 */
export async function answered(tx: Tx, app: FlowContext, list: ListKey, todos: readonly Todo[]): Promise<void> {
  const { remindedAt } = await howReminded(tx, list)
  const hasSeen = todos.some((one) => one.personId === list.personId && isDue(one, app.now))
  await remindLater(tx, app, list, todos, { remindedAt: hasSeen ? app.now : remindedAt, unanswered: 0 })
}

export const howReminded = async (tx: Tx, { firmId, personId }: ListKey): Promise<Reminders> =>
  (await remindersOf(tx, firmId, personId)) ?? NEVER_REMINDED
