import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'
import { SIGNED_LENGTH_MAX } from '../links.ts'
import type { Log } from '../log.ts'
import type { Metrics } from './metrics.ts'
import { answerWithProblems } from './problem.ts'

export interface ServerOptions {
  log: Log
  metrics: Metrics
  /** False while the program is starting or draining. */
  isReady: () => boolean
}

/** The bare server: errors as problem details, health, metrics. Everything else registers itself. */
export async function createServer({ log, metrics, isReady }: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    ...{ logger: false, bodyLimit: 1_048_576, forceCloseConnections: 'idle' as const },
    // Before a container the proxy is no loopback; whom it speaks for would all be one caller, and one could lock out all.
    trustProxy: ['loopback', 'uniquelocal'],
    routerOptions: { maxParamLength: SIGNED_LENGTH_MAX },
  })
  answerWithProblems(server, log)
  await server.register(helmet, { contentSecurityPolicy: false })
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_, reply) =>
    isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' }),
  )
  server.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
  return server
}
