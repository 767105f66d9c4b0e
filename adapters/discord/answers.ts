import type { Form } from '#engine/message.ts'
import type { FormValues } from '../adapter.ts'
import { Fitting } from '../fit.ts'
import type { SendResult } from '../send-result.ts'
import { LIMIT, written } from './components.ts'
import { COMMAND, EPHEMERAL, type Interaction, MODAL as SUBMIT } from './decode.ts'
import { type Modal, modalOf } from './form.ts'
import { type Kept, keptEmbeds } from './kept.ts'
import { attempt, type Call } from './rest.ts'

/** What Discord's people are told by the adapter itself, in words of whoever makes it. */
export interface DiscordWords {
  /** A button: to the next page of a form. */
  next: string
  /** A button: back to a form that was not taken as it was. */
  again: string
  /** Above what was written on one page. */
  kept: string
  /** The form was taken. */
  taken: string
  /** A form could not be looked at just now. */
  failed: string
  /** A command was heard, and its answer comes by message. */
  heard: string
  thread: string
  command: string
  commandText: string
}

const MODAL = 9
const MESSAGE = 4
const DEFER_UPDATE = 6
const UPDATE = 7

/** Answers to interactions: each must come within three seconds, once. */
export interface Answers {
  openForm(triggerId: string, form: Form<string>, signal: AbortSignal): Promise<SendResult>
  updateForm(viewId: string, form: Form<string>, signal: AbortSignal): Promise<SendResult>
  /** Whatever has not been answered yet gets the answer that changes nothing, or says that it was heard. */
  acknowledge(interaction: Interaction, ending: Ending): Promise<SendResult>
}

export type Ending =
  | { kind: 'heard' }
  | { kind: 'refused'; errors: Readonly<Record<string, string>>; values: FormValues; token: string }
  | { kind: 'failed'; values: FormValues; token: string }

export function createAnswers(call: Call, words: DiscordWords): Answers {
  const answered = new Set<string>()
  const answer = (id: string, token: string, body: object, signal?: AbortSignal): Promise<SendResult> =>
    attempt(async () => {
      await call('post', `/interactions/${id}/${token}/callback`, { body, ...(signal ? { signal } : {}) })
      answered.add(id)
      return { kind: 'accepted' }
    })
  const next = (label: string, page: number, token: string): object => ({
    type: 1,
    components: [{ type: 2, style: 1, label, custom_id: `next:${page}:${token}`.slice(0, LIMIT.customId) }],
  })
  const keeping = (content: string, embeds: object[], button: object): object => ({
    flags: EPHEMERAL,
    content,
    embeds,
    components: [button],
    allowed_mentions: { parse: [] },
  })
  const modal = (data: Modal): object => ({ type: MODAL, data })

  return {
    openForm: (triggerId, form, signal) => {
      const [id = '', token = ''] = triggerId.split(':')
      return answer(id, token, modal(modalOf(form, 1)), signal)
    },
    updateForm: (viewId, form, signal) => {
      const [kind, page = '1', id = '', token = ''] = viewId.split(':')
      if (kind === 'open') return answer(id, token, modal(modalOf(form, Number(page))), signal)
      const embeds = keptEmbeds(form.fields.map(keptOf), besideOf(form))
      const data = keeping(words.kept, embeds, next(words.next, Number(page), form.token))
      return answer(id, token, { type: kind === 'edit' ? UPDATE : MESSAGE, data }, signal)
    },
    acknowledge: async ({ id, token, type, message }, ending) => {
      if (answered.delete(id)) return { kind: 'accepted' }
      if (ending.kind !== 'heard') {
        const said = ending.kind === 'failed' ? words.failed : Object.values(ending.errors).join('\n')
        const kept = Object.entries(ending.values).map(([field, value]) => ({ id: field, value }))
        const data = keeping(said.slice(0, CONTENT_MAX), keptEmbeds(kept, ''), next(words.again, 1, ending.token))
        await answer(id, token, { type: isOurs(message) ? UPDATE : MESSAGE, data })
      } else if (type === COMMAND || (type === SUBMIT && message === undefined))
        await answer(id, token, {
          type: MESSAGE,
          data: { flags: EPHEMERAL, content: type === COMMAND ? words.heard : words.taken },
        })
      else if (type === SUBMIT && isOurs(message))
        await answer(id, token, { type: UPDATE, data: { content: words.taken, embeds: [], components: [] } })
      else await answer(id, token, { type: DEFER_UPDATE })
      answered.delete(id)
      return { kind: 'accepted' }
    },
  }
}

const CONTENT_MAX = 2_000

/** One that only its reader sees: what keeps the pages of a form. */
const isOurs = (message: Interaction['message']): boolean => ((message?.flags ?? 0) & EPHEMERAL) !== 0

const keptOf = ({ id, label, value }: Form<string>['fields'][number]): Kept => ({
  id,
  label,
  value: String(value ?? ''),
})

const besideOf = ({ after = [] }: Form<string>): string =>
  after.flatMap((part) => (part.kind === 'choice' ? [] : [written(part, new Fitting())])).join('\n')
