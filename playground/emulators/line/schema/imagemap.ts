import * as z from 'zod'
import { httpsUrl, linkUri, utf16 } from './text.ts'

const area = z.strictObject({
  x: z.number().int().min(0),
  y: z.number().int().min(0),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
})
const label = utf16(100).optional()

const action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), label, text: utf16(400), area }),
  z.strictObject({ type: z.literal('uri'), label, linkUri, area }),
  z.strictObject({ type: z.literal('clipboard'), label, clipboardText: utf16(1000), area }),
])

/** The parts of an imagemap message beside its type and altText. */
export const imagemap = {
  baseUrl: httpsUrl,
  baseSize: z.strictObject({ width: z.literal(1040), height: z.number().int().min(1) }),
  actions: z.array(action).min(1).max(50),
  video: z
    .strictObject({
      originalContentUrl: httpsUrl,
      previewImageUrl: httpsUrl,
      area,
      externalLink: z.strictObject({ linkUri, label: utf16(30) }).optional(),
    })
    .optional(),
}
