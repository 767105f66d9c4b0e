import { NoSuchThing } from '../no-such-thing.ts'
import type { Delivery, Told } from '../webhook.ts'
import type { World } from '../world.ts'
import { act, type LineAct, type Photo } from './acts.ts'
import { type LineEvent, type LineWebhooks, sendEvents } from './events.ts'
import { turnMonth } from './sending.ts'
import { createLineServer } from './server.ts'
import type { LineSide } from './side.ts'
import { addUser, chatOf, type LineState, type LineUser } from './state.ts'

/** The LINE emulator: the API for the bot, and hands for the people. */
export function createLine(world: World, state: LineState) {
  const side: LineSide = { world, state, pictures: null }
  const webhooks: LineWebhooks = { url: null, redeliveryMs: [], recent: [] }
  const server = createLineServer(side)

  const personOf = (userId: string): LineUser => {
    const user = state.users[userId]
    if (!user) throw new NoSuchThing(`no LINE user ${userId}`)
    return user
  }
  const batch = async (acts: { userId: string; act: LineAct }[]): Promise<Told[]> => {
    const events = acts.map(({ userId, act: what }) => act(side, personOf(userId), what))
    const delivery = await sendEvents(side, webhooks, events)
    return events.map((event) => toldOf(event, delivery))
  }
  const does = async (userId: string, what: LineAct): Promise<Told> => {
    const [told] = await batch([{ userId, act: what }])
    if (!told) throw new Error('an act has one event')
    return told
  }

  const people = {
    addUser: ({ displayName }: { displayName: string }) => {
      const user = addUser(state, world.random, displayName)
      world.stream.tell({ kind: 'line.user', user })
      return { userId: user.userId }
    },
    users: () => Object.values(state.users),
    user: personOf,
    chat: (userId: string) => {
      const user = personOf(userId)
      return { items: chatOf(state, userId), loading: user.loadingUntil > world.clock.now() }
    },
    follow: (userId: string) => does(userId, { kind: 'follow' }),
    unfollow: (userId: string) => does(userId, { kind: 'unfollow' }),
    text: (userId: string, text: string, quotes?: string) => does(userId, { kind: 'text', text, quotes }),
    tap: (userId: string, data: string, displayText?: string) => does(userId, { kind: 'tap', data, displayText }),
    sticker: (userId: string) => does(userId, { kind: 'sticker' }),
    photo: (userId: string, photo: Photo = {}) => does(userId, { kind: 'photo', ...photo }),
    /** Their chats up to then are empty, as if nobody had ever written. */
    forgetChats: (userIds: readonly string[], before: number) => {
      for (const userId of userIds)
        state.chats[userId] = chatOf(state, userId).filter(({ at, messageId }) => {
          if (at < before) delete state.contents[messageId]
          return at >= before
        })
    },
    /** LINE keeps what people send for a while only. */
    forgetContent: (messageId: string) => {
      delete state.contents[messageId]
    },
    content: (messageId: string) => state.contents[messageId],
    voice: (userId: string, durationMs?: number) => does(userId, { kind: 'voice', durationMs }),
    unsend: (userId: string, messageId: string) => does(userId, { kind: 'unsend', messageId }),
    does,
    /** Several people's acts in one webhook, as LINE may send them. */
    batch,
    credentials: () => ({ accessToken: state.accessToken, channelSecret: state.channelSecret }),
    /** Issued anew in LINE's console: the former ones are good for nothing from this moment on. */
    renewCredentials: () => {
      state.accessToken = `playground-line-${world.random.alphanumeric(32)}`
      state.channelSecret = world.random.hex(32)
      return people.credentials()
    },
    /** What is signed with another one, as what was on its way when it was issued anew. */
    useSecret: (channelSecret: string) => {
      state.channelSecret = channelSecret
    },
    basicId: () => state.basicId,
    quota: () => {
      turnMonth(side)
      return { limit: state.quota.limit, used: state.quota.used }
    },
    setQuota: (limit: number | null) => {
      state.quota.limit = limit
    },
    /** After how many ms each redelivery of an unanswered webhook follows; `[]` is off, as LINE's default. */
    setRedelivery: (redeliveryMs: number[]) => {
      webhooks.redeliveryMs = redeliveryMs
    },
    richMenu: () => (state.defaultRichMenu ? state.richMenus[state.defaultRichMenu] : undefined),
    /** What a person's phone shows below the chat: their own menu, else everybody's. */
    richMenuOf: (userId: string) => state.richMenus[personOf(userId).richMenuId ?? state.defaultRichMenu ?? ''],
    richMenus: () => Object.values(state.richMenus),
    /** The same with its picture as a data URL; null where there is none. */
    richMenuShownTo: (userId: string) => {
      const menu = people.richMenuOf(userId)
      const picture = menu && state.contents[menu.richMenuId]
      return picture ? { ...menu, picture: `data:${picture.type};base64,${picture.base64}` } : null
    },
  }
  return { side, webhooks, server, people }
}

function toldOf(event: LineEvent, delivery: Delivery): Told {
  const message = event.message as { id: string } | undefined
  const told = { eventId: event.webhookEventId, webhookStatus: delivery.status, ackMs: delivery.ackMs }
  return message ? { ...told, messageId: message.id } : told
}

export type Line = ReturnType<typeof createLine>
