import type { Tx } from '#db/door.ts'
import type { OfSensor } from '#db/sensor-days.ts'
import { lockSight, saveSight } from '#db/sensor-sights.ts'
import { isSameSight, joinedSights, NO_SIGHT, type Sight } from '#engine/sight.ts'

/** What is stored of whom a sensor sees, as far as this process knows: a row is written only when somebody new is seen. */
export interface Sights {
  /** What would be stored; undefined when it is already. */
  grown(sensorId: string, slot: number, sight: Sight): Sight | undefined
  /** It is stored, and committed. */
  remember(sensorId: string, slot: number, sight: Sight): void
}

const SENSORS_MAX = 10_000

export function createSights(): Sights {
  const stored = new Map<string, { slot: number; sight: Sight }>()
  const knownOf = (sensorId: string, slot: number): Sight => {
    const known = stored.get(sensorId)
    return known?.slot === slot ? known.sight : NO_SIGHT
  }
  return {
    grown(sensorId, slot, sight) {
      const known = knownOf(sensorId, slot)
      const joined = joinedSights([known, sight])
      return isSameSight(known, joined) ? undefined : joined
    },
    remember(sensorId, slot, sight) {
      stored.set(sensorId, { slot, sight })
      for (const oldest of stored.keys()) if (stored.size > SENSORS_MAX) stored.delete(oldest)
    },
  }
}

/** Beside what another node has stored. */
export async function keepSight(
  tx: Tx,
  sensor: OfSensor,
  { slot, sight }: { slot: number; sight: Sight },
): Promise<void> {
  const known = await lockSight(tx, sensor.sensorId, slot)
  await saveSight(tx, sensor, { slot, sight: known ? joinedSights([known, sight]) : sight })
}
