import { carriedOver } from './migration.ts'
import type { Respondent, SessionEvent } from './session.ts'

type AnsweredEvent = Extract<SessionEvent, { kind: 'answered' }>

export interface TakenBack {
  /** The place of the event whose words are blanked, from 0, and what stands there now. */
  blanked: { index: number; event: AnsweredEvent }
  /** Of each question that it still answers: it has no answer any more, and is asked again. None where all is finished. */
  undone: SessionEvent[]
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
  const { value } = said
  const event: AnsweredEvent = { ...said, value: value.kind === 'text' ? { kind: 'text', text: '' } : value }
  const isOver = events.some(({ kind }) => kind === 'finished')
  const standing = isOver ? [] : answeredBy(said, events.slice(index + 1))
  return {
    blanked: { index, event },
    undone: standing.map((question) => ({ kind: 'unsent', question, at, by })),
  }
}

/** The questions that an answer still answers: a new version may have renamed its own, or made several of it. */
function answeredBy({ question, value }: AnsweredEvent, later: readonly SessionEvent[]): string[] {
  let places = new Map([[question, value]])
  for (const event of later)
    switch (event.kind) {
      case 'answered':
      case 'unsent':
        places.delete(event.question)
        break
      case 'emptied':
        places = new Map()
        break
      case 'migrated':
        places = new Map(
          [...places].flatMap(([id, old]) => [
            ...carriedOver(event.migration.questions[id] ?? { kind: 'removed' }, id, old),
          ]),
        )
    }
  return [...places.keys()]
}
