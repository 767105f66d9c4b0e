import * as z from 'zod'
import { flexAction, flexButtonAction } from './actions.ts'
import { color, httpsUrl, utf16 } from './text.ts'

const spacing = z.string().regex(/^(none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?px)$/)
const padding = z.string().regex(/^(none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?(px|%))$/)
const offset = z.string().regex(/^(none|xs|sm|md|lg|xl|xxl|-?\d+(\.\d+)?(px|%))$/)
const length = z.string().regex(/^\d+(\.\d+)?(px|%)$/)
const textSize = z.string().regex(/^(xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|\d+(\.\d+)?px)$/)
const imageSize = z.string().regex(/^(xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full|\d+(\.\d+)?(px|%))$/)
const cornerRadius = z.string().regex(/^(none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?px)$/)
const borderWidth = z.string().regex(/^(none|light|normal|medium|semi-bold|bold|\d+(\.\d+)?px)$/)
const aspectRatio = z.string().regex(/^\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?$/)
const flex = z.number().int().min(0).optional()

const placed = {
  margin: spacing.optional(),
  position: z.enum(['relative', 'absolute']).optional(),
  offsetTop: offset.optional(),
  offsetBottom: offset.optional(),
  offsetStart: offset.optional(),
  offsetEnd: offset.optional(),
}
const align = z.enum(['start', 'end', 'center']).optional()
const gravity = z.enum(['top', 'bottom', 'center']).optional()
const lettered = {
  size: textSize.optional(),
  color: color.optional(),
  weight: z.enum(['regular', 'bold']).optional(),
  style: z.enum(['normal', 'italic']).optional(),
  decoration: z.enum(['none', 'underline', 'line-through']).optional(),
}

const span = z.strictObject({ type: z.literal('span'), text: utf16(2000), ...lettered })
const separator = z.strictObject({ type: z.literal('separator'), margin: spacing.optional(), color: color.optional() })
const filler = z.strictObject({ type: z.literal('filler'), flex })

const text = z
  .strictObject({
    type: z.literal('text'),
    flex,
    text: utf16(2000).optional(),
    contents: z.array(span).min(1).optional(),
    ...lettered,
    ...placed,
    align,
    gravity,
    wrap: z.boolean().optional(),
    lineSpacing: z
      .string()
      .regex(/^\d+(\.\d+)?px$/)
      .optional(),
    maxLines: z.number().int().min(0).optional(),
    adjustMode: z.literal('shrink-to-fit').optional(),
    scaling: z.boolean().optional(),
    action: flexAction.optional(),
  })
  .refine((value) => value.text !== undefined || value.contents !== undefined, {
    path: ['text'],
    message: 'must be non-empty text',
  })

const button = z.strictObject({
  type: z.literal('button'),
  flex,
  color: color.optional(),
  style: z.enum(['primary', 'secondary', 'link']).optional(),
  height: z.enum(['md', 'sm']).optional(),
  gravity,
  adjustMode: z.literal('shrink-to-fit').optional(),
  scaling: z.boolean().optional(),
  action: flexButtonAction,
  ...placed,
})

const image = z.strictObject({
  type: z.literal('image'),
  url: httpsUrl,
  flex,
  align,
  gravity,
  size: imageSize.optional(),
  aspectRatio: aspectRatio.optional(),
  aspectMode: z.enum(['fit', 'cover']).optional(),
  backgroundColor: color.optional(),
  animated: z.boolean().optional(),
  action: flexAction.optional(),
  ...placed,
})

const icon = z.strictObject({
  type: z.literal('icon'),
  url: httpsUrl,
  size: textSize.optional(),
  aspectRatio: aspectRatio.optional(),
  scaling: z.boolean().optional(),
  ...placed,
})

