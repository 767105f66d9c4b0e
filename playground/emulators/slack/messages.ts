import { type Args, done, flag, type Result, refused, structure, text } from './method.ts'
import { BLOCK_CHARS_MAX, blockChars, blockProblems } from './schema/check.ts'
import { newTs, type SlackEvent, type SlackSide } from './side.ts'
import { type Block, messagesOf, type SlackChannel, type SlackMessage, type SlackState } from './state.ts'

const TEXT_KEPT_MAX = 40_000

export interface Content {
  text: string
  blocks?: Block[]
  metadata?: NonNullable<SlackMessage['metadata']>
}

/** Text, blocks and metadata of a call, or the refusal Slack would give. */
export function contentOf(
  side: SlackSide,
  args: Args,
): { kind: 'ok'; content: Content } | { kind: 'refused'; result: Result } {
  const no = (error: string, messages: string[] = []) => ({
    kind: 'refused' as const,
    result: refused(error, messages),
  })
  const blocks = structure(args, 'blocks')
  const markdown = text(args, 'markdown_text')
  const words = text(args, 'text') ?? ''
  if (markdown !== undefined && (words || blocks)) return no('markdown_text_conflict')
  if (markdown !== undefined && markdown.length > 12_000) return no('msg_too_long')
  if (args.blocks !== undefined && !Array.isArray(blocks)) return no('invalid_blocks_format')
  if (Array.isArray(blocks)) {
    const problems = blockProblems(blocks)
    if (problems.length > 0) return no('invalid_blocks', problems)
    if (blockChars(blocks) > BLOCK_CHARS_MAX) return no('msg_blocks_too_long')
  }
  if (!words && !markdown && !(Array.isArray(blocks) && blocks.length > 0)) return no('no_text')
  const metadata = structure(args, 'metadata')
  if (args.metadata !== undefined && !isMetadata(metadata)) return no('invalid_metadata_format')
  const content: Content = { text: (markdown ?? words).slice(0, TEXT_KEPT_MAX) }
  if (Array.isArray(blocks)) content.blocks = withIds(side, blocks as Block[])
  if (isMetadata(metadata)) content.metadata = metadata
  return { kind: 'ok', content }
}

function isMetadata(value: unknown): value is NonNullable<SlackMessage['metadata']> {
  if (typeof value !== 'object' || value === null) return false
  const { event_type, event_payload } = value as Record<string, unknown>
  return (
    typeof event_type === 'string' &&
    event_type.length > 0 &&
    typeof event_payload === 'object' &&
    event_payload !== null
  )
}

/** Slack fills in the ids an app left out, and tells them in everything it sends back. */
export function withIds({ world }: SlackSide, blocks: Block[]): Block[] {
  const id = () => world.random.alphanumeric(5)
  const named = (element: Block) =>
    typeof element === 'object' && element !== null && !['image', 'plain_text', 'mrkdwn'].includes(element.type)
      ? { ...element, action_id: element.action_id ?? id() }
      : element
  return blocks.map((block) => {
    const filled: Block = { ...block, block_id: block.block_id ?? id() }
    if (block.type === 'actions' && Array.isArray(block.elements)) filled.elements = block.elements.map(named)
    if (block.accessory) filled.accessory = named(block.accessory as Block)
    if (block.type === 'input') filled.element = named(block.element as Block)
    return filled
  })
}

