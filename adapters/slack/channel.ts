import { ErrorCode, type WebClient } from '@slack/web-api'

export type Reached =
  | { kind: 'reached' }
  /** Slack’s own word: `not_in_channel`, `channel_not_found`. */
  | { kind: 'refused'; reason: string }
  | { kind: 'unreachable'; reason: string }

/** Whether the app is in a channel. It is shown its history there and nowhere else, by a right that it has already. */
export async function askChannel(client: WebClient, channel: string): Promise<Reached> {
  try {
    await client.conversations.history({ channel, limit: 1 })
    return { kind: 'reached' }
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { error?: string } }
    const reason = data?.error ?? code ?? 'no answer'
    const isSlacksWord = code === ErrorCode.PlatformError && !PASSING.has(reason)
    return { kind: isSlacksWord ? 'refused' : 'unreachable', reason }
  }
}

const PASSING = new Set(['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])
