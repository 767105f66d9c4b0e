import { NoSuchThing } from '../no-such-thing.ts'
import type { RateLimit } from '../rate.ts'
import { type Delivery, isAccepted, type Told } from '../webhook.ts'
import type { World } from '../world.ts'
import { type SlackWebhooks, tell, tellEvent } from './delivery.ts'
import type { Entered } from './field-values.ts'
import { fill } from './fill.ts'
import { changeField, type Press, press } from './interactions.ts'
import {
  type Change,
  directMessage,
  editAsPerson,
  findMessage,
  findPlace,
  messageEvent,
  post,
  remove,
} from './messages.ts'
import { carryOut, newResponseUrl } from './response-url.ts'
import { createSlackServer } from './server.ts'
import { shared, type Upload } from './share.ts'
import type { SlackSide } from './side.ts'
import { createSockets } from './socket.ts'
import {
  type DeletionRefusal,
  messagesOf,
  type SlackChannel,
  type SlackState,
  type SlackUser,
  type SlackView,
} from './state.ts'
import { close, submit } from './submit.ts'
import { newTrigger, stackOf } from './views.ts'

/** The Slack emulator: the Web API for the app, and hands for the people of the workspace. */
export function createSlack(world: World, state: SlackState, postRate: RateLimit) {
  const side: SlackSide = { world, state, origin: '', postRate, emit: () => {} }
  const server = createSlackServer(side)
  const sockets = createSockets(side, server.app.server)
  const webhooks: SlackWebhooks = { url: null, sockets, recent: [] }
  // What the app itself posts and edits comes back to it as events, as in the world; nobody waits for those.
  side.emit = (event) => world.background.run(() => tellEvent(side, webhooks, event))

  const personOf = (userId: string): SlackUser => {
    const user = state.users.find((each) => each.id === userId && !each.isBot)
    if (!user) throw new NoSuchThing(`no Slack user ${userId}`)
    return user
  }
  const channelOf = (name: string): SlackChannel => {
    const channel = findPlace(side, name)
    if (!channel) throw new NoSuchThing(`no channel ${name}`)
    return channel
  }
  const viewOf = (userId: string, viewId: string): SlackView => {
    const view = state.views[viewId]
    if (view?.userId !== userId) throw new NoSuchThing(`${userId} has no open view ${viewId}`)
    return view
  }

  const people = {
    /** With an id of one’s own choice, such as somebody’s in another workspace: ids are a workspace’s own. */
    addUser: ({ name, realName, id }: { name: string; realName: string; id?: string | undefined }) => {
      const user: SlackUser = { id: id ?? `U0${world.random.alphanumeric(9)}`, name, realName, isBot: false }
      state.users.push(user)
      world.stream.tell({ kind: 'slack.user', user })
      return { userId: user.id }
    },
    credentials: () => ({ botToken: state.botToken, signingSecret: state.signingSecret }),
    /** Issued anew in the app’s settings: the former ones are good for nothing from this moment on. */
    renewCredentials: () => {
      state.botToken = `xoxb-playground-${world.random.alphanumeric(24)}`
      state.signingSecret = world.random.hex(32)
      return people.credentials()
    },
    /** What is signed with another one, as what was on its way when it was issued anew. */
    useSecret: (signingSecret: string) => {
      state.signingSecret = signingSecret
    },
    users: () => state.users.filter((user) => !user.isBot),
    channels: () => state.channels.filter((channel) => !channel.im),
    /** The direct message between the bot and a person. */
    directMessage: (userId: string) => directMessage(side, personOf(userId).id).id,
    messages: (channelId: string, threadTs?: string) => {
      const messages = messagesOf(state, channelOf(channelId).id)
      return threadTs === undefined
        ? messages
        : messages.filter((each) => each.ts === threadTs || each.thread_ts === threadTs)
    },
    views: (userId: string) => stackOf(side, personOf(userId).id),
    post: async (
      userId: string,
      what: { channel: string; text: string; threadTs?: string | undefined; files?: Upload[] | undefined },
    ): Promise<Told & { ts: string }> => {
      const channel = channelOf(what.channel)
      const more = {
        ...(what.threadTs === undefined ? {} : { thread_ts: what.threadTs }),
        ...shared(side, userId, what.files ?? []),
      }
      const message = post(side, channel, { user: personOf(userId).id, isBot: false }, { text: what.text }, more)
      if (!channel.isMember) return { ...toldOf('', undefined), ts: message.ts }
      const event = messageEvent(side, channel, message)
      if (what.text.includes(`<@${state.botUserId}>`)) side.emit({ ...event, type: 'app_mention' })
      const { eventId, delivery } = await tellEvent(side, webhooks, event)
      return { ...toldOf(eventId, delivery), ts: message.ts }
    },
    press: async (userId: string, what: Press): Promise<Told> =>
      toldOf('', await press(side, webhooks, personOf(userId), what)),
    viewAction: async (
      userId: string,
      what: { viewId: string; blockId: string; actionId: string; value?: Entered },
    ): Promise<Told> =>
      toldOf('', await changeField(side, webhooks, personOf(userId), viewOf(userId, what.viewId), what)),
    submit: async (
      userId: string,
      what: { viewId: string; values?: Record<string, Record<string, Entered>> | undefined },
    ) => {
      const view = viewOf(userId, what.viewId)
      fill(view, what.values ?? {})
      return submit(side, webhooks, personOf(userId), view)
    },
    close: (userId: string, what: { viewId: string }) =>
      close(side, webhooks, personOf(userId), viewOf(userId, what.viewId)),
    command: async (
      userId: string,
      what: { command: string; text?: string | undefined; channel: string },
    ): Promise<Told> => {
      const channel = channelOf(what.channel)
      const delivery = await tell(side, webhooks, commandEnvelope(side, personOf(userId), channel, what))
      if (isAccepted(delivery)) showAnswer(side, channel, userId, delivery.text)
      return toldOf('', delivery)
    },
    /** What Slack does when an app's address is entered: a word that must come back. */
    verifyUrl: async (): Promise<{ isVerified: boolean }> => {
      const challenge = world.random.alphanumeric(40)
      const payload = { token: state.verificationToken, challenge, type: 'url_verification' }
      const delivery = await tell(side, webhooks, { kind: 'events_api', name: 'url_verification', payload })
      return { isVerified: isAccepted(delivery) && delivery.text.includes(challenge) }
    },
    /** A person with the right removes a message: a thread loses its parent. */
    deleteMessage: ({ channel: name, ts }: { channel: string; ts: string }) => {
      const channel = channelOf(name)
      const message = findMessage(state, channel.id, ts)
      if (!message) throw new NoSuchThing(`no message ${ts}`)
      remove(side, channel, message)
    },
    file: (id: string) => {
      const file = state.files[id]
      return file && { type: file.mimetype ?? '', base64: file.base64 }
    },
    /** From now on the workspace lets the app delete nothing, and says so by this error; null lets it again. */
    forbidDeletion: (error: DeletionRefusal | null) => {
      state.deletionRefusal = error
    },
    /** A person changes what they wrote, or takes one of its files away. */
    editMessage: ({ channel: name, ts, ...change }: { channel: string; ts: string } & Change) => {
      const channel = channelOf(name)
      const message = findMessage(state, channel.id, ts)
      if (!message) throw new NoSuchThing(`no message ${ts}`)
      editAsPerson(side, channel, message, change)
    },
    /** Throws the bot out of a channel, or takes it in. */
    setMembership: (name: string, isMember: boolean) => {
      channelOf(name).isMember = isMember
    },
    archive: (name: string) => {
      channelOf(name).isArchived = true
    },
    disconnectSockets: sockets.disconnect,
    socketCount: sockets.count,
  }
  return { side, webhooks, server, sockets, people }
}

