import type { Coming } from '../recurrence.ts'
import { readerLane } from './lanes.ts'

export interface Place {
  regionId: string
  firmId: string
}

/** A firm's monthly example: in the lane of all that it is shown, so that 「いらない」 and the next sending come one after the other. */
export const monthlyExampleOf = ({ regionId, firmId }: Place, sending = { isUnwanted: false }): Coming => ({
  ...{ kind: 'example-read', key: `monthly-example:${firmId}`, lane: readerLane(firmId) },
  ...{ regionId, firmId, says: { command: 'send', sending } },
})
