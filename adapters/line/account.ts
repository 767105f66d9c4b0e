import { messagingApi } from '@line/bot-sdk'
import { attempt } from './attempt.ts'
import type { LineAccess } from './send.ts'

export interface LineAccount {
  /** As LINE names it in what it tells us: `destination`. */
  account: string
  /** As people find it: `@…`. */
  basicId: string
}

/** Whose this token is. */
export function createAccountAsker({ channelAccessToken, apiBaseUrl }: LineAccess): () => Promise<LineAccount> {
  const api = new messagingApi.MessagingApiClient({
    channelAccessToken,
    ...(apiBaseUrl ? { baseURL: apiBaseUrl } : {}),
  })
  return async () => {
    const { userId: account, basicId } = await attempt(api.getBotInfo())
    return { account, basicId }
  }
}

/** Opens the chat with this account, with the words written already: whoever scans it has only to send them. */
export const messageLink = (basicId: string, text: string): string =>
  `https://line.me/R/oaMessage/${encodeURIComponent(basicId)}/?${encodeURIComponent(text)}`
