import type { Tx } from '#db/door.ts'
import { addMeeting } from '#db/meetings.ts'
import { findRegion } from '#db/regions.ts'
import { arm, disarm } from '#db/timers.ts'
import { canonicalCode } from '#engine/enrolment.ts'
import type { Meeting } from '#engine/meeting.ts'
import { reminderAt } from '#engine/sign-up.ts'
import { newInviteCode } from '../secrets.ts'

const PREFIX = 'meeting:'
export const meetingLane = (id: string): string => `${PREFIX}${id}`
export const meetingOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** One that is still to come is signed up to by its codes, and whoever does is reminded of it. */
export async function callMeeting(
  tx: Tx,
  told: Omit<Meeting, 'code' | 'doorCode' | 'closedAt' | 'cancelledAt'>,
  now: number,
): Promise<Meeting> {
  const isToCome = told.startsAt > now
  const newCode = (): string | null => (isToCome ? canonicalCode(newInviteCode()) : null)
  const meeting = { ...told, code: newCode(), doorCode: newCode(), closedAt: null, cancelledAt: null }
  await addMeeting(tx, meeting)
  if (isToCome) await armMeeting(tx, meeting, now)
  return meeting
}

/** Half an hour after it is over people are on their way. */
const FEEDBACK_AFTER_MS = 30 * 60_000

export async function armMeeting(tx: Tx, { id, regionId, startsAt, endsAt }: Meeting, now: number): Promise<void> {
  const region = await findRegion(tx, regionId)
  const remindAt = reminderAt(startsAt, region?.timezone ?? 'Asia/Tokyo')
  if (remindAt > now) await armIn(tx, { id, regionId }, 'remind', remindAt)
  await armIn(tx, { id, regionId }, 'ask', endsAt + FEEDBACK_AFTER_MS)
}

export const disarmMeeting = (tx: Tx, id: string): Promise<void> => disarm(tx, `${meetingLane(id)}:`)

function armIn(
  tx: Tx,
  { id, regionId }: Pick<Meeting, 'id' | 'regionId'>,
  command: string,
  dueAt: number,
): Promise<void> {
  const lane = meetingLane(id)
  const said = { key: `${lane}:${command}`, dueAt, lane, kind: 'meeting', payload: { command } }
  return arm(tx, { ...said, regionId, firmId: null })
}
