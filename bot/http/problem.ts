import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Log } from '../log.ts'

/** An error as the caller reads it: RFC 9457, `application/problem+json`. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly title: string
  readonly more: Readonly<Record<string, unknown>>

  /** `detail` says what was wrong and what to do next; never anything secret. */
  constructor(status: number, title: string, detail: string, more: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.status = status
    this.title = title
    this.more = more
  }
}

export function sendProblem(reply: FastifyReply, { status, title, message, more }: Problem): FastifyReply {
  // RFC 9110: whoever is refused for want of a token is told which kind is wanted.
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title, status, detail: message, instance: reply.request.id, ...more })
}

/** Our own mistakes are logged whole and told as nothing but their number. */
export function answerWithProblems(server: FastifyInstance, log: Log): void {
  server.setNotFoundHandler((_, reply) =>
    sendProblem(reply, new Problem(404, 'Not found', 'There is nothing at this address.')),
  )
  server.setErrorHandler((error, request, reply) => {
    if (error instanceof Problem) return sendProblem(reply, error)
    const {
      statusCode = 500,
      message,
      validation,
    } = error as { statusCode?: number; message: string; validation?: unknown }
    if (validation) return sendProblem(reply, new Problem(422, 'Not valid', message))
    if (statusCode < 500) return sendProblem(reply, new Problem(statusCode, 'Not accepted', message))
    log.error({ err: error, request: request.id, route: request.routeOptions.url }, 'a request failed')
    return sendProblem(
      reply,
      new Problem(500, 'Our mistake', `Something went wrong here. The log knows it as ${request.id}.`),
    )
  })
}