const boxLook = {
  type: z.literal('box'),
  flex,
  spacing: spacing.optional(),
  backgroundColor: color.optional(),
  borderColor: color.optional(),
  borderWidth: borderWidth.optional(),
  cornerRadius: cornerRadius.optional(),
  width: length.optional(),
  maxWidth: length.optional(),
  height: length.optional(),
  maxHeight: length.optional(),
  paddingAll: padding.optional(),
  paddingTop: padding.optional(),
  paddingBottom: padding.optional(),
  paddingStart: padding.optional(),
  paddingEnd: padding.optional(),
  justifyContent: z
    .enum(['center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'])
    .optional(),
  alignItems: z.enum(['center', 'flex-start', 'flex-end']).optional(),
  background: z
    .strictObject({
      type: z.literal('linearGradient'),
      angle: z.string().regex(/^\d+(\.\d+)?deg$/),
      startColor: color,
      endColor: color,
      centerColor: color.optional(),
      centerPosition: z
        .string()
        .regex(/^\d+(\.\d+)?%$/)
        .optional(),
    })
    .optional(),
  action: flexAction.optional(),
  ...placed,
}

/** A baseline box takes letters and icons only; the others take everything but icons. */
const box: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('layout', [
    z.strictObject({
      ...boxLook,
      layout: z.literal('baseline'),
      contents: z.array(z.discriminatedUnion('type', [icon, text, filler])),
    }),
    z.strictObject({ ...boxLook, layout: z.literal('horizontal'), contents: z.array(component) }),
    z.strictObject({ ...boxLook, layout: z.literal('vertical'), contents: z.array(component) }),
  ]),
)

const leaves = { button, image, text, separator, filler }
const component: z.ZodType = z.unknown().superRefine((value, context) => {
  const type = typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : ''
  const schema = type === 'box' ? box : leaves[type as keyof typeof leaves]
  if (!schema)
    return context.addIssue({
      code: 'custom',
      path: ['type'],
      message: 'Must be one of the following values: [box, button, image, text, separator, filler]',
    })
  for (const issue of schema.safeParse(value).error?.issues ?? []) context.addIssue({ ...issue } as never)
})

const video = z.strictObject({
  type: z.literal('video'),
  url: httpsUrl,
  previewUrl: httpsUrl,
  altContent: z.union([image, box]),
  aspectRatio: aspectRatio.optional(),
  action: flexAction.optional(),
})

const blockStyle = z.strictObject({
  backgroundColor: color.optional(),
  separator: z.boolean().optional(),
  separatorColor: color.optional(),
})

const bubbleShape = z
  .strictObject({
    type: z.literal('bubble'),
    size: z.enum(['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga']).optional(),
    direction: z.enum(['ltr', 'rtl']).optional(),
    header: box.optional(),
    hero: z.union([box, image, video]).optional(),
    body: box.optional(),
    footer: box.optional(),
    styles: z
      .strictObject({
        header: blockStyle.optional(),
        hero: blockStyle.optional(),
        body: blockStyle.optional(),
        footer: blockStyle.optional(),
      })
      .optional(),
    action: flexAction.optional(),
  })
  .refine((bubble) => bubble.header || bubble.hero || bubble.body || bubble.footer, {
    message: 'At least one block must be specified',
  })

/** The documents say 30 KB and 50 KB; the smaller reading of KB is enforced. */
const BUBBLE_BYTES_MAX = 30_000
const CAROUSEL_BYTES_MAX = 50_000
const fits = (bytesMax: number) => (value: unknown) => Buffer.byteLength(JSON.stringify(value)) <= bytesMax

const bubble = bubbleShape.refine(fits(BUBBLE_BYTES_MAX), { message: 'Bubble size must be less than 30KB' })
const carousel = z
  .strictObject({ type: z.literal('carousel'), contents: z.array(bubble).min(1).max(12) })
  .refine(fits(CAROUSEL_BYTES_MAX), { message: 'Carousel size must be less than 50KB' })

export const flexContainer = z.discriminatedUnion('type', [bubble, carousel])
