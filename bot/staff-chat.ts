import type { Platform } from '#adapters/adapter.ts'
import type { Home, StaffChannels } from '#db/accounts.ts'
import type { Recipient } from '#db/outbox.ts'
import type { FlowConfig } from './flow.ts'

export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = { line: 'LINE', slack: 'Slack', discord: 'Discord' }

/** Where staff, vendors and contractors are; the firms' people are on LINE. */
export const isStaffChat = (platform: Platform): boolean => platform !== 'line'

/** The channel of this service on the platform its staff works in. */
export const channelOf = (
  { staff, channels }: FlowConfig,
  channel: Exclude<keyof StaffChannels, 'insurer'>,
): Recipient => ({
  platform: staff.platform,
  account: staff.account,
  address: channels[channel],
})

/** Where the staff of a region works: in a workspace or on a server of its own, or else in the installation’s. */
export function staffWith(common: FlowConfig): (homes: readonly Home[]) => FlowConfig {
  return (homes) => {
    const slack = homes.find(({ platform }) => platform === 'slack')
    const { insurer } = slack ? { insurer: insurerIn(slack) } : common
    for (const { platform, account, channels } of homes)
      if (channels) return { staff: { platform, account }, channels, insurer }
    return { ...common, insurer }
  }
}

/** In Slack, beside the staff’s channels. */
export const insurerIn = ({ platform, account, channels }: Omit<Home, 'name'>): Recipient | undefined =>
  channels?.insurer === undefined ? undefined : { platform, account, address: channels.insurer }
