import { z } from 'zod'
import { type Content, type FormValues, type Incoming, MalformedBody, type Media, type RawRequest } from '../adapter.ts'
import { keptIn } from './kept.ts'
import { momentTyped } from './moment.ts'

const Id = z.string().regex(/^\d{1,20}$/)
const User = z.looseObject({ id: Id, bot: z.boolean().optional() })
const Entered = z.looseObject({
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
})
const Interaction = z.looseObject({
  id: Id,
  type: z.number(),
  token: z.string(),
  channel_id: Id.optional(),
  guild_id: Id.optional(),
  member: z.looseObject({ user: User }).optional(),
  user: User.optional(),
  message: z
    .looseObject({
      id: Id,
      flags: z.number().optional(),
      embeds: z.array(z.looseObject({ description: z.string().optional() })).optional(),
    })
    .optional(),
  data: z
    .looseObject({
      custom_id: z.string().optional(),
      name: z.string().optional(),
      options: z
        .array(z.looseObject({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).optional() }))
        .optional(),
      components: z.array(z.looseObject({ component: Entered.optional() })).optional(),
    })
    .optional(),
})
export type Interaction = z.output<typeof Interaction>

/** What the gateway tells. */
const Dispatch = z.looseObject({ t: z.string(), d: z.unknown() })
const Attachment = z.looseObject({ id: Id, content_type: z.string().optional() })
const Said = z.looseObject({
  id: Id,
  type: z.number(),
  channel_id: Id,
  guild_id: Id.optional(),
  author: User,
  content: z.string(),
  attachments: z.array(Attachment).optional(),
})
/** What has changed may be told alone. */
const Edited = Said.partial({ type: true, author: true, content: true })
const Deleted = z.looseObject({ id: Id, channel_id: Id, guild_id: Id.optional() })

export const PING = 1
export const COMMAND = 2
const COMPONENT = 3
export const MODAL = 5
/** Seen by one person only: there the earlier pages of a form are kept. */
export const EPHEMERAL = 64

/** An interaction that came over HTTP, or a dispatch of the gateway, as its JSON. */
export function parse({ body }: RawRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new MalformedBody('not what Discord sends', { cause })
  }
}

export const interactionFrom = (body: unknown): Interaction => shaped(Interaction, body)

export function decodeBody(body: unknown, account: string): Incoming[] {
  const dispatch = Dispatch.safeParse(body)
  return dispatch.success ? decodeDispatch(dispatch.data, account) : decodeInteraction(interactionFrom(body), account)
}

function decodeDispatch({ t: name, d }: z.output<typeof Dispatch>, account: string): Incoming[] {
  switch (name) {
    case 'INTERACTION_CREATE':
      return decodeInteraction(interactionFrom(d), account)
    case 'MESSAGE_CREATE':
      return said(shaped(Said, d), account)
    case 'MESSAGE_UPDATE': {
      const { attachments, author, ...message } = shaped(Edited, d)
      if (attachments === undefined || author === undefined || author.bot) return []
      const files = attachments.map(({ id }) => fileOf(message, id))
      const content = { type: 'message-edited', messageId: message.id, files } as const
      const eventId = `edited:${message.id}:${files.length}`
      return [{ ...eventOf(account, message, author.id), eventId, content }]
    }
    case 'MESSAGE_DELETE': {
      const { id, channel_id, guild_id } = shaped(Deleted, d)
      const content = { type: 'message-deleted', messageId: id } as const
      return [{ ...eventOf(account, { id, channel_id, guild_id }, ''), eventId: `deleted:${id}`, content }]
    }
    default:
      return []
  }
}

const DEFAULT = 0
const REPLY = 19

/**
 * In a server's channels Discord tells an app neither words nor files, unless it is privileged to have them all, or is
 * mentioned: that is how somebody there hands us a picture. Of a thread's message nothing says where the thread hangs, but
 * it bears the id of the message it hangs on.
 */
