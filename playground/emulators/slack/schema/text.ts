import * as z from 'zod'

/** The unit is not documented; UTF-16 units are counted, the strictest reading (zod's own `max` counts code points). */
export const chars = (max: number, min = 1) =>
  z.string().refine((text) => text.length >= min && text.length <= max, {
    error: ({ input }) =>
      String(input).length > max
        ? `must be less than ${max + 1} characters`
        : `must be more than ${min - 1} characters`,
    abort: true,
  })

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: chars(max), emoji: z.boolean().optional() })
export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: chars(max), verbatim: z.boolean().optional() })
export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])

export const url = chars(3000).refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
  message: 'invalid URL',
})
export const blockId = chars(255).optional()
export const actionId = chars(255).optional()
export const style = z.enum(['primary', 'danger']).optional()

export const confirm = z
  .strictObject({
    title: plainText(100).optional(),
    text: anyText(300),
    confirm: plainText(30).optional(),
    deny: plainText(30).optional(),
    style,
  })
  .optional()

export const placeholder = plainText(150).optional()
export const focus = z.boolean().optional()

const optionRest = { value: chars(75).optional(), description: plainText(75).optional(), url: url.optional() }
export const plainOption = z.strictObject({ text: plainText(75), ...optionRest })
export const anyOption = z.strictObject({ text: anyText(75), ...optionRest })
export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(plainOption).min(1).max(100) })
