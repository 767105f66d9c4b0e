import { createAccountAsker } from '#adapters/line/account.ts'
import { createLineAdapter, type LineOptions } from '#adapters/line/index.ts'
import { createLineMenus } from '#adapters/line/menus.ts'
import type { LineUrls } from '../config.ts'
import type { AccountsOptions, LineVoice } from './accounts.ts'

export const lineVoice = (options: LineOptions & LineUrls): LineVoice => ({
  adapter: createLineAdapter(options),
  menus: createLineMenus(options),
  basicId: async () => (await createAccountAsker(options)()).basicId,
})

/** The same of a region's own account, whose name is kept. */
export const ownLineVoice =
  (urls: LineUrls): AccountsOptions['makeLine'] =>
  ({ credentials, former }, { name }) => ({
    ...lineVoice({ ...credentials, formerSecret: former?.channelSecret, ...urls }),
    basicId: async () => name,
  })
