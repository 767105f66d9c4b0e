import type { FastifyInstance } from 'fastify'
import type { Tx } from '#db/door.ts'
import { findRegion } from '#db/regions.ts'
import { coverageShare, daysOf } from '#db/sensor-days.ts'
import { findSensor } from '#db/sensors.ts'
import { sayText } from '../../say.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn } from './shapes.ts'

/** How a sensor fares: a chamber may look after those of its own region. */
export function sensorRoutes(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary: 'A sensor, and how it fared in the last seven days',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.sensorHealth },
  })
  server.get('/sensors/:id', { schema }, async (request) => {
    const id = idIn(request.params)
    const health = await db.transaction(scopeOf(request), (tx) => healthOf(tx, id, now()))
    if (!health) throw new Problem(404, 'Not found', 'There is no such sensor.')
    return health
  })
}

const DAYS = 7

async function healthOf(tx: Tx, id: string, now: number): Promise<object | undefined> {
  const sensor = await findSensor(tx, id)
  const region = sensor && (await findRegion(tx, sensor.regionId))
  if (!region) return undefined
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(region.timezone).toPlainDate()
  const [from, until] = [today.subtract({ days: DAYS - 1 }).toString(), today.toString()]
  const days = await daysOf(tx, id, { from, until, now })
  const statusName = sayText({ key: `operations.sensor.status.${sensor.status}` }, region)
  return { ...withInstants(sensor), statusName, coverage: coverageShare(days), days }
}
