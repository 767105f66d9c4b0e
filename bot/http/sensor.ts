import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Tally } from '#adapters/sensor/lines.ts'
import { backlogOf } from '#db/batches.ts'
import type { Db, Tx } from '#db/door.ts'
import { findByTokenHash, type Sensor } from '#db/sensors.ts'
import type { Ingest } from '../flows/ingest.ts'
import type { Accepted } from '../ingest/accept.ts'
import { ENCODINGS, type Encoding, UNPACKED_BYTES_MAX } from '../ingest/unpack.ts'
import { tokenHash } from '../secrets.ts'
import { piecesOf } from './body-pieces.ts'
import type { Metrics } from './metrics.ts'
import { Problem } from './problem.ts'

export interface SensorDoorOptions {
  db: Db
  ingest: Pick<Ingest, 'accept'>
  /** Business time, epoch ms. */
  now: () => number
  metrics: Pick<Metrics, 'lines' | 'batches'>
}

/** Stored and not yet worked through, of one firm; a shipper that waits a little loses nothing. */
const BACKLOG_MAX = 5_000
/** Bodies in memory at once, each of at most 64 MB. */
const BODIES_MAX = 16

/** Where sensors send what they see. A 202 means: it is stored, and will have its effect exactly once. */
export async function sensorDoor(server: FastifyInstance, options: SensorDoorOptions): Promise<void> {
  const { db, metrics } = options
  const sensors = new WeakMap<FastifyRequest, Sensor>()
  let bodies = 0
  // In a plugin of its own, so that only here bodies arrive as bytes, whatever they call themselves.
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', async (_: FastifyRequest, body: IncomingMessage) => {
      const pieces = await piecesOf(body, UNPACKED_BYTES_MAX)
      if (pieces === 'too-large') throw REFUSALS[pieces]
      return pieces
    })
    // Before the body is read, so that nobody without a token makes us read one.
    scope.addHook('onRequest', async (request, reply) => {
      if (bodies >= BODIES_MAX) throw busy(reply, 1, 'Too many batches arrive at once.')
      bodies++
      reply.raw.once('close', () => bodies--)
      const sensor = await authenticate(db, request)
      if (sensor.backlog >= BACKLOG_MAX) throw busy(reply, 5, 'Earlier batches are still being worked through.')
      sensors.set(request, sensor)
    })
    scope.addHook('onError', async (_request, _reply, error) => {
      metrics.batches.inc({ outcome: error instanceof Problem ? String(error.status) : 'failed' })
    })
    scope.post('/sensor/v1/events', async (request, reply) => {
      const sensor = sensors.get(request)
      if (!sensor) throw new Error('a body came past the door without its sensor')
      return answer(reply, await options.ingest.accept(bodyOf(request, sensor, options.now())), metrics)
    })
  })
}

function authenticate(db: Db, request: FastifyRequest): Promise<Sensor & { backlog: number }> {
  return db.transaction({ kind: 'system' }, async (tx) => {
    const sensor = await sensorBehind(tx, request)
    return { ...sensor, backlog: await backlogOf(tx, sensor.firmId) }
  })
}

/** Whose token it is, in the system scope; whoever has none that is in force is told so. */
export async function sensorBehind(tx: Tx, request: FastifyRequest): Promise<Sensor> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw unauthorized('This door wants `Authorization: Bearer` with the token of a sensor.')
  const sensor = await findByTokenHash(tx, tokenHash(token))
  if (!sensor) throw unauthorized('No sensor has this token. It was shown once, when the sensor was added.')
  if (sensor.revokedAt !== null) throw unauthorized('The token of this sensor has been revoked.')
  return sensor
}

const unauthorized = (detail: string): Problem => new Problem(401, 'Not authorized', detail)

function busy(reply: FastifyReply, retryAfterS: number, detail: string): Problem {
  reply.header('retry-after', String(retryAfterS))
  return new Problem(429, 'Busy', `${detail} Send the same batch again in ${retryAfterS} s; nothing is lost.`)
}

function bodyOf(request: FastifyRequest, sensor: Sensor, receivedAt: number): Parameters<Ingest['accept']>[0] {
  // The parser above made it; without a body none is asked.
  const body = (request.body ?? []) as Uint8Array[]
  if (body.length === 0) throw new Problem(400, 'Empty', 'The body is empty: send one JSON object a line.')
  return { sensor, body, encoding: encodingOf(request), idempotencyKey: keyOf(request), receivedAt }
}

/** Shippers name newline-delimited JSON in many ways; what is surely something else is refused. */
const FOREIGN = /^(multipart|image|audio|video)\//i

function encodingOf({ headers }: FastifyRequest): Encoding {
  const type = headers['content-type'] ?? ''
  if (FOREIGN.test(type)) throw new Problem(415, 'Not a log', 'Send application/x-ndjson: one JSON object a line.')
  const named = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const encoding = ENCODINGS.find((known) => known === named)
  if (!encoding) throw new Problem(415, 'Unknown encoding', `Content-Encoding may be ${ENCODINGS.join(', ')}.`)
  return encoding
}

const KEY_LENGTH_MAX = 200

function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key) && key.length <= KEY_LENGTH_MAX) return key
  throw new Problem(400, 'Bad key', `An Idempotency-Key has 1 to ${KEY_LENGTH_MAX} visible ASCII characters.`)
}

const REFUSALS = {
  'too-large': new Problem(413, 'Too large', 'A batch may have 64 MB, packed or unpacked: send smaller ones.'),
  'broken-compression': new Problem(400, 'Broken', 'The body does not unpack as its Content-Encoding says.'),
  'key-reused': new Problem(422, 'Key used before', 'This Idempotency-Key came earlier with another body.'),
} as const

function answer(reply: FastifyReply, accepted: Accepted, metrics: SensorDoorOptions['metrics']): FastifyReply {
  switch (accepted.kind) {
    case 'busy':
      throw busy(reply, 1, 'Too many batches arrive at once.')
    case 'refused':
      throw REFUSALS[accepted.reason]
    case 'repeated':
      metrics.batches.inc({ outcome: 'repeated' })
      return reply.code(202).send({ accepted: 0, rejected: accepted.rejected, duplicate: accepted.accepted })
    case 'stored':
      countLines(accepted.tally, metrics)
      return reply.code(202).send(receipt(accepted.tally))
  }
}

/** Every line is in one of the three numbers; of the rejected ones the first few are named. */
const receipt = ({ accepted, rejected, firstRejected }: Tally) => ({
  accepted,
  rejected,
  duplicate: 0,
  ...(firstRejected.length > 0 ? { firstRejected } : {}),
})

function countLines({ accepted, refused }: Tally, { lines, batches }: SensorDoorOptions['metrics']): void {
  batches.inc({ outcome: 'stored' })
  lines.inc({ outcome: 'accepted', reason: '' }, accepted)
  for (const [reason, count] of Object.entries(refused)) lines.inc({ outcome: 'rejected', reason }, count)
}
