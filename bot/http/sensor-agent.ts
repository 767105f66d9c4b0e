import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '#db/door.ts'
import { configOf } from '#db/sensor-configs.ts'
import type { Sensor } from '#db/sensors.ts'
import { FIRST_CONFIG, linesOf, type SensorConfig } from '#engine/sensor-config.ts'
import { type EnrolledBox, type EnrolOptions, enrolBox } from '../order/enrol.ts'
import { newToken } from '../secrets.ts'
import { heardBeat, wasFetched } from '../sensor-config/heard.ts'
import { Problem } from './problem.ts'
import { sensorBehind } from './sensor.ts'

export interface SensorAgentOptions extends Omit<EnrolOptions, 'now'> {
  db: Db
  /** Business time, epoch ms. */
  now: () => number
}

/** What a box has to say beside its log: who it is, how it does, and which settings it shall have. */
export function sensorAgentDoor(server: FastifyInstance, options: SensorAgentOptions): void {
  enrolRoute(server, options)
  configRoute(server, options)
  heartbeatRoute(server, options)
}

/** Read before it is known who sends it. */
const SHORT = { bodyLimit: 65_536 }

const visible = (length: number) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/u)
    .max(length)

const ENROL = z.object({ code: z.string().min(1).max(40) })

const REFUSALS: Readonly<Record<Extract<EnrolledBox, { kind: 'refused' }>['reason'], Problem>> = {
  unknown: new Problem(401, 'Wrong code', 'No box has this code. It is printed on the kitting sheet: XXXX-XXXX-XXXX.'),
  used: new Problem(
    409,
    'Used',
    'This code was used before. The desk makes another: キッティング on the order’s card.',
  ),
  expired: new Problem(
    410,
    'Expired',
    'This code is too old. The desk makes another: キッティング on the order’s card.',
  ),
  void: new Problem(410, 'Void', 'This code is good no longer: the box was lost, sent again, or made ready anew.'),
  'not-now': new Problem(409, 'Not now', 'The order of this box is not where a box can come into it.'),
  'too-many': new Problem(429, 'Too many', 'Too many wrong codes came from here. Try again in an hour.'),
}

function enrolRoute(server: FastifyInstance, { db, now, ...options }: SensorAgentOptions): void {
  server.post('/sensor/v1/enrol', SHORT, async (request, reply) => {
    const { code } = readBody(ENROL, request)
    const key = keyIn(request)
    const answer = await db.transaction({ kind: 'system' }, (tx) =>
      enrolBox(tx, { ...options, now: now() }, { code, key, address: request.ip }),
    )
    if (answer.kind === 'refused') {
      if (answer.reason === 'too-many') reply.header('retry-after', '3600')
      throw REFUSALS[answer.reason]
    }
    db.hint('inbox')
    const { sensorId, token } = answer
    return reply.code(201).send({ sensorId, token, config: shown(FIRST_CONFIG) })
  })
}

/** With the code, which is printed, it leads to the token: what can be guessed is no key, nor is the request's number. */
function keyIn({ headers }: FastifyRequest): string {
  const said = headers['idempotency-key']
  if (said === undefined) return newToken('once')
  const key = visible(200).min(KEY_LENGTH_MIN).safeParse(said)
  if (key.success) return key.data
  throw new Problem(
    400,
    'Bad key',
    `An Idempotency-Key here has ${KEY_LENGTH_MIN} to 200 visible ASCII characters of chance.`,
  )
}
const KEY_LENGTH_MIN = 16

function configRoute(server: FastifyInstance, { db, now }: SensorAgentOptions): void {
  server.get('/sensor/v1/config', async (request, reply) => {
    const sensor = await inForce(db, request)
    const config = (await db.transaction(scopeOf(sensor), (tx) => configOf(tx, sensor.id))) ?? FIRST_CONFIG
    const etag = `"${config.version}"`
    reply.header('etag', etag).header('cache-control', 'no-store')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    await db.transaction(scopeOf(sensor), (tx) => wasFetched(tx, sensor, config, now()))
    db.hint('inbox')
    return wantsLines(request) ? reply.type('text/plain').send(linesOf(config)) : reply.send(shown(config))
  })
}

const wantsLines = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/plain') === true

const shown = ({ version, settings }: SensorConfig) => ({ version, settings })

const MINUTES_MAX = 10 * 365 * 24 * 60
const STATS_MAX = 32
const HEARTBEAT = z.object({
  clock: z.int().min(0).max(4_102_444_800).describe('The box’s own, seconds since 1970'),
  uptime: z
    .int()
    .min(0)
    .max(MINUTES_MAX * 60)
    .describe('Seconds'),
  version: visible(40),
  configVersion: z.int().min(0),
  refusedVersion: z.int().min(1).nullable().default(null),
  interfaces: z
    .array(
      z.object({
        name: visible(15),
        role: z.enum(['talk', 'watch', 'both', 'other']),
        isUp: z.boolean(),
        addresses: z.array(visible(50)).max(16),
        gateway: visible(45).nullable().default(null),
      }),
    )
    .max(16),
  stats: z
    .record(z.string().max(40), z.number())
    .refine((said) => Object.keys(said).length <= STATS_MAX, `has more than ${STATS_MAX}`)
    .default({})
    .describe('Anything else it can count'),
})

function heartbeatRoute(server: FastifyInstance, { db, now }: SensorAgentOptions): void {
  server.post('/sensor/v1/heartbeat', SHORT, async (request, reply) => {
    const sensor = await inForce(db, request)
    const { clock, uptime, ...said } = readBody(HEARTBEAT, request)
    const at = now()
    const beat = { ...said, at, clockAt: clock * 1_000, uptimeS: uptime }
    const config = await db.transaction(scopeOf(sensor), (tx) => heardBeat(tx, sensor, beat))
    db.hint('inbox')
    return reply.send({ configVersion: config.version, now: Math.floor(at / 1_000) })
  })
}

async function inForce(db: Db, request: FastifyRequest): Promise<Sensor> {
  return db.transaction({ kind: 'system' }, (tx) => sensorBehind(tx, request))
}

const scopeOf = ({ regionId, firmId }: Sensor) => ({ kind: 'firm' as const, regionId, firmId })

function readBody<T>(shape: z.ZodType<T>, { body }: FastifyRequest): T {
  const read = shape.safeParse(body)
  if (read.success) return read.data
  const [first] = read.error.issues
  throw new Problem(400, 'Not valid', `${first?.path.join('.') ?? ''}: ${first?.message ?? 'is not as it should be'}`)
}
