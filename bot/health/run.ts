import type { Coming } from '../recurrence.ts'
import { runLane } from './lanes.ts'

/** A month of a region is drafted. */
export const healthRunOf = (regionId: string): Coming => ({
  ...{ kind: 'health-run', key: runLane(regionId), lane: runLane(regionId) },
  ...{ regionId, firmId: null, says: { command: 'draft' } },
})
