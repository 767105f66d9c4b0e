import type { Platform } from '#adapters/adapter.ts'
import type { Home, StaffChannels } from '#db/accounts.ts'
import type { Tx } from '#db/door.ts'
import type { InboxRow } from '#db/inbox.ts'
import type { Recipient } from '#db/outbox.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import type { RegionHours } from '#engine/calendar/hours.ts'
import type { RecurrenceKind } from '#engine/recurrence.ts'
import type { Links } from './links.ts'

export type { InboxRow }

/** One arrow of the design: load, decide, save and enqueue, in the one transaction that also marks the inbox row done. */
export type Flow = (tx: Tx, job: InboxRow, app: FlowContext) => Promise<void>

/** Everything a flow may know of the world besides its transaction. */
export interface FlowContext {
  /** Business time of this run, epoch ms. */
  now: number
  newId(prefix: string): string
  newUuid(): string
  /** The same subject, command, revision and holder give the same token: showing a card again grants nothing new. */
  token(subject: string, command: string, revision: number | null, holder: string): string
  /** HMAC of an invite code as a person typed it, normalised. */
  inviteHmac(code: string): string
  /** What a box shows once to become a sensor, by the id of the code. */
  boxCode(id: string): string
  /** An address that opens a result without logging in, until then (epoch ms). */
  link: Links['to']
  /** Counts a tap that was answered kindly and had no effect: for operations, not for the person. */
  refused(reason: string): void
  /** Somebody who asked the desk has its first answer, after so much business time: for operations. */
  firstAnswered(afterMs: number): void
  /** Whoever is on call was called out so long before somebody took it. */
  callTaken(afterMs: number): void
  /** Something that comes again has rung, and came, was put off or was left out: for operations. */
  recurred(kind: RecurrenceKind, outcome: 'run' | 'wait' | 'skip'): void
  /** Wakes those who work at it, once this is committed. */
  hint(topic: 'photos'): void
  /** Where the staff of the region works whose lane it is. */
  config: FlowConfig
  /** The desk's business hours, by the clock and the holidays of the region whose lane it is. */
  calendar: Calendar
  /** The hours in which the ladder's daytime steps count: 9:00–20:00. */
  daytime: Calendar
  /** Both, of a region. */
  hoursOf(region: RegionHours): Pick<FlowContext, 'calendar' | 'daytime'>
  /** Of a region with these of its own. */
  configOf(homes: readonly Home[]): FlowConfig
}

export interface FlowConfig {
  /** Where the insurer reads what firms have agreed to show; undefined: nothing is shown. */
  insurer?: Recipient | undefined
  /** Where the staff's channels are. */
  staff: { platform: Platform; account: string }
  channels: StaffChannels
}
