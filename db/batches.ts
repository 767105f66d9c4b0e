import { sql } from 'drizzle-orm'
import { bytesIn } from './bytes.ts'
import { query, type Tx } from './door.ts'
import { toDate, toMs } from './moments.ts'

export interface NewBatch {
  regionId: string
  firmId: string
  /** Null for a tick. */
  sensorId: string | null
  kind: 'events' | 'tick'
  /** The caller's idempotency key, or the hash of the body. */
  key: string
  bodyHash: string
  sealed: Uint8Array | null
  accepted: number
  rejected: number
  receivedAt: number
}

export type Stored =
  | { kind: 'stored'; number: number }
  | { kind: 'duplicate'; number: number; accepted: number; rejected: number }
  | { kind: 'key-reused' }

/**
 * Gives the batch the firm's next number under the detector row's lock, or says what was answered the first time. Each
 * statement is a round trip that a sensor waits for, so a fresh batch needs two.
 */
export async function storeBatch(tx: Tx, batch: NewBatch): Promise<Stored> {
  const { firmId, key, bodyHash } = batch
  const number = (await lockNumber(tx, firmId)) ?? (await beginNumbers(tx, batch))
  if (await insertFresh(tx, batch, number)) return { kind: 'stored', number }
  const [earlier] = await query<{ number: number; bodyHash: string; accepted: number; rejected: number }>(
    tx,
    sql`
    select number::int as number, body_hash as "bodyHash", accepted, rejected from batch_keys where firm_id = ${firmId} and key = ${key}`,
  )
  if (earlier?.bodyHash !== bodyHash) return { kind: 'key-reused' }
  return { kind: 'duplicate', number: earlier.number, accepted: earlier.accepted, rejected: earlier.rejected }
}

async function lockNumber(tx: Tx, firmId: string): Promise<number | undefined> {
  const [detector] = await query<{ number: number }>(
    tx,
    sql`select next_number::int as number from detectors where firm_id = ${firmId} for update`,
  )
  return detector?.number
}

/** The firm's first batch. */
async function beginNumbers(tx: Tx, { firmId, regionId }: NewBatch): Promise<number> {
  await query(
    tx,
    sql`insert into detectors (firm_id, region_id) values (${firmId}, ${regionId}) on conflict do nothing`,
  )
  const number = await lockNumber(tx, firmId)
  if (number === undefined) throw new Error(`firm ${firmId} has no detector row that this scope may see`)
  return number
}

/** All of it or, under a key that is known, nothing. */
async function insertFresh(tx: Tx, batch: NewBatch, number: number): Promise<boolean> {
  const { regionId, firmId, sensorId, kind, key, bodyHash, sealed, accepted, rejected, receivedAt } = batch
  const at = toDate(receivedAt)
  const rows = await query(
    tx,
    sql`
    with fresh as (
      insert into batch_keys (firm_id, region_id, key, number, body_hash, accepted, rejected, received_at)
      values (${firmId}, ${regionId}, ${key}, ${number}, ${bodyHash}, ${accepted}, ${rejected}, ${at})
      on conflict (firm_id, key) do nothing returning firm_id, region_id, number, accepted, rejected, received_at
    ), kept as (
      insert into batches (firm_id, region_id, number, sensor_id, kind, sealed, accepted, rejected, received_at)
      select firm_id, region_id, number, ${sensorId}, ${kind}, ${bytesIn(sealed)}, accepted, rejected, received_at from fresh
    )
    update detectors d set next_number = fresh.number + 1, last_received_at = fresh.received_at from fresh
    where d.firm_id = fresh.firm_id returning d.firm_id`,
  )
  return rows.length > 0
}

export interface StoredBatch {
  number: number
  sensorId: string | null
  kind: 'events' | 'tick'
  sealed: Uint8Array | null
  receivedAt: number
  attempts: number
  isParked: boolean
}

export interface BatchRange {
  /** The first after this one. */
  after: number
  /** Up to and with this one. */
  upTo?: number
  limit: number
  /** Of these the bytes are at hand elsewhere and need not be read. */
  without?: readonly number[]
}

