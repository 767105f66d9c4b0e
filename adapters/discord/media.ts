import type { Fetched, MediaAdapter } from '../adapter.ts'
import { notYet, readBody } from '../media-body.ts'
import { type Call, codeOf, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE } from './rest.ts'

/**
 * One attempt at a file that somebody posted: `message/file@channel`, as `decode` calls it. Its address is good for a day and
 * open to whoever has it, so the message is asked for a fresh one; the token goes to Discord's API alone.
 */
export function createFetchMedia(call: Call, apiUrl: string | undefined): MediaAdapter['fetchMedia'] {
  return async (name, bytesMax, signal) => {
    const [messageId = '', file = ''] = name.split('/')
    const [id, channel = ''] = file.split('@')
    try {
      const { attachments = [] } = (await call('get', `/channels/${channel}/messages/${messageId}`, {
        signal,
      })) as Shown
      const found = attachments.find((one) => one.id === id)
      if (!found) return { kind: 'gone' }
      if (found.size > bytesMax) return { kind: 'too-large' }
      if (!isAtDiscord(found.url, apiUrl)) return { kind: 'refused', detail: 'it does not lie at Discord' }
      return await download(found.url, bytesMax, signal)
    } catch (error) {
      return classify(error)
    }
  }
}

interface Shown {
  attachments?: { id: string; size: number; url: string }[]
}

/** At Discord, or at the origin that stands for it here. */
function isAtDiscord(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false
  const { origin, protocol, hostname } = new URL(url)
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true
  return protocol === 'https:' && (hostname === 'cdn.discordapp.com' || hostname === 'media.discordapp.net')
}

async function download(url: string, bytesMax: number, signal: AbortSignal): Promise<Fetched> {
  const response = await fetch(url, { redirect: 'manual', signal })
  const { status } = response
  if (status === 200) return readBody(response, bytesMax, signal)
  await response.body?.cancel()
  if (status === 404 || status === 410) return { kind: 'gone' }
  return status === 429 || status >= 500 ? notYet(`status ${status}`) : { kind: 'refused', detail: `status ${status}` }
}

function classify(error: unknown): Fetched {
  const { status } = error as { status?: number }
  const code = codeOf(error)
  if (code === UNKNOWN_MESSAGE || code === UNKNOWN_CHANNEL) return { kind: 'gone' }
  if (status === undefined || status === 429 || status >= 500) return notYet(`${status ?? 'no answer'}`)
  return { kind: 'refused', detail: String(code ?? status) }
}
