import { HTTPFetchError, messagingApi } from '@line/bot-sdk'
import type { Outgoing } from '../adapter.ts'
import type { SendResult } from '../send-result.ts'

export interface LineAccess {
  channelAccessToken: string
  apiBaseUrl: string | undefined
}

type Send = (outgoing: Outgoing, signal: AbortSignal) => Promise<SendResult>

/** One attempt; LINE's SDK never retries. It knows no time-out either, so a call that outlives the signal is left behind as ambiguous. */
export function createSend({ channelAccessToken, apiBaseUrl }: LineAccess): Send {
  const client = new messagingApi.MessagingApiClient({
    channelAccessToken,
    ...(apiBaseUrl ? { baseURL: apiBaseUrl } : {}),
  })
  return async (outgoing, signal) => {
    try {
      const sent = await Promise.race([call(client, outgoing), aborted(signal)])
      return { kind: 'accepted', ...named(sent) }
    } catch (error) {
      return classify(error, outgoing)
    }
  }
}

async function call(
  client: messagingApi.MessagingApiClient,
  { route, to, replyToken, retryKey, payload }: Outgoing,
): Promise<readonly { id: string }[] | undefined> {
  // `payload` was rendered by this adapter, or frozen from what it rendered.
  const messages = payload as messagingApi.Message[]
  const { sentMessages } =
    route === 'reply'
      ? await client.replyMessage({ replyToken: replyToken ?? '', messages })
      : await client.pushMessage({ to, messages }, retryKey)
  return sentMessages
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const give = (): void => reject(new Error('timed out'))
    if (signal.aborted) give()
    signal.addEventListener('abort', give, { once: true })
  })

/** LINE names no Retry-After, so a throttled channel rests this long. */
const REST_MS = 1_000

/** By status, because LINE's texts may change; only 429 needs its text (a full month, or too fast). */
function classify(error: unknown, { route }: Outgoing): SendResult {
  if (!(error instanceof HTTPFetchError)) return { kind: 'ambiguous', detail: 'no answer' }
  const { status, body } = error
  if (status === 409) return { kind: 'accepted-earlier', ...sentEarlier(body) }
  if (status === 429)
    return body.includes('monthly limit')
      ? { kind: 'quota-exhausted' }
      : { kind: 'throttled', retryAt: Date.now() + REST_MS }
  if (status >= 500) return { kind: 'ambiguous', detail: `status ${status}` }
  if (status === 401 || status === 403)
    return { kind: 'rejected', reason: status === 401 ? 'bad-credentials' : 'forbidden', detail: `status ${status}` }
  return status === 400
    ? badRequest(body, route)
    : { kind: 'rejected', reason: 'bad-payload', detail: `status ${status}` }
}

function badRequest(body: string, route: Outgoing['route']): SendResult {
  if (route === 'reply' && /reply token/i.test(body))
    return { kind: 'rejected', reason: 'stale-route', detail: 'reply token used or too old' }
  if (/Failed to send messages|property, 'to'|`to`/.test(body) && !body.includes('messages['))
    return { kind: 'recipient-gone' }
  return { kind: 'rejected', reason: 'bad-payload', detail: properties(body) }
}

/** Which properties LINE did not like; never their contents. */
function properties(body: string): string {
  try {
    const { details } = JSON.parse(body) as { details?: { property?: string }[] }
    return (
      (details ?? [])
        .map(({ property }) => property ?? '')
        .join(', ')
        .slice(0, 200) || 'status 400'
    )
  } catch {
    return 'status 400'
  }
}

function sentEarlier(body: string): ReturnType<typeof named> {
  try {
    return named((JSON.parse(body) as { sentMessages?: { id: string }[] }).sentMessages)
  } catch {
    return {}
  }
}

function named(sent: readonly { id: string }[] = []): { messageId?: string; sentAs?: readonly string[] } {
  const [first] = sent
  return first ? { messageId: first.id, sentAs: sent.map(({ id }) => id) } : {}
}
