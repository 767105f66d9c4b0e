import type { ConsultationChannel } from '#engine/consultation.ts'

const CALL = /^\s*(?:(電話|phone|call)|(メール|めーる|e?-?mail))(?:\s+(.+))?$/iu

/** `/otasuke 電話 佐々木水産`: a call or a mail is to be written down. */
export function callMeant(text: string): { channel: ConsultationChannel; firm: string } | undefined {
  const [, phone, mail, firm = ''] = CALL.exec(text.normalize('NFKC')) ?? []
  if (phone === undefined && mail === undefined) return undefined
  return { channel: mail === undefined ? 'phone' : 'mail', firm: firm.trim() }
}
