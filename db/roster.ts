import { sql } from 'drizzle-orm'
import type { Role } from '#engine/enrolment.ts'
import { query, type Tx } from './door.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** A person as the register shows them: which roles, and by which platforms they can be reached; no chat address. */
export interface Listed {
  id: string
  regionId: string
  name: string
  memberships: { firmId: string | null; role: Role; rank: number; consentVersion: string | null }[]
  platforms: { platform: string; isReachable: boolean }[]
}

/** Who takes part; a membership that has ended is not told. */
export async function listPeople(tx: Tx, request: PageRequest): Promise<Page<Listed>> {
  const [before] = keyOf(request, 'id') ?? []
  const firmId = request.firmId ?? null
  const rows = await query<Listed>(
    tx,
    sql`select p.id, p.region_id as "regionId", p.name,
      coalesce((select jsonb_agg(jsonb_build_object('firmId', m.firm_id, 'role', m.role, 'rank', m.rank, 'consentVersion', m.consent_version) order by m.rank, m.id)
        from memberships m where m.person_id = p.id and m.ended_at is null), '[]') as memberships,
      coalesce((select jsonb_agg(jsonb_build_object('platform', i.platform, 'isReachable', i.is_reachable) order by i.platform)
        from identities i where i.person_id = p.id), '[]') as platforms
    from people p
    where (${firmId}::text is null or exists (select from memberships m where m.person_id = p.id and m.firm_id = ${firmId} and m.ended_at is null))
      and (${before ?? null}::text is null or p.id < ${before ?? null}) order by p.id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (person) => [person.id],
    (person) => person,
  )
}
