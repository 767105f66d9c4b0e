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
import type { Service } from '#engine/programme.ts'
import { isDue, type ListKey, NEVER_REMINDED, nextReminderAt, type Reminders, type Todo } from '#engine/todo.ts'
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

export type Reply = Pick<TodoCommand, 'replyToken' | 'replyUntil' | 'resume'>

/** What one person is told: several messages leave as one. On LINE a reply has room for five, and costs nothing while its token is fresh. */
export interface Speech extends Reply {
  to: Speaking
  messages: readonly Part[][]
  asked: Option[]
  /** Of what nobody has asked for. */
  service?: Service
}

export const sayAll = (
  talk: TodoTalk,
  to: Speaking,
  said: Pick<Speech, 'messages' | 'asked' | 'service'>,
  reply: Reply = {},
): Promise<void> => sayToEach(talk, [{ ...reply, ...said, to }])

export async function sayToEach(talk: TodoTalk, speeches: readonly Speech[]): Promise<void> {
  const { tx, app, taps } = talk
  await grantActions(tx, taps.granted)
  const said = speeches.map((speech) => ({ speech, entries: entriesOf(talk, speech) }))
  await enter(tx, { kind: 'system' })
  await receive(
    tx,
    said.flatMap(({ speech, entries: [first] }) => (first ? askedRows(first, speech, app.now) : [])),
  )
  await enqueue(
    tx,
    said.flatMap(({ entries }) => entries),
  )
}

function entriesOf({ app, region, firmId }: TodoTalk, speech: Speech): OutboxEntry[] {
  const { to, messages, replyToken, replyUntil, resume, service } = speech
  const last = messages.length - 1
  return messages.map((parts, place): OutboxEntry => {
    const all = resume && place === last ? withOption(parts, resume) : parts
    return {
      ...{ id: app.newUuid(), regionId: region.id, firmId, subject: null, locale: region.locale },
      to: { platform: to.platform, account: to.account, address: to.userId },
      priority: 'conversation',
      message: messageOf(all),
      ...(service && { service }),
      ...(replyToken !== undefined && replyUntil !== undefined && { reply: { token: replyToken, until: replyUntil } }),
    }
  })
}

function messageOf(parts: Part[]): Message {
  const [first] = parts.flatMap((part) => (part.kind === 'heading' || part.kind === 'paragraph' ? [part.text] : []))
  if (first === undefined) throw new Error('a message about to-dos says nothing')
  return { purpose: 'answer', fallback: first, parts }
}

/** Numbers and words typed next are about this; the buttons of single cards are none of the list's numbers. */
function askedRows(
  { id, message }: OutboxEntry,
  { to: { platform, account, userId }, asked }: Pick<Speech, 'to' | 'asked'>,
  at: number,
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
    // Nobody is asked after what they cannot open.
    service: 'diagnosis',
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
