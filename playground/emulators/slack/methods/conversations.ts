import { directMessage, findChannel, findMessage, listed } from '../messages.ts'
import { type Args, done, type Method, type Result, refused, TIER_3, TIER_4, text } from '../method.ts'
import { newTs, type SlackSide } from '../side.ts'
import type { SlackChannel } from '../state.ts'

const PAGE = ['channel', 'cursor', 'include_all_metadata', 'inclusive', 'latest', 'limit', 'oldest']
const tier3 = { perMinute: TIER_3, token: 'bot' } as const

export const conversationMethods: Record<string, Method> = {
  'conversations.info': {
    ...tier3,
    args: ['channel', 'include_locale', 'include_num_members'],
    run: (side, args) => withChannel(side, args, (channel) => done({ channel: shown(channel) })),
  },
  'conversations.list': {
    ...tier3,
    args: ['cursor', 'exclude_archived', 'limit', 'team_id', 'types'],
    run: ({ state }) =>
      done({ channels: state.channels.filter((each) => !each.im).map(shown), response_metadata: { next_cursor: '' } }),
  },
  'conversations.history': {
    ...tier3,
    args: PAGE,
    run: (side, args) =>
      withChannel(side, args, (channel) =>
        channel.isMember ? listed(side, channel, args, undefined) : refused('not_in_channel'),
      ),
  },
  'conversations.replies': {
    ...tier3,
    args: [...PAGE, 'ts'],
    run: (side, args) => withChannel(side, args, (channel) => replies(side, channel, args)),
  },
  'conversations.join': {
    ...tier3,
    args: ['channel'],
    run: (side, args) => withChannel(side, args, (channel) => join(channel)),
  },
  'conversations.open': { ...tier3, args: ['channel', 'prevent_creation', 'return_im', 'users'], run: open },
  'reactions.add': {
    ...tier3,
    args: ['channel', 'name', 'timestamp'],
    run: (side, args) => withChannel(side, args, (channel) => react(side, channel, args)),
  },
  'users.info': { perMinute: TIER_4, token: 'bot', args: ['user', 'include_locale'], run: userInfo },
}

function withChannel(side: SlackSide, args: Args, work: (channel: SlackChannel) => Result): Result {
  const channel = findChannel(side, text(args, 'channel'))
  return channel ? work(channel) : refused('channel_not_found')
}

function shown(channel: SlackChannel): Record<string, unknown> {
  const { id, name, isMember, isArchived, im } = channel
  const kind = { is_channel: !im, is_group: false, is_im: im !== undefined, is_private: im !== undefined }
  return { id, name, ...kind, is_member: isMember, is_archived: isArchived, ...(im ? { user: im } : {}) }
}

function replies(side: SlackSide, channel: SlackChannel, args: Args): Result {
  const message = findMessage(side.state, channel.id, text(args, 'ts'))
  return message ? listed(side, channel, args, message.thread_ts ?? message.ts) : refused('thread_not_found')
}

function join(channel: SlackChannel): Result {
  if (channel.isArchived) return refused('is_archived')
  if (channel.im) return refused('method_not_supported_for_channel_type')
  channel.isMember = true
  return done({ channel: shown(channel) })
}

function open(side: SlackSide, args: Args): Result {
  const users = text(args, 'users')?.split(',') ?? []
  if (users.length === 0) return refused('users_list_not_supplied')
  if (users.length > 8) return refused('too_many_users')
  const [userId] = users
  if (!userId || !side.state.users.some((user) => user.id === userId)) return refused('user_not_found')
  if (users.length > 1) return refused('method_not_supported_for_channel_type')
  return done({ channel: { id: directMessage(side, userId).id } })
}

function react(side: SlackSide, channel: SlackChannel, args: Args): Result {
  const message = findMessage(side.state, channel.id, text(args, 'timestamp'))
  if (!message) return refused('message_not_found')
  const name = text(args, 'name') ?? ''
  if (!/^[a-z0-9_+'-]+$/.test(name)) return refused('invalid_name')
  const me = side.state.botUserId
  const reactions = message.reactions ?? []
  message.reactions = reactions
  const known = reactions.find((each) => each.name === name)
  if (known?.users.includes(me)) return refused('already_reacted')
  if (known) Object.assign(known, { users: [...known.users, me], count: known.count + 1 })
  else reactions.push({ name, users: [me], count: 1 })
  side.world.stream.tell({ kind: 'slack.message.updated', channel: channel.id, message })
  side.emit({
    type: 'reaction_added',
    user: me,
    reaction: name,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    event_ts: newTs(side),
  })
  return done()
}

function userInfo({ state }: SlackSide, args: Args): Result {
  const user = state.users.find((each) => each.id === text(args, 'user'))
  if (!user) return refused('user_not_found')
  const { id, name, realName, isBot } = user
  const profile = { real_name: realName, display_name: name }
  return done({
    user: {
      id,
      team_id: state.teamId,
      name,
      real_name: realName,
      deleted: false,
      is_bot: isBot,
      tz: 'Asia/Tokyo',
      tz_offset: 32_400,
      profile,
    },
  })
}
