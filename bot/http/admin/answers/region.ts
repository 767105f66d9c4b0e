import { z } from 'zod'
import { WATCHABLE } from '#engine/health-check.ts'
import { LADDER_ACTIONS } from '#engine/ladder.ts'
import { PRIORITIES } from '#engine/message.ts'
import { PRICED_PER } from '#engine/plan.ts'
import { LINE_PLANS } from '#engine/quota.ts'
import { RULE_STATES } from '#engine/region-rules.ts'
import { STANDINGS } from '#engine/security-action.ts'
import { ROUND_STATES } from '#engine/survey-round.ts'
import { count, id, instant, role, severity } from './common.ts'

/** Regions: what is counted of them, and what they have set. */

export const region = z.strictObject({ id, name: z.string(), timezone: z.string(), locale: z.string() })

const tokenBase = { id, regionId: id, role: z.string(), name: z.string() }

export const newToken = z.strictObject({ ...tokenBase, token: z.string().describe('Shown this once') })

export const token = z.strictObject({ ...tokenBase, revokedAt: instant.nullable() })

export const account = z.strictObject({
  id,
  regionId: id,
  platform: z.enum(['line', 'slack', 'discord']),
  account: z.string().describe('As the platform names it in all that it says'),
  name: z.string().describe('As people find it'),
  channels: z
    .strictObject({
      analysts: z.string(),
      desk: z.string(),
      dispatch: z.string(),
      operations: z.string(),
      insurer: z.string().optional(),
    })
    .nullable()
    .describe('Where the region’s staff works; null where it does not work there'),
  webhookUrl: z.url().describe('What is entered at the platform'),
  keyVersion: count.describe('Of the key that its credentials are sealed with; 0 comes of SECRET_KEY'),
  hasFormer: z.boolean().describe('What is signed with its former credentials still counts'),
  createdAt: instant,
  rotatedAt: instant.nullable(),
  disabledAt: instant.nullable(),
})

export const rekeyed = z.strictObject({
  keyVersion: count,
  accounts: count.describe('Whose credentials are sealed with it now'),
})

export const surveyRound = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  state: z.enum(ROUND_STATES).describe('Closed also where its last day is over'),
  code: z.string().describe('What people type who cannot scan'),
  link: z
    .url()
    .nullable()
    .describe('What the QR stands for: opens the LINE chat with the words written; null for a draft'),
  pageUrl: z.url().nullable().describe('To be printed on A4 or A5; good for 30 days, while the round is open'),
  pictureUrl: z.url().nullable().describe('The same as PNG'),
  svgUrl: z.url().nullable(),
  untilAt: instant.nullable(),
  publishedAt: instant.nullable(),
  closedAt: instant.nullable(),
})

export const listedSurveyRound = surveyRound.extend({
  none: count.describe('Of those who take part, who have answered nothing yet'),
  partway: count,
  finished: count,
})

export const summary = z.strictObject({
  firms: count,
  firmsWithSensor: count,
  firmsWithOpenCase: count,
  alertsByKind: z.array(z.strictObject({ kind: z.string(), alerts: count, firms: count })),
  note: z.string(),
})

export const securityActions = z.strictObject({
  firms: count,
  wished: count.describe('Wish to declare a star; null stands for 1 to 4, or for a count that would give one away'),
  one: count,
  two: count,
  steps: z.array(z.strictObject({ step: z.enum(STANDINGS), firms: count })),
})

const step = z.strictObject({
  afterMinutes: z.number(),
  counts: z.enum(['wall', 'daytime']),
  action: z.enum(LADDER_ACTIONS),
  only: z.enum(['desk-closed']).optional().describe('Taken only when the desk is closed at that moment'),
})

const steps = z.array(step)

export const staff = z.strictObject({
  items: z.array(
    z.strictObject({ personId: id, name: z.string(), role, vendorId: id.nullable(), isReachable: z.boolean() }),
  ),
})

export const rotaShown = z.strictObject({
  rota: z.strictObject({
    people: z.array(id),
    turn: z.enum(['day', 'week']),
    handOver: z.string(),
    since: z.string(),
    away: z.array(z.strictObject({ personId: id, from: z.string(), until: z.string() })),
    standIns: z.array(z.strictObject({ personId: id, on: z.string() })),
    phones: z.array(z.strictObject({ personId: id, phone: z.string() })),
    holdMinutes: z.int(),
  }),
  analysts: z.array(z.strictObject({ personId: id, name: z.string() })),
  next: z
    .array(z.strictObject({ day: z.string(), name: z.string(), isHole: z.boolean() }))
    .describe('The next fourteen days; a hole is a day on which nobody of the rota is there'),
})

export const ladder = z.strictObject({ high: steps, medium: steps, low: steps })

export const ladderDryRun = z.strictObject({ severity, sentAt: instant, items: z.array(step.extend({ at: instant })) })

const ruleState = z.enum(RULE_STATES)

export const rules = z.strictObject({
  severities: z.record(z.string(), severity),
  decideWithinMinutes: z.strictObject({
    high: z.int().nullable(),
    medium: z.int().nullable(),
    low: z.int().nullable(),
  }),
  answerWithinMinutes: z.int().nullable(),
  states: z.record(z.string(), ruleState),
  days: z.record(z.string(), z.array(z.string())),
  whoseCalls: z.int(),
  pledges: z.union([z.literal(5), z.literal(6)]),
})

export const detections = z.strictObject({
  items: z.array(
    z.strictObject({
      rule: z.string(),
      state: ruleState,
      raises: z.array(z.string()),
      alerts: z.int(),
      monitored: z.int().describe('Raised while it was on trial; never part of a case'),
      knobs: z.record(z.string(), z.number()),
    }),
  ),
})

export const schedule = z.strictObject({
  items: z.array(
    z.strictObject({
      at: instant,
      kind: z.string(),
      regionId: z.string().nullable(),
      count: z.int().describe('Timers that ring then: of firms, cases or talks'),
      isArmed: z.boolean().describe('False: the one before it will arm it, if nothing changes'),
      does: z.string(),
    }),
  ),
})

export const rehearsal = z.strictObject({
  items: z.array(
    z.strictObject({
      at: instant,
      kind: z.string(),
      count: z.int().describe('So many would come'),
      tried: z.int().describe('So many of them were tried; the messages are of these'),
      left: z.int().describe('What they lead to for so many more was only counted'),
      messages: z.array(
        z.strictObject({ to: z.string(), priority: z.enum(PRIORITIES), count: z.int(), example: z.string() }),
      ),
    }),
  ),
})

export const quota = z.strictObject({
  month: z.string(),
  limit: z.int(),
  reserveShare: z.number(),
  reserved: z.int(),
  settled: z.int(),
  forecast: z
    .strictObject({ atEnd: z.int(), short: z.array(z.string()), plan: z.enum(LINE_PLANS).nullable() })
    .describe(
      'Messages by the month’s end; what will not be sent, the first to go first; the smallest plan that is enough',
    ),
})

export const plan = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  says: z.string(),
  yen: z.int(),
  per: z.enum(PRICED_PER),
  unwatched: z.array(z.enum(WATCHABLE)).readonly().describe('What it leaves out'),
})

export const firmPlan = z.strictObject({
  firmId: id,
  items: z
    .array(
      z.strictObject({ plan: plan.omit({ regionId: true }), startsAt: instant.nullable(), endsAt: instant.nullable() }),
    )
    .describe('What it has or will have; startsAt null is a wish that nobody has answered yet'),
})

export const listedPlan = plan.extend({ createdAt: instant, retiredAt: instant.nullable() })
