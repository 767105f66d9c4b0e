import { createSlackAdapter } from '#adapters/slack/index.ts'
import { type Hearing, listenTo } from '../listeners.ts'
import type { AccountsOptions } from './accounts.ts'

/** A region’s own workspace. It is heard over HTTP alone: a socket would have to be held by one node of many. */
export const ownSlackVoice =
  ({ apiUrl, ...hearing }: Hearing & { apiUrl: string | undefined }): AccountsOptions['makeSlack'] =>
  ({ credentials, former }, { account }) => {
    const adapter = createSlackAdapter({ ...credentials, formerSecret: former?.signingSecret, apiUrl })
    return { adapter, listener: listenTo(adapter, { slackAccount: account, ...hearing }) }
  }
