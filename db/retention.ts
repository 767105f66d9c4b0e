import { type SQL, sql } from 'drizzle-orm'
import type { Swept } from '#engine/retention.ts'
import { erasingAudit } from './audit-chain.ts'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

/**
 * Takes what `engine/retention.ts` says is kept no longer, and says how many rows of each table it was (system scope). What
 * hangs on a row goes with it.
 */
export async function sweep(tx: Tx, goneBefore: (table: Swept) => number): Promise<Partial<Record<Swept, number>>> {
  const taken: Partial<Record<Swept, number>> = {}
  for (const table of Object.keys(SWEEPS) as Swept[]) {
    for (const statement of SWEEPS[table](sql`${toDate(goneBefore(table))}::timestamptz`)) {
      const [{ rows } = { rows: 0 }] = await query<{ rows: number }>(
        tx,
        sql`with taken as (${statement} returning 1) select count(*)::int as rows from taken`,
      )
      if (rows > 0) taken[table] = (taken[table] ?? 0) + rows
    }
  }
  return taken
}

type Statements = (before: SQL) => SQL[]

const rows =
  (table: Swept, since: string): Statements =>
  (before) => [sql`delete from ${sql.identifier(table)} where ${sql.identifier(since)} < ${before}`]

/** A history before the thing that it is the history of. */
const withHistory =
  (table: Swept, since: string, history: string, key: string): Statements =>
  (before) => [
    sql`delete from ${sql.identifier(history)} h using ${sql.identifier(table)} t where h.${sql.identifier(key)} = t.id and t.${sql.identifier(since)} < ${before}`,
    ...rows(table, since)(before),
  ]

const SWEEPS: Readonly<Record<Swept, Statements>> = {
  actions: rows('actions', 'expires_at'),
  alerts: rows('alerts', 'last_seen_at'),
  audit: (before) => [erasingAudit(sql`at < ${before}`)],
  // By the last of a firm's is seen whether time has reached its detector.
  batch_keys: (before) => [
    sql`delete from batch_keys k using detectors d where d.firm_id = k.firm_id and k.number < d.next_number - 1 and k.received_at < ${before}`,
  ],
  // One that could not be worked through was passed by, and has been there to be looked at.
  batches: (before) => [
    sql`delete from batches b using detectors d where d.firm_id = b.firm_id and b.number <= d.snapshot_position and b.received_at < ${before}`,
  ],
  cases: (before) => [
    sql`delete from notices n using cases c where n.case_id = c.id and c.closed_at < ${before}`,
    sql`delete from inquiry_people i using cases c where i.case_id = c.id and c.closed_at < ${before}`,
    sql`delete from inquiries i using cases c where i.case_id = c.id and c.closed_at < ${before}`,
    ...rows('cases', 'closed_at')(before),
  ],
  claims: withHistory('claims', 'moved_at', 'claim_events', 'claim_id'),
  console_sessions: rows('console_sessions', 'created_at'),
  consultation_words: (before) => [
    sql`update consultation_words w set text = null, quote_token = null, quotes = null from consultations c
      where c.id = w.consultation_id and c.state = 'solved' and c.moved_at < ${before} and w.text is not null`,
  ],
  device_sightings: rows('device_sightings', 'day'),
  dispatches: withHistory('dispatches', 'moved_at', 'dispatch_events', 'dispatch_id'),
  examples: (before) => [sql`delete from examples where state = 'withdrawn' and moved_at < ${before}`],
  firm_imports: (before) => [sql`delete from firm_imports where ran_at is null and created_at < ${before}`],
  idempotent_answers: rows('idempotent_answers', 'created_at'),
  // The row stays: by its key a repeat is known.
  inbox: (before) => [
    sql`update inbox set payload = null where at < ${before} and state <> 'pending' and payload is not null`,
  ],
  invite_attempts: rows('invite_attempts', 'at'),
  invoices: rows('invoices', 'issued_at'),
  leaks: rows('leaks', 'begun_at'),
  money_entries: rows('money_entries', 'at'),
  // The row stays: by its id a repeat is known, and by its key the message that stands in a channel.
  outbox: (before) => [
    sql`update outbox set message = message || '{"fallback":{"typed":""},"parts":[]}'::jsonb, payload = null,
        state = case when state in ('dead', 'expired') then 'cancelled' else state end
      where created_at < ${before} and state <> 'pending' and (payload is not null or message -> 'parts' <> '[]'::jsonb)`,
  ],
  provisions: rows('provisions', 'at'),
  remote_helps: withHistory('remote_helps', 'moved_at', 'remote_help_events', 'remote_help_id'),
  sensor_days: rows('sensor_days', 'day'),
  sensor_hours: rows('sensor_hours', 'hour'),
  sensor_sights: (before) => [sql`delete from sensor_sights where to_timestamp(slot::bigint * 300) < ${before}`],
  survey_participants: (before) => [
    sql`update survey_participants p set platform = null, account = null, user_id = null, consent_version = null, is_reachable = false
      from survey_rounds r where r.id = p.round_id and coalesce(r.closed_at, r.until_at) < ${before} and p.user_id is not null`,
  ],
  sign_ups: (before) => [
    sql`update sign_ups s set platform = null, account = null, user_id = null
      from meetings m where m.id = s.meeting_id and m.ends_at < ${before} and s.user_id is not null`,
  ],
  touches: rows('touches', 'at'),
  traffic_counts: rows('traffic_counts', 'day'),
}
