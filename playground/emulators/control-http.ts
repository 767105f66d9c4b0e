import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Control } from './control.ts'
import { FAULT_KINDS } from './faults.ts'
import { INBOUND_KINDS } from './inbound.ts'
import { isLoopbackOrigin } from './loopback.ts'
import { NoSuchThing } from './no-such-thing.ts'
import { NoSuchOption } from './slack/field-values.ts'

const platform = z.enum(['line', 'slack', 'discord'])
const entered = z.union([z.string(), z.number(), z.array(z.string()), z.null()])
const optionalText = z.string().optional()

const bodies = {
  clock: z.object({ offsetMs: z.number() }),
  fault: z.object({
    platform,
    route: z.string(),
    kind: z.enum(FAULT_KINDS),
    nth: z.number().int().min(1).optional(),
    times: z.number().int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    retryAfterS: z.number().optional(),
    delayMs: z.number().optional(),
  }),
  inbound: z.object({
    platform: z.enum(['line', 'slack']),
    kind: z.enum(INBOUND_KINDS),
    last: z.number().int().min(1).optional(),
  }),
  lineUser: z.object({ displayName: z.string().min(1) }),
  quota: z.object({ limit: z.number().int().min(0).nullable() }),
  redelivery: z.object({ redeliveryMs: z.array(z.number().min(0)) }),
  text: z.object({ text: z.string(), quotes: optionalText }),
  tap: z.object({ data: z.string(), displayText: optionalText }),
  photo: z.object({ base64: optionalText, type: optionalText, sizeBytes: z.number().int().min(0).optional() }),
  voice: z.object({ durationMs: z.number().optional() }),
  unsend: z.object({ messageId: z.string() }),
  slackUser: z.object({ name: z.string().min(1), realName: z.string().min(1) }),
  post: z.object({
    channel: z.string(),
    text: z.string(),
    threadTs: optionalText,
    files: z.array(z.object({ name: z.string().min(1), mimetype: z.string(), base64: z.string() })).optional(),
  }),
  press: z.object({
    channel: z.string(),
    ts: z.string(),
    blockId: optionalText,
    actionId: z.string(),
    value: optionalText,
  }),
  viewAction: z.object({ viewId: z.string(), blockId: z.string(), actionId: z.string(), value: entered.optional() }),
  submit: z.object({ viewId: z.string(), values: z.record(z.string(), z.record(z.string(), entered)).optional() }),
  close: z.object({ viewId: z.string() }),
  command: z.object({ command: z.string(), text: optionalText, channel: z.string() }),
  message: z.object({ channel: z.string(), ts: z.string() }),
  edit: z.object({ channel: z.string(), ts: z.string(), text: optionalText, withoutFile: optionalText }),
  discordUser: z.object({ username: z.string().min(1), globalName: z.string().min(1) }),
  discordPost: z.object({ channel: z.string(), text: z.string() }),
  discordPress: z.object({ channel: z.string(), messageId: z.string(), customId: z.string() }),
  discordSubmit: z.object({ values: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional() }),
  discordMessage: z.object({ channel: z.string(), messageId: z.string() }),
  discordGateway: z.object({ how: z.enum(['reconnect', 'invalid', 'drop']) }),
  sockets: z.object({ reason: z.enum(['refresh_requested', 'warning', 'link_disabled', 'drop']) }),
}

type Params = Record<string, string>

/** The control API over HTTP, for the page and for tests of other processes. */
export function addControlRoutes(app: FastifyInstance, control: Control): void {
  void app.register(async (room) => {
    room.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, JSON.parse(body === '' ? '{}' : String(body))),
    )
    room.addHook('onRequest', admit)
    room.setErrorHandler(explain)
    const get = (path: string, work: (params: Params, query: Params) => unknown) =>
      room.get(
        `/control${path}`,
        async (request) => (await work(request.params as Params, request.query as Params)) ?? {},
      )
    const post: Post = (path, body, work, bodyLimit) =>
      room.post(
        `/control${path}`,
        bodyLimit === undefined ? {} : { bodyLimit },
        async (request) => (await work(body.parse(request.body ?? {}), (request.params as Params).id ?? '')) ?? {},
      )
    worldRoutes(control, get, post)
    lineRoutes(control, get, post)
    slackRoutes(control, get, post)
    discordRoutes(control, get, post)
    room.delete('/control/faults', async () => control.faults.clear() ?? {})
    room.get('/control/transcript', (_request, reply) =>
      reply.type('application/x-ndjson').send(control.transcriptJsonl()),
    )
    room.get('/control/stream', (request, reply) => stream(control, request, reply))
    room.options('/control/*', (_request, reply) => reply.code(204).send())
  })
}

type Get = (path: string, work: (params: Params, query: Params) => unknown) => void
type Post = <T>(path: string, body: z.ZodType<T>, work: (body: T, id: string) => unknown, bodyBytesMax?: number) => void

/** Base64 of the largest file that a telephone would send. */
const PHOTO_BYTES_MAX = 80 * 1024 * 1024

function worldRoutes(control: Control, get: Get, post: Post) {
  get('/world', () => control.world())
  get('/invariants', () => control.invariants())
  get('/faults', () => control.faults.list())
  post('/clock', bodies.clock, async (body) => {
    await control.setClock(body)
    return { now: control.now() }
  })
  post('/faults', bodies.fault, (body) => control.faults.add(body))
  post('/inbound', bodies.inbound, async (body) => ({ results: await control.inbound(body) }))
}

