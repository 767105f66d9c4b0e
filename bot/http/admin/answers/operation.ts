import { z } from 'zod'
import { id, instant } from './common.ts'

/** What keeps it going. */

export const installedMenu = z.strictObject({
  id,
  name: z.string().describe('Its end is a hash of all that is seen and tapped'),
  outcome: z.enum(['created', 'replaced', 'finished', 'unchanged']).describe('Finished: it had been cut short'),
  removed: z.array(id).describe('Older ones that it replaced'),
})

export const menu = z.strictObject({
  name: z.string(),
  bar: z.string(),
  id: id.nullable().describe('null: it is not installed, or an older one is'),
  size: z.strictObject({ width: z.int(), height: z.int() }),
  areas: z.array(
    z.strictObject({
      x: z.int(),
      y: z.int(),
      width: z.int(),
      height: z.int(),
      label: z.string(),
      token: z.string(),
    }),
  ),
  picture: z.string().describe('PNG in base64'),
})

export const outboxMessage = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable(),
  subject: z.string().nullable(),
  platform: z.string(),
  state: z.enum(['pending', 'sent', 'dead', 'cancelled', 'expired']),
  priority: z.string(),
  attempts: z.int(),
  result: z.string().nullable(),
  purpose: z.string(),
  createdAt: instant,
})

export const outboxState = z.strictObject({ id, state: z.enum(['pending', 'cancelled']) })

export const auditLine = z.strictObject({
  id: z.int(),
  regionId: id,
  firmId: id.nullable(),
  subject: z.string(),
  at: instant,
  actor: z.string(),
  what: z.string(),
  params: z.unknown(),
  reason: z.string().nullable(),
  isSealed: z.boolean(),
})

export const auditChain = z.strictObject({
  isWhole: z.boolean(),
  sealed: z.int().describe('Lines that hold, up to the first that does not'),
  erased: z.int().describe('Those of them that were erased on purpose'),
  waiting: z.int().describe('Lines that are not sealed yet'),
  broken: z
    .strictObject({
      no: z.int().describe('Its place in the chain'),
      id: z.int().nullable().describe('The line there; null where one is missing'),
      reason: z.enum(['missing', 'changed', 'not-erased', 'linked-anew', 'cut-off']),
    })
    .nullable()
    .describe('The first place at which the chain does not hold'),
})

export const provision = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  recipient: z.strictObject({
    kind: z.enum(['contractor', 'vendor', 'insurer']),
    id,
    name: z.string(),
    platform: z.string().optional(),
    nameNow: z.string().optional().describe('Of a person who has told another name since'),
  }),
  subject: z.string(),
  items: z.array(z.string()).describe('The kinds of things that were given'),
  basis: z.enum(['consent', 'entrustment', 'joint-use', 'law']),
  agreedBy: id.nullable(),
  actor: z.string(),
  at: instant,
})

export const clock = z.strictObject({ now: instant })
