import { enter, type Tx } from '#db/door.ts'
import { findMeeting } from '#db/meetings.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { guestsOfMeeting } from '#db/sign-ups.ts'
import type { Meeting } from '#engine/meeting.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import { FEEDBACK_QUESTIONS } from '#engine/sign-up.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { cancelPart, feedbackParts, meetingText } from '../recruiting/meeting-message.ts'
import { meetingOfLane } from '../recruiting/meeting-times.ts'

/** Everybody who has signed up is told of it the day before, that it does not take place, or after all does, and asked how it was. */
export async function meeting(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { command } = job.payload as { command: string }
  const found = await findMeeting(tx, meetingOfLane(job.lane))
  const says = MESSAGES[command]
  if (!found || !says || (found.cancelledAt !== null) !== (command === 'tell-cancelled')) return
  const region = await regionOf(tx, found.regionId)
  const guests = await guestsOfMeeting(tx, found.id)
  const told = command === 'ask' ? guests.filter(({ hasCome }) => hasCome) : guests
  const [fallback, ...parts] = says(found)
  const entries = told.map(
    ({ platform, account, userId }): OutboxEntry => ({
      ...{ id: app.newUuid(), regionId: region.id, firmId: null, subject: job.lane, locale: region.locale },
      ...{ to: { platform, account, address: userId }, priority: 'conversation' },
      message: { purpose: 'answer', fallback, parts: [paragraph(fallback), ...parts] },
    }),
  )
  await enter(tx, { kind: 'system' })
  await enqueue(tx, entries)
}

const MESSAGES: Readonly<Record<string, (found: Meeting) => [Text, ...Part[]]>> = {
  remind: (found) => [{ key: 'meeting.remind' }, paragraph(meetingText(found)), cancelPart(found)],
  'tell-cancelled': (found) => [{ key: 'meeting.refused.cancelled' }, paragraph(meetingText(found))],
  'tell-restored': (found) => [{ key: 'meeting.restored' }, paragraph(meetingText(found)), cancelPart(found)],
  ask: (found) => [{ key: 'meeting.feedback.ask' }, ...feedbackParts(found, FEEDBACK_QUESTIONS[0])],
}
