import type { Coming } from './recurrence.ts'

/** A region's daily look at what of its programme is late. */
export const programmeDayOf = (regionId: string): Coming => ({
  ...{ kind: 'programme-day', key: `programme-day:${regionId}`, lane: `programme-day:${regionId}` },
  ...{ regionId, firmId: null, says: {} },
})
