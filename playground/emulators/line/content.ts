import type { Answer } from '../api-server.ts'
import { notFound, refuse } from './errors.ts'
import type { LineSide } from './side.ts'

/** What a person sent, as the data host gives it out: 410 when they took it back, 404 when it is kept no longer. */
export function content({ state }: LineSide, messageId: string): Answer {
  if (isUnsent(state, messageId)) return refuse(410, 'Gone')
  const found = state.contents[messageId]
  if (!found) return notFound()
  if (found.preparing) {
    found.preparing -= 1
    return { status: 202, body: {} }
  }
  const bytes = Buffer.from(found.base64, 'base64')
  const rest = Buffer.alloc(Math.max(0, (found.sizeBytes ?? 0) - bytes.length))
  return { status: 200, headers: { 'content-type': found.type }, body: Buffer.concat([bytes, rest]) }
}

const isUnsent = ({ chats }: LineSide['state'], messageId: string): boolean =>
  Object.values(chats).some((chat) => chat.some((item) => item.messageId === messageId && item.isUnsent))
