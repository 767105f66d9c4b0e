import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { beatOf } from '#db/sensor-beats.ts'
import { configOf } from '#db/sensor-configs.ts'
import { findSensor, type Sensor } from '#db/sensors.ts'
import { findSite } from '#db/sites.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Interface, talking } from '#engine/heartbeat.ts'
import { FIRST_CONFIG, type SensorConfig } from '#engine/sensor-config.ts'
import { regionOf } from '../dialogue/work.ts'

/** Everything that the settings of a box are decided and shown by. */
export interface ConfigFile {
  sensor: Sensor
  config: SensorConfig
  /** By which it reaches us, as it last said. */
  talks: Interface | undefined
  firm: Firm
  site: string
  region: Region
  /** Of the firm, whom LINE reaches. */
  contacts: Contact[]
  /** Who asked for the change. */
  asker: PersonRef | undefined
}

export async function configFile(
  tx: Tx,
  sensorId: string,
  find: typeof configOf = configOf,
): Promise<ConfigFile | undefined> {
  const sensor = await findSensor(tx, sensorId)
  const firm = sensor && (await findFirm(tx, sensor.firmId))
  if (!firm) return undefined
  const [config, beat] = [(await find(tx, sensorId)) ?? FIRST_CONFIG, await beatOf(tx, sensorId)]
  return {
    ...{ sensor, config, talks: beat && talking(beat), firm, asker: config.change?.by },
    site: (await findSite(tx, sensor.siteId))?.name ?? '',
    region: await regionOf(tx, sensor.regionId),
    contacts: (await contactsOf(tx, firm.id)).filter(isOnLine),
  }
}
