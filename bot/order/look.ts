import { lastFinished } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { beatOf } from '#db/sensor-beats.ts'
import { latestHour } from '#db/sensor-hours.ts'
import { sightsSince } from '#db/sensor-sights.ts'
import { findSensor } from '#db/sensors.ts'
import { slotOf } from '#engine/coverage.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import { type LiveVerdict, liveCheck } from '#engine/live-check.ts'
import { joinedSights } from '#engine/sight.ts'

/** A quarter of an hour, the slot that has just begun among it. */
const SLOTS = 3
/** Of an hour that ended before the box was put right nothing more is said. */
const LOSSES_MS = 2 * 3_600_000

/** How a sensor does right now, from what it has really sent. */
export async function lookAt(tx: Tx, sensorId: string, now: number): Promise<LiveVerdict> {
  const sensor = await findSensor(tx, sensorId)
  if (!sensor) throw new Error(`sensor ${sensorId} is not there`)
  const { regionId, firmId, lastSeenAt } = sensor
  const hour = await latestHour(tx, { regionId, firmId, sensorId }, now - LOSSES_MS)
  return liveCheck({
    ...{ now, beat: await beatOf(tx, sensorId), linesAt: lastSeenAt },
    sight: joinedSights(await sightsSince(tx, sensorId, slotOf(now) - SLOTS + 1)),
    lostShare: hour?.lostShare ?? null,
    declared: await declaredIn(tx, { regionId, firmId }),
  })
}

/** What was said about the wiring comes before what the register says. */
async function declaredIn(tx: Tx, firm: { regionId: string; firmId: string }): Promise<number | null> {
  const done = await lastFinished(tx, { ...firm, questionnaire: 'setup', personId: '' })
  const said = done && valuesOf(done.session).get('pcs')
  return said?.kind === 'number' ? said.number : ((await findFirm(tx, firm.firmId))?.pcs ?? null)
}
