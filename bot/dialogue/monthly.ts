import type { SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { OPERATION } from '../content/questionnaires/operation.ts'
import type { FlowContext } from '../flow.ts'
import { beginAnew, type Coming } from '../recurrence.ts'
import { type DialogueInput, dialogueLane, type Turn } from './work.ts'

export type Place = Pick<SessionKey, 'regionId' | 'firmId'>

export const checkKey = ({ regionId, firmId }: Place): SessionKey => ({
  ...{ regionId, firmId, questionnaire: OPERATION.id, personId: '' },
})

/** A firm's monthly check: in the lane of the check itself, so that an answer and the next asking come one after the other. */
export const monthlyCheckOf = (place: Place, says = { unanswered: 0 }): Coming => ({
  ...{ kind: 'monthly-check', key: `monthly-check:${place.firmId}`, lane: dialogueLane(checkKey(place)), says },
  ...{ regionId: place.regionId, firmId: place.firmId },
})

/** Whoever begins the check, or answers something of it, wants to be asked again. Nobody is reminded within the month. */
export async function heardOfCheck(
  tx: Tx,
  app: FlowContext,
  place: Place,
  { input }: DialogueInput,
  { events }: Turn,
): Promise<void> {
  const isWanted = input.kind === 'begin' || events.some(({ kind }) => kind === 'answered')
  if (isWanted) await beginAnew(tx, app, monthlyCheckOf(place))
}
