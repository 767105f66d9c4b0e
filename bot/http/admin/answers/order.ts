import { z } from 'zod'
import { DEVICE_TYPES, ORDER_STATES, SWITCH_NEEDS } from '#engine/order.ts'
import { id, instant } from './common.ts'

/** Sensors on their way to firms. */

export const order = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  siteId: id,
  site: z.string(),
  state: z.enum(ORDER_STATES),
  deviceType: z.enum(DEVICE_TYPES).nullable().describe('Null until it is chosen'),
  needsSwitch: z.enum(SWITCH_NEEDS),
  round: z.int().describe('How often a box was made ready'),
  carrier: z.string().nullable(),
  parcelNumber: z.string().nullable(),
  sensorId: id.nullable().describe('What the box has become'),
  computers: z.int().nullable().describe('How many were seen when its check was passed'),
  movedAt: instant,
})

export const orderWithSteps = order.extend({
  steps: z.array(
    z.strictObject({ step: z.string(), at: instant, by: z.string(), parcelNumber: z.string().optional() }),
  ),
})

export const orderBegun = z.strictObject({ siteId: id, firmId: id, state: z.literal('beginning') })