function lineRoutes({ line }: Control, get: Get, post: Post) {
  const none = z.object({})
  post('/line/users', bodies.lineUser, (body) => line.addUser(body))
  get('/line/users/:id/chat', ({ id }) => line.chat(id ?? ''))
  get('/line/contents/:id', ({ id }) => ({ picture: dataUrl(line.content(id ?? '')) }))
  get('/line/rich-menu', () => ({ richMenu: line.richMenu() ?? null }))
  get('/line/users/:id/rich-menu', ({ id }) => ({ richMenu: line.richMenuShownTo(id ?? '') }))
  post('/line/quota', bodies.quota, ({ limit }) => line.setQuota(limit))
  post('/line/redelivery', bodies.redelivery, ({ redeliveryMs }) => line.setRedelivery(redeliveryMs))
  post('/line/users/:id/follow', none, (_body, id) => line.follow(id))
  post('/line/users/:id/unfollow', none, (_body, id) => line.unfollow(id))
  post('/line/users/:id/sticker', none, (_body, id) => line.sticker(id))
  post('/line/users/:id/text', bodies.text, ({ text, quotes }, id) => line.text(id, text, quotes))
  post('/line/users/:id/tap', bodies.tap, ({ data, displayText }, id) => line.tap(id, data, displayText))
  post('/line/users/:id/photo', bodies.photo, (body, id) => line.photo(id, body), PHOTO_BYTES_MAX)
  post('/line/users/:id/voice', bodies.voice, ({ durationMs }, id) => line.voice(id, durationMs))
  post('/line/users/:id/unsend', bodies.unsend, ({ messageId }, id) => line.unsend(id, messageId))
}

function slackRoutes({ slack }: Control, get: Get, post: Post) {
  post('/slack/users', bodies.slackUser, (body) => slack.addUser(body))
  get('/slack/users/:id/views', ({ id }) => ({ views: slack.views(id ?? '') }))
  get('/slack/channels/:id/messages', ({ id }, { threadTs }) => ({ messages: slack.messages(id ?? '', threadTs) }))
  get('/slack/files/:id', ({ id }) => ({ picture: dataUrl(slack.file(id ?? '')) }))
  post('/slack/users/:id/post', bodies.post, (body, id) => slack.post(id, body), PHOTO_BYTES_MAX)
  post('/slack/users/:id/press', bodies.press, (body, id) => slack.press(id, body))
  post('/slack/users/:id/view-action', bodies.viewAction, (body, id) =>
    slack.viewAction(id, { ...body, value: body.value ?? null }),
  )
  post('/slack/users/:id/submit', bodies.submit, (body, id) => slack.submit(id, body))
  post('/slack/users/:id/close', bodies.close, (body, id) => slack.close(id, body))
  post('/slack/users/:id/command', bodies.command, (body, id) => slack.command(id, body))
  post('/slack/messages/edit', bodies.edit, (body) => slack.editMessage(body))
  post('/slack/messages/delete', bodies.message, (body) => slack.deleteMessage(body))
  post('/slack/sockets/disconnect', bodies.sockets, ({ reason }) => slack.disconnectSockets(reason))
}

/** Of a picture; null of anything else, and of what is gone. */
const dataUrl = (file: { type: string; base64: string } | undefined): string | null =>
  file?.type.startsWith('image/') ? `data:${file.type};base64,${file.base64}` : null

function discordRoutes({ discord }: Control, get: Get, post: Post) {
  post('/discord/users', bodies.discordUser, (body) => discord.addUser(body))
  get('/discord/users/:id/modal', ({ id }) => ({ modal: discord.modal(id ?? '') ?? null }))
  get('/discord/channels/:id/messages', ({ id }, { userId }) => ({ messages: discord.messages(id ?? '', userId) }))
  get('/discord/channels/:id/threads', ({ id }) => ({ threads: discord.threads(id ?? '') }))
  post('/discord/users/:id/post', bodies.discordPost, (body, id) => discord.post(id, body))
  post('/discord/users/:id/press', bodies.discordPress, (body, id) => discord.press(id, body))
  post('/discord/users/:id/submit', bodies.discordSubmit, (body, id) => discord.submit(id, body))
  post('/discord/users/:id/close', z.object({}), (_body, id) => discord.closeModal(id))
  post('/discord/users/:id/command', bodies.command, (body, id) => discord.command(id, body))
  post('/discord/messages/delete', bodies.discordMessage, (body) => discord.deleteMessage(body))
  post('/discord/gateway/disturb', bodies.discordGateway, ({ how }) => discord.disturbGateway(how))
}

/** Only pages of this machine: another site in the same browser must not move these hands. */
async function admit(request: FastifyRequest, reply: FastifyReply) {
  const { origin, host } = request.headers
  if (!isLoopbackOrigin(`http://${host ?? ''}`)) return reply.code(403).send({ error: 'loopback only' })
  if (origin === undefined) return undefined
  if (!isLoopbackOrigin(origin)) return reply.code(403).send({ error: 'this origin may not control the playground' })
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'content-type',
    vary: 'Origin',
  })
  return undefined
}

function explain(error: unknown, _request: FastifyRequest, reply: FastifyReply) {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof NoSuchThing || error instanceof NoSuchOption) return reply.code(404).send({ error: message })
  if (error instanceof z.ZodError || error instanceof SyntaxError) return reply.code(400).send({ error: message })
  return reply.code(500).send({ error: message })
}

function stream(control: Control, request: FastifyRequest, reply: FastifyReply) {
  reply.hijack()
  const headers = reply.getHeaders() as Record<string, string>
  reply.raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  reply.raw.write(': hello\n\n')
  const stop = control.onChange((change) => reply.raw.write(`data: ${JSON.stringify(change)}\n\n`))
  request.raw.on('close', stop)
}
