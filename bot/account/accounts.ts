import type { MediaAdapter } from '#adapters/adapter.ts'
import type { LineMenus } from '#adapters/line/menus.ts'
import { type Account, accountOf, accountOfRegion, findAccount, type Sealed } from '#db/accounts.ts'
import type { Tx } from '#db/door.ts'
import type { Identity } from '#db/people.ts'
import type { Log } from '../log.ts'
import { BadSeal } from '../seal.ts'
import { type Credentials, openCredentials } from './credentials.ts'
import type { KeyRing } from './key-ring.ts'

/** A LINE account at work: what hears it and speaks for it, and the menus below its chats. */
export interface LineVoice {
  adapter: MediaAdapter
  menus: LineMenus
  basicId(): Promise<string>
}

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
  hearing(tx: Tx, id: string): Promise<{ account: Account; adapter: MediaAdapter } | undefined>
  /** Of a chat. */
  lineAt(tx: Tx, account: string): Promise<LineVoice | undefined>
  lineOf(tx: Tx, regionId: string): Promise<LineVoice | undefined>
}

export interface AccountsOptions {
  ring: KeyRing
  defaults: Defaults
  makeLine: (opened: { credentials: Credentials; former: Credentials | null }, account: Account) => LineVoice
  log: Log
}

export function createAccounts({ ring, defaults, makeLine, log }: AccountsOptions): Accounts {
  const built = new Map<string, { revision: number; voice: LineVoice }>()
  /** One whose key is missing is silent, and holds up no other. */
  const voiceOf = (account: Account & Sealed): LineVoice | undefined => {
    if (account.disabledAt !== null) return undefined
    const known = built.get(account.id)
    if (known?.revision === account.revision) return known.voice
    try {
      const voice = makeLine(openCredentials(ring, account), account)
      built.set(account.id, { revision: account.revision, voice })
      return voice
    } catch (err) {
      if (!(err instanceof BadSeal)) throw err
      log.error({ err, account: account.id, keyVersion: account.keyVersion }, 'an account’s credentials do not open')
      return undefined
    }
  }
  const lineAt: Accounts['lineAt'] = async (tx, account) => {
    const own = await accountOf(tx, { platform: 'line', account })
    return own ? voiceOf(own) : defaults.line
  }
  return {
    lineAt,
    async speaking(tx, { platform, account }) {
      return platform === 'line' ? (await lineAt(tx, account))?.adapter : defaults[platform]
    },
    async hearing(tx, id) {
      const account = await findAccount(tx, id)
      const voice = account && voiceOf(account)
      return voice && { account, adapter: voice.adapter }
    },
    async lineOf(tx, regionId) {
      const own = await accountOfRegion(tx, { regionId, platform: 'line' })
      return own ? voiceOf(own) : defaults.line
    },
  }
}
