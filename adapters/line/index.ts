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
  /** An origin without a path: the SDK drops one. LINE's own unless told. */
  apiBaseUrl: string | undefined
  /** The same of the host that gives out what people sent. */
  dataApiBaseUrl?: string | undefined
}

export function createLineAdapter(options: LineOptions): MediaAdapter {
  return {
    platform: 'line',
    capabilities,
    verify: (request) => verify(request, options.channelSecret),
    decode,
    render,
    send: createSend(options),
    fetchMedia: createFetchMedia(options),
  }
}
