import * as z from 'zod'
import { quickReplyAction } from './actions.ts'
import { flexContainer } from './flex.ts'
import { imagemap } from './imagemap.ts'
import { template } from './templates.ts'
import { httpsUrl, utf16 } from './text.ts'

const common = {
  quickReply: z
    .strictObject({
      items: z
        .array(z.strictObject({ type: z.literal('action'), imageUrl: httpsUrl.optional(), action: quickReplyAction }))
        .min(1)
        .max(13),
    })
    .optional(),
  sender: z.strictObject({ name: utf16(20).optional(), iconUrl: httpsUrl.optional() }).optional(),
}
const quoteToken = z.string().optional()
/** 400 in older descriptions; 1500 today. */
const altText = utf16(1500)

const emoji = { productId: z.string().min(1), emojiId: z.string().min(1) }
const text = z.strictObject({
  type: z.literal('text'),
  text: utf16(5000),
  emojis: z
    .array(z.strictObject({ index: z.number().int().min(0), ...emoji }))
    .max(20)
    .optional(),
  quoteToken,
  ...common,
})

const mentionee = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('user'), userId: z.string() }),
  z.strictObject({ type: z.literal('all') }),
])
const substitution = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('mention'), mentionee }),
  z.strictObject({ type: z.literal('emoji'), ...emoji }),
])
const textV2 = z.strictObject({
  type: z.literal('textV2'),
  text: utf16(5000),
  substitution: z
    .record(z.string().min(1).max(20), substitution)
    .refine((value) => Object.keys(value).length <= 100, { message: 'Size must be between 0 and 100' })
    .optional(),
  quoteToken,
  ...common,
})

const sticker = z.strictObject({
  type: z.literal('sticker'),
  packageId: z.string(),
  stickerId: z.string(),
  quoteToken,
  ...common,
})
const media = { originalContentUrl: httpsUrl, previewImageUrl: httpsUrl }
const image = z.strictObject({ type: z.literal('image'), ...media, ...common })
const video = z.strictObject({
  type: z.literal('video'),
  ...media,
  trackingId: z.string().max(100).optional(),
  ...common,
})
const audio = z.strictObject({
  type: z.literal('audio'),
  originalContentUrl: httpsUrl,
  duration: z.number().int().min(1),
  ...common,
})
const location = z.strictObject({
  type: z.literal('location'),
  title: utf16(100),
  address: utf16(100),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  ...common,
})
const coupon = z.strictObject({
  type: z.literal('coupon'),
  couponId: z.string(),
  deliveryTag: z.string().max(30).optional(),
  ...common,
})

const message = z.discriminatedUnion('type', [
  text,
  textV2,
  sticker,
  image,
  video,
  audio,
  location,
  coupon,
  z.strictObject({ type: z.literal('imagemap'), ...imagemap, altText, ...common }),
  z.strictObject({ type: z.literal('template'), altText, template, ...common }),
  z.strictObject({ type: z.literal('flex'), altText, contents: flexContainer, ...common }),
])

const messages = z.array(message).min(1).max(5)
const notificationDisabled = z.boolean().optional()
const customAggregationUnits = z
  .array(z.string().regex(/^[a-zA-Z0-9_]{1,30}$/))
  .max(1)
  .optional()

export const pushBody = z.strictObject({
  to: z.string().min(1),
  messages,
  notificationDisabled,
  customAggregationUnits,
})
export const multicastBody = z.strictObject({
  to: z.array(z.string().min(1)).min(1).max(500),
  messages,
  notificationDisabled,
  customAggregationUnits,
})
export const replyBody = z.strictObject({ replyToken: z.string().min(1), messages, notificationDisabled })
export const validateBody = z.strictObject({ messages })
export const loadingBody = z.strictObject({
  chatId: z.string().min(1),
  loadingSeconds: z.number().int().min(5).max(60).multipleOf(5).optional(),
})
