import type { messagingApi } from '@line/bot-sdk'
import type { Message, Option, Part } from '#engine/message.ts'
import type { Rendered } from '../adapter.ts'
import { Fitting } from '../fit.ts'
import { bubble } from './bubble.ts'

/** LINE's limits, counted in UTF-16 units (labels in graphemes, which are never more): platforms.md §1.2 of the reference. */
const LIMIT = { altText: 1500, text: 5000, quickReplies: 13, quickReplyLabel: 20, postbackData: 300, displayText: 300 }

/** Notices and anything with lasting buttons or facts become a Flex bubble; chatter stays plain text. */
export function render(message: Message<string>): Rendered {
  const fitting = new Fitting()
  const now = message.parts.flatMap((part) => (part.kind === 'choice' && part.lasts === 'now' ? part.options : []))
  const pictures = message.parts.filter(isOwnMessage).slice(0, PICTURES_MAX)
  const lasting = message.parts.filter(
    (part) => !(part.kind === 'choice' && part.lasts === 'now') && !isOwnMessage(part),
  )
  const body = [
    ...(isCard(lasting) ? flex(message, lasting, fitting) : plain(message, lasting, now, fitting)),
    ...pictures.map(({ url, preview }) => image(url, preview)),
  ]
  const last = body.at(-1)
  if (last && now.length > 0)
    last.quickReply = {
      items: fitting.first('quick replies', now, LIMIT.quickReplies).map((option) => quickReply(option, fitting)),
    }
  return { payload: body, degraded: fitting.degraded }
}

/** Beside the words: LINE takes five objects at once. */
const PICTURES_MAX = 4

type OwnImage = Extract<Part<string>, { kind: 'image' }> & { preview: string }
const isOwnMessage = (part: Part<string>): part is OwnImage => part.kind === 'image' && part.preview !== undefined

const image = (originalContentUrl: string, previewImageUrl: string): messagingApi.ImageMessage => ({
  ...{ type: 'image', originalContentUrl, previewImageUrl },
})

const isCard = (parts: readonly Part<string>[]): boolean => parts.some(({ kind }) => kind !== 'paragraph')

function flex(message: Message<string>, parts: readonly Part<string>[], fitting: Fitting): messagingApi.Message[] {
  const altText = fitting.text('altText', message.fallback, LIMIT.altText)
  return [{ type: 'flex', altText, contents: bubble(message.purpose, parts, fitting) }]
}

/** LINE on a PC shows no quick replies, so a question also stands as numbers that can be typed. */
function plain(
  message: Message<string>,
  parts: readonly Part<string>[],
  now: readonly Option<string>[],
  fitting: Fitting,
): messagingApi.Message[] {
  const paragraphs = parts.flatMap((part) => (part.kind === 'paragraph' ? [part.text] : []))
  const numbered = now.filter(({ isAside }) => !isAside).map((option, index) => `${index + 1}. ${option.label}`)
  const asides = now.filter(({ isAside }) => isAside).map(({ label }) => `[${label}]`)
  const blocks = [
    paragraphs.length > 0 ? paragraphs.join('\n\n') : message.fallback,
    ...(numbered.length > 0 ? [numbered.join('\n')] : []),
    ...(asides.length > 0 ? [asides.join(' ')] : []),
  ]
  const quoting = message.quotes === undefined ? {} : { quoteToken: message.quotes }
  return [{ type: 'text', text: fitting.text('text', blocks.join('\n\n'), LIMIT.text), ...quoting }]
}

function quickReply({ label, token }: Option<string>, fitting: Fitting): messagingApi.QuickReplyItem {
  const shown = fitting.text('quick reply', label, LIMIT.quickReplyLabel)
  return {
    type: 'action',
    action: {
      type: 'postback',
      label: shown,
      data: token.slice(0, LIMIT.postbackData),
      displayText: fitting.text('displayText', label, LIMIT.displayText),
    },
  }
}
