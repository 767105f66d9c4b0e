import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Content, type FormValues, type Incoming, MalformedBody, type Media, type RawRequest } from '../adapter.ts'

type Event = NonNullable<SlackBody['event']>

/** What a Socket Mode envelope or an HTTP body holds, once unwrapped. */
export type SlackBody = z.output<typeof Body>

const Action = z.looseObject({
  type: z.string(),
  action_id: z.string(),
  block_id: z.string(),
  value: z.string().optional(),
  action_ts: z.string().optional(),
})
const InputState = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_options: z.array(z.looseObject({ value: z.string() })).nullish(),
  selected_date_time: z.number().nullish(),
})
const View = z.looseObject({
  id: z.string(),
  hash: z.string(),
  callback_id: z.string(),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), InputState)) }).optional(),
})
const Body = z.looseObject({
  type: z.string().optional(),
  team_id: z.string().optional(),
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string() }).optional(),
  channel: z.looseObject({ id: z.string() }).optional(),
  trigger_id: z.string().optional(),
  event_id: z.string().optional(),
  event_time: z.number().optional(),
  event: z.looseObject({ type: z.string() }).optional(),
  actions: z.array(Action).optional(),
  message: z.looseObject({ ts: z.string() }).optional(),
  view: View.optional(),
  command: z.string().optional(),
  text: z.string().optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  challenge: z.string().optional(),
})

/** The JSON inside, whether it came as JSON, as a form with `payload`, or as a slash command's form. */
export const parse = (request: RawRequest): SlackBody => shapeOf(unwrapped(request))

/** What we read is checked; everything else is Slack's and left as it is. */
export function shapeOf(body: unknown): SlackBody {
  const read = Body.safeParse(body)
  if (!read.success) throw new MalformedBody('not a Slack request', { cause: read.error })
  return read.data
}

function unwrapped({ headers, body }: RawRequest): unknown {
  const text = body.toString('utf8')
  const isForm = String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  try {
    return isForm ? fromForm(new URLSearchParams(text)) : JSON.parse(text)
  } catch (cause) {
    throw new MalformedBody('not a Slack request', { cause })
  }
}

function fromForm(form: URLSearchParams): unknown {
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : JSON.parse(payload)
}

/** One event, interaction or command; Slack's own connection check and the bot's own words are nobody's doing. */
export function decodeBody(body: SlackBody, nowMs: number): Incoming[] {
  const { event } = body
  const channel = body.channel?.id ?? body.channel_id ?? textOf(event?.channel)
  const heard: Omit<Incoming, 'content'> = {
    platform: 'slack',
    account: body.team_id ?? body.team?.id ?? '',
    eventId: body.event_id ?? interactionId(body),
    userId: body.user?.id ?? body.user_id ?? authorOf(event),
    chat: { kind: channel.startsWith('D') || event?.channel_type === 'im' ? 'direct' : 'channel', id: channel },
    at: momentOf(body.event_time, nowMs),
    ...(body.trigger_id ? { triggerId: body.trigger_id } : {}),
  }
  // A message with several files is one event, and each of its files something of its own.
  return contentsOf(body).map((content, place) => ({
    ...heard,
    ...(place > 0 && { eventId: `${heard.eventId}:${place}` }),
    content,
  }))
}

/** Who wrote the message that an event is about: where one was changed or deleted, the event itself names nobody. */
const authorOf = (event: Event | undefined): string =>
  textOf(event?.user) || textOf(messageIn(event?.message)?.user) || textOf(messageIn(event?.previous_message)?.user)

/** Seconds, within what a calendar with years of four digits holds; anything else is told as happening now. */
const momentOf = (seconds = 0, nowMs: number): number =>
  seconds > 0 && seconds < YEAR_10000_S ? Math.floor(seconds * 1_000) : nowMs
const YEAR_10000_S = 253_402_300_800

/** In some events (`user_change`, `channel_created`) a whole object stands where most have an id; nobody did those. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Interactions carry no event id. A trigger is unique; what has none (a closed view) is known by its whole content. A form is
 * sent off once: whoever was shown Slack's error presses again, under another trigger, with the same words in the same view.
 */
