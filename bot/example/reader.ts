import type { Tx } from '#db/door.ts'
import { arm, armOnce, type Timer } from '#db/timers.ts'
import { nextSendingAt, type Sending } from '#engine/monthly-example.ts'
import type { FlowContext } from '../flow.ts'
import { readerLane } from './lanes.ts'

export interface Place {
  regionId: string
  firmId: string
}

type NextSending = Sending & { dueAt: number }

/** In the lane of all that the firm is shown, so that 「いらない」 and the next sending come one after the other. */
function timerFor(place: Place, { dueAt, since, isUnwanted }: NextSending): Timer {
  return {
    ...{ key: `monthly-example:${place.firmId}`, dueAt, lane: readerLane(place.firmId), kind: 'example-read' },
    ...{ payload: { command: 'send', sending: { since, isUnwanted } }, ...place },
  }
}

const afresh = ({ calendar, now }: FlowContext, isUnwanted: boolean): NextSending => {
  const dueAt = nextSendingAt(calendar, now)
  return { dueAt, since: dueAt, isUnwanted }
}

/** Somebody of the firm is here: from now on it is sent one a month, as long as there is one. */
export const sendMonthly = (tx: Tx, app: FlowContext, place: Place): Promise<void> =>
  armOnce(tx, timerFor(place, afresh(app, false)))

export const sendNext = (tx: Tx, place: Place, next: NextSending): Promise<void> => arm(tx, timerFor(place, next))

/** 「いらない」 ends it, and 「事例」 brings it again. */
export const wantMonthly = (tx: Tx, app: FlowContext, place: Place, isWanted: boolean): Promise<void> =>
  sendNext(tx, place, afresh(app, !isWanted))
