import type { LineAccount } from '#adapters/line/account.ts'
import { LineFault } from '#adapters/line/attempt.ts'
import type { Reached } from '#adapters/slack/channel.ts'
import type { Team } from '#adapters/slack/team.ts'
import type { Account, StaffChannels } from '#db/accounts.ts'
import type { Credentials, LineCredentials, SlackCredentials } from './credentials.ts'
import type { KeyRing } from './key-ring.ts'

/** What is needed to take a region’s account in, and to change what it is let in with. */
export interface AccountKeeper {
  ring: KeyRing
  /** Asks the platform, so that nothing is kept with which nobody could speak. */
  whose(asked: Asked): Promise<Whose>
  /** What is entered at the platform. */
  webhookUrl(account: Pick<Account, 'id' | 'platform'>): string
}

export interface Asked {
  platform: Account['platform']
  credentials: Credentials
  channels: StaffChannels | null
}

export type Whose =
  | { kind: 'known'; account: string; name: string }
  /** It does not take these. */
  | { kind: 'refused' }
  | { kind: 'unreachable'; reason: string }
  /** It is the installation’s own, which is every region’s without one. */
  | { kind: 'ours' }
  /** What is to be said there would never arrive. */
  | { kind: 'no-channel'; name: string; channel: string; reason: string }

export interface KeeperOptions {
  ring: KeyRing
  askLine: (credentials: LineCredentials) => Promise<LineAccount>
  askSlack: (credentials: SlackCredentials) => { team(): Promise<Team>; reach(channel: string): Promise<Reached> }
  /** The installation’s own workspace; '' where it has none. */
  slackAccount: string
  publicUrl: string
}

export const createKeeper = (options: KeeperOptions): AccountKeeper => ({
  ring: options.ring,
  whose: ({ platform, credentials, channels }) =>
    // Read by the shape of their platform.
    platform === 'line'
      ? whoseLine(options, credentials as LineCredentials)
      : whoseSlack(options, credentials as SlackCredentials, channels),
  webhookUrl: ({ id, platform }) => `${options.publicUrl}/webhooks/${platform}/${id}`,
})

async function whoseLine({ askLine }: KeeperOptions, credentials: LineCredentials): Promise<Whose> {
  try {
    const { account, basicId } = await askLine(credentials)
    return { kind: 'known', account, name: basicId }
  } catch (error) {
    if (!(error instanceof LineFault)) throw error
    return error.status === 401 || error.status === 403
      ? { kind: 'refused' }
      : { kind: 'unreachable', reason: error.message }
  }
}

async function whoseSlack(
  { askSlack, slackAccount }: KeeperOptions,
  credentials: SlackCredentials,
  channels: StaffChannels | null,
): Promise<Whose> {
  const slack = askSlack(credentials)
  const team = await slack.team()
  if (team.kind === 'refused') return { kind: 'refused' }
  if (team.kind === 'unreachable') return { kind: 'unreachable', reason: `Slack does not answer (${team.reason})` }
  if (team.id === slackAccount) return { kind: 'ours' }
  for (const [name, channel] of Object.entries(channels ?? {})) {
    const reached = await slack.reach(channel)
    if (reached.kind === 'unreachable')
      return { kind: 'unreachable', reason: `Slack does not answer (${reached.reason})` }
    if (reached.kind === 'refused') return { kind: 'no-channel', name, channel, reason: reached.reason }
  }
  return { kind: 'known', account: team.id, name: team.name }
}
