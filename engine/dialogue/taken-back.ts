import type { Respondent, SessionEvent } from './session.ts'

type AnsweredEvent = Extract<SessionEvent, { kind: 'answered' }>

export interface TakenBack {
  /** The place of the event whose words are blanked, from 0, and what stands there now. */
  blanked: { index: number; event: AnsweredEvent }
  /** The answer is none any more, and is asked for again. Left out where another one has replaced it, or all is finished. */
  undone?: SessionEvent
}

/**
 * Somebody took back, in their chat, the message that was an answer: its words go from where they were kept, and what still
 * stands of it is undone. A result that was told stays told.
 */
export function takenBack(
  events: readonly SessionEvent[],
  messageId: string,
  at: number,
  by: Respondent,
): TakenBack | undefined {
  const index = events.findIndex((event) => event.kind === 'answered' && event.messageId === messageId)
  const said = events[index]
  if (said?.kind !== 'answered') return undefined
  const { value, question } = said
  const event: AnsweredEvent = { ...said, value: value.kind === 'text' ? { kind: 'text', text: '' } : value }
  const isReplaced = events.slice(index + 1).some((later) => later.kind === 'answered' && later.question === question)
  const isOver = events.some(({ kind }) => kind === 'finished')
  return {
    blanked: { index, event },
    ...(!isReplaced && !isOver && { undone: { kind: 'unsent', question, at, by } }),
  }
}
