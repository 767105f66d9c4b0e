import { sql } from 'drizzle-orm'
import type { Role } from '#engine/enrolment.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface ApiToken {
  id: string
  regionId: string
  role: Role
  name: string
}

export interface StoredToken extends ApiToken {
  revokedAt: number | null
}

const columns = sql.raw('id, region_id as "regionId", role, name')

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
    sql`select ${columns} from api_tokens where hash = ${hash} and revoked_at is null`,
  )
  return token
}

/** Never with the token itself, which nobody here knows. */
export async function listTokens(tx: Tx, request: PageRequest): Promise<Page<StoredToken>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Omit<StoredToken, 'revokedAt'> & { revokedAt: Date | null }>(
    tx,
    sql`select ${columns}, revoked_at as "revokedAt" from api_tokens where ${before ?? null}::text is null or id < ${before ?? null}
    order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (token) => [token.id],
    (token) => ({ ...token, revokedAt: msOrNull(token.revokedAt) }),
  )
}

/** The token, when it was in force until now. */
export async function revokeToken(tx: Tx, id: string, at: number): Promise<ApiToken | undefined> {
  const [token] = await query<ApiToken>(
    tx,
    sql`update api_tokens set revoked_at = ${toDate(at)} where id = ${id} and revoked_at is null returning ${columns}`,
  )
  return token
}
