import { setTimeout as delay } from 'node:timers/promises'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { FaultRule } from './faults.ts'
import type { Platform } from './platform.ts'
import type { World } from './world.ts'

/** A call to the platform, before anything was believed about its body. */
export interface ApiCall {
  route: string
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  header: (name: string) => string | undefined
  body: Buffer
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body: unknown
}

export type Handler = (call: ApiCall) => Answer | Promise<Answer>

/** How a platform words the refusals that are not about a call's content. */
export interface Dialect {
  platform: Platform
  bodyBytesMax: number
  fault(rule: FaultRule): Answer
  tooLarge(): Answer
  notFound(): Answer
}

export interface ApiServer {
  app: FastifyInstance
  route(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    name: string | ((call: ApiCall) => string),
    handler: Handler,
  ): void
}

/** An HTTP server that keeps bodies raw, plays faults and enters every call in the transcript. */
export function createApiServer(world: World, dialect: Dialect): ApiServer {
  const app = fastify({
    logger: false,
    bodyLimit: dialect.bodyBytesMax,
    forceCloseConnections: true,
    // Discord's interactions are answered under their tokens.
    routerOptions: { maxParamLength: 300 },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setNotFoundHandler((_request, reply) => write(reply, dialect.notFound()))
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error.statusCode === 413) return write(reply, dialect.tooLarge())
    return reply.code(error.statusCode ?? 500).send({ message: String(error.stack) })
  })
  return {
    app,
    route: (method, url, name, handler) => {
      app.route({
        method,
        url,
        handler: async (request, reply) => {
          const call = callOf(request)
          call.route = typeof name === 'string' ? name : name(call)
          await serve(world, dialect, call, handler, reply)
          return reply
        },
      })
    },
  }
}

function callOf(request: FastifyRequest): ApiCall {
  return {
    route: '',
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string>,
    header: (name) => {
      const value = request.headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}

async function serve(world: World, dialect: Dialect, call: ApiCall, handler: Handler, reply: FastifyReply) {
  const rule = world.faults.take(dialect.platform, call.route)
  const answer = rule ? await faulty(dialect, rule, () => handler(call)) : await handler(call)
  enter(world, dialect.platform, call, answer, rule)
  if (rule) world.stream.tell({ kind: 'fault', platform: dialect.platform, route: call.route, fault: rule.kind })
  return break_(reply, answer, rule)
}

/** The platform's own work under a fault: refused before it, or done and then answered badly. */
async function faulty(dialect: Dialect, rule: FaultRule, work: () => Answer | Promise<Answer>): Promise<Answer> {
  switch (rule.kind) {
    case 'accept-then-500': {
      await work()
      return dialect.fault({ ...rule, kind: '500' })
    }
    case 'slow':
      await delay(rule.delayMs ?? 1000)
      return work()
    case 'accept-then-hang':
    case 'accept-then-reset':
    case 'truncated':
      return work()
    case 'reset':
      return { status: 0, body: null }
    default:
      return dialect.fault(rule)
  }
}

/** The wire under a fault. A hung call is ended by the caller's own patience, or when the playground stops. */
function break_(reply: FastifyReply, answer: Answer, rule: FaultRule | undefined) {
  if (rule?.kind === 'reset' || rule?.kind === 'accept-then-reset') {
    reply.hijack()
    reply.raw.socket?.resetAndDestroy()
    return reply
  }
  if (rule?.kind === 'accept-then-hang') return reply.hijack()
  if (rule?.kind === 'truncated') return truncate(reply, answer)
  return write(reply, answer)
}

function truncate(reply: FastifyReply, answer: Answer) {
  reply.hijack()
  const bytes = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body))
  const headers = { 'content-type': 'application/json', ...answer.headers, 'content-length': bytes.length }
  reply.raw.writeHead(answer.status, headers)
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.socket?.destroy())
  return reply
}

function write(reply: FastifyReply, answer: Answer) {
  reply.code(answer.status).headers(answer.headers ?? {})
  if (answer.status === 204) return reply.send()
  if (Buffer.isBuffer(answer.body)) return reply.send(answer.body)
  return reply.type('application/json').send(JSON.stringify(answer.body))
}

const TRANSCRIBED_CHARS_MAX = 65_536

function enter(world: World, platform: Platform, call: ApiCall, answer: Answer, rule: FaultRule | undefined) {
  const request = call.body.toString('utf8').slice(0, TRANSCRIBED_CHARS_MAX)
  world.transcript.enter({
    platform,
    kind: 'call',
    route: call.route,
    request: withoutTokens(request),
    retryKey: call.header('x-line-retry-key'),
    status: answer.status,
    answer: Buffer.isBuffer(answer.body) ? `${answer.body.length} bytes` : answer.body,
    fault: rule?.kind,
  })
}

/** Slack clients may put the token in the form. */
function withoutTokens(body: string): string {
  return body.replace(/(^|&)token=[^&]*/g, '$1token=…').replace(/"token":"[^"]*"/g, '"token":"…"')
}
