import type { MediaAdapter } from '#adapters/adapter.ts'
import type { LineMenus } from '#adapters/line/menus.ts'
import type { SlackAdapter, SlackListener } from '#adapters/slack/index.ts'
import { type Account, accountOf, accountOfRegion, findAccount, type Sealed } from '#db/accounts.ts'
import type { Tx } from '#db/door.ts'
import type { Identity } from '#db/people.ts'
import type { Log } from '../log.ts'
import { BadSeal } from '../seal.ts'
import { type LineCredentials, type Opened, openCredentials, type SlackCredentials } from './credentials.ts'
import type { KeyRing } from './key-ring.ts'

/** A region’s own account at work, or the installation’s: what hears it and speaks for it. */
export interface LineVoice {
  adapter: MediaAdapter
  /** Below its chats. */
  menus: LineMenus
  basicId(): Promise<string>
}

export interface SlackVoice {
  adapter: SlackAdapter
  listener: SlackListener
}

/** Of the platforms on which a region may have its own. */
interface Voices {
  line: LineVoice
  slack: SlackVoice
}
type Own = keyof Voices

/** There is no LINE: neither the region nor the installation has an account. */
export class NoLine extends Error {
  override name = 'NoLine'
}

/** What speaks where a region has nothing of its own. */
export interface Defaults {
  line: LineVoice | undefined
  slack: MediaAdapter | undefined
  discord: MediaAdapter | undefined
}

/**
 * Which account speaks to whom: a chat is answered by the account that it is with, and a region’s people are found by the region’s
 * own, or else by the installation’s. It is looked up at each use, in the system scope, so that a change holds at once and on every
 * node; what was built of an account is kept until its next change.
 */
export interface Accounts {
  /** Of a chat. Undefined: nobody can speak there now. */
  speaking(tx: Tx, chat: Pick<Identity, 'platform' | 'account'>): Promise<MediaAdapter | undefined>
  /** By the address at which the platform tells it things. */
  hearing<P extends Own>(tx: Tx, platform: P, id: string): Promise<(Voices[P] & { account: Account }) | undefined>
  /** Of a chat. */
  lineAt(tx: Tx, account: string): Promise<LineVoice | undefined>
  lineOf(tx: Tx, regionId: string): Promise<LineVoice | undefined>
}

export interface AccountsOptions {
  ring: KeyRing
  defaults: Defaults
  makeLine: (opened: Opened<LineCredentials>, account: Account) => LineVoice
  makeSlack: (opened: Opened<SlackCredentials>, account: Account) => SlackVoice
  log: Log
}

export function createAccounts({ ring, defaults, makeLine, makeSlack, log }: AccountsOptions): Accounts {
  const built = new Map<string, { revision: number; voice: LineVoice | SlackVoice }>()
  // What was sealed for a platform is of its shape.
  const made = (account: Account & Sealed): LineVoice | SlackVoice | undefined => {
    const opened = openCredentials(ring, account)
    if (account.platform === 'line') return makeLine(opened as Opened<LineCredentials>, account)
    if (account.platform === 'slack') return makeSlack(opened as Opened<SlackCredentials>, account)
    return undefined
  }
  /** One whose key is missing is silent, and holds up no other. */
  const voiceOf = (account: Account & Sealed): LineVoice | SlackVoice | undefined => {
    if (account.disabledAt !== null) return undefined
    const known = built.get(account.id)
    if (known?.revision === account.revision) return known.voice
    try {
      const voice = made(account)
      if (voice) built.set(account.id, { revision: account.revision, voice })
      return voice
    } catch (err) {
      if (!(err instanceof BadSeal)) throw err
      log.error({ err, account: account.id, keyVersion: account.keyVersion }, 'an account’s credentials do not open')
      return undefined
    }
  }
  const lineBy = (own: (Account & Sealed) | undefined): LineVoice | undefined =>
    own ? (voiceOf(own) as LineVoice | undefined) : defaults.line
  return {
    lineAt: async (tx, account) => lineBy(await accountOf(tx, { platform: 'line', account })),
    lineOf: async (tx, regionId) => lineBy(await accountOfRegion(tx, { regionId, platform: 'line' })),
    async speaking(tx, chat) {
      const own = await accountOf(tx, chat)
      if (own) return voiceOf(own)?.adapter
      return chat.platform === 'line' ? defaults.line?.adapter : defaults[chat.platform]
    },
    async hearing<P extends Own>(tx: Tx, platform: P, id: string) {
      const account = await findAccount(tx, id)
      const voice = account?.platform === platform ? (voiceOf(account) as Voices[P] | undefined) : undefined
      return account && voice && { ...voice, account }
    },
  }
}
