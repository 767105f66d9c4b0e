import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Form } from '#engine/message.ts'
import type { Outgoing } from '../adapter.ts'
import type { RejectReason, SendResult } from '../send-result.ts'
import { formView } from './form.ts'

export interface SlackAccess {
  botToken: string
  apiUrl: string | undefined
}

const TIMEOUT_MS = 10_000
const EVENT_TYPE = 'otasuke_outbox'

const nothing = (): void => {}
/** How a call ended is said by its result; the SDK would write to the screen, and whole messages at that. */
const SILENT: NonNullable<WebClientOptions['logger']> = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

/** The SDK's own retries are off: they would post twice what was accepted and then failed. */
export function createClient({ botToken, apiUrl }: SlackAccess): WebClient {
  const options: WebClientOptions = {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logger: SILENT,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  }
  return new WebClient(botToken, options)
}

export type Send = (outgoing: Outgoing, signal: AbortSignal) => Promise<SendResult>

export function createSend(client: WebClient): Send {
  const channelOf = createChannels(client)
  return (outgoing, signal) =>
    attempt(signal, async () => {
      if (outgoing.route === 'post' && !outgoing.isRetryOfAmbiguous) return accepted(await post(client, outgoing))
      const placed = { ...outgoing, to: await channelOf(outgoing.to) }
      if (outgoing.route === 'delete') return erase(client, placed)
      if (outgoing.route === 'update') return accepted(await update(client, placed))
      const earlier = await findPosted(client, placed)
      return earlier ? { kind: 'accepted-earlier', messageId: earlier } : accepted(await post(client, outgoing))
    })
}

const accepted = ({ ts }: { ts?: string }): SendResult => ({ kind: 'accepted', ...(ts ? { messageId: ts } : {}) })

/** A person is written to by their own id; what stands there is found by their conversation’s alone. */
function createChannels(client: WebClient): (to: string) => Promise<string> {
  const direct = new Map<string, string>()
  return async (to) => {
    if (!/^[UW]/.test(to)) return to
    const known = direct.get(to) ?? (await client.conversations.open({ users: to })).channel?.id ?? to
    direct.set(to, known)
    return known
  }
}

/** What is not there needs no deleting. */
async function erase(client: WebClient, outgoing: Outgoing): Promise<SendResult> {
  const ts = outgoing.messageId ?? (await findPosted(client, outgoing))
  if (ts === undefined) return { kind: 'accepted-earlier' }
  try {
    await client.chat.delete({ channel: outgoing.to, ts })
    return { kind: 'accepted' }
  } catch (error) {
    if (nameOf(error) !== 'message_not_found') throw error
    return { kind: 'accepted-earlier' }
  }
}

interface Rendered {
  text: string
  blocks?: never[]
}

const metadataOf = ({ outboxId }: Outgoing) => ({ event_type: EVENT_TYPE, event_payload: { id: outboxId } })

function post(client: WebClient, outgoing: Outgoing) {
  // Frozen from what `render` made.
  const { text, blocks } = outgoing.payload as Rendered
  return client.chat.postMessage({
    channel: outgoing.to,
    text,
    ...(blocks ? { blocks } : {}),
    ...(outgoing.threadId ? { thread_ts: outgoing.threadId } : {}),
    unfurl_links: false,
    unfurl_media: false,
    metadata: metadataOf(outgoing),
  })
}

function update(client: WebClient, outgoing: Outgoing) {
  const { text, blocks } = outgoing.payload as Rendered
  return client.chat.update({
    channel: outgoing.to,
    ts: outgoing.messageId ?? '',
    text,
    ...(blocks ? { blocks } : {}),
    metadata: metadataOf(outgoing),
  })
}

const PAGE_MESSAGES = 200
/** Slack's clock and ours may differ by so much. */
const CLOCKS_APART_MS = 600_000

interface Posted {
  ts?: string
  metadata?: { event_payload?: { id?: string } }
}