function interactionId(body: SlackBody): string {
  if (body.type === 'view_submission' && body.view)
    return `${body.type}:${body.view.id}:${digest(JSON.stringify(valuesOf(body.view)))}`
  const token = body.actions?.[0] ? `${body.actions[0].action_id}:${body.actions[0].action_ts ?? ''}` : ''
  return body.trigger_id ? `${body.type ?? 'command'}:${body.trigger_id}:${token}` : digest(JSON.stringify(body))
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

function contentsOf(body: SlackBody): Content[] {
  if (body.type === 'url_verification') return []
  if (body.command) return [{ type: 'command', word: body.command, text: body.text ?? '' }]
  if (body.type === 'event_callback' && body.event) return eventContents(body.event)
  if (body.type === 'block_actions') return [actionContent(body)]
  if (body.type === 'view_submission' && body.view) {
    const { callback_id: token, id: viewId } = body.view
    return [{ type: 'form-submitted', token, viewId, values: valuesOf(body.view) }]
  }
  if (body.type === 'view_closed' && body.view) return [{ type: 'form-closed', token: body.view.callback_id }]
  return [{ type: 'other', name: body.type ?? 'unknown' }]
}

function actionContent({ actions, view, message }: SlackBody): Content {
  const action = actions?.[0]
  if (!action) return { type: 'other', name: 'block_actions' }
  if (view && action.type !== 'button')
    return {
      type: 'form-changed',
      token: view.callback_id,
      viewId: view.id,
      values: valuesOf(view),
    }
  return { type: 'tap', token: action.value ?? '', messageId: message?.ts ?? '' }
}

function valuesOf(view: z.output<typeof View>): FormValues {
  const blocks = Object.entries(view.state?.values ?? {})
  return Object.fromEntries(blocks.map(([blockId, inputs]) => [fieldOf(blockId), inputValue(Object.values(inputs)[0])]))
}

/** A field's block may carry a revision after `~`, by which Slack is made to show a new value. */
const fieldOf = (blockId: string): string => blockId.split('~')[0] ?? blockId

function inputValue(input: z.output<typeof InputState> | undefined): string {
  if (!input) return ''
  if (input.selected_date_time) return String(input.selected_date_time * 1000)
  if (input.selected_options) return input.selected_options.map(({ value }) => value).join(',')
  return input.selected_option?.value ?? input.value ?? ''
}

function eventContents(event: Event): Content[] {
  if (event.type !== 'message' && event.type !== 'app_mention') return [{ type: 'other', name: event.type }]
  const [changed, gone] = [messageIn(event.message), messageIn(event.previous_message)]
  // What is our own doing.
  if (event.bot_id !== undefined || changed?.bot_id !== undefined || gone?.bot_id !== undefined) return []
  const messageId = textOf(event.ts)
  switch (event.subtype) {
    case undefined:
      return [{ type: 'text', text: textOf(event.text), messageId }]
    case 'file_share':
      return filesIn(event.files).map((file) => fileContent(file, messageId, textOf(event.thread_ts)))
    case 'message_deleted':
      return [{ type: 'message-deleted', messageId: textOf(event.deleted_ts) }]
    case 'message_changed':
      return [{ type: 'message-edited', messageId: changed?.ts ?? '', files: standing(filesIn(changed?.files)) }]
    default:
      return [{ type: 'other', name: `message:${textOf(event.subtype)}` }]
  }
}

const MessageIn = z.looseObject({
  ts: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  files: z.unknown().optional(),
})
const messageIn = (value: unknown): z.output<typeof MessageIn> | undefined => MessageIn.safeParse(value).data

const FileIn = z.looseObject({ id: z.string(), mimetype: z.string().optional(), mode: z.string().optional() })

const filesIn = (files: unknown): z.output<typeof FileIn>[] =>
  Array.isArray(files) ? files.flatMap((file: unknown) => FileIn.safeParse(file).data ?? []) : []

const standing = (files: readonly z.output<typeof FileIn>[]): string[] =>
  files.flatMap(({ id, mode }) => (mode === 'tombstone' ? [] : [id]))

/** Its name and what is written beside it stay in Slack. */
function fileContent({ id, mimetype = '' }: z.output<typeof FileIn>, messageId: string, threadId: string): Content {
  const media = MEDIA[mimetype.split('/')[0] ?? ''] ?? 'file'
  return { type: 'media', media, messageId: `${messageId}/${id}`, ...(threadId && { threadId }) }
}

const MEDIA: Readonly<Record<string, Media>> = { image: 'photo', video: 'video', audio: 'voice' }