/** In order. */
export async function readBatches(
  tx: Tx,
  firmId: string,
  { after, upTo = Number.MAX_SAFE_INTEGER, limit, without = [] }: BatchRange,
): Promise<StoredBatch[]> {
  const rows = await query<Omit<StoredBatch, 'receivedAt'> & { receivedAt: Date }>(
    tx,
    sql`
    select number::int as number, sensor_id as "sensorId", kind, received_at as "receivedAt", attempts, parked_at is not null as "isParked",
      case when number in (select jsonb_array_elements_text(${JSON.stringify(without)}::text::jsonb)::bigint) then null else sealed end as sealed
    from batches where firm_id = ${firmId} and number > ${after} and number <= ${upTo} order by number limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, receivedAt: toMs(row.receivedAt) }))
}

/**
 * Committed before the work on batches begins, so that one that kills the process is known for it; taken back (`by: -1`)
 * by a node that did not fail but was overtaken.
 */
export async function countBatchAttempts(
  tx: Tx,
  firmId: string,
  { from, upTo, by }: { from: number; upTo: number; by: 1 | -1 },
): Promise<void> {
  await query(
    tx,
    sql`update batches set attempts = attempts + ${by} where firm_id = ${firmId} and number between ${from} and ${upTo}`,
  )
}

/** A batch that cannot be worked through is kept, and passed by. */
export async function parkBatch(tx: Tx, firmId: string, number: number, at: number): Promise<void> {
  await query(tx, sql`update batches set parked_at = ${toDate(at)} where firm_id = ${firmId} and number = ${number}`)
}

/** The fence: true for exactly one owner, who may commit its alerts; anybody else must roll back and reload. */
export async function advance(tx: Tx, firmId: string, from: number, to: number): Promise<boolean> {
  const rows = await query(
    tx,
    sql`update detectors set position = ${to} where firm_id = ${firmId} and position = ${from} returning firm_id`,
  )
  return rows.length > 0
}

export async function positionOf(tx: Tx, firmId: string): Promise<number> {
  const [row] = await query<{ position: number }>(
    tx,
    sql`select position::int as position from detectors where firm_id = ${firmId}`,
  )
  return row?.position ?? 0
}

export interface DetectorState {
  position: number
  snapshot: Uint8Array | null
  snapshotPosition: number
}

export async function loadDetector(tx: Tx, firmId: string): Promise<DetectorState> {
  const [row] = await query<DetectorState>(
    tx,
    sql`select position::int as position, snapshot, snapshot_position::int as "snapshotPosition" from detectors where firm_id = ${firmId}`,
  )
  return row ?? { position: 0, snapshot: null, snapshotPosition: 0 }
}

/** Only forwards: an owner that was overtaken cannot put an older memory back. */
export async function saveSnapshot(tx: Tx, firmId: string, snapshot: Uint8Array, position: number): Promise<void> {
  await query(
    tx,
    sql`update detectors set snapshot = ${bytesIn(snapshot)}, snapshot_position = ${position} where firm_id = ${firmId} and snapshot_position <= ${position}`,
  )
}

/** Batches that a durable snapshot covers are no longer needed; parked ones stay for a person to look at. */
export async function dropBatchesCovered(tx: Tx, firmId: string): Promise<void> {
  await query(
    tx,
    sql`delete from batches b using detectors d where d.firm_id = ${firmId} and b.firm_id = d.firm_id
    and b.number <= d.snapshot_position and b.parked_at is null`,
  )
}

export interface FirmBehind {
  firmId: string
  regionId: string
  waiting: number
}

/** Firms with batches past their position (system scope). */
export const firmsBehind = (tx: Tx, limit: number): Promise<FirmBehind[]> =>
  query<FirmBehind>(
    tx,
    sql`select firm_id as "firmId", region_id as "regionId", (next_number - 1 - position)::int as waiting
    from detectors where next_number - 1 > position order by last_received_at limit ${limit}`,
  )

/** Firms whose last batch came before `before` and is worked through: time must reach their detectors another way (system scope). */
export const firmsSilentSince = (
  tx: Tx,
  before: number,
  limit: number,
): Promise<{ firmId: string; regionId: string; last: number }[]> =>
  query(
    tx,
    sql`select d.firm_id as "firmId", d.region_id as "regionId", (d.next_number - 1)::int as last from detectors d where d.last_received_at < ${toDate(before)}
    and exists (select from batch_keys k where k.firm_id = d.firm_id and k.number = d.next_number - 1 and k.key not like 'tick:%') limit ${limit}`,
  )

export async function backlogOf(tx: Tx, firmId: string): Promise<number> {
  const [row] = await query<{ waiting: number }>(
    tx,
    sql`select (next_number - 1 - position)::int as waiting from detectors where firm_id = ${firmId}`,
  )
  return row?.waiting ?? 0
}

export async function backlogFigures(tx: Tx): Promise<number> {
  const [row] = await query<{ waiting: number }>(
    tx,
    sql`select coalesce(sum(next_number - 1 - position), 0)::int as waiting from detectors`,
  )
  return row?.waiting ?? 0
}
