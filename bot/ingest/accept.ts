import { createHash } from 'node:crypto'
import type { Tally } from '#adapters/sensor/lines.ts'
import { storeBatch } from '#db/batches.ts'
import type { Db } from '#db/door.ts'
import { touchSensor } from '#db/sensors.ts'
import { crashPoint } from '../crash-point.ts'
import type { Secrets } from '../secrets.ts'
import type { IngestWorker } from './ingest-worker.ts'
import type { Encoding } from './unpack.ts'

/** The sensor's door, behind HTTP: a body is read, stored and only then answered. */
export interface AcceptOptions {
  db: Db
  secrets: Pick<Secrets, 'seal'>
  ingest: IngestWorker
}

export interface SensorBody {
  sensor: { id: string; regionId: string; firmId: string }
  body: Uint8Array
  encoding: Encoding
  /** The shipper's own; without it the same bytes are the same batch. */
  idempotencyKey: string | undefined
  /** Business time, epoch ms. */
  receivedAt: number
}

export type Accepted =
  | { kind: 'busy' }
  | { kind: 'refused'; reason: 'too-large' | 'broken-compression' }
  | { kind: 'accepted'; duplicate: false; number: number; accepted: number; rejected: number; tally: Tally }
  | { kind: 'accepted'; duplicate: true; number: number; accepted: number; rejected: number; tally: null }

/** Bodies that may wait for the thread; more would only queue in memory. */
const WAITING_MAX = 16

export async function acceptBatch(
  { db, secrets, ingest }: AcceptOptions,
  { sensor, body, encoding, idempotencyKey, receivedAt }: SensorBody,
): Promise<Accepted> {
  if (ingest.waiting() >= WAITING_MAX) return { kind: 'busy' }
  const key = keyOf(sensor.id, idempotencyKey, body)
  const received = await ingest.receive({ body, encoding, receivedAt })
  if (received.kind === 'refused') return received
  const { regionId, firmId, id: sensorId } = sensor
  const { accepted, rejected } = received.tally
  const sealed = secrets.seal(received.packed, batchContext(firmId))
  try {
    const stored = await db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
      crashPoint('ingest-store')
      await touchSensor(tx, sensorId, receivedAt)
      return storeBatch(tx, { regionId, firmId, sensorId, kind: 'events', key, sealed, accepted, rejected, receivedAt })
    })
    crashPoint('ingest-commit')
    if (stored.kind === 'duplicate') {
      ingest.drop(received.token)
      const { number } = stored
      return {
        kind: 'accepted',
        duplicate: true,
        number,
        accepted: stored.accepted,
        rejected: stored.rejected,
        tally: null,
      }
    }
    ingest.keep(received.token, firmId, stored.number)
    db.hint('batches')
    return { kind: 'accepted', duplicate: false, number: stored.number, accepted, rejected, tally: received.tally }
  } catch (error) {
    ingest.drop(received.token)
    throw error
  }
}

/** Per sensor: two sensors of a firm may count their batches alike. */
function keyOf(sensorId: string, idempotencyKey: string | undefined, body: Uint8Array): string {
  if (idempotencyKey !== undefined) return `key:${sensorId}:${idempotencyKey}`
  return `body:${sensorId}:${createHash('sha256').update(body).digest('base64url')}`
}

/** What a sealed batch and a sealed snapshot are bound to. */
export const batchContext = (firmId: string): string => `batch:${firmId}`
export const snapshotContext = (firmId: string): string => `snapshot:${firmId}`
