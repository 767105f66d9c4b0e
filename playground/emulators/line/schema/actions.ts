import * as z from 'zod'
import { graphemes, linkUri, utf16 } from './text.ts'

/** Where an action stands decides its label and which kinds are allowed. */
interface Place {
  labelMax: number
  isLabelRequired: boolean
  isQuickReply?: boolean
  isRichMenu?: boolean
}

const shared = {
  message: { text: graphemes(300) },
  clipboard: { clipboardText: utf16(1000) },
  uri: { uri: linkUri, altUri: z.strictObject({ desktop: linkUri }).optional() },
  datetimepicker: {
    data: utf16(300),
    mode: z.enum(['date', 'time', 'datetime']),
    initial: z.string().optional(),
    max: z.string().optional(),
    min: z.string().optional(),
  },
  postback: {
    data: utf16(300),
    displayText: graphemes(300).optional(),
    text: graphemes(300).optional(),
    inputOption: z.enum(['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice']).optional(),
    fillInText: graphemes(300).optional(),
  },
}

function actionsFor(place: Place) {
  const label = place.isLabelRequired ? graphemes(place.labelMax) : graphemes(place.labelMax).optional()
  const usual = [
    z.strictObject({ type: z.literal('message'), label, ...shared.message }),
    z.strictObject({ type: z.literal('clipboard'), label, ...shared.clipboard }),
    z.strictObject({ type: z.literal('uri'), label, ...shared.uri }),
    z.strictObject({ type: z.literal('datetimepicker'), label, ...shared.datetimepicker }),
    z.strictObject({ type: z.literal('postback'), label, ...shared.postback }).superRefine(postbackAgrees),
  ] as const
  const device = ['camera', 'cameraRoll', 'location'].map((type) => z.strictObject({ type: z.literal(type), label }))
  const menuSwitch = z.strictObject({
    type: z.literal('richmenuswitch'),
    label,
    richMenuAliasId: utf16(32),
    data: utf16(300),
  })
  return z.discriminatedUnion('type', [
    ...usual,
    ...(place.isQuickReply ? device : []),
    ...(place.isRichMenu ? [menuSwitch] : []),
  ])
}

function postbackAgrees(
  action: {
    displayText?: string | undefined
    text?: string | undefined
    inputOption?: string | undefined
    fillInText?: string | undefined
  },
  context: z.RefinementCtx,
) {
  if (action.displayText !== undefined && action.text !== undefined)
    context.addIssue({ code: 'custom', path: ['text'], message: 'displayText and text cannot be used together' })
  if (action.fillInText !== undefined && action.inputOption !== 'openKeyboard')
    context.addIssue({ code: 'custom', path: ['fillInText'], message: 'fillInText needs inputOption openKeyboard' })
}

export const quickReplyAction = actionsFor({ labelMax: 20, isLabelRequired: true, isQuickReply: true })
export const templateAction = actionsFor({ labelMax: 20, isLabelRequired: true })
/** The tap on a template's picture and text: it shows no label. */
export const templateDefaultAction = actionsFor({ labelMax: 20, isLabelRequired: false })
export const imageCarouselAction = actionsFor({ labelMax: 12, isLabelRequired: false })
export const richMenuAction = actionsFor({ labelMax: 20, isLabelRequired: false, isRichMenu: true })
export const flexButtonAction = actionsFor({ labelMax: 40, isLabelRequired: true })
export const flexAction = actionsFor({ labelMax: 40, isLabelRequired: false })