/**
 * Slack has no idempotency key: after a failure that may have been a success, our own id in the metadata tells. A channel is
 * listed newest first, and read back to before the first attempt; a thread is listed oldest first, and read to its end.
 */
async function findPosted(client: WebClient, outgoing: Outgoing): Promise<string | undefined> {
  const { to, threadId, outboxId, triedForMs = 0 } = outgoing
  const firstAt = Date.now() - triedForMs - CLOCKS_APART_MS
  let cursor: string | undefined
  do {
    const page = { channel: to, limit: PAGE_MESSAGES, include_all_metadata: true, ...(cursor ? { cursor } : {}) }
    const { messages, response_metadata: more } = threadId
      ? await client.conversations.replies({ ...page, ts: threadId })
      : await client.conversations.history(page)
    const posted = (messages ?? []) as Posted[]
    const found = posted.find(({ metadata }) => metadata?.event_payload?.id === outboxId)
    if (found) return found.ts
    const oldestMs = Number(posted.at(-1)?.ts ?? 0) * 1_000
    cursor = threadId || oldestMs > firstAt ? more?.next_cursor : undefined
  } while (cursor)
  return undefined
}

export const openForm = (
  client: WebClient,
  triggerId: string,
  form: Form<string>,
  signal: AbortSignal,
): Promise<SendResult> =>
  attempt(signal, async () => {
    await client.views.open({ trigger_id: triggerId, view: formView(form) })
    return { kind: 'accepted' }
  })

/** Without a hash, which refuses whoever typed on meanwhile: Slack keeps what stands in fields whose ids stay the same. */
export const updateForm = (
  client: WebClient,
  viewId: string,
  form: Form<string>,
  signal: AbortSignal,
): Promise<SendResult> =>
  attempt(signal, async () => {
    await client.views.update({ view_id: viewId, view: formView(form) })
    return { kind: 'accepted' }
  })

async function attempt(signal: AbortSignal, call: () => Promise<SendResult>): Promise<SendResult> {
  try {
    return await Promise.race([call(), aborted(signal)])
  } catch (error) {
    return classify(error)
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const give = (): void => reject(new Error('timed out'))
    if (signal.aborted) give()
    signal.addEventListener('abort', give, { once: true })
  })

const REASON: Readonly<Record<string, RejectReason>> = {
  message_not_found: 'stale-route',
  thread_not_found: 'stale-route',
  cant_update_message: 'stale-route',
  edit_window_closed: 'stale-route',
  invalid_auth: 'bad-credentials',
  not_authed: 'bad-credentials',
  token_revoked: 'bad-credentials',
  account_inactive: 'bad-credentials',
  missing_scope: 'forbidden',
  channel_not_found: 'forbidden',
  not_in_channel: 'forbidden',
  is_archived: 'forbidden',
  restricted_action: 'forbidden',
  cant_delete_message: 'forbidden',
  compliance_exports_prevent_deletion: 'forbidden',
}
/** Slack says that it was Slack's own fault: it may still have happened. */
const SLACKS_FAULT = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

const nameOf = (error: unknown): string => (error as { data?: { error?: string } }).data?.error ?? 'unknown'

function classify(error: unknown): SendResult {
  const { code, retryAfter } = error as { code?: string; retryAfter?: number }
  if (code === ErrorCode.RateLimitedError) return { kind: 'throttled', retryAt: Date.now() + (retryAfter ?? 1) * 1000 }
  if (code !== ErrorCode.PlatformError) return { kind: 'ambiguous', detail: code ?? 'no answer' }
  const name = nameOf(error)
  if (name === 'ratelimited') return { kind: 'throttled', retryAt: Date.now() + 1000 }
  if (SLACKS_FAULT.has(name)) return { kind: 'ambiguous', detail: name }
  return { kind: 'rejected', reason: REASON[name] ?? 'bad-payload', detail: name }
}
