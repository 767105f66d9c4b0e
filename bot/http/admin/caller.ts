import type { FastifyRequest } from 'fastify'
import { type ApiToken, findTokenByHash } from '#db/api-tokens.ts'
import { findSession } from '#db/console-sessions.ts'
import type { Scope } from '#db/door.ts'
import { isSame, tokenHash } from '../../secrets.ts'
import { Problem } from '../problem.ts'
import type { AdminOptions } from './index.ts'

/**
 * Who calls the admin API: the operator, the holder of a token that is good for one region, or somebody of the staff who looks
 * at the console, and then has no more than its pages need (`rights.ts`).
 */
export type Caller = { kind: 'operator' } | ({ kind: 'token' | 'session' } & ApiToken)

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
}

export async function authenticate(
  { db, adminToken, now }: Pick<AdminOptions, 'db' | 'adminToken' | 'now'>,
  request: FastifyRequest,
): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw new Problem(401, 'No token', 'Send `Authorization: Bearer` with the admin token or an API token.')
  if (isSame(token, adminToken)) return { kind: 'operator' }
  const hash = { tokenHash: tokenHash(token), at: now() }
  const found = await db.transaction({ kind: 'system' }, async (tx): Promise<Caller | undefined> => {
    const granted = await findTokenByHash(tx, hash.tokenHash)
    if (granted) return { kind: 'token', ...granted }
    const session = await findSession(tx, hash)
    return session && { kind: 'session', ...session, id: session.personId }
  })
  if (!found) throw new Problem(401, 'Unknown token', 'This token is not known here, or it was revoked.')
  return found
}

export function requireRegion({ caller }: FastifyRequest, regionId: string): void {
  if (caller.kind !== 'operator' && caller.regionId !== regionId)
    throw new Problem(404, 'Not found', 'There is no such region, firm or site.')
}

/** Who did it, as the audit log names them. */
export const actorOf = ({ caller }: FastifyRequest): string => (caller.kind === 'operator' ? 'operator' : caller.id)

/** What a caller's reads may see at all, before any filter. */
export const scopeOf = ({ caller }: FastifyRequest): Scope =>
  caller.kind === 'operator' ? { kind: 'system' } : { kind: 'region', regionId: caller.regionId }
