import type { FastifyRequest } from 'fastify'
import { type ApiToken, findTokenByHash } from '#db/api-tokens.ts'
import type { Db, Scope } from '#db/door.ts'
import { isSame, tokenHash } from '../../secrets.ts'
import { Problem } from '../problem.ts'

/** Who calls the admin API: the operator, or the holder of a token that is good for one region. */
export type Caller = { kind: 'operator' } | ({ kind: 'token' } & ApiToken)

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
}

export async function authenticate(db: Db, adminToken: string, request: FastifyRequest): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw new Problem(401, 'No token', 'Send `Authorization: Bearer` with the admin token or an API token.')
  if (isSame(token, adminToken)) return { kind: 'operator' }
  const found = await db.transaction({ kind: 'system' }, (tx) => findTokenByHash(tx, tokenHash(token)))
  if (!found) throw new Problem(401, 'Unknown token', 'This token is not known here, or it was revoked.')
  return { kind: 'token', ...found }
}

export function requireRegion({ caller }: FastifyRequest, regionId: string): void {
  if (caller.kind === 'token' && caller.regionId !== regionId)
    throw new Problem(404, 'Not found', 'There is no such region, firm or site.')
}

/** Who did it, as the audit log names them. */
export const actorOf = ({ caller }: FastifyRequest): string => (caller.kind === 'operator' ? 'operator' : caller.id)

/** What a caller's reads may see at all, before any filter. */
export const scopeOf = ({ caller }: FastifyRequest): Scope =>
  caller.kind === 'operator' ? { kind: 'system' } : { kind: 'region', regionId: caller.regionId }
