import type { SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { arm, armOnce, type Timer } from '#db/timers.ts'
import { type Asking, nextCheckAt } from '#engine/monthly-check.ts'
import { OPERATION } from '../content/questionnaires/operation.ts'
import type { FlowContext } from '../flow.ts'
import { type DialogueInput, dialogueLane, type Turn } from './work.ts'

export type Place = Pick<SessionKey, 'regionId' | 'firmId'>

export const checkKey = ({ regionId, firmId }: Place): SessionKey => ({
  ...{ regionId, firmId, questionnaire: OPERATION.id, personId: '' },
})

/** In the lane of the check itself, so that an answer and the next asking come one after the other. */
function timerFor(place: Place, { dueAt, since, unanswered }: Asking & { dueAt: number }): Timer {
  const payload: Asking = { since, unanswered }
  return {
    key: `monthly-check:${place.firmId}`,
    dueAt,
    lane: dialogueLane(checkKey(place)),
    kind: 'monthly-check',
    payload,
    ...place,
  }
}

const afresh = ({ calendar, now }: Pick<FlowContext, 'calendar' | 'now'>): Asking & { dueAt: number } => {
  const dueAt = nextCheckAt(calendar, now)
  return { dueAt, since: dueAt, unanswered: 0 }
}

/** Somebody of the firm is here: from now on it is asked month by month. */
export const askMonthly = (tx: Tx, app: FlowContext, place: Place): Promise<void> =>
  armOnce(tx, timerFor(place, afresh(app)))

export const askNext = (tx: Tx, place: Place, next: Asking & { dueAt: number }): Promise<void> =>
  arm(tx, timerFor(place, next))

/** Whoever begins the check, or answers something of it, wants to be asked again. Nobody is reminded within the month. */
export async function heardOfCheck(
  tx: Tx,
  app: FlowContext,
  place: Place,
  { input }: DialogueInput,
  { events }: Turn,
): Promise<void> {
  const isWanted = input.kind === 'begin' || events.some(({ kind }) => kind === 'answered')
  if (isWanted) await askNext(tx, { regionId: place.regionId, firmId: place.firmId }, afresh(app))
}
