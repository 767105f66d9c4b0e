import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { firmId, regionId } from './columns.ts'
import { sensors } from './organisation.ts'

const sensorId = () =>
  text('sensor_id')
    .notNull()
    .references(() => sensors.id)

/** The latest that each box said of itself (engine/heartbeat.ts); what it said before is kept nowhere. */
export const sensorBeats = pgTable('sensor_beats', {
  sensorId: sensorId().primaryKey(),
  regionId: regionId(),
  firmId: firmId(),
  beat: jsonb('beat').notNull(),
})

/** Whom a sensor saw, in slots of five minutes (engine/sight.ts): for a day. */
export const sensorSights = pgTable(
  'sensor_sights',
  {
    sensorId: sensorId(),
    slot: integer('slot').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    sight: jsonb('sight').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sensorId, table.slot] })],
)

/** What a firm has set of its box (engine/sensor-config.ts). Without a row it is as it came. */
export const sensorConfigs = pgTable(
  'sensor_configs',
  {
    sensorId: sensorId().primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    /** What the events add up to. */
    config: jsonb('config').notNull(),
  },
  (table) => [index('sensor_configs_firm').on(table.firmId)],
)

/** Only ever added to. */
export const sensorConfigEvents = pgTable(
  'sensor_config_events',
  {
    sensorId: text('sensor_id')
      .notNull()
      .references(() => sensorConfigs.sensorId),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sensorId, table.seq] })],
)
