import { sql } from 'drizzle-orm'
import type { Session } from '#engine/dialogue/session.ts'
import type { SecurityActionStep } from '#engine/security-action.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'

type Firm = { regionId: string; firmId: string }

/** What a firm told on its way to a star, the oldest first. */
async function stepsOf(tx: Tx, firmId: string): Promise<SecurityActionStep[]> {
  const rows = await query<{ step: SecurityActionStep }>(
    tx,
    sql`select step from security_action_steps where firm_id = ${firmId} order by seq`,
  )
  return rows.map(({ step }) => step)
}

/** In the firm's own lane, so that nobody else counts meanwhile. */
export async function addSteps(
  tx: Tx,
  { regionId, firmId }: Firm,
  steps: readonly SecurityActionStep[],
): Promise<void> {
  await query(
    tx,
    sql`insert into security_action_steps (firm_id, seq, region_id, at, step)
    select ${firmId}, (n.last + r.place)::int, ${regionId}, to_timestamp((r.step->>'at')::numeric / 1000), r.step
    from (select coalesce(max(seq), 0)::int as last from security_action_steps where firm_id = ${firmId}) n,
      jsonb_array_elements(${jsonText(steps)}::text::jsonb) with ordinality as r(step, place)`,
  )
}

/** What was written in a message that was taken back; the step keeps its place. A tenant may write over nothing (migration 0016). */
export async function blankSteps(tx: Tx, { firmId, messageId }: { firmId: string; messageId: string }): Promise<void> {
  await query(
    tx,
    sql`update security_action_steps
    set step = step || case step ->> 'kind' when 'id' then '{"id":""}'::jsonb else '{"text":""}'::jsonb end
    where firm_id = ${firmId} and step ->> 'messageId' = ${messageId} and step ->> 'kind' in ('id', 'policy-edited')`,
  )
}

export interface FirmPath {
  firmId: string
  sessions: Session[]
  steps: SecurityActionStep[]
}

/** Every firm of a region, with the sessions that speak of its wish, the oldest first, and its steps. */
export async function pathsIn(tx: Tx, regionId: string): Promise<FirmPath[]> {
  return query<FirmPath>(
    tx,
    sql`select f.id as "firmId",
      coalesce((select jsonb_agg(s.session order by s.started_at, s.id) from dialogue_sessions s
        where s.firm_id = f.id and s.person_id = '' and s.questionnaire in ('office', 'security-action')), '[]') as sessions,
      coalesce((select jsonb_agg(t.step order by t.seq) from security_action_steps t where t.firm_id = f.id), '[]') as steps
    from firms f where f.region_id = ${regionId} order by f.id`,
  )
}

export async function pathOf(tx: Tx, firmId: string): Promise<FirmPath> {
  const rows = await query<{ session: Session }>(
    tx,
    sql`select session from dialogue_sessions where firm_id = ${firmId} and person_id = ''
    and questionnaire in ('office', 'security-action') order by started_at, id`,
  )
  return { firmId, sessions: rows.map(({ session }) => session), steps: await stepsOf(tx, firmId) }
}
