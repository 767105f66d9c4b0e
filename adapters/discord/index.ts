import type { FormAdapter, FormValues, Hear, Incoming, MediaAdapter, RawRequest } from '../adapter.ts'
import { createAnswers, type DiscordWords, type Ending } from './answers.ts'
import { capabilities } from './capabilities.ts'
import { decodeBody, decodeInteraction, type Interaction, interactionFrom, PING, parse } from './decode.ts'
import { type DiscordLog, type Gateway, openGateway, type Sessions } from './gateway.ts'
import { createFetchMedia } from './media.ts'
import { render } from './render.ts'
import { type Call, createCall, type DiscordAccess } from './rest.ts'
import { createSend } from './send.ts'
import { publicKeyFrom, verify } from './verify.ts'

export type { DiscordWords, Sessions }

export interface DiscordOptions extends DiscordAccess {
  /** The app's, and so the account that everything is heard by. */
  applicationId: string
  /** Set: interactions come over HTTP. */
  publicKey?: string | undefined
  words: DiscordWords
}

export interface DiscordAdapter extends FormAdapter, MediaAdapter {
  listen(options: { hear: Hear; log: DiscordLog }): DiscordListener
}

/**
 * What people press and send off comes over the gateway, like what they write, so that an installation without a public
 * address has everything; where the app has an address (and its key is known) Discord tells it there instead, on any node.
 */
export interface DiscordListener {
  /** Answers a request whose signature was found genuine. Rejects when it was not kept, or is no request of Discord's (`MalformedBody`). */
  receive(request: RawRequest): Promise<{ kind: 'pong' } | { kind: 'heard' }>
  /** By one holder at a time: Discord tells every connection everything. */
  openGateway(sessions: Sessions): Promise<Gateway>
  /** Tells Discord which command the app has. */
  register(command: string): Promise<void>
}

export function createDiscordAdapter(options: DiscordOptions): DiscordAdapter {
  const { applicationId, words } = options
  const call = createCall(options)
  const key = options.publicKey === undefined ? undefined : publicKeyFrom(options.publicKey)
  const answers = createAnswers(call, words)
  return {
    platform: 'discord',
    capabilities,
    verify: (request, nowMs) => verify(request, key, nowMs),
    decode: (request) => decodeBody(parse(request), applicationId),
    render,
    send: createSend(call, words.thread),
    fetchMedia: createFetchMedia(call, options.apiUrl),
    openForm: answers.openForm,
    updateForm: answers.updateForm,
    fieldErrors: (errors) => ({ errors }),
    listen: ({ hear, log }) => {
      const interacted = async (interaction: Interaction): Promise<void> => {
        const [incoming] = decodeInteraction(interaction, applicationId)
        if (incoming) await answers.acknowledge(interaction, await endingOf(hear, incoming))
      }
      return {
        receive: async (request) => {
          const interaction = interactionFrom(parse(request))
          if (interaction.type === PING) return { kind: 'pong' }
          await interacted(interaction)
          return { kind: 'heard' }
        },
        openGateway: (sessions) =>
          openGateway({
            ...options,
            sessions,
            log,
            hear: async ({ t, d }) => {
              if (t === 'INTERACTION_CREATE') return interacted(interactionFrom(d))
              const incoming = decodeBody({ t, d }, applicationId)
              if (incoming.length > 0) await hear(incoming)
            },
          }),
        register: (command) => register(call, options, command),
      }
    },
  }
}

/** A form whose fields cannot be looked at comes back with all that was written. */
async function endingOf(hear: Hear, incoming: Incoming): Promise<Ending> {
  const { content } = incoming
  if (content.type !== 'form-submitted') {
    await hear([incoming])
    return { kind: 'heard' }
  }
  const { token } = content
  const values: FormValues = content.values
  try {
    const answer = (await hear([incoming])) as { errors: Record<string, string> } | undefined
    return answer ? { kind: 'refused', errors: answer.errors, values, token } : { kind: 'heard' }
  } catch {
    return { kind: 'failed', values, token }
  }
}

const TEXT_OPTION = 3

async function register(call: Call, { applicationId, words }: DiscordOptions, name: string): Promise<void> {
  const text = { type: TEXT_OPTION, name: 'text', description: words.commandText, required: false }
  await call('put', `/applications/${applicationId}/commands`, {
    body: [{ name, description: words.command, options: [text] }] as unknown as object,
  })
}
