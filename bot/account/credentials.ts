import type { Account, Sealed } from '#db/accounts.ts'
import type { KeyRing } from './key-ring.ts'

/** What a platform lets us in with. */
export interface LineCredentials {
  channelAccessToken: string
  channelSecret: string
}

export interface SlackCredentials {
  botToken: string
  signingSecret: string
}

export type Credentials = LineCredentials | SlackCredentials

type Whose = Pick<Account, 'regionId' | 'platform' | 'account'>
type Place = keyof Sealed

/** Bound to whose they are and where they lie: a row, or a part of one, that is copied into another does not open there. */
const contextOf = ({ regionId, platform, account }: Whose, place: Place): string =>
  JSON.stringify(['account', regionId, platform, account, place])

export const sealCredentials = (ring: KeyRing, whose: Whose, place: Place, credentials: Credentials): Buffer =>
  ring.seal(Buffer.from(JSON.stringify(credentials)), contextOf(whose, place))

export interface Opened<C = Credentials> {
  credentials: C
  former: C | null
}

/** Throws `BadSeal`. */
export function openCredentials(ring: KeyRing, account: Whose & Sealed): Opened {
  // Written by `sealCredentials`, which the seal proves.
  const opened = (place: Place, sealed: Uint8Array): Credentials =>
    JSON.parse(ring.open(sealed, contextOf(account, place)).toString('utf8')) as Credentials
  return {
    credentials: opened('credentials', account.credentials),
    former: account.former && opened('former', account.former),
  }
}

const signedWith = (credentials: Credentials): string =>
  'channelSecret' in credentials ? credentials.channelSecret : credentials.signingSecret

/** Whether what the platform signs from now on is signed otherwise than before. */
export const signsAnew = (before: Credentials, after: Credentials): boolean => signedWith(before) !== signedWith(after)
