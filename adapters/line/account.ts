import { messagingApi } from '@line/bot-sdk'
import { attempt } from './attempt.ts'
import type { LineAccess } from './send.ts'

/** The account as people find it: `@…`. */
export function createBasicId({ channelAccessToken, apiBaseUrl }: LineAccess): () => Promise<string> {
  const api = new messagingApi.MessagingApiClient({
    channelAccessToken,
    ...(apiBaseUrl ? { baseURL: apiBaseUrl } : {}),
  })
  return async () => (await attempt(api.getBotInfo())).basicId
}

/** Opens the chat with this account, with the words written already: whoever scans it has only to send them. */
export const messageLink = (basicId: string, text: string): string =>
  `https://line.me/R/oaMessage/${encodeURIComponent(basicId)}/?${encodeURIComponent(text)}`
