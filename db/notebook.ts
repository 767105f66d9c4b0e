import { type SQL, sql } from 'drizzle-orm'
import type { Kept, KeptKind } from '#engine/notebook.ts'
import { query, type Tx } from './door.ts'
import { toMs } from './moments.ts'

/** What is kept of a firm that shows what was done, and when (`engine/notebook.ts`); in its own scope. */
export async function keptOf(tx: Tx, firmId: string): Promise<Kept[]> {
  const rows = await query<{ kind: KeptKind; count: number; of: number; since: Date | null; until: Date | null }>(
    tx,
    sql.join(
      Object.entries(KEPT).map(
        ([
          kind,
          select,
        ]) => sql`select ${kind}::text as kind, count(*) filter (where is_kept)::int as count, count(*)::int as "of",
          min(at) filter (where is_kept) as since, max(at) filter (where is_kept) as until from (${select(firmId)}) found`,
      ),
      sql` union all `,
    ),
  )
  return rows.flatMap(({ since, until, ...row }) =>
    since && until ? [{ ...row, since: toMs(since), until: toMs(until) }] : [],
  )
}

/** Each a row a thing: when it was, and whether it shows what it is kept for. */
const KEPT: Readonly<Record<KeptKind, (firmId: string) => SQL>> = {
  ledger: (firm) =>
    sql`select changed_at as at, standing ->> 'state' = 'confirmed' as is_kept from assets where firm_id = ${firm} and standing ->> 'state' <> 'retired'`,
  wiring: (firm) => finished(firm, 'setup', sql`true`),
  information: (firm) => finished(firm, 'office', sql`true`),
  privileged: (firm) =>
    sql`select last_seen_at as at, advisory ->> 'state' = 'done' as is_kept from cases where firm_id = ${firm} and kind = 'privileged-account' and advisory is not null`,
  copies: (firm) => finished(firm, 'operation', sql`session #>> '{answers,upkeep,value,choice}' in ('both', 'copies')`),
  updates: (firm) =>
    finished(firm, 'operation', sql`session #>> '{answers,upkeep,value,choice}' in ('both', 'updates')`),
  antivirus: (firm) =>
    sql`select changed_at as at, coalesce(standing #>> '{antivirus,kind}' in ('built-in', 'bought'), false) as is_kept from assets
      where firm_id = ${firm} and standing ->> 'state' = 'confirmed' and (standing ->> 'isPc')::boolean`,
  watched: (firm) =>
    sql`select day::timestamp at time zone 'UTC' as at, true as is_kept from sensor_days where firm_id = ${firm} group by day`,
  notices: (firm) =>
    sql`select sent_at as at, done_at is not null as is_kept from notices where firm_id = ${firm} and sent_at is not null`,
  visits: (firm) =>
    sql`select moved_at as at, state = 'done' as is_kept from dispatches where firm_id = ${firm} and state in ('done', 'carried-over')`,
}

/** What the firm has answered of itself; what a person was asked for themselves is theirs. */
const finished = (firm: string, questionnaire: string, isKept: SQL): SQL =>
  sql`select finished_at as at, coalesce(${isKept}, false) as is_kept from dialogue_sessions
    where firm_id = ${firm} and questionnaire = ${questionnaire} and person_id = '' and state = 'finished'`
