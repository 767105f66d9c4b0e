import type { FormAdapter } from '../adapter.ts'
import { capabilities } from './capabilities.ts'
import { decodeBody, parse } from './decode.ts'
import { render } from './render.ts'
import { createClient, openForm, send, updateForm } from './send.ts'
import { verify } from './verify.ts'

export interface SlackOptions {
  botToken: string
  signingSecret: string
  /** Slack's own unless told; ends in `/api/`. */
  apiUrl: string | undefined
}

export interface SlackAdapter extends FormAdapter {
  /** Slack's answer to its own connection check, or undefined for everything else. */
  challengeIn(request: Parameters<FormAdapter['decode']>[0]): string | undefined
  /** The team that the token belongs to; also proves the token. */
  teamId(): Promise<string>
}

export function createSlackAdapter(options: SlackOptions): SlackAdapter {
  const client = createClient(options)
  return {
    platform: 'slack',
    capabilities,
    verify: (request, nowMs) => verify(request, options.signingSecret, nowMs),
    decode: (request) => decodeBody(parse(request), Number(request.headers['x-slack-request-timestamp'] ?? 0) * 1000),
    challengeIn: (request) => parse(request).challenge,
    render,
    send: (outgoing, signal) => send(client, outgoing, signal),
    openForm: (triggerId, form, signal) => openForm(client, triggerId, form, signal),
    updateForm: (view, form, signal) => updateForm(client, view, form, signal),
    fieldErrors: (errors) => ({ response_action: 'errors', errors }),
    async teamId() {
      const { team_id: teamId } = await client.auth.test()
      if (!teamId) throw new Error('Slack named no team for this token')
      return teamId
    },
  }
}
