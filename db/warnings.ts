import { sql } from 'drizzle-orm'
import type { Audience, Warning, WarningAnswer } from '#engine/warning.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate } from './moments.ts'

export interface StoredWarning extends Warning {
  id: string
  regionId: string
}

type Row = Omit<StoredWarning, 'leavesAt'> & { leavesAt: Date | null }

const columns = sql.raw(
  `id, region_id as "regionId", state, body, written_by as "writtenBy", sent_by as "sentBy", leaves_at as "leavesAt"`,
)
const toWarning = (row: Row): StoredWarning => ({ ...row, leavesAt: msOrNull(row.leavesAt) })

export async function findWarning(tx: Tx, id: string): Promise<StoredWarning | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from warnings where id = ${id}`)
  return row && toWarning(row)
}

/** `at` is when it was first written, where it is new. */
export async function saveWarning(tx: Tx, warning: StoredWarning, at: number): Promise<void> {
  const { id, regionId, state, body, writtenBy, sentBy, leavesAt } = warning
  await query(
    tx,
    sql`insert into warnings (id, region_id, state, body, written_by, sent_by, leaves_at, created_at)
    values (${id}, ${regionId}, ${state}, ${jsonText(body)}::text::jsonb, ${jsonText(writtenBy)}::text::jsonb,
      ${sentBy === null ? null : jsonText(sentBy)}::text::jsonb, ${orNull(leavesAt)}, ${toDate(at)})
    on conflict (id) do update set state = excluded.state, body = excluded.body, written_by = excluded.written_by,
      sent_by = excluded.sent_by, leaves_at = excluded.leaves_at`,
  )
}

/** When the region's last warning left, or will. */
export async function lastWarningAt(tx: Tx, regionId: string): Promise<number | null> {
  const [row] = await query<{ at: Date | null }>(
    tx,
    sql`select max(leaves_at) as at from warnings where region_id = ${regionId} and state = 'sent'`,
  )
  return msOrNull(row?.at ?? null)
}

/** The newest that reached this firm. */
export async function lastWarningOf(tx: Tx, firmId: string): Promise<StoredWarning | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from warnings w where state = 'sent' and exists (select from warned_firms f where f.warning_id = w.id and f.firm_id = ${firmId})
    order by leaves_at desc limit 1`,
  )
  return row && toWarning(row)
}

/** Municipalities in which firms of the region stand, with how many. */
export const areasOf = (tx: Tx, regionId: string): Promise<{ area: string; firms: number }[]> =>
  query(
    tx,
    sql`select municipality as area, count(distinct firm_id)::int as firms from sites
    where region_id = ${regionId} and municipality is not null group by municipality order by count(distinct firm_id) desc, municipality`,
  )

export interface ToWarn {
  firmId: string
  messages: number
}

/** Whom a warning goes to, firm by firm, also firms of which nobody can be reached (region scope). */
export const firmsToWarn = (
  tx: Tx,
  regionId: string,
  { area, audience }: { area: string | null; audience: Audience },
): Promise<ToWarn[]> =>
  query(
    tx,
    sql`select f.id as "firmId", (select count(*)::int ${listeners(audience)} and m.firm_id = f.id) as messages from firms f
    where f.region_id = ${regionId} and (${area}::text is null
      or exists (select from sites s where s.firm_id = f.id and s.municipality = ${area})) order by f.id`,
  )

export interface Listener {
  personId: string
  platform: 'line'
  account: string
  userId: string
}

/** Whoever of a firm is warned. */
export const listenersOf = (tx: Tx, firmId: string, audience: Audience): Promise<Listener[]> =>
  query(
    tx,
    sql`select i.person_id as "personId", i.platform, i.account, i.user_id as "userId" ${listeners(audience)} and m.firm_id = ${firmId}
    order by m.rank, m.id`,
  )

const listeners = (audience: Audience) => sql`from memberships m join identities i on i.person_id = m.person_id
  where m.ended_at is null and i.platform = 'line' and i.is_reachable
  and m.role in ('owner', 'manager', ${audience === 'leaders' ? 'manager' : 'worker'})
  and not exists (select from warning_opt_outs o where o.firm_id = m.firm_id and o.person_id = m.person_id)`

interface OfFirm {
  regionId: string
  firmId: string
}

export async function noteWarned(
  tx: Tx,
  { regionId, firmId }: OfFirm,
  { warningId, messages }: { warningId: string; messages: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into warned_firms (warning_id, firm_id, region_id, messages) values (${warningId}, ${firmId}, ${regionId}, ${messages})`,
  )
}

/** False where the firm had said so already. */
export async function noteWarningAnswer(
  tx: Tx,
  { firmId, warningId, answer, at }: { firmId: string; warningId: string; answer: WarningAnswer; at: number },
): Promise<boolean> {
  const column = sql.identifier(`${answer}_at`)
  const rows = await query(
    tx,
    sql`update warned_firms set ${column} = ${toDate(at)} where warning_id = ${warningId} and firm_id = ${firmId} and ${column} is null returning firm_id`,
  )
  return rows.length > 0
}

export interface Warned {
  firms: number
  unreachable: number
  messages: number
  done: number
  /** Firms to which it came as well, the earliest first. */
  also: { firm: string; phone: string | null }[]
}

/** What has become of it so far (region scope). */
export async function warnedBy(tx: Tx, warningId: string): Promise<Warned> {
  const [counts] = await query<Omit<Warned, 'also'>>(
    tx,
    sql`select count(*)::int as firms, count(*) filter (where messages = 0)::int as unreachable,
      coalesce(sum(messages), 0)::int as messages, count(done_at)::int as done from warned_firms where warning_id = ${warningId}`,
  )
  const also = await query<Warned['also'][number]>(
    tx,
    sql`select f.name as firm, f.phone from warned_firms w join firms f on f.id = w.firm_id
    where w.warning_id = ${warningId} and w.also_at is not null order by w.also_at, f.name`,
  )
  return { firms: 0, unreachable: 0, messages: 0, done: 0, ...counts, also }
}

export async function wantWarnings(
  tx: Tx,
  { regionId, firmId }: OfFirm,
  { personId, isWanted, at }: { personId: string; isWanted: boolean; at: number },
): Promise<void> {
  if (isWanted) await query(tx, sql`delete from warning_opt_outs where firm_id = ${firmId} and person_id = ${personId}`)
  else
    await query(
      tx,
      sql`insert into warning_opt_outs (firm_id, person_id, region_id, since) values (${firmId}, ${personId}, ${regionId}, ${toDate(at)}) on conflict do nothing`,
    )
}
