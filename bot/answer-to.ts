import type { OutboxEntry } from '#db/outbox.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import type { FlowContext } from './flow.ts'
import type { Speaking } from './speaking.ts'

interface Place {
  regionId: string
  firmId: string | null
  subject: string
  locale: string
}

/** To one person in their own chat. */
export const toPerson = (
  app: FlowContext,
  place: Place,
  { platform, account, userId }: Pick<Speaking, 'platform' | 'account' | 'userId'>,
  message: Message,
): OutboxEntry => ({
  ...{ id: app.newUuid(), ...place, to: { platform, account, address: userId } },
  ...{ priority: 'conversation', message },
})

/** What a tap brings along: with it an answer on LINE costs nothing. */
export interface Answerable {
  by: { personId: string; name: string } & Partial<Speaking>
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
}

/** To whoever pressed; undefined for a timer, which presses nothing. */
export function answering(
  app: FlowContext,
  place: Place,
  { by: { platform, account, userId }, replyToken, replyUntil }: Answerable,
  message: Message,
): OutboxEntry | undefined {
  if (platform === undefined || account === undefined || userId === undefined) return undefined
  const reply =
    replyToken === undefined || replyUntil === undefined ? {} : { reply: { token: replyToken, until: replyUntil } }
  return { ...toPerson(app, place, { platform, account, userId }, message), ...reply }
}

/** Whoever pressed is told with everybody else that the work tells something. */
export function answerWith(
  { app, said, says }: { app: FlowContext; said: Answerable; says: OutboxEntry[] },
  place: Place,
  message: Message,
): void {
  const entry = answering(app, place, said, message)
  if (entry) says.push(entry)
}

/** What whoever pressed a button is told. */
export const inWords = (texts: readonly [Text, ...Text[]]): Message => ({
  purpose: 'answer',
  fallback: texts[0],
  parts: texts.map(paragraph),
})
