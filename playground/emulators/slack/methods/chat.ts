import { contentOf, edit, findChannel, findMessage, findPlace, post, remove, wire } from '../messages.ts'
import { type Args, done, flag, type Method, type Result, refused, TIER_3, TIER_4, text } from '../method.ts'
import type { SlackSide } from '../side.ts'
import type { SlackChannel, SlackMessage } from '../state.ts'

const SHOWN = ['channel', 'text', 'blocks', 'attachments', 'markdown_text', 'parse', 'link_names', 'as_user']
const LOOKS = ['username', 'icon_emoji', 'icon_url', 'mrkdwn', 'unfurl_links', 'unfurl_media']
const UPDATE_TEXT_MAX = 4000

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': {
    /** `client_msg_id` is undocumented and does nothing, here as (for all one can tell) there. */
    args: [...SHOWN, ...LOOKS, 'thread_ts', 'reply_broadcast', 'metadata', 'client_msg_id'],
    perMinute: null,
    token: 'bot',
    run: postMessage,
  },
  'chat.postEphemeral': {
    args: [...SHOWN, ...LOOKS, 'thread_ts', 'user', 'metadata'],
    perMinute: TIER_4,
    token: 'bot',
    run: postEphemeral,
  },
  'chat.update': {
    args: [...SHOWN, 'ts', 'metadata', 'reply_broadcast', 'file_ids'],
    perMinute: TIER_3,
    token: 'bot',
    run: update,
  },
  'chat.delete': { args: ['channel', 'ts', 'as_user'], perMinute: TIER_3, token: 'bot', run: erase },
  'chat.getPermalink': { args: ['channel', 'message_ts'], perMinute: null, token: 'bot', run: permalink },
}

function postMessage(side: SlackSide, args: Args): Result {
  const place = postable(side, args)
  if (place.kind === 'refused') return place.result
  const content = contentOf(side, args)
  if (content.kind === 'refused') return content.result
  const thread = threadOf(side, place.channel, args)
  if (thread === 'gone') return refused('thread_not_found')
  if (isTooFast(side, place.channel)) return { ok: false, error: 'ratelimited', retryAfterS: 1 }
  const message = post(side, place.channel, { user: side.state.botUserId, isBot: true }, content.content, thread)
  return done({ channel: place.channel.id, ts: message.ts, message: wire(message, true) })
}

/** About one a second in a channel, short bursts forgiven. */
function isTooFast({ world, postRate }: SlackSide, channel: SlackChannel): boolean {
  return world.rates.take(`slack post ${channel.id}`, postRate) > 0
}

function postEphemeral(side: SlackSide, args: Args): Result {
  const place = postable(side, args)
  if (place.kind === 'refused') return place.result
  const content = contentOf(side, args)
  if (content.kind === 'refused') return content.result
  if (content.content.text.length > UPDATE_TEXT_MAX) return refused('msg_too_long')
  const user = side.state.users.find((each) => each.id === text(args, 'user') && !each.isBot)
  if (!user) return refused('user_not_in_channel')
  const thread = threadOf(side, place.channel, args)
  if (thread === 'gone') return refused('thread_not_found')
  const message = post(side, place.channel, { user: side.state.botUserId, isBot: true }, content.content, {
    ...thread,
    ephemeralTo: user.id,
  })
  return done({ message_ts: message.ts })
}

function update(side: SlackSide, args: Args): Result {
  const found = ownMessage(side, args, 'cant_update_message')
  if (found.kind === 'refused') return found.result
  const content = contentOf(side, args)
  if (content.kind === 'refused') return content.result
  if (content.content.text.length > UPDATE_TEXT_MAX) return refused('msg_too_long')
  edit(side, found.channel, found.message, content.content)
  return done({
    channel: found.channel.id,
    ts: found.message.ts,
    text: found.message.text,
    message: wire(found.message, true),
  })
}

function erase(side: SlackSide, args: Args): Result {
  const found = ownMessage(side, args, 'cant_delete_message')
  if (found.kind === 'refused') return found.result
  if (side.state.deletionRefusal) return refused(side.state.deletionRefusal)
  remove(side, found.channel, found.message)
  return done({ channel: found.channel.id, ts: found.message.ts })
}

function permalink(side: SlackSide, args: Args): Result {
  const channel = findChannel(side, text(args, 'channel'))
  if (!channel) return refused('channel_not_found')
  const ts = text(args, 'message_ts')
  if (!findMessage(side.state, channel.id, ts)) return refused('message_not_found')
  return done({
    channel: channel.id,
    permalink: `https://${side.state.teamDomain}.slack.com/archives/${channel.id}/p${ts?.replace('.', '')}`,
  })
}

type Place = { kind: 'ok'; channel: SlackChannel } | { kind: 'refused'; result: Result }

function postable(side: SlackSide, args: Args): Place {
  const channel = findPlace(side, text(args, 'channel'))
  const error = !channel
    ? 'channel_not_found'
    : channel.isArchived
      ? 'is_archived'
      : channel.isMember
        ? undefined
        : 'not_in_channel'
  return channel && !error
    ? { kind: 'ok', channel }
    : { kind: 'refused', result: refused(error ?? 'channel_not_found') }
}

function threadOf(side: SlackSide, channel: SlackChannel, args: Args): Partial<SlackMessage> | 'gone' {
  const threadTs = text(args, 'thread_ts')
  if (!threadTs) return {}
  const parent = findMessage(side.state, channel.id, threadTs)
  if (!parent) return 'gone'
  return flag(args, 'reply_broadcast') ? {} : { thread_ts: parent.thread_ts ?? parent.ts }
}

type Found = { kind: 'ok'; channel: SlackChannel; message: SlackMessage } | { kind: 'refused'; result: Result }

function ownMessage(side: SlackSide, args: Args, notOurs: string): Found {
  const channel = findChannel(side, text(args, 'channel'))
  if (!channel) return { kind: 'refused', result: refused('channel_not_found') }
  const message = findMessage(side.state, channel.id, text(args, 'ts'))
  if (!message || message.ephemeralTo) return { kind: 'refused', result: refused('message_not_found') }
  if (message.user !== side.state.botUserId) return { kind: 'refused', result: refused(notOurs) }
  return { kind: 'ok', channel, message }
}
