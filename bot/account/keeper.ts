import { LineFault } from '#adapters/line/attempt.ts'
import type { Account } from '#db/accounts.ts'
import type { Credentials } from './credentials.ts'
import type { KeyRing } from './key-ring.ts'

/** What is needed to take a region’s account in, and to change what it is let in with. */
export interface AccountKeeper {
  ring: KeyRing
  /** Asks the platform, so that nothing is kept with which nobody could speak. */
  whose(platform: Account['platform'], credentials: Credentials): Promise<Whose>
  /** What is entered at the platform. */
  webhookUrl(account: Pick<Account, 'id' | 'platform'>): string
}

export type Whose =
  | { kind: 'known'; account: string; name: string }
  /** It does not take these. */
  | { kind: 'refused' }
  | { kind: 'unreachable'; reason: string }

export interface KeeperOptions {
  ring: KeyRing
  askLine: (credentials: Credentials) => Promise<{ account: string; basicId: string }>
  publicUrl: string
}

export const createKeeper = ({ ring, askLine, publicUrl }: KeeperOptions): AccountKeeper => ({
  ring,
  async whose(_platform, credentials) {
    try {
      const { account, basicId } = await askLine(credentials)
      return { kind: 'known', account, name: basicId }
    } catch (error) {
      if (!(error instanceof LineFault)) throw error
      return error.status === 401 || error.status === 403
        ? { kind: 'refused' }
        : { kind: 'unreachable', reason: error.message }
    }
  },
  webhookUrl: ({ id, platform }) => `${publicUrl}/webhooks/${platform}/${id}`,
})
