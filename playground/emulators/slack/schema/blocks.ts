import * as z from 'zod'
import {
  accessory,
  actionsElement,
  buttonElement,
  contextActionsElement,
  imageElement,
  inputElement,
} from './elements.ts'
import { anyText, blockId, chars, mrkdwn, plainText, url } from './text.ts'

const block = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), block_id: blockId, ...shape })

const section = block('section', {
  text: anyText(3000).optional(),
  fields: z.array(anyText(2000)).min(1).max(10).optional(),
  accessory: accessory.optional(),
  expand: z.boolean().optional(),
}).refine((value) => value.text !== undefined || value.fields !== undefined, { message: 'text or fields is needed' })

const header = block('header', { text: plainText(150) })
const divider = block('divider', {})
const actions = block('actions', { elements: z.array(actionsElement).min(1).max(25) })
const context = block('context', {
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(3000), mrkdwn(3000)]))
    .min(1)
    .max(10),
})
const contextActions = block('context_actions', { elements: z.array(contextActionsElement).min(1).max(5) })
const image = block('image', {
  alt_text: chars(2000),
  title: plainText(2000).optional(),
  image_url: url.optional(),
  slack_file: z.looseObject({}).optional(),
}).refine((value) => (value.image_url === undefined) !== (value.slack_file === undefined), {
  message: 'image_url or slack_file is needed',
})
const input = block('input', {
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
})
const markdown = block('markdown', { text: chars(12_000) })
const richText = block('rich_text', {
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']),
    }),
  ),
})

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: chars(3000) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: chars(3000) }),
  richText,
])
const table = block('table', {
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
})
const video = block('video', {
  video_url: url,
  thumbnail_url: url,
  alt_text: chars(2000),
  title: plainText(200),
  title_url: url.optional(),
  author_name: chars(50).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: url.optional(),
  description: plainText(200).optional(),
})
const card = block('card', {
  hero_image: imageElement.optional(),
  icon: imageElement.optional(),
  title: mrkdwn(150).optional(),
  subtitle: mrkdwn(150).optional(),
  body: mrkdwn(200).optional(),
  actions: z.array(buttonElement).min(1).optional(),
})
const carousel = block('carousel', { elements: z.array(card).min(1).max(10) })
const file = block('file', { source: z.literal('remote'), external_id: z.string() })

const insideContainer = z.discriminatedUnion('type', [
  actions,
  context,
  divider,
  file,
  header,
  image,
  input,
  richText,
  section,
  table,
  video,
])
const container = block('container', {
  title: plainText(150).optional(),
  rich_text_title: richText.optional(),
  subtitle: anyText(150).optional(),
  child_blocks: z.array(insideContainer).min(1).max(10),
  width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
  icon: imageElement.optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
})

const everywhere = [section, header, divider, actions, context, image, input, richText, video] as const
const messageBlock = z.discriminatedUnion('type', [
  ...everywhere,
  contextActions,
  markdown,
  table,
  card,
  carousel,
  container,
  file,
])
const modalBlock = z.discriminatedUnion('type', [...everywhere, markdown, table])

export const messageBlocks = z.array(messageBlock).max(50)
const modalBlocks = z.array(modalBlock).min(1).max(100)

export const modalView = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  blocks: modalBlocks,
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  private_metadata: chars(3000, 0).optional(),
  callback_id: chars(255, 0).optional(),
  external_id: chars(255, 0).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
})
