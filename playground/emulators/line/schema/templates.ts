import * as z from 'zod'
import { imageCarouselAction, templateAction, templateDefaultAction } from './actions.ts'
import { color, graphemes, httpsUrl } from './text.ts'

const picture = {
  imageAspectRatio: z.enum(['rectangle', 'square']).optional(),
  imageSize: z.enum(['cover', 'contain']).optional(),
}

/** A title or a picture leaves less room for the text. */
function roomLeft(textMax: number, textMaxBeside: number) {
  const beside = graphemes(textMaxBeside)
  const alone = graphemes(textMax)
  return (
    card: { text: string; title?: string | undefined; thumbnailImageUrl?: string | undefined },
    context: z.RefinementCtx,
  ) => {
    const isBeside = card.title !== undefined || card.thumbnailImageUrl !== undefined
    const issue = (isBeside ? beside : alone).safeParse(card.text).error?.issues[0]
    if (issue) context.addIssue({ code: 'custom', path: ['text'], message: issue.message })
  }
}

const card = {
  thumbnailImageUrl: httpsUrl.optional(),
  imageBackgroundColor: color.optional(),
  title: graphemes(40).optional(),
  text: z.string(),
  defaultAction: templateDefaultAction.optional(),
}

const buttons = z
  .strictObject({ type: z.literal('buttons'), ...card, ...picture, actions: z.array(templateAction).min(1).max(4) })
  .superRefine(roomLeft(160, 60))

const confirm = z.strictObject({
  type: z.literal('confirm'),
  text: graphemes(240),
  actions: z.array(templateAction).min(2).max(2),
})

const column = z
  .strictObject({ ...card, actions: z.array(templateAction).min(1).max(3) })
  .superRefine(roomLeft(120, 60))

const carousel = z
  .strictObject({ type: z.literal('carousel'), columns: z.array(column).min(1).max(10), ...picture })
  .refine((value) => new Set(value.columns.map((each) => each.actions.length)).size === 1, {
    path: ['columns'],
    message: 'The number of actions must be the same in all columns',
  })

const imageCarousel = z.strictObject({
  type: z.literal('image_carousel'),
  columns: z
    .array(z.strictObject({ imageUrl: httpsUrl, action: imageCarouselAction }))
    .min(1)
    .max(10),
})

export const template = z.discriminatedUnion('type', [buttons, confirm, carousel, imageCarousel])
