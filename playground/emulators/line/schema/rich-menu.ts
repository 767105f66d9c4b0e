import * as z from 'zod'
import { richMenuAction } from './actions.ts'
import { graphemes } from './text.ts'

const bounds = z.strictObject({
  x: z.number().int().min(0),
  y: z.number().int().min(0),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
})

export const richMenuBody = z.strictObject({
  size: z
    .strictObject({ width: z.number().int().min(800).max(2500), height: z.number().int().min(250) })
    .refine((size) => size.width / size.height >= 1.45, { message: 'The aspect ratio must be 1.45 or more' }),
  selected: z.boolean(),
  name: graphemes(300),
  chatBarText: graphemes(14),
  areas: z.array(z.strictObject({ bounds, action: richMenuAction })).max(20),
})

const userIds = z
  .array(z.string().regex(/^U[0-9a-f]{32}$/, 'Invalid user ID'))
  .min(1)
  .max(500)

export const bulkLinkBody = z.strictObject({ richMenuId: z.string().min(1), userIds })
export const bulkUnlinkBody = z.strictObject({ userIds })
