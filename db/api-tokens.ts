import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

export interface ApiToken {
  id: string
  regionId: string
  role: string
  name: string
}

export async function grantToken(
  tx: Tx,
  { id, regionId, role, name, hash, at }: ApiToken & { hash: string; at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into api_tokens (id, region_id, role, name, hash, created_at) values (${id}, ${regionId}, ${role}, ${name}, ${hash}, ${toDate(at)})`,
  )
}

/** In the system scope: the token says which region. Revoked ones are not found. */
export async function findTokenByHash(tx: Tx, hash: string): Promise<ApiToken | undefined> {
  const [token] = await query<ApiToken>(
    tx,
    sql`select id, region_id as "regionId", role, name from api_tokens where hash = ${hash} and revoked_at is null`,
  )
  return token
}

export async function revokeToken(tx: Tx, id: string, at: number): Promise<boolean> {
  const rows = await query(
    tx,
    sql`update api_tokens set revoked_at = ${toDate(at)} where id = ${id} and revoked_at is null returning id`,
  )
  return rows.length > 0
}
