import { createHash } from 'node:crypto'
import type { Tally } from '#adapters/sensor/lines.ts'
import { storeBatch } from '#db/batches.ts'
import type { Db } from '#db/door.ts'
import { noteHeard } from '#db/sensor-days.ts'
import { slotOf } from '#engine/coverage.ts'
import { crashPoint } from '../crash-point.ts'
import type { Secrets } from '../secrets.ts'
import type { Heard } from './heard.ts'
import type { IngestWorker } from './ingest-worker.ts'
import { keepSight, type Sights } from './sights.ts'
import { noteContact } from './silence.ts'
import type { Encoding } from './unpack.ts'

/** The sensor's door, behind HTTP: a body is read, stored and only then answered. */
export interface AcceptOptions {
  db: Db
  secrets: Pick<Secrets, 'seal'>
  ingest: IngestWorker
  heard: Heard
  sights: Sights
}

export interface SensorBody {
  sensor: { id: string; regionId: string; firmId: string }
  /** In the pieces that it came in. Given away: empty afterwards. */
  body: readonly Uint8Array[]
  encoding: Encoding
  /** The shipper's own; without it the same bytes are the same batch. */
  idempotencyKey: string | undefined
  /** Business time, epoch ms. */
  receivedAt: number
}

export type Accepted =
  | { kind: 'busy' }
  | { kind: 'refused'; reason: 'too-large' | 'broken-compression' | 'key-reused' }
  | { kind: 'stored'; tally: Tally }
  | { kind: 'repeated'; accepted: number; rejected: number }

/** Bodies that may wait for the thread; more would only queue in memory. */
const WAITING_MAX = 16

export async function acceptBatch(
  { db, secrets, ingest, heard, sights }: AcceptOptions,
  { sensor, body, encoding, idempotencyKey, receivedAt }: SensorBody,
): Promise<Accepted> {
  if (ingest.waiting() >= WAITING_MAX) return { kind: 'busy' }
  const received = await ingest.receive({ body, encoding, receivedAt })
  if (received.kind === 'refused') return received
  const { tally, token, packed, slots, isAwake, sight } = received
  // Of what is stored: as telling as the body itself, and a tenth of the work.
  const bodyHash = createHash('sha256').update(packed).digest('base64url')
  const { regionId, firmId, id: sensorId } = sensor
  // Per sensor: two sensors of a firm may count their batches alike.
  const key = idempotencyKey === undefined ? `body:${sensorId}:${bodyHash}` : `key:${sensorId}:${idempotencyKey}`
  const { accepted, rejected } = tally
  const sealed = secrets.seal(packed, batchContext(firmId))
  // What it is sent in is heard of, whatever its lines tell of.
  const fresh = accepted > 0 && isAwake ? heard.unknownOf(sensorId, [slotOf(receivedAt), ...slots]) : []
  const slot = slotOf(receivedAt)
  const seen = sights.grown(sensorId, slot, sight)
  let isKept = false
  try {
    const stored = await db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
      crashPoint('ingest-store')
      if (isAwake) await noteContact(tx, { regionId, firmId, sensorId }, receivedAt)
      const batch = { regionId, firmId, sensorId, kind: 'events' as const, key, bodyHash, sealed }
      const answer = await storeBatch(tx, { ...batch, accepted, rejected, receivedAt })
      if (answer.kind !== 'key-reused' && fresh.length > 0) await noteHeard(tx, { regionId, firmId, sensorId }, fresh)
      if (answer.kind !== 'key-reused' && seen)
        await keepSight(tx, { regionId, firmId, sensorId }, { slot, sight: seen })
      return answer
    })
    crashPoint('ingest-commit')
    if (stored.kind === 'key-reused') return { kind: 'refused', reason: 'key-reused' }
    heard.remember(sensorId, fresh)
    if (seen) sights.remember(sensorId, slot, seen)
    if (stored.kind === 'duplicate') return { kind: 'repeated', accepted: stored.accepted, rejected: stored.rejected }
    isKept = true
    ingest.keep(token, firmId, stored.number)
    db.hint('batches')
    return { kind: 'stored', tally }
  } finally {
    if (!isKept) ingest.drop(token)
  }
}

/** What a sealed batch and a sealed snapshot are bound to. */
export const batchContext = (firmId: string): string => `batch:${firmId}`
export const snapshotContext = (firmId: string): string => `snapshot:${firmId}`
