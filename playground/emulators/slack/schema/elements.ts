import * as z from 'zod'
import {
  actionId,
  anyOption,
  chars,
  confirm,
  focus,
  optionGroup,
  placeholder,
  plainOption,
  plainText,
  style,
  url,
} from './text.ts'

/** Block Kit elements, closed: an unknown property is an error. Limits from the SDK's own types (@slack/types 3.2). */
const dispatchConfig = z
  .strictObject({
    trigger_actions_on: z
      .array(z.enum(['on_enter_pressed', 'on_character_entered']))
      .min(1)
      .optional(),
  })
  .optional()
const acts = { action_id: actionId }
const asks = { ...acts, confirm, focus_on_load: focus }
const types = { ...acts, placeholder, focus_on_load: focus, dispatch_action_config: dispatchConfig }
const label75 = chars(75).optional()
const selectable = { ...asks, placeholder }
const many = { max_selected_items: z.number().int().min(1).optional() }

const button = z.strictObject({
  type: z.literal('button'),
  ...acts,
  text: plainText(75),
  value: chars(2000).optional(),
  url: url.optional(),
  style,
  confirm,
  accessibility_label: label75,
})
const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...acts,
  text: plainText(75),
  workflow: z.looseObject({ trigger: z.looseObject({ url: z.string() }) }),
  style,
  confirm,
  accessibility_label: label75,
})
const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...acts,
  icon: z.string(),
  text: plainText(75),
  value: chars(2000).optional(),
  confirm,
  accessibility_label: label75,
  visible_to_user_ids: z.array(z.string()).optional(),
})
const feedback = z.strictObject({ text: plainText(75), accessibility_label: label75, value: chars(2000) })
const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  ...acts,
  positive_button: feedback,
  negative_button: feedback,
})

const oneOf = (type: string) =>
  z.strictObject({
    type: z.literal(type),
    ...asks,
    options: z.array(anyOption).min(1).max(10),
    initial_option: anyOption.optional(),
  })
const radio = oneOf('radio_buttons')
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...asks,
  options: z.array(anyOption).min(1).max(10),
  initial_options: z.array(anyOption).min(1).max(10).optional(),
})
const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...acts,
  confirm,
  options: z.array(plainOption).min(1).max(5),
})

const choices = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
}
const hasOneList = (value: { options?: unknown; option_groups?: unknown }) =>
  (value.options === undefined) !== (value.option_groups === undefined)
const oneList = { message: 'exactly one of options and option_groups must be given' }
const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...selectable, ...choices, initial_option: plainOption.optional() })
  .refine(hasOneList, oneList)
const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...selectable,
    ...many,
    ...choices,
    initial_options: z.array(plainOption).max(100).optional(),
  })
  .refine(hasOneList, oneList)

/** Lists that Slack fills itself: people, channels, or the app on demand. */
const filter = z.looseObject({}).optional()
const filled = (type: string, extra: z.ZodRawShape) =>
  z.strictObject({ type: z.literal(type), ...selectable, ...extra })
const respond = { response_url_enabled: z.boolean().optional() }
const someone = z.string().optional()
const several = z.array(z.string()).optional()
const filledSelects = [
  filled('users_select', { initial_user: someone }),
  filled('multi_users_select', { ...many, initial_users: several }),
  filled('conversations_select', {
    ...respond,
    filter,
    initial_conversation: someone,
    default_to_current_conversation: focus,
  }),
  filled('multi_conversations_select', {
    ...many,
    filter,
    initial_conversations: several,
    default_to_current_conversation: focus,
  }),
  filled('channels_select', { ...respond, initial_channel: someone }),
  filled('multi_channels_select', { ...many, initial_channels: several }),
  filled('external_select', {
    initial_option: plainOption.optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  filled('multi_external_select', {
    ...many,
    initial_options: z.array(plainOption).optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
]

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...asks,
  placeholder,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
})
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...asks,
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
})
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...asks,
  initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
})

const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...types,
  initial_value: chars(3000, 0).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
})
const line = (type: string) =>
  z.strictObject({ type: z.literal(type), ...types, initial_value: chars(3000, 0).optional() })
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...types,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
})
const fileInput = z.strictObject({
  type: z.literal('file_input'),
  ...acts,
  filetypes: z.array(z.string()).optional(),
  max_files: z.number().int().min(1).max(10).optional(),
})
const richTextInput = z.looseObject({ type: z.literal('rich_text_input'), ...types })

export const imageElement = z
  .strictObject({
    type: z.literal('image'),
    alt_text: chars(2000),
    image_url: url.optional(),
    slack_file: z.union([z.strictObject({ url: z.string() }), z.strictObject({ id: z.string() })]).optional(),
  })
  .refine((value) => (value.image_url === undefined) !== (value.slack_file === undefined), {
    message: 'image_url or slack_file is needed',
  })

const pickers = [datepicker, timepicker] as const
const selects = [staticSelect, multiStaticSelect, ...filledSelects] as const

export const buttonElement = button
export const actionsElement = z.discriminatedUnion('type', [
  button,
  workflowButton,
  checkboxes,
  radio,
  overflow,
  datetimepicker,
  richTextInput,
  ...pickers,
  ...selects,
])
export const accessory = z.discriminatedUnion('type', [
  button,
  workflowButton,
  checkboxes,
  radio,
  overflow,
  imageElement,
  ...pickers,
  ...selects,
])
export const inputElement = z.discriminatedUnion('type', [
  textInput,
  line('email_text_input'),
  line('url_text_input'),
  numberInput,
  fileInput,
  richTextInput,
  checkboxes,
  radio,
  datetimepicker,
  ...pickers,
  ...selects,
])
export const contextActionsElement = z.discriminatedUnion('type', [feedbackButtons, iconButton])
