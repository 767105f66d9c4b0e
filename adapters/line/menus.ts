import { messagingApi } from '@line/bot-sdk'
import { attempt, LineFault } from './attempt.ts'
import type { LineAccess } from './send.ts'

/** A menu below the chat, as LINE takes it. */
export interface LineMenu {
  /** By which it is known again; only we see it. */
  name: string
  /** On the bar that opens and shuts it. */
  bar: string
  size: { width: number; height: number }
  areas: { x: number; y: number; width: number; height: number; label: string; token: string }[]
}

/** LINE's rich menus; each call is one attempt and either done or a `LineFault`. */
export interface LineMenus {
  list(): Promise<{ id: string; name: string }[]>
  create(menu: LineMenu): Promise<string>
  remove(id: string): Promise<void>
  hasPicture(id: string): Promise<boolean>
  /** Once for each menu. */
  setPicture(id: string, png: Uint8Array): Promise<void>
  /** Of everybody who has none of their own; undefined: there is none. */
  common(): Promise<string | undefined>
  setCommon(id: string): Promise<void>
  /** Becomes these people's own; whoever is no friend is passed over. */
  give(id: string, userIds: readonly string[]): Promise<void>
  /** These people have none of their own any more. */
  take(userIds: readonly string[]): Promise<void>
}

export interface LineMenuAccess extends LineAccess {
  dataApiBaseUrl: string | undefined
}

const GIVEN_AT_ONCE_MAX = 500

export function createLineMenus({ channelAccessToken, apiBaseUrl, dataApiBaseUrl }: LineMenuAccess): LineMenus {
  const api = new messagingApi.MessagingApiClient({
    channelAccessToken,
    ...(apiBaseUrl ? { baseURL: apiBaseUrl } : {}),
  })
  const data = new messagingApi.MessagingApiBlobClient({
    channelAccessToken,
    ...(dataApiBaseUrl ? { baseURL: dataApiBaseUrl } : {}),
  })
  return {
    list: async () =>
      (await attempt(api.getRichMenuList())).richmenus.map(({ richMenuId: id, name }) => ({ id, name })),
    create: async (menu) => (await attempt(api.createRichMenu(richMenuOf(menu)))).richMenuId,
    remove: async (id) => void (await attempt(api.deleteRichMenu(id))),
    hasPicture: async (id) => {
      const found = await unlessMissing(attempt(data.getRichMenuImage(id)))
      // Nobody reads the picture itself, and an unread answer would keep its connection.
      found?.destroy()
      return found !== undefined
    },
    setPicture: async (id, png) => {
      await attempt(data.setRichMenuImage(id, new Blob([new Uint8Array(png)], { type: 'image/png' })))
    },
    common: async () => (await unlessMissing(attempt(api.getDefaultRichMenuId())))?.richMenuId,
    setCommon: async (id) => void (await attempt(api.setDefaultRichMenu(id))),
    async take(userIds) {
      for (let at = 0; at < userIds.length; at += GIVEN_AT_ONCE_MAX)
        await attempt(api.unlinkRichMenuIdFromUsers({ userIds: userIds.slice(at, at + GIVEN_AT_ONCE_MAX) }))
    },
    async give(richMenuId, userIds) {
      for (let at = 0; at < userIds.length; at += GIVEN_AT_ONCE_MAX)
        await attempt(api.linkRichMenuIdToUsers({ richMenuId, userIds: userIds.slice(at, at + GIVEN_AT_ONCE_MAX) }))
    },
  }
}

/** A tap is a postback, which says which area it was whatever the chat is in the middle of; the word stands in the chat as typed. */
const richMenuOf = ({ name, bar, size, areas }: LineMenu): messagingApi.RichMenuRequest => ({
  size,
  selected: true,
  name,
  chatBarText: bar,
  areas: areas.map(({ label, token, ...bounds }) => ({
    bounds,
    action: { type: 'postback', label, data: token, displayText: label },
  })),
})

async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (error instanceof LineFault && error.status === 404) return undefined
    throw error
  }
}
