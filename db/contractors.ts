import { sql } from 'drizzle-orm'
import { query, type Tx, textArray } from './door.ts'
import { toDate, toMs } from './moments.ts'
import type { Contact } from './people.ts'

/** Somebody of a maintenance company whom the firm has let in, with what they look after (null: the whole firm). */
export interface Contractor extends Contact {
  siteIds: string[] | null
  invitedBy: string | null
}

/**
 * Those who look after the firm right now. Their rows are held until the end of the transaction, so that whoever removes
 * them waits for what is being said to them, and takes it back before it leaves.
 */
export const contractorsOf = (tx: Tx, firmId: string): Promise<Contractor[]> =>
  query<Contractor>(
    tx,
    sql`select p.id as "personId", p.name, m.role, m.rank, i.platform, i.account, i.user_id as "userId",
      i.is_reachable as "isReachable", m.site_ids as "siteIds", m.invited_by as "invitedBy"
    from memberships m join people p on p.id = m.person_id join identities i on i.person_id = p.id
    where m.firm_id = ${firmId} and m.role = 'contractor' and m.ended_at is null order by m.rank, m.id, i.platform for share of m`,
  )

export async function changeScope(
  tx: Tx,
  { firmId, personId, siteIds }: { firmId: string; personId: string; siteIds: readonly string[] | null },
): Promise<void> {
  await query(
    tx,
    sql`update memberships set site_ids = ${textArray(siteIds)}
    where firm_id = ${firmId} and person_id = ${personId} and role = 'contractor' and ended_at is null`,
  )
}

/** The sites at which a case was seen; `null` stands for alerts whose sensor nobody knows. */
export async function sitesOfCase(tx: Tx, firmId: string, caseId: string): Promise<(string | null)[]> {
  const rows = await query<{ siteId: string | null }>(
    tx,
    sql`select distinct s.site_id as "siteId" from alerts a left join sensors s on s.id = a.sensor_id
    where a.firm_id = ${firmId} and a.case_id = ${caseId}`,
  )
  return rows.map(({ siteId }) => siteId)
}

/** Invitations of contractors that can still be used. */
export async function openContractorInvites(
  tx: Tx,
  { firmId, at }: { firmId: string; at: number },
): Promise<{ id: string; siteIds: string[] | null; expiresAt: number }[]> {
  const rows = await query<{ id: string; siteIds: string[] | null; expiresAt: Date }>(
    tx,
    sql`select id, site_ids as "siteIds", expires_at as "expiresAt" from invites
    where firm_id = ${firmId} and role = 'contractor' and used_at is null and expires_at > ${toDate(at)} order by id`,
  )
  return rows.map((row) => ({ ...row, expiresAt: toMs(row.expiresAt) }))
}