export type Slack = ReturnType<typeof createSlack>

function toldOf(eventId: string, delivery: Delivery | undefined): Told {
  return { eventId, webhookStatus: delivery?.status ?? null, ackMs: delivery?.ackMs ?? 0 }
}

function commandEnvelope(
  side: SlackSide,
  user: SlackUser,
  channel: SlackChannel,
  what: { command: string; text?: string | undefined },
) {
  const { state } = side
  const payload = {
    token: state.verificationToken,
    team_id: state.teamId,
    team_domain: state.teamDomain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user.id,
    user_name: user.name,
    command: what.command,
    text: what.text ?? '',
    api_app_id: state.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(side, channel.id, user.id, null),
    trigger_id: newTrigger(side, user.id, null),
  }
  return { kind: 'slash_commands' as const, name: `command ${what.command}`, payload }
}

/** Text or a message in the answer to a command is shown to whoever typed it. */
function showAnswer(side: SlackSide, channel: SlackChannel, userId: string, text: string) {
  if (text.trim() === '') return
  let body: Record<string, unknown> = { text }
  try {
    body = JSON.parse(text) as Record<string, unknown>
  } catch {
    // Plain text is shown as it is.
  }
  if (Object.keys(body).length > 0) carryOut(side, channel, { userId, messageTs: null }, body)
}
