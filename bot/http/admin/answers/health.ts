import { z } from 'zod'
import { FINDINGS, LETTERS, WATCHABLE } from '#engine/health-check.ts'
import { HEALTH_STATES } from '#engine/health-course.ts'
import { id, instant, share } from './common.ts'

/** Monthly health checks. */

const counts = {
  letter: z.enum(LETTERS).nullable().describe('Null where it cannot be told'),
  reason: z.enum([
    'grave-open',
    'no-sensor',
    'unseen',
    'grave-unjudged',
    'grave-closed',
    'repeated',
    'found',
    'nothing',
  ]),
  findings: z.array(z.strictObject({ finding: z.enum(FINDINGS), count: z.int(), open: z.int() })),
  coverage: share.nullable().describe('Of the month; null without a sensor'),
  devices: z.int(),
  securityEvents: z.int().describe('Signs before anybody has judged them'),
  trafficEvents: z.int(),
  threats: z.int(),
  habits: z.int(),
}

export const healthCheck = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  month: z.string(),
  state: z.enum(HEALTH_STATES),
  ...counts,
  countedAt: instant,
  comment: z.string().nullable(),
  approvedBy: id.nullable(),
  approvedAt: instant.nullable(),
  sentAt: instant.nullable(),
  readAt: instant.nullable(),
  sharedBy: id.nullable().describe('Who at the firm shows it to the chamber'),
  handOver: z.enum(['open', 'taken', 'done', 'on-line']).nullable().describe('Somebody of the desk brings it'),
  sharedAt: instant.nullable(),
})

export const healthDryRun = z.strictObject({
  firmId: id,
  month: z.string(),
  ...counts,
  says: z.string(),
  compared: z.string(),
  unseen: z.strictObject({
    dark: z.array(z.strictObject({ site: z.string(), days: z.int() })),
    bare: z.array(z.string()).describe('Sites without a sensor'),
    lossyHours: z.int(),
    byPlan: z.array(z.enum(WATCHABLE)).readonly().optional().describe('What the firm’s plan leaves out'),
  }),
})

const block = { heading: z.string() }
const text = z.strictObject({ ...block, text: z.string() })
const lines = z.strictObject({ ...block, lines: z.array(z.string()).readonly() })
const row = z.strictObject({
  label: z.string(),
  value: z.string(),
  short: z.string().describe('The value where there is little room'),
  isFound: z.boolean(),
  explained: z.string(),
  task: z.string().describe('What can be done about it; empty where nothing can'),
})
const rows = z.strictObject({ ...block, rows: z.array(row).readonly() })

/** In the words of the firm's language. */
export const healthSheet = z.strictObject({
  firmId: id,
  sheet: z.strictObject({
    kind: z.literal('health'),
    locale: z.string(),
    title: z.string(),
    heading: z.string(),
    firm: z.string(),
    date: z.string(),
    sign: z.string().describe('A to D, or ？ where it cannot be told'),
    tone: z.enum(['ok', 'wait', 'warn']),
    letter: z.string(),
    reason: z.string(),
    compared: z.string(),
    middle: z.string(),
    comment: text.nullable(),
    first: text,
    what: z.string(),
    explained: z.string(),
    findings: rows,
    figures: rows,
    meaning: lines,
    unseen: lines,
    trend: z.strictObject({
      ...block,
      legend: z.string(),
      months: z.array(z.strictObject({ month: z.string(), sign: z.string() })).readonly(),
    }),
  }),
})
