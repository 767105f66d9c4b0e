import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Adapter, type Hear, MalformedBody, type RawRequest } from '#adapters/adapter.ts'
import type { DiscordListener } from '#adapters/discord/index.ts'
import type { SlackListener } from '#adapters/slack/index.ts'
import type { Log } from '../log.ts'
import { createLimit } from './limit.ts'
import type { Metrics } from './metrics.ts'
import { Problem } from './problem.ts'

export interface WebhookOptions {
  line: { adapter: Adapter; hear: Hear } | undefined
  /** A region’s own account, by its id; undefined: there is none at work. */
  lineOf: (id: string) => Promise<WebhookOptions['line']>
  slack: { adapter: Adapter; listener: SlackListener } | undefined
  slackOf: (id: string) => Promise<WebhookOptions['slack']>
  discord: { adapter: Adapter; listener: DiscordListener } | undefined
  /** Wall clock, for signatures that carry a time. */
  wallNow: () => number
  metrics: Metrics
  log: Log
}

/** Each costs a look into the database, before anything is known to be signed. */
const UNKNOWN_IN_A_MINUTE = 20

/** Verify the raw bytes, have them kept, answer; nothing is done here. */
export async function webhooks(server: FastifyInstance, options: WebhookOptions): Promise<void> {
  const { line, slack, discord } = options
  // In a plugin of its own, so that only here every content type arrives as bytes.
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    scope.addHook('onError', async (request, _, error) => {
      const platform = request.routeOptions.url?.split('/')[2] ?? ''
      if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') options.metrics.incoming.inc({ platform, outcome: 'too-large' })
    })
    if (line) scope.post('/webhooks/line', (request, reply) => fromLine(options, line, request, reply))
    ownAccounts(scope, options)
    if (slack) scope.post('/webhooks/slack', (request, reply) => fromSlack(options, slack, request, reply))
    if (discord) scope.post('/webhooks/discord', (request, reply) => fromDiscord(options, discord, request, reply))
  })
}

/** Whoever asks for accounts that there are not has to wait; a platform asks for those that it was told of. */
function ownAccounts(scope: FastifyInstance, options: WebhookOptions): void {
  const known = new Set<string>()
  const mayTry = createLimit({ max: UNKNOWN_IN_A_MINUTE, windowMs: 60_000 })
  const own = async <T>(find: (id: string) => Promise<T | undefined>, { params, ip }: FastifyRequest): Promise<T> => {
    const { account } = params as { account: string }
    if (!known.has(account) && !mayTry(ip, options.wallNow()))
      throw new Problem(429, 'Too many', 'Too many accounts were asked for here that there are not: wait a minute.')
    const found = await find(account)
    if (!found) throw new Problem(404, 'Not found', 'No account is at work at this address.')
    known.add(account)
    return found
  }
  scope.post('/webhooks/line/:account', async (request, reply) =>
    fromLine(options, await own(options.lineOf, request), request, reply),
  )
  scope.post('/webhooks/slack/:account', async (request, reply) =>
    fromSlack(options, await own(options.slackOf, request), request, reply),
  )
}

async function fromLine(
  options: WebhookOptions,
  { adapter, hear }: NonNullable<WebhookOptions['line']>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const raw = genuine(options, adapter, request)
  await understood(options, adapter, async () => hear(adapter.decode(raw)))
  return reply.code(200).send()
}

async function fromSlack(
  options: WebhookOptions,
  { adapter, listener }: NonNullable<WebhookOptions['slack']>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const raw = genuine(options, adapter, request)
  const answer = await understood(options, adapter, () => listener.receive(raw))
  switch (answer.kind) {
    case 'challenge':
      return reply.type('text/plain').send(answer.word)
    case 'heard':
      return reply.code(200).send(answer.body)
    case 'unknown':
      // Slack would count a refusal, and in the end stop telling us anything.
      options.metrics.incoming.inc({ platform: 'slack', outcome: 'unknown' })
      options.log.warn({ platform: 'slack' }, 'Slack sent something that nobody here knows')
      return reply.code(200).send()
  }
}

/** An interaction is answered by a call of its own, as it is where it came over the gateway. */
async function fromDiscord(
  options: WebhookOptions,
  { adapter, listener }: NonNullable<WebhookOptions['discord']>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const raw = genuine(options, adapter, request)
  const answer = await understood(options, adapter, () => listener.receive(raw))
  return answer.kind === 'pong' ? reply.code(200).send({ type: PONG }) : reply.code(202).send()
}

const PONG = 1

/** The request as it came, if the platform signed it. */
function genuine({ wallNow, metrics, log }: WebhookOptions, adapter: Adapter, request: FastifyRequest): RawRequest {
  const { platform } = adapter
  const raw = { headers: request.headers, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) }
  const verdict = adapter.verify(raw, wallNow())
  if (verdict.kind === 'genuine') return raw
  metrics.incoming.inc({ platform, outcome: verdict.reason })
  log.warn({ platform, reason: verdict.reason }, 'a webhook was refused')
  throw new Problem(401, 'Not signed', `This request is not signed by ${platform} (${verdict.reason}).`)
}

async function understood<T>(
  { metrics, log }: WebhookOptions,
  { platform }: Adapter,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error
    metrics.incoming.inc({ platform, outcome: 'malformed' })
    log.warn({ platform }, 'a webhook could not be read')
    throw new Problem(400, 'Malformed', 'The body is signed, but it is not what this platform sends.')
  }
}
