import { createHash } from 'node:crypto'
import type { Outgoing } from '../adapter.ts'
import type { SendResult } from '../send-result.ts'
import { bornAt } from './decode.ts'
import type { Payload } from './render.ts'
import { attempt, type Call, codeOf, THREAD_EXISTS, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE } from './rest.ts'

export type Send = (outgoing: Outgoing, signal: AbortSignal) => Promise<SendResult>

/** `threadName`: Discord has no thread without one. */
export function createSend(call: Call, threadName: string): Send {
  const places = placesOf(call, threadName)
  return (outgoing, signal) =>
    attempt(async () => {
      if (outgoing.route === 'delete')
        return places.in(outgoing, signal, (place) => erase(call, place, outgoing, signal))
      const isLookedFor = outgoing.isRetryOfAmbiguous && outgoing.route === 'post'
      const earlier = isLookedFor
        ? await places.in(outgoing, signal, (place) => findPosted(call, place, outgoing, signal))
        : undefined
      if (earlier) return { kind: 'accepted-earlier', messageId: earlier }
      const { id } = (await places.in(outgoing, signal, (place) =>
        outgoing.route === 'update' ? update(call, place, outgoing, signal) : post(call, place, outgoing, signal),
      )) as { id?: string }
      return { kind: 'accepted', ...(id ? { messageId: id } : {}) }
    })
}

/** At most 25 characters: an outbox id's sixteen bytes. */
const nonceOf = (outboxId: string): string => Buffer.from(outboxId.replaceAll('-', ''), 'hex').toString('base64url')

/**
 * Discord knows a nonce for some minutes only, and shows it to nobody who asks later. So the message also bears a mark of
 * ours, in the one place that is kept and that nobody sees: the number of its first component.
 */
const markOf = (outboxId: string): number => (createHash('sha256').update(outboxId).digest().readUInt32BE() >>> 1) | 1

function marked({ payload, outboxId }: Outgoing): Payload {
  // Frozen from what `render` made.
  const { components, ...rest } = payload as Payload
  const [first, ...others] = components
  return { ...rest, components: first ? [{ ...first, id: markOf(outboxId) } as typeof first, ...others] : [] }
}

const post = (call: Call, place: string, outgoing: Outgoing, signal: AbortSignal): Promise<unknown> =>
  call('post', `/channels/${place}/messages`, {
    body: { ...marked(outgoing), nonce: nonceOf(outgoing.outboxId), enforce_nonce: true },
    signal,
  })

const update = (call: Call, place: string, outgoing: Outgoing, signal: AbortSignal): Promise<unknown> =>
  call('patch', `/channels/${place}/messages/${outgoing.messageId ?? ''}`, { body: marked(outgoing), signal })

/** What is not there needs no deleting. */
async function erase(call: Call, place: string, outgoing: Outgoing, signal: AbortSignal): Promise<SendResult> {
  const id = outgoing.messageId ?? (await findPosted(call, place, outgoing, signal))
  if (id === undefined) return { kind: 'accepted-earlier' }
  try {
    await call('delete', `/channels/${place}/messages/${id}`, { signal })
    return { kind: 'accepted' }
  } catch (error) {
    if (codeOf(error) !== UNKNOWN_MESSAGE) throw error
    return { kind: 'accepted-earlier' }
  }
}

/**
 * Where a message goes. A person is written to in a channel that has to be opened first, and a thread, which bears the id of
 * the message it hangs on, has to be begun: Discord says so when the first message is posted there.
 */
function placesOf(call: Call, threadName: string) {
  const direct = new Map<string, string>()
  const openDirect = async (userId: string, signal: AbortSignal): Promise<string> => {
    const { id } = (await call('post', '/users/@me/channels', { body: { recipient_id: userId }, signal })) as {
      id: string
    }
    direct.set(userId, id)
    return id
  }
  const beginThread = async (channel: string, messageId: string, signal: AbortSignal): Promise<string> => {
    try {
      await call('post', `/channels/${channel}/messages/${messageId}/threads`, { body: { name: threadName }, signal })
    } catch (error) {
      if (codeOf(error) !== THREAD_EXISTS) throw error
    }
    return messageId
  }
  return {
    async in<T>({ to, threadId }: Outgoing, signal: AbortSignal, work: (place: string) => Promise<T>): Promise<T> {
      try {
        return await work(threadId ?? direct.get(to) ?? to)
      } catch (error) {
        if (codeOf(error) !== UNKNOWN_CHANNEL) throw error
        return work(threadId ? await beginThread(to, threadId, signal) : await openDirect(to, signal))
      }
    },
  }
}

const PAGE_MESSAGES = 100
/** Discord's clock and ours may differ by so much. */
const CLOCKS_APART_MS = 600_000

interface Posted {
  id: string
  components?: { id?: number }[]
}

/** A channel is listed newest first, and read back to before the first attempt. */
async function findPosted(
  call: Call,
  place: string,
  { outboxId, triedForMs = 0 }: Outgoing,
  signal: AbortSignal,
): Promise<string | undefined> {
  const mark = markOf(outboxId)
  const firstAt = Date.now() - triedForMs - CLOCKS_APART_MS
  for (let before: string | undefined; ; ) {
    const query = { limit: String(PAGE_MESSAGES), ...(before ? { before } : {}) }
    const page = (await call('get', `/channels/${place}/messages`, { query, signal })) as Posted[]
    const found = page.find(({ components = [] }) => components[0]?.id === mark)
    if (found) return found.id
    before = page.at(-1)?.id
    if (before === undefined || page.length < PAGE_MESSAGES || bornAt(before) < firstAt) return undefined
  }
}
