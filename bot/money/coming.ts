import type { Coming } from '../recurrence.ts'

const lane = (regionId: string): string => `money:${regionId}`

/** A region's month is closed. */
export const monthCloseOf = (regionId: string): Coming => ({
  ...{ kind: 'month-close', key: `month-close:${regionId}`, lane: lane(regionId), regionId, firmId: null, says: {} },
})

/** It is looked at which of a region's invoices are late. */
export const latePaymentsOf = (regionId: string): Coming => ({
  ...{
    kind: 'late-payments',
    key: `late-payments:${regionId}`,
    lane: lane(regionId),
    regionId,
    firmId: null,
    says: {},
  },
})
