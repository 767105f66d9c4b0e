import type { SessionKey } from '#db/dialogues.ts'
import type { Focus, FocusKey } from '#engine/chat.ts'
import { placeOf, seatOf } from '#engine/dialogue/session.ts'
import { markOf } from './tokens.ts'
import type { DialogueInput, Turn } from './work.ts'

/** What the chat must know to bring the next word here: which session, and where it stands. */
export function focusOf(
  key: SessionKey,
  { by }: Pick<DialogueInput, 'by'>,
  { stored, questionnaire }: Turn,
): Focus | { over: FocusKey } {
  const { session } = stored
  if (session.state === 'finished') return { over: key }
  const { asked } = seatOf(session, by)
  const { number, total } = placeOf(questionnaire, session, asked ?? '')
  return { ...key, mark: markOf(stored.id), isPaused: session.state !== 'open', number, total }
}
