import { NoSuchThing } from '../no-such-thing.ts'
import type { Delivery, Told } from '../webhook.ts'
import { dispatch } from '../webhook.ts'
import type { World } from '../world.ts'
import { close } from './answer.ts'
import { type Upload, uploaded } from './attachments.ts'
import { createGateway } from './gateway.ts'
import { command, type Interactions, press, signed, submit } from './interactions.ts'
import { directMessage, edit, post, remove } from './messages.ts'
import { createDiscordServer } from './server.ts'
import { type DiscordSide, newId } from './side.ts'
import {
  type Component,
  type DiscordChannel,
  type DiscordState,
  type DiscordUser,
  findMessage,
  messagesIn,
} from './state.ts'

/** The Discord emulator: REST and gateway for the app, and hands for the people of the server. */
export function createDiscord(world: World, state: DiscordState, { hasRateLimits }: { hasRateLimits: boolean }) {
  const side: DiscordSide = { world, state, origin: '', hasRateLimits, dispatch: () => {}, onAnswered: new Map() }
  const server = createDiscordServer(side)
  const gateway = createGateway(side, server.app.server)
  const interactions: Interactions = { url: null, sessions: gateway.count }

  const personOf = (userId: string): DiscordUser => {
    const user = state.users.find(({ id, isBot }) => id === userId && !isBot)
    if (!user) throw new NoSuchThing(`no Discord user ${userId}`)
    return user
  }
  const channelOf = (name: string): DiscordChannel => {
    const channel = state.channels.find((each) => each.id === name || (each.type === 0 && each.name === name))
    if (!channel) throw new NoSuchThing(`no channel ${name}`)
    return channel
  }

  const people = {
    addUser: ({ username, globalName }: { username: string; globalName: string }) => {
      const user: DiscordUser = { id: newId(side), username, globalName, isBot: false }
      state.users.push(user)
      world.stream.tell({ kind: 'discord.user', user })
      return { userId: user.id }
    },
    users: () => state.users.filter(({ isBot }) => !isBot),
    channels: () => state.channels.filter(({ type }) => type === 0),
    threads: (channel: string) => state.channels.filter(({ parentId }) => parentId === channelOf(channel).id),
    /** The direct message between the app and a person. */
    directMessage: (userId: string) => directMessage(side, personOf(userId).id).id,
    /** What a person sees there; without one, what everybody sees. */
    messages: (channel: string, userId?: string) =>
      messagesIn(state, channelOf(channel).id).filter(({ ephemeralTo }) => (ephemeralTo ?? userId) === userId),
    /** What can be chosen in a menu of the modal that is open. */
    options: (userId: string, field: string): string[] =>
      optionsOf(state.modals[personOf(userId).id]?.components ?? [], field),
    modal: (userId: string) => state.modals[personOf(userId).id],
    post: (
      userId: string,
      { channel, text, files = [] }: { channel: string; text: string; files?: Upload[] | undefined },
    ): { messageId: string } => ({
      messageId: post(
        ...([side, channelOf(channel), personOf(userId).id] as const),
        { content: text },
        { attachments: uploaded(side, files) },
      ).id,
    }),
    /** A person takes one file out of what they posted. */
    withoutFile: ({ channel, messageId, file }: { channel: string; messageId: string; file: string }) => {
      const message = findMessage(state, channelOf(channel).id, messageId)
      if (!message) throw new NoSuchThing(`no message ${messageId}`)
      message.attachments = (message.attachments ?? []).filter(({ id }) => id !== file)
      edit(side, channelOf(channel), message, {})
    },
    press: async (userId: string, what: { channel: string; messageId: string; customId: string }): Promise<Told> =>
      toldOf(await press(side, interactions, personOf(userId), { ...what, channel: channelOf(what.channel).id })),
    submit: async (
      userId: string,
      { values = {} }: { values?: Readonly<Record<string, string | string[]>> | undefined },
    ): Promise<Told & { missing: string[] }> => {
      const delivery = await submit(side, interactions, personOf(userId), values)
      return { ...toldOf(delivery), missing: delivery.missing }
    },
    closeModal: (userId: string) => close(side, personOf(userId).id),
    command: async (
      userId: string,
      what: { channel: string; command: string; text?: string | undefined },
    ): Promise<Told> =>
      toldOf(await command(side, interactions, personOf(userId), { ...what, channel: channelOf(what.channel).id })),
    deleteMessage: ({ channel, messageId }: { channel: string; messageId: string }) => {
      const message = findMessage(state, channelOf(channel).id, messageId)
      if (!message) throw new NoSuchThing(`no message ${messageId}`)
      remove(side, channelOf(channel), message)
    },
    /** Takes the app's rights in a channel, or a person's wish to be written to. */
    setRights: (channel: string, rights: Partial<Pick<DiscordChannel, 'canView' | 'canWrite'>>) =>
      void Object.assign(channelOf(channel), rights),
    disturbGateway: gateway.disturb,
    sessionCount: gateway.count,
    /** What Discord does when an address is entered, and now and then later: one ping that is signed, one that is not. */
    checkAddress: async (): Promise<{ isSound: boolean }> => {
      const body = JSON.stringify({
        id: newId(side),
        application_id: state.applicationId,
        type: 1,
        token: 'ping',
        version: 1,
      })
      const ask = (headers: Record<string, string>, expect: 'accept' | 'refuse'): Promise<Delivery> =>
        dispatch(
          world,
          { platform: 'discord', name: 'ping', deadlineMs: 3_000, expect },
          { url: interactions.url ?? '', headers, body },
        )
      const good = await ask(signed(side, body), 'accept')
      const bad = await ask({ ...signed(side, `${body} `) }, 'refuse')
      return { isSound: good.status === 200 && good.text.includes('"type":1') && bad.status === 401 }
    },
  }
  return { side, server, gateway, interactions, people }
}

function optionsOf(components: readonly Component[], field: string): string[] {
  const inputs = components.flatMap(({ component }) => (component ? [component as Component] : []))
  const menu = inputs.find(({ custom_id }) => String(custom_id).endsWith(`:${field}`))
  return ((menu?.options ?? []) as { value: string }[]).map(({ value }) => value)
}

export type Discord = ReturnType<typeof createDiscord>

const toldOf = ({ status, ackMs }: Delivery): Told => ({ eventId: '', webhookStatus: status, ackMs })
