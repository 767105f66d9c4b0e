import type { Form, Message } from '#engine/message.ts'
import type { SendResult } from './send-result.ts'

/** A chat platform, furnished alike in every folder: `capabilities verify decode render send`. */
export interface Adapter {
  platform: Platform
  capabilities: Capabilities
  /** Over the raw bytes; never throws. `nowMs` is the wall clock, for platforms whose signature carries a time. */
  verify(request: RawRequest, nowMs: number): Verdict
  /** Pure and total: unknown events become `other`. Throws only `MalformedBody`. */
  decode(request: RawRequest): Incoming[]
  /** Pure, total, within the platform's limits for any input. */
  render(message: Message<string>): Rendered
  /** One attempt; the SDK's own retries are off. Never throws for what the world did. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<SendResult>
}

export const PLATFORMS = ['line', 'slack', 'discord'] as const
export type Platform = (typeof PLATFORMS)[number]

export interface Capabilities {
  canEdit: boolean
  canThread: boolean
  canOpenForm: boolean
  /** Whether a push is metered. */
  isMetered: boolean
}

export interface RawRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export type Verdict =
  | { kind: 'genuine' }
  | { kind: 'refused'; reason: 'unsigned' | 'bad-signature' | 'too-old' | 'too-new' }

export class MalformedBody extends Error {
  override name = 'MalformedBody'
}

/**
 * Takes what an adapter heard. Resolves once it is committed, with what must be answered inside the call; rejects when it
 * was not kept, and the platform must be left to say it again.
 */
export type Hear = (incoming: readonly Incoming[]) => Promise<unknown>

/** Something a person (or the platform itself) did, in our words. */
export interface Incoming {
  platform: Platform
  /** Which of our accounts heard it: LINE's `destination`, Slack's team id. */
  account: string
  /** Unique within the account; the inbox's key against redelivery. */
  eventId: string
  /** '' when the platform names nobody. */
  userId: string
  chat: { kind: 'direct' | 'group' | 'channel'; id: string }
  /** The platform's own time of it, epoch ms. */
  at: number
  replyToken?: string
  /** Slack: opens one modal within 3 s. */
  triggerId?: string
  content: Content
}

export type Content =
  /** `quotes` names a message that it answers; `quoteToken` is what an answer of ours can quote it with (LINE). */
  | { type: 'text'; text: string; messageId: string; quotes?: string; quoteToken?: string }
  | { type: 'tap'; token: string; messageId: string }
  | { type: 'form-changed'; token: string; viewId: string; values: FormValues }
  | { type: 'form-submitted'; token: string; viewId: string; values: FormValues }
  | { type: 'form-closed'; token: string }
  | { type: 'command'; word: string; text: string }
  /** One file; `threadId` is the message below which it was posted (Slack, Discord). */
  | { type: 'media'; media: Media; messageId: string; quoteToken?: string; threadId?: string }
  | { type: 'joined'; isReturning: boolean }
  | { type: 'left' }
  | { type: 'unsent'; messageId: string }
  | { type: 'message-deleted'; messageId: string }
  /** With the files that it still holds. */
  | { type: 'message-edited'; messageId: string; files: readonly string[] }
  | { type: 'other'; name: string }

export type Media = 'sticker' | 'photo' | 'video' | 'voice' | 'file' | 'location'

/** By field id; a `moment` is epoch ms as a decimal string, an `any-of` its values with commas. */
export type FormValues = Readonly<Record<string, string>>

export interface Rendered {
  /** LINE: an array of 1–5 message objects. Slack: `{ text, blocks }`. */
  payload: unknown
  /** What had to be shortened or left out to fit, in words for the log. */
  degraded: string[]
}

/** A row of the outbox on its way out. `payload` is frozen: the same bytes at every attempt. */
export interface Outgoing {
  outboxId: string
  /** LINE: reply or push. Slack and Discord: post, or update or delete of `messageId`. */
  route: 'reply' | 'push' | 'post' | 'update' | 'delete'
  /** LINE user id; Slack channel id (or user id for a direct message). */
  to: string
  threadId?: string
  messageId?: string
  replyToken?: string
  /** UUID, frozen before the first attempt. */
  retryKey: string
  payload: unknown
  /** True when an earlier attempt ended without a result: Slack looks the message up by metadata first. */
  isRetryOfAmbiguous: boolean
  /** How long ago the first attempt was, for a retry. */
  triedForMs?: number
}

/** Platforms that keep what people send and give it to whoever asks in time. */
export interface MediaAdapter extends Adapter {
  /** Never holds more than `bytesMax`, and throws for nothing that the world did. */
  fetchMedia(messageId: string, bytesMax: number, signal: AbortSignal): Promise<Fetched>
}

export type Fetched =
  | { kind: 'fetched'; bytes: Uint8Array }
  | { kind: 'too-large' }
  /** Taken back, or kept no longer. */
  | { kind: 'gone' }
  /** It may be had a little later. */
  | { kind: 'not-yet'; detail: string }
  | { kind: 'refused'; detail: string }

/** Platforms that open forms in-call (Slack). */
export interface FormAdapter extends Adapter {
  openForm(triggerId: string, form: Form<string>, signal: AbortSignal): Promise<SendResult>
  updateForm(viewId: string, form: Form<string>, signal: AbortSignal): Promise<SendResult>
  /** The JSON body that answers a `form-submitted` call with messages beside fields. */
  fieldErrors(errors: Readonly<Record<string, string>>): unknown
}
