import { forgetSightings, joinSightings } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { dayOfTraffic } from '#engine/traffic.ts'
import type { SensorDevices } from './desk.ts'

/** Two months: as long as a case may be looked into. */
const KEPT_MS = 62 * 86_400_000

/** What sensors told of devices is kept; answers with the addresses of which something new is known. */
export async function keepDevices(
  tx: Tx,
  firm: { regionId: string; firmId: string },
  { devices, at }: { devices: readonly SensorDevices[]; at: number },
): Promise<string[]> {
  if (devices.length === 0) return []
  const told: string[] = []
  for (const { sensorId, sightings } of devices)
    told.push(...(await joinSightings(tx, { ...firm, sensorId }, sightings)))
  await forgetSightings(tx, firm.firmId, dayOfTraffic(at - KEPT_MS))
  return told
}
