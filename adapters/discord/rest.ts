import type { RejectReason, SendResult } from '../send-result.ts'

export interface DiscordAccess {
  botToken: string
  /** Discord's own unless told; ends in `/api`. */
  apiUrl: string | undefined
}

export type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete'
export type Query = Readonly<Record<string, string>>

/** One call of Discord's REST API. Rejects as the library does; `classify` says what that means. */
export type Call = (
  verb: Verb,
  path: `/${string}`,
  more?: { body?: object; query?: Query; signal?: AbortSignal },
) => Promise<unknown>

const TIMEOUT_MS = 10_000

export const restOptions = ({ apiUrl }: DiscordAccess) => ({
  version: '10',
  retries: 0,
  timeout: TIMEOUT_MS,
  // It would wait by itself, and after a 429 that does not say how long it would ask again without end.
  rejectOnRateLimit: () => true,
  ...(apiUrl ? { api: apiUrl } : {}),
})

/** discord.js brings some twenty packages and a third of a second: it is loaded at the first call. */
export function createCall(access: DiscordAccess): Call {
  let loading: Promise<InstanceType<typeof import('discord.js').REST>> | undefined
  const rest = () => (loading ??= import('discord.js').then(({ REST }) => new REST(restOptions(access))))
  return async (verb, path, { body, query, signal } = {}) =>
    (await rest())[verb](path, {
      // Our own header: after one refusal the library would forget its token, and never ask again.
      auth: false,
      headers: { authorization: `Bot ${access.botToken}` },
      ...(body ? { body } : {}),
      ...(query ? { query: new URLSearchParams(query) } : {}),
      ...(signal ? { signal } : {}),
    })
}

export async function attempt(call: () => Promise<SendResult>): Promise<SendResult> {
  try {
    return await call()
  } catch (error) {
    return classify(error)
  }
}

interface Failure {
  name?: string
  code?: number | string
  status?: number
  /** Ms. */
  retryAfter?: number
}

/** Discord's number for what it refused; undefined when it did not say. */
export const codeOf = (error: unknown): number | undefined => {
  const { code } = error as Failure
  return typeof code === 'number' ? code : undefined
}

export const UNKNOWN_CHANNEL = 10_003
export const UNKNOWN_MESSAGE = 10_008
export const THREAD_EXISTS = 160_004
const CANNOT_WRITE_TO = 50_007
const REASON: Readonly<Record<number, RejectReason>> = {
  10003: 'forbidden',
  10008: 'stale-route',
  10013: 'forbidden',
  10062: 'stale-route',
  30046: 'stale-route',
  40060: 'stale-route',
  40001: 'bad-credentials',
  50001: 'forbidden',
  50005: 'stale-route',
  50013: 'forbidden',
  50083: 'stale-route',
  160005: 'forbidden',
}
const UNAUTHORIZED = 401

function classify(error: unknown): SendResult {
  const { name = '', status, retryAfter } = error as Failure
  const code = codeOf(error)
  if (name.startsWith('RateLimitError') || retryAfter !== undefined)
    return { kind: 'throttled', retryAt: Date.now() + (retryAfter || 1_000) }
  if (status === undefined || status >= 500) return { kind: 'ambiguous', detail: `${status ?? 'no answer'}` }
  if (status === UNAUTHORIZED) return { kind: 'rejected', reason: 'bad-credentials', detail: '401' }
  if (code === CANNOT_WRITE_TO) return { kind: 'recipient-gone' }
  const reason = code === undefined ? undefined : REASON[code]
  return { kind: 'rejected', reason: reason ?? 'bad-payload', detail: String(code ?? status) }
}
