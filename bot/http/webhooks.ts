import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Adapter, type Incoming, MalformedBody, type RawRequest } from '#adapters/adapter.ts'
import type { SlackAdapter } from '#adapters/slack/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from './metrics.ts'
import { Problem } from './problem.ts'

export interface WebhookOptions {
  line: Adapter | undefined
  slack: SlackAdapter | undefined
  /** Commits; only then is the platform answered. */
  store: (incoming: readonly Incoming[]) => Promise<void>
  /** What must be answered inside the call (a modal opened, its field errors); reads only. */
  answer: (incoming: Incoming) => Promise<unknown>
  /** Wall clock, for signatures that carry a time. */
  wallNow: () => number
  metrics: Metrics
  log: Log
}

/** Verify the raw bytes, store, answer; nothing is done here. */
export async function webhooks(server: FastifyInstance, options: WebhookOptions): Promise<void> {
  const { line, slack } = options
  // In a plugin of its own, so that only here every content type arrives as bytes.
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    if (line) scope.post('/webhooks/line', (request, reply) => fromLine(options, line, request, reply))
    if (slack) scope.post('/webhooks/slack', (request, reply) => fromSlack(options, slack, request, reply))
  })
}

async function fromLine(
  options: WebhookOptions,
  line: Adapter,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  await receiveFrom(options, line, request)
  return reply.code(200).send()
}

async function fromSlack(
  options: WebhookOptions,
  slack: SlackAdapter,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const incoming = await receiveFrom(options, slack, request)
  const challenge = incoming.length === 0 ? slack.challengeIn(rawOf(request)) : undefined
  if (challenge !== undefined) return reply.type('text/plain').send(challenge)
  const [only] = incoming
  const answer = only && (await answered(options, only))
  return answer === undefined ? reply.code(200).send() : answer
}

/** The person already has the effect through the inbox; a modal that cannot be opened in time is only logged. */
async function answered({ answer, log }: WebhookOptions, incoming: Incoming): Promise<unknown> {
  try {
    return await answer(incoming)
  } catch (error) {
    log.error({ err: error, platform: incoming.platform }, 'an answer inside the call failed')
    return undefined
  }
}

const rawOf = (request: FastifyRequest): RawRequest => ({
  headers: request.headers,
  body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
})

async function receiveFrom(
  { store, wallNow, metrics, log }: WebhookOptions,
  adapter: Adapter,
  request: FastifyRequest,
): Promise<Incoming[]> {
  const seconds = metrics.webhooks.startTimer({ platform: adapter.platform })
  const raw = rawOf(request)
  const verdict = adapter.verify(raw, wallNow())
  if (verdict.kind === 'refused') {
    seconds({ outcome: verdict.reason })
    log.warn({ platform: adapter.platform, reason: verdict.reason }, 'a webhook was refused')
    throw new Problem(401, 'Not signed', `This request is not signed by ${adapter.platform} (${verdict.reason}).`)
  }
  try {
    const incoming = adapter.decode(raw)
    await store(incoming)
    seconds({ outcome: 'stored' })
    return incoming
  } catch (error) {
    seconds({ outcome: error instanceof MalformedBody ? 'malformed' : 'failed' })
    if (error instanceof MalformedBody)
      throw new Problem(400, 'Malformed', 'The body is signed, but it is not what this platform sends.')
    throw error
  }
}
