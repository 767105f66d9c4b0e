import { type SQL, sql } from 'drizzle-orm'
import type { ApplicationState, Facts, StoppedCode } from '#engine/application.ts'
import type { Application, Continuation, Quote } from '#engine/recruiting.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'

export async function addApplication(tx: Tx, application: Application): Promise<void> {
  const { id, regionId, firmId, company, appliedAt, startedAt, saidState, stoppedCode, stoppedBecause } = application
  const { touches, decidedBy, continuation } = application
  await query(
    tx,
    sql`insert into applications (id, region_id, firm_id, company, applied_at, started_at, said_state, stopped_code, stopped_because, touches, decided_by, continuation)
    values (${id}, ${regionId}, ${firmId}, ${company}, ${toDate(appliedAt)}, ${orNull(startedAt)}, ${saidState}, ${stoppedCode}, ${stoppedBecause},
      ${jsonText(touches)}::text::jsonb, ${decidedBy}, ${continuation && jsonText(continuation)}::text::jsonb)`,
  )
}

export type StoredApplication = Pick<
  Application,
  'id' | 'regionId' | 'firmId' | 'company' | 'appliedAt' | 'startedAt' | 'saidState' | 'stoppedCode' | 'stoppedBecause'
> &
  Pick<Application, 'touches' | 'decidedBy'> & { facts: Facts; askedAt: number | null }

type Row = Omit<StoredApplication, 'appliedAt' | 'startedAt' | 'askedAt' | 'facts'> &
  Facts & { appliedAt: Date; startedAt: Date | null; askedAt: Date | null }

/** With what has really happened at its firm: somebody has joined, a talk is booked, the diagnosis is done, a box is on its way, there, watching. */
const SELECT = sql`select a.id, a.region_id as "regionId", a.firm_id as "firmId", a.company, a.applied_at as "appliedAt", a.started_at as "startedAt",
  a.said_state as "saidState", a.stopped_code as "stoppedCode", a.stopped_because as "stoppedBecause", a.touches, a.decided_by as "decidedBy", a.asked_at as "askedAt",
  exists (select from leavings l where l.firm_id = a.firm_id) as "hasLeft",
  case
    when exists (select from orders o where o.firm_id = a.firm_id and o.state = 'watching') then 'watched'
    when exists (select from orders o where o.firm_id = a.firm_id and o.state in ('connected', 'checked')) then 'installed'
    when exists (select from orders o where o.firm_id = a.firm_id and o.state <> 'cancelled') then 'preparing'
    when exists (select from dialogue_sessions d where d.firm_id = a.firm_id and d.questionnaire = 'office' and d.state = 'finished') then 'diagnosed'
    when exists (select from hearings h where h.firm_id = a.firm_id and h.state = 'booked') then 'booked'
    when exists (select from memberships m where m.firm_id = a.firm_id and m.ended_at is null) then 'applied'
  end as reached from applications a`

const toStored = ({ reached, hasLeft, appliedAt, startedAt, askedAt, ...row }: Row): StoredApplication => ({
  ...{ ...row, facts: { reached, hasLeft } },
  ...{ appliedAt: toMs(appliedAt), startedAt: msOrNull(startedAt), askedAt: msOrNull(askedAt) },
})

const one = async (tx: Tx, where: SQL): Promise<StoredApplication | undefined> => {
  const [row] = await query<Row>(tx, sql`${SELECT} ${where}`)
  return row && toStored(row)
}

export const findApplication = (tx: Tx, id: string): Promise<StoredApplication | undefined> =>
  one(tx, sql`where a.id = ${id}`)

/** The newest, where there are several. */
export const applicationOf = (tx: Tx, firmId: string): Promise<StoredApplication | undefined> =>
  one(tx, sql`where a.firm_id = ${firmId} order by a.applied_at desc, a.id desc limit 1`)

/** Of a company that is no firm yet, by its name. */
export const applicationNamed = (tx: Tx, regionId: string, company: string): Promise<StoredApplication | undefined> =>
  one(
    tx,
    sql`where a.region_id = ${regionId} and a.firm_id is null and a.company = ${company} order by a.id desc limit 1`,
  )

/** The newest first. */
export async function applicationsIn(tx: Tx, regionId: string): Promise<StoredApplication[]> {
  const rows = await query<Row>(
    tx,
    sql`${SELECT} where a.region_id = ${regionId} order by a.applied_at desc, a.id desc`,
  )
  return rows.map(toStored)
}

export async function sayApplicationState(
  tx: Tx,
  id: string,
  { state, code, because }: { state: ApplicationState; code: StoppedCode | null; because: string | null },
): Promise<void> {
  await query(
    tx,
    sql`update applications set said_state = ${state}, stopped_code = ${code}, stopped_because = ${because},
      started_at = case when ${because}::text is null then started_at end where id = ${id}`,
  )
}

/** Its company is one of the region's firms now, and has applied. */
export async function linkApplication(tx: Tx, id: string, firmId: string): Promise<void> {
  await query(
    tx,
    sql`update applications set firm_id = ${firmId}, said_state = case said_state when 'inquired' then 'applied' else said_state end where id = ${id}`,
  )
}

/** It heard of the programme by this, too. */
export async function addTouchTo(tx: Tx, id: string, recruitingIds: readonly string[]): Promise<void> {
  if (recruitingIds.length === 0) return
  await query(
    tx,
    sql`update applications set touches = (select jsonb_agg(distinct t) from jsonb_array_elements_text(touches || ${jsonText(recruitingIds)}::text::jsonb) t) where id = ${id}`,
  )
}

/** Asked once; what decided is named by whoever was asked, or nobody did. */
export async function noteDecided(tx: Tx, id: string, decidedBy: string | null, at: number): Promise<void> {
  if (decidedBy !== null) await addTouchTo(tx, id, [decidedBy])
  await query(
    tx,
    sql`update applications set decided_by = coalesce(${decidedBy}, decided_by), asked_at = ${toDate(at)} where id = ${id}`,
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
    sql`select count(*) filter (where said_state <> 'inquired')::int as applied, count(started_at)::int as started,
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
