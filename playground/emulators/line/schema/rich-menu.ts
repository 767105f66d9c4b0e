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