/** A channel by id or by name. A person’s id is none: the message to them has a conversation with an id of its own. */
export function findChannel({ state }: SlackSide, name: string | undefined): SlackChannel | undefined {
  const bare = name?.replace(/^#/, '')
  return state.channels.find((each) => each.id === name || (each.im === undefined && each.name === bare))
}

/** Posting, and posting alone, takes a person’s id, too. */
export function findPlace(side: SlackSide, name: string | undefined): SlackChannel | undefined {
  const isPerson = side.state.users.some((user) => user.id === name && !user.isBot)
  return name !== undefined && isPerson ? directMessage(side, name) : findChannel(side, name)
}

export function directMessage({ state, world }: SlackSide, userId: string): SlackChannel {
  const known = state.channels.find((each) => each.im === userId)
  if (known) return known
  const channel = {
    id: `D0${world.random.alphanumeric(8)}`,
    name: 'directmessage',
    isMember: true,
    isArchived: false,
    im: userId,
  }
  state.channels.push(channel)
  return channel
}

export function findMessage(state: SlackState, channelId: string, ts: string | undefined): SlackMessage | undefined {
  return messagesOf(state, channelId).find((message) => message.ts === ts)
}

interface Author {
  user: string
  isBot: boolean
}

export function post(
  side: SlackSide,
  channel: SlackChannel,
  author: Author,
  content: Content,
  more: Partial<SlackMessage>,
): SlackMessage {
  const { state, world } = side
  const byBot = author.isBot ? { bot_id: state.botId, app_id: state.appId } : {}
  const ts = newTs(side)
  const message: SlackMessage = {
    type: 'message',
    ts,
    channel: channel.id,
    user: author.user,
    ...byBot,
    ...content,
    ...more,
    edits: 0,
  }
  messagesOf(state, channel.id).push(message)
  world.stream.tell({ kind: 'slack.message.posted', channel: channel.id, message })
  if (author.isBot && !message.ephemeralTo)
    world.transcript.enter({
      platform: 'slack',
      kind: 'act',
      route: 'posted',
      channel: channel.id,
      ts,
      outboxId: content.metadata?.event_payload.id,
    })
  if (author.isBot && !message.ephemeralTo) side.emit(messageEvent(side, channel, message))
  return message
}

export function edit(side: SlackSide, channel: SlackChannel, message: SlackMessage, content: Content): void {
  const { blocks: _blocks, ...kept } = message
  change(side, channel, message, { ...kept, ...content }, side.state.botUserId)
}

/** Other words, or fewer files. */
export interface Change {
  text?: string | undefined
  withoutFile?: string | undefined
}

/** A file that its sender takes away is gone from Slack; the message still names its place. */
export function editAsPerson(
  side: SlackSide,
  channel: SlackChannel,
  message: SlackMessage,
  { text = message.text, withoutFile }: Change,
): void {
  if (withoutFile !== undefined) delete side.state.files[withoutFile]
  const files = message.files?.map((file) => (file.id === withoutFile ? { ...file, mode: 'tombstone' } : file))
  change(side, channel, message, { ...message, text, ...(files && { files }) }, message.user)
}

function change(
  side: SlackSide,
  channel: SlackChannel,
  message: SlackMessage,
  now: Omit<SlackMessage, 'edited'>,
  by: string,
): void {
  const before = wire(message, true)
  for (const name of Object.keys(message)) delete (message as unknown as Record<string, unknown>)[name]
  Object.assign(message, now, { edited: { user: by, ts: newTs(side) }, edits: now.edits + 1 })
  side.world.stream.tell({ kind: 'slack.message.updated', channel: channel.id, message })
  const changed = { subtype: 'message_changed', message: wire(message, true), previous_message: before }
  side.emit({
    type: 'message',
    channel: channel.id,
    channel_type: channelType(channel),
    hidden: true,
    ts: newTs(side),
    event_ts: message.edited?.ts,
    ...changed,
  })
}

export function remove(side: SlackSide, channel: SlackChannel, message: SlackMessage): void {
  const { state, world } = side
  state.messages[channel.id] = messagesOf(state, channel.id).filter((each) => each !== message)
  for (const { id } of message.files ?? []) delete state.files[id]
  world.stream.tell({ kind: 'slack.message.deleted', channel: channel.id, ts: message.ts })
  const ts = newTs(side)
  const deleted = { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: wire(message, true) }
  side.emit({
    type: 'message',
    channel: channel.id,
    channel_type: channelType(channel),
    hidden: true,
    ts,
    event_ts: ts,
    ...deleted,
  })
}

export function messageEvent(side: SlackSide, channel: SlackChannel, message: SlackMessage): SlackEvent {
  const { channel: _channel, ...shown } = wire(message, true)
  return {
    ...shown,
    type: 'message',
    channel: channel.id,
    channel_type: channelType(channel),
    team: side.state.teamId,
    event_ts: message.ts,
  }
}

const channelType = (channel: SlackChannel) => (channel.im ? 'im' : 'channel')

/** As the API shows it; metadata only to those who ask. */
export function wire(message: SlackMessage, hasMetadata: boolean): Record<string, unknown> {
  const { ephemeralTo: _to, edits: _edits, metadata, ...shown } = message
  return hasMetadata && metadata ? { ...shown, metadata } : shown
}

/** Newest first, replies left out, as conversations.history has it; or a thread, oldest first. */
export function listed(side: SlackSide, channel: SlackChannel, args: Args, threadTs: string | undefined): Result {
  const oldest = Number(text(args, 'oldest') ?? 0)
  const latest = Number(text(args, 'latest') ?? Number.POSITIVE_INFINITY)
  const isInclusive = flag(args, 'inclusive')
  const isWithin = (ts: number) => (ts > oldest && ts < latest) || (isInclusive && (ts === oldest || ts === latest))
  const all = messagesOf(side.state, channel.id).filter((message) => !message.ephemeralTo)
  const chosen =
    threadTs === undefined
      ? all.filter((each) => !each.thread_ts || each.thread_ts === each.ts).reverse()
      : all.filter((each) => each.ts === threadTs || each.thread_ts === threadTs)
  const within = chosen.filter((message) => isWithin(Number(message.ts)))
  const start = Number(text(args, 'cursor') ?? 0)
  const limit = Math.min(Number(text(args, 'limit') ?? 100), 1000)
  const page = within.slice(start, start + limit)
  const hasMore = start + limit < within.length
  return done({
    messages: page.map((message) => ({
      ...wire(message, flag(args, 'include_all_metadata')),
      ...threadOf(all, message),
    })),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? String(start + limit) : '' },
  })
}

function threadOf(all: SlackMessage[], parent: SlackMessage) {
  const replies = all.filter((each) => each.thread_ts === parent.ts && each.ts !== parent.ts)
  return replies.length > 0
    ? { thread_ts: parent.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }
    : {}
}
