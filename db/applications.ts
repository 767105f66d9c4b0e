import { sql } from 'drizzle-orm'
import type { Application, Continuation, Quote } from '#engine/recruiting.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { orNull, toDate } from './moments.ts'

export async function addApplication(tx: Tx, application: Application): Promise<void> {
  const { id, regionId, firmId, company, appliedAt, startedAt, stoppedBecause, touches, decidedBy, continuation } =
    application
  await query(
    tx,
    sql`insert into applications (id, region_id, firm_id, company, applied_at, started_at, stopped_because, touches, decided_by, continuation)
    values (${id}, ${regionId}, ${firmId}, ${company}, ${toDate(appliedAt)}, ${orNull(startedAt)}, ${stoppedBecause},
      ${jsonText(touches)}::text::jsonb, ${decidedBy}, ${continuation && jsonText(continuation)}::text::jsonb)`,
  )
}

export interface ApplicationCounts {
  applied: number
  started: number
  /** Why those never started that did not. */
  stopped: { because: string; companies: number }[]
  /** What those that started say to going on. */
  wishes: { wish: Continuation['wish']; firms: number }[]
}

export async function applicationCounts(tx: Tx, regionId: string): Promise<ApplicationCounts> {
  const [counts] = await query<ApplicationCounts>(
    tx,
    sql`select count(*)::int as applied, count(started_at)::int as started,
      (select coalesce(json_agg(json_build_object('because', because, 'companies', companies)), '[]') from (
        select stopped_because as because, count(*)::int as companies from applications
        where region_id = ${regionId} and stopped_because is not null group by 1 order by 2 desc, 1) s) as stopped,
      (select coalesce(json_agg(json_build_object('wish', wish, 'firms', firms)), '[]') from (
        select continuation ->> 'wish' as wish, count(*)::int as firms from applications
        where region_id = ${regionId} and continuation is not null group by 1 order by 2 desc, 1) w) as wishes
    from applications where region_id = ${regionId}`,
  )
  return counts ?? { applied: 0, started: 0, stopped: [], wishes: [] }
}

export async function addQuote(tx: Tx, { id, regionId, firmId, words, saidAt, agreedAt }: Quote): Promise<void> {
  await query(
    tx,
    sql`insert into quotes (id, region_id, firm_id, words, said_at, agreed_at)
    values (${id}, ${regionId}, ${firmId}, ${words}, ${toDate(saidAt)}, ${orNull(agreedAt)})`,
  )
}

/** Only what may be shown; the earliest first. */
export async function agreedQuotes(tx: Tx, regionId: string): Promise<string[]> {
  const rows = await query<{ words: string }>(
    tx,
    sql`select words from quotes where region_id = ${regionId} and agreed_at is not null order by said_at, id`,
  )
  return rows.map(({ words }) => words)
}
