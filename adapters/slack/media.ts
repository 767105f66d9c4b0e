import { ErrorCode, type WebClient } from '@slack/web-api'
import type { Fetched, MediaAdapter } from '../adapter.ts'
import { notYet, readBody } from '../media-body.ts'

type FetchMedia = MediaAdapter['fetchMedia']

export interface MediaAccess {
  botToken: string
  apiUrl: string | undefined
}

/**
 * One attempt at a file that somebody posted: `message/file`, as `decode` calls it. Slack tells where it lies, and gives it
 * to whoever has the bot's token; files that lie elsewhere are not asked for, because the token would go there, too.
 */
export function createFetchMedia(client: WebClient, access: MediaAccess): FetchMedia {
  return async (messageId, bytesMax, signal) => {
    try {
      const file = await placeOf(client, fileOf(messageId))
      if (file === undefined) return { kind: 'gone' }
      if (file.size > bytesMax) return { kind: 'too-large' }
      if (!isAtSlack(file.url, access)) return { kind: 'refused', detail: 'it does not lie at Slack' }
      return await download(file.url, access.botToken, bytesMax, signal)
    } catch (error) {
      return classify(error)
    }
  }
}

const fileOf = (messageId: string): string => messageId.slice(messageId.indexOf('/') + 1)

/** Undefined where it was taken away, or is shown no longer (`tombstone`, `hidden_by_limit`). */
async function placeOf(client: WebClient, id: string): Promise<{ url: string; size: number } | undefined> {
  const { file } = await client.files.info({ file: id })
  const url = file?.url_private_download ?? file?.url_private
  return url === undefined || file?.mode === 'tombstone' ? undefined : { url, size: file?.size ?? 0 }
}

/** At Slack, or at the origin that stands for it here. */
function isAtSlack(url: string, { apiUrl }: MediaAccess): boolean {
  if (!URL.canParse(url)) return false
  const { origin, protocol, hostname } = new URL(url)
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true
  return protocol === 'https:' && /(^|\.)slack\.com$/.test(hostname)
}

/** Whoever may not have it is sent to a page to sign in: no redirect is followed, and no page is a file. */
async function download(url: string, botToken: string, bytesMax: number, signal: AbortSignal): Promise<Fetched> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${botToken}` }, redirect: 'manual', signal })
  const { status } = response
  const isFile = status === 200 && !response.headers.get('content-type')?.startsWith('text/html')
  if (isFile) return readBody(response, bytesMax, signal)
  await response.body?.cancel()
  if (status === 404 || status === 410) return { kind: 'gone' }
  return status === 429 || status >= 500 ? notYet(`status ${status}`) : { kind: 'refused', detail: `status ${status}` }
}

const GONE = new Set(['file_not_found', 'file_deleted'])
const PASSING = new Set(['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

function classify(error: unknown): Fetched {
  const { code, data } = error as { code?: string; data?: { error?: string } }
  if (code !== ErrorCode.PlatformError) return notYet(code ?? 'no answer')
  const name = data?.error ?? 'unknown'
  if (GONE.has(name)) return { kind: 'gone' }
  return PASSING.has(name) ? notYet(name) : { kind: 'refused', detail: name }
}
