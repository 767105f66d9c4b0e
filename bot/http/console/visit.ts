import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ConsoleSession, findSession } from '#db/console-sessions.ts'
import type { Db } from '#db/door.ts'
import { findRegion } from '#db/regions.ts'
import type { Param } from '#engine/message.ts'
import { type Reader, sayText } from '../../say.ts'
import { isSame, type Secrets, tokenHash } from '../../secrets.ts'
import { isGiven, OF_CONSOLE, RIGHTS } from '../admin/rights.ts'

export interface ConsoleOptions {
  db: Db
  secrets: Pick<Secrets, 'seal' | 'open'>
  now: () => number
  /** As people reach us: by it is known whether what passes is sealed. */
  publicUrl: string
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the admin API, whose shapes a test holds it to
export type Body = any

export interface Answer {
  status: number
  body: Body
}

/** What has become true by a form, in words; and the form that would undo it. */
export interface Said {
  key: string
  params?: Record<string, string | number>
  isWrong?: boolean
  undo?: { action: string; fields?: Record<string, string> }
}

/** Somebody of the staff at one page: who they are, what they may do, and how they ask the admin API, which decides. */
export interface Visit {
  session: ConsoleSession
  region: Reader & { name: string }
  /** Business time, epoch ms. */
  now: number
  /** In each form: another site cannot know it. */
  csrf: string
  said: Said | undefined
  say(key: string, params?: Record<string, Param>): string
  mayCall(address: string): boolean
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer>
  /** On to another page, with what has become true. */
  go(reply: FastifyReply, path: string, said?: Said): FastifyReply
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
  }
}

export const SESSION_LIFE_MS = 8 * 3_600_000

/** With `__Host-` no other site of the domain can set it; a loopback has no https, and then it needs another name. */
export function cookieFor(publicUrl: string) {
  const isSecure = publicUrl.startsWith('https:')
  const name = isSecure ? '__Host-otasuke' : 'otasuke-console'
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  return {
    of: ({ headers }: FastifyRequest): string | undefined =>
      (headers.cookie ?? '')
        .split(/; */)
        .find((one) => one.startsWith(`${name}=`))
        ?.slice(name.length + 1),
    set: (reply: FastifyReply, token: string): FastifyReply =>
      reply.header('set-cookie', `${name}=${token}; Max-Age=${SESSION_LIFE_MS / 1_000}; ${attributes}`),
    drop: (reply: FastifyReply): FastifyReply => reply.header('set-cookie', `${name}=; Max-Age=0; ${attributes}`),
  }
}

/** The token has 256 bits of chance, and so has whatever only its holder can compute of it. */
const csrfOf = (token: string): string => tokenHash(`csrf ${token}`)

export const isOwnForm = ({ body }: FastifyRequest, csrf: string): boolean =>
  isSame(String((body as Record<string, unknown> | null)?.csrf ?? ''), csrf)

/** Undefined: what the browser holds is nobody’s, or nobody’s any more. */
export async function visitOf(
  server: FastifyInstance,
  { db, secrets, now }: ConsoleOptions,
  { token, query }: { token: string; query: unknown },
): Promise<Visit | undefined> {
  const found = await db.transaction({ kind: 'system' }, async (tx) => {
    const session = await findSession(tx, { tokenHash: tokenHash(token), at: now() })
    const region = session && (await findRegion(tx, session.regionId))
    return region && { session, region }
  })
  if (!found) return undefined
  const { session, region } = found
  const context = `console:${session.id}`
  const say: Visit['say'] = (key, params = {}) => sayText({ key: `console.${key}`, params }, region)
  return {
    ...{ session, region, say, now: now(), csrf: csrfOf(token), said: saidIn(secrets, query, context) },
    mayCall: (address) => OF_CONSOLE.has(address) && isGiven(RIGHTS[address] ?? { needs: [] }, session.role),
    async ask(method, path, body) {
      const { statusCode, body: text } = await server.inject({
        ...{ method, url: `/admin/v1${path}`, headers: { authorization: `Bearer ${token}` } },
        ...(body && { payload: body }),
      })
      return { status: statusCode, body: text === '' ? {} : JSON.parse(text) }
    },
    go(reply, path, said) {
      if (!said) return reply.redirect(path, 303)
      const sealed = secrets.seal(Buffer.from(JSON.stringify(said)), context).toString('base64url')
      return reply.redirect(`${path}${path.includes('?') ? '&' : '?'}said=${sealed}`, 303)
    },
  }
}

/** Only what we have said ourselves, and to them. */
function saidIn(secrets: Pick<Secrets, 'open'>, query: unknown, context: string): Said | undefined {
  const { said } = query as { said?: unknown }
  if (typeof said !== 'string' || said === '') return undefined
  try {
    return JSON.parse(secrets.open(Buffer.from(said, 'base64url'), context).toString('utf8'))
  } catch {
    return undefined
  }
}
