import { blankEvent, eventsOf, saveSession, sessionOfMessage } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { replay } from '#engine/dialogue/session.ts'
import { takenBack } from '#engine/dialogue/taken-back.ts'
import type { DialogueInput } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/**
 * The message that was an answer was taken back. Nothing is said: the next word in the questionnaire shows the question again.
 */
export async function dialogueUnsent(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { messageId, by } = job.payload as Pick<DialogueInput, 'by'> & { messageId: string }
  const stored = await sessionOfMessage(tx, { firmId: job.firmId ?? '', messageId })
  if (!stored) return
  const events = await eventsOf(tx, stored.id)
  const { personId, name } = by
  const taken = takenBack(events, messageId, app.now, { personId, name })
  if (!taken) return
  const { blanked, undone } = taken
  await blankEvent(tx, stored.id, blanked.index + 1, blanked.event)
  const session = replay([...events.with(blanked.index, blanked.event), ...undone])
  await saveSession(tx, { ...stored, session }, undone)
}
