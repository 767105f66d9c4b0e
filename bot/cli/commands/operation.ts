import { LINE_PLANS, type LinePlan, PLANS } from '#engine/quota.ts'
import { RULE_STATES } from '#engine/region-rules.ts'
import { chainShown } from '../audit-chain.ts'
import { EXIT, Failure } from '../client.ts'
import {
  type Command,
  list,
  number,
  OF_FIRM,
  OF_REGION,
  type Option,
  REGION,
  segment,
  text,
  withQuery,
} from '../command.ts'
import { jsonFrom } from '../input-file.ts'
import { menuShown } from '../menu.ts'
import { rehearsalShown } from '../rehearsal.ts'

const STATES_SAY = 'active: raises cases; monitor: on trial, its alerts are only counted; off: sees nothing'

const DURATION = /^(\d+)(ms|s|m|h|d)$/
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

function durationMs(typed: string): number {
  const [, count, unit] = DURATION.exec(typed) ?? []
  if (!count || !unit) throw new Failure(`${typed} is not a length of time: write 30m, 2h or 1d`, EXIT.misused)
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]
}
/** What keeps it going: messages, the menu, the audit log, ladders, rules and the clock. */
export const OPERATION_COMMANDS: readonly Command[] = [
  list(
    'outbox',
    'messages, without their words',
    ['id', 'createdAt', 'state', 'platform', 'purpose', 'attempts', 'result'],
    {
      firm: OF_FIRM,
      state: { value: 'STATE', says: 'pending, sent, dead, cancelled or expired' },
    },
  ),
  {
    words: 'outbox retry',
    operand: 'MESSAGE',
    options: {},
    says: 'send a message that was given up',
    request: ({ operand }) => ({ method: 'POST', path: `/outbox/${segment(operand)}/retry` }),
  },
  {
    words: 'outbox cancel',
    operand: 'MESSAGE',
    options: {},
    says: 'take back a message that was not yet tried',
    request: ({ operand }) => ({ method: 'POST', path: `/outbox/${segment(operand)}/cancel` }),
  },
  {
    words: 'menu install',
    options: { region: OF_REGION },
    says: 'draw the menu below our LINE chats and install it; the same again changes nothing',
    request: ({ options: { region } }) => ({ method: 'POST', path: '/menu', body: { regionId: region } }),
  },
  {
    words: 'menu show',
    options: { region: OF_REGION, out: { value: 'FILE.png', says: 'where the picture is written' } },
    says: 'what `menu install` would install, and whether it is',
    shown: menuShown,
    request: ({ options: { region } }) => ({ method: 'GET', path: withQuery('/menu', { regionId: region }) }),
  },
  list('audit', 'who did what', ['id', 'at', 'actor', 'what', 'subject', 'firmId', 'reason'], { firm: OF_FIRM }),
  {
    words: 'audit verify',
    options: {},
    says: 'whether the audit log is still the chain that was sealed; names the first line at which it is not',
    shown: chainShown,
    request: () => ({ method: 'GET', path: '/audit/chain' }),
  },
  list(
    'provision',
    'what of firms was given to others, and why it might be',
    ['id', 'at', 'firmId', 'recipient', 'items', 'basis', 'subject'],
    { firm: OF_FIRM },
  ),
  {
    words: 'schedule',
    options: {
      region: { value: 'ID', says: 'only this region’s' },
      from: { value: 'INSTANT', says: 'from then on, such as 2026-12-01T00:00+09:00 (now)' },
      days: { value: 'N', says: 'for so many days (7)', isNumber: true },
    },
    says: 'what happens by itself, and when',
    columns: ['at', 'kind', 'regionId', 'count', 'isArmed', 'does'],
    request: ({ options: { region, ...rest } }) => ({
      method: 'GET',
      path: withQuery('/schedule', { regionId: region, ...rest }),
    }),
  },
  {
    words: 'schedule dry-run',
    operand: 'REGION',
    options: { on: { value: 'DAY', says: 'such as 2026-12-01 (today)' } },
    says: 'what would be sent on a day, as things stand now; it is done, and undone',
    shown: rehearsalShown,
    request: ({ operand, options: { on } }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(operand)}/schedule/dry-run`, { on }),
    }),
  },
  {
    words: 'quota show',
    operand: 'REGION',
    options: {},
    says: 'LINE’s messages of this month: used, and how many it will be',
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/quota` }),
  },
  {
    words: 'quota set',
    operand: 'REGION',
    options: {
      plan: { value: LINE_PLANS.join('|'), says: `LINE’s plan: ${Object.values(PLANS).join(', ')} a month` },
      limit: { value: 'N', says: 'messages a month, where the plan is another', isNumber: true },
      reserve: { value: 'SHARE', says: 'for incidents alone (0.2)' },
    },
    says: 'how many messages LINE’s plan has a month, from this month on',
    request: ({ operand, options: { plan, limit, reserve = '0.2' } }) => ({
      method: 'PUT',
      path: `/regions/${segment(operand)}/quota`,
      body: { limit: number(limit) ?? PLANS[text(plan) as LinePlan], reserveShare: Number(reserve) },
    }),
  },
  ...settings('rota', 'who is on call at night, in which order, and the next fourteen days'),
  ...settings('ladder', 'who is asked, when, while nobody answers a notice'),
  {
    words: 'ladder dry-run',
    operand: 'REGION',
    options: {
      severity: { value: 'high|medium|low', says: 'how grave the notice is', isRequired: true },
      at: { value: 'INSTANT', says: 'when it is sent, such as 2026-11-27T17:00+09:00 (now)' },
    },
    says: 'what would come when, were a notice sent and never answered; nothing is sent',
    columns: ['at', 'action', 'afterMinutes', 'counts'],
    request: ({ operand, options }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(operand)}/ladder/dry-run`, options),
    }),
  },
  ...settings('rules', 'how grave each kind is, and how soon a case is decided'),
  {
    words: 'rules state',
    operand: 'RULE',
    options: { region: REGION, to: { value: RULE_STATES.join('|'), says: STATES_SAY, isRequired: true } },
    says: 'put a detection of a region to work, on trial or off',
    columns: ['rule', 'state', 'alerts', 'monitored'],
    request: ({ operand, options: { region, to } }) => ({
      method: 'PUT',
      path: `/regions/${segment(text(region) ?? '')}/detections`,
      body: { rule: operand, state: to },
    }),
  },
  {
    words: 'clock advance',
    operand: 'TIME',
    options: {},
    says: 'skip time in the playground: 30m, 2h, 1d',
    request: ({ operand }) => ({ method: 'POST', path: '/clock', body: { advanceMs: durationMs(operand) } }),
  },
]

function settings(noun: 'ladder' | 'rota' | 'rules', says: string): Command[] {
  const path = (region: string): string => `/regions/${segment(region)}/${noun}`
  const file: Option = { value: 'FILE', says: 'JSON as `show` prints it; - is standard input', isRequired: true }
  return [
    {
      words: `${noun} show`,
      operand: 'REGION',
      options: {},
      says: `a region’s ${noun}: ${says}`,
      request: ({ operand }) => ({ method: 'GET', path: path(operand) }),
    },
    {
      words: `${noun} set`,
      operand: 'REGION',
      options: { file },
      says: `change a region’s ${noun}`,
      request: ({ operand, options }) => ({
        method: 'PUT',
        path: path(operand),
        body: jsonFrom(text(options.file) ?? '-'),
      }),
    },
  ]
}
