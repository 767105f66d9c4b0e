import type { MediaAdapter } from '../adapter.ts'
import { capabilities } from './capabilities.ts'
import { decode } from './decode.ts'
import { createFetchMedia } from './media.ts'
import { render } from './render.ts'
import { createSend } from './send.ts'
import { verify } from './verify.ts'

export interface LineOptions {
  channelAccessToken: string
  channelSecret: string
  /** What LINE signed with this one still counts. */
  formerSecret?: string | undefined
  /** An origin without a path: the SDK drops one. LINE's own unless told. */
  apiBaseUrl: string | undefined
  /** The same of the host that gives out what people sent. */
  dataApiBaseUrl?: string | undefined
}

export function createLineAdapter(options: LineOptions): MediaAdapter {
  return {
    platform: 'line',
    capabilities,
    verify: (request) => verify(request, secretsOf(options)),
    decode,
    render,
    send: createSend(options),
    fetchMedia: createFetchMedia(options),
  }
}

const secretsOf = ({ channelSecret, formerSecret }: LineOptions): readonly string[] =>
  formerSecret === undefined ? [channelSecret] : [channelSecret, formerSecret]