function said(
  { author, content, attachments = [], type, ...message }: z.output<typeof Said>,
  account: string,
): Incoming[] {
  if (author.bot) return []
  const event = eventOf(account, message, author.id)
  const isInServer = message.guild_id !== undefined
  const isKnown = type === DEFAULT || type === REPLY
  const words: Content = isKnown
    ? { type: 'text', text: content, messageId: message.id }
    : { type: 'other', name: `message:${type}` }
  const files = isKnown ? attachments : []
  const isSilent = content === '' && (isInServer || files.length > 0)
  return [
    ...(isSilent ? [] : [{ ...event, content: words }]),
    ...files.map(
      ({ id, content_type = '' }): Incoming => ({
        ...{ ...event, eventId: `${message.id}:${id}` },
        content: {
          ...{
            type: 'media',
            media: MEDIA[content_type.split('/')[0] ?? ''] ?? 'file',
            messageId: nameOf(message, id),
          },
          ...(isInServer && { threadId: message.channel_id }),
        },
      }),
    ),
  ]
}

const MEDIA: Readonly<Record<string, Media>> = { image: 'photo', video: 'video', audio: 'voice' }

/** By this it is asked for again: its address is good for a day only, and told with the message alone. */
const nameOf = (message: { id: string; channel_id: string }, file: string): string =>
  `${message.id}/${fileOf(message, file)}`
const fileOf = ({ channel_id }: { channel_id: string }, file: string): string => `${file}@${channel_id}`

export function decodeInteraction(interaction: Interaction, account: string): Incoming[] {
  if (interaction.type === PING) return []
  const { id, token, channel_id, guild_id, member, user } = interaction
  const userId = (member?.user ?? user)?.id ?? ''
  const event = eventOf(account, { id, channel_id: channel_id ?? '', guild_id }, userId)
  return [{ ...event, triggerId: `${id}:${token}`, content: contentOf(interaction) }]
}

function contentOf(interaction: Interaction): Content {
  const { id, token, type, data = {}, message } = interaction
  if (type === COMMAND) {
    const [option] = data.options ?? []
    return { type: 'command', word: `/${data.name ?? ''}`, text: String(option?.value ?? '') }
  }
  const [kind, place = '', ...rest] = (data.custom_id ?? '').split(':')
  const action = rest.join(':')
  if (type === COMPONENT && kind === 'tap') return { type: 'tap', token: action, messageId: message?.id ?? '' }
  const kept = keptIn((message?.embeds ?? []).flatMap(({ description }) => description ?? []))
  if (type === COMPONENT && kind === 'next')
    return { type: 'form-changed', token: action, viewId: `open:${place}:${id}:${token}`, values: kept }
  if (type === MODAL && kind === 'form') {
    const values = { ...kept, ...enteredIn(interaction) }
    const [page, pages] = place.split('/').map(Number)
    const shown = message && (message.flags ?? 0) & EPHEMERAL ? 'edit' : 'keep'
    return page === pages
      ? { type: 'form-submitted', token: action, viewId: id, values }
      : { type: 'form-changed', token: action, viewId: `${shown}:${(page ?? 0) + 1}:${id}:${token}`, values }
  }
  return { type: 'other', name: `interaction:${type}` }
}

function enteredIn({ data }: Interaction): FormValues {
  const inputs = (data?.components ?? []).flatMap(({ component }) => component ?? [])
  return Object.fromEntries(
    inputs.map(({ custom_id, value, values }) => {
      const [kind, ...id] = custom_id.split(':')
      const entered = values ? values.join(',') : (value ?? '')
      return [id.join(':'), kind === 'moment' ? momentTyped(entered) : entered]
    }),
  )
}

function eventOf(
  account: string,
  { id, channel_id, guild_id }: { id: string; channel_id: string; guild_id?: string | undefined },
  userId: string,
): Omit<Incoming, 'content'> {
  const chat = { kind: guild_id === undefined ? 'direct' : 'channel', id: channel_id } as const
  return { platform: 'discord', account, eventId: id, userId, chat, at: bornAt(id) }
}

const DISCORD_EPOCH_MS = 1_420_070_400_000n

/** An id tells when it was given. */
export const bornAt = (id: string): number => Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS)

function shaped<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const read = shape.safeParse(value)
  if (!read.success) throw new MalformedBody('not what Discord sends', { cause: read.error })
  return read.data
}
