import { customType, text, timestamp } from 'drizzle-orm/pg-core'

/** The tenant columns that row-level security goes by; every table that holds a firm's data has both. */
export const regionId = () => text('region_id').notNull()
export const firmId = () => text('firm_id').notNull()
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** A day's slots of five minutes, one bit each: 288, and twelve more where clocks are set back. */
export const daySlots = customType<{ data: string }>({ dataType: () => 'bit(300)' })
