import type { Platform } from '#adapters/adapter.ts'
import type { Recipient } from '#db/outbox.ts'
import type { FlowConfig } from './flow.ts'

/** Where staff, vendors and contractors are; the firms' people are on LINE. */
export const isStaffChat = (platform: Platform): boolean => platform !== 'line'

/** The channel of this service on the platform its staff works in. */
export const channelOf = ({ staff, channels }: FlowConfig, channel: keyof FlowConfig['channels']): Recipient => ({
  platform: staff.platform,
  account: staff.account,
  address: channels[channel],
})
