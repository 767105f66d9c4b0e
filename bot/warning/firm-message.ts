import type { Message, Option } from '#engine/message.ts'
import type { WarningBody } from '#engine/warning.ts'
import { warningParts } from './parts.ts'

/** What a firm's people read, with their answers below. */
export const warningMessage = (body: WarningBody, options: Option[]): Message => ({
  purpose: 'follow-up',
  fallback: { typed: body.first },
  parts: [...warningParts(body), { kind: 'choice', lasts: 'durable', options }],
})
