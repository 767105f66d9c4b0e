import type { FlowContext } from '#bot/flow.ts'
import { staffWith } from '#bot/staff-chat.ts'
import { hoursWith } from '#engine/calendar/hours.ts'

const hoursOf = hoursWith(new Set())

const config: FlowContext['config'] = {
  staff: { platform: 'slack', account: 'T-iwate' },
  channels: { analysts: 'C-analysts', desk: 'C-desk', dispatch: 'C-dispatch', operations: 'C-operations' },
}

/** What a flow may know of the world besides its transaction, in a region without holidays; a test gives its clock, and what it watches. */
export const flowContext = (given: Pick<FlowContext, 'now'> & Partial<FlowContext>): FlowContext => ({
  newId: (prefix) => `${prefix}_${crypto.randomUUID()}`,
  newUuid: () => crypto.randomUUID(),
  token: (...what) => what.join('|'),
  inviteHmac: (code) => `hmac:${code}`,
  boxCode: (id) => `code:${id}`,
  link: (subject, kind) => `https://otasuke.example/r/${subject}.${kind}`,
  refused: () => {},
  firstAnswered: () => {},
  callTaken: () => {},
  recurred: () => {},
  hint: () => {},
  hoursOf,
  ...hoursOf({ timezone: 'Asia/Tokyo', days: {} }),
  config,
  configOf: staffWith(config),
  ...given,
})
