import type { FormValues } from '#adapters/adapter.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Message, type Option, type Text, withOption } from '#engine/message.ts'
import type { Speaking } from '../speaking.ts'
import type { CaseWork } from './work.ts'

/** A tap, typed answer or submitted form about a case, as the chat flow hands it on; authority was checked there. */
export interface CaseCommand {
  command: string
  /** `isByNotice`: it was pressed in the notice itself. */
  params: { revision?: number; text?: string; person?: string; isByNotice?: boolean }
  by: Speaking
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
  values?: FormValues
  /** By somebody outside the firm and the staff, who must be answered in their own chat. */
  isOutside?: boolean
  /** The way back to a questionnaire that this came in between. */
  resume?: Option
}

export type CommandFlow = (work: CaseWork, command: CaseCommand) => Promise<void> | void

export const personOf = ({ personId, name }: PersonRef): PersonRef => ({ personId, name })

/** Answers the person who tapped: free of charge on LINE while the reply token is fresh, in the case's thread where the staff's channels are. */
export function answerTapper(work: CaseWork, command: CaseCommand, message: Message): void {
  const { staff } = work.app.config
  const isThere = command.by.platform === staff.platform && command.by.account === staff.account
  if (isThere && !command.isOutside) return work.toThread(message)
  const { replyToken, replyUntil, resume } = command
  work.toContact(
    command.by,
    resume ? { ...message, parts: withOption(message.parts, resume) } : message,
    'conversation',
    replyToken && replyUntil ? { reply: { token: replyToken, until: replyUntil } } : {},
  )
}

export function plainAnswer(text: Text, ...parts: Message['parts']): Message {
  return { purpose: 'answer', fallback: text, parts: [{ kind: 'paragraph', text }, ...parts] }
}
