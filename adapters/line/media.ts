import { HTTPFetchError, messagingApi } from '@line/bot-sdk'
import type { Fetched, MediaAdapter } from '../adapter.ts'
import { notYet, readBody } from '../media-body.ts'

export interface MediaAccess {
  channelAccessToken: string
  dataApiBaseUrl?: string | undefined
}

type FetchMedia = MediaAdapter['fetchMedia']

/** One attempt at what a person sent; its size is believed only as far as it is counted. */
export function createFetchMedia({ channelAccessToken, dataApiBaseUrl }: MediaAccess): FetchMedia {
  const client = new messagingApi.MessagingApiBlobClient({
    channelAccessToken,
    ...(dataApiBaseUrl ? { baseURL: dataApiBaseUrl } : {}),
  })
  return async (messageId, bytesMax, signal) => {
    try {
      const response = await unlessAborted(ask(client, messageId), signal)
      if (response.status === 202) return notYet('it is being prepared')
      return await readBody(response, bytesMax, signal)
    } catch (error) {
      return classify(error)
    }
  }
}

/**
 * The SDK's own `getMessageContent` wraps the body in a stream that can neither be given up, which would hold the connection
 * open for as long as a large file lies unread, nor break off without ending the process; so its request is made without it.
 */
const ask = (client: messagingApi.MessagingApiBlobClient, messageId: string): Promise<Response> =>
  // biome-ignore lint/complexity/useLiteralKeys: the dot is closed to all but the SDK itself
  client['httpClient'].get(`/v2/bot/message/${encodeURIComponent(messageId)}/content`)

/** The SDK knows no signal: what comes in after it is let go of. */
async function unlessAborted(asked: Promise<Response>, signal: AbortSignal): Promise<Response> {
  const response = await Promise.race([asked, aborted(signal)])
  if (response) return response
  void asked.then(
    (late) => late.body?.cancel(),
    () => undefined,
  )
  throw new Error('timed out')
}

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })

function classify(error: unknown): Fetched {
  if (!(error instanceof HTTPFetchError)) return notYet('no answer')
  const { status } = error
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 429 || status >= 500) return notYet(`status ${status}`)
  return { kind: 'refused', detail: `status ${status}` }
}
