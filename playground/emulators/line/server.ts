import { type Answer, type ApiCall, type ApiServer, createApiServer, type Handler } from '../api-server.ts'
import type { FaultRule } from '../faults.ts'
import type { RateLimit } from '../rate.ts'
import { content } from './content.ts'
import { monthlyLimit, notFound, rateLimited, refuse, tooLarge, unauthorized } from './errors.ts'
import { richMenuRoutes } from './rich-menus.ts'
import type { AddRoute, LineCall } from './routes.ts'
import { check } from './schema/check.ts'
import { loadingBody, multicastBody, pushBody, replyBody, validateBody } from './schema/messages.ts'
import { multicast, push, reply, turnMonth } from './sending.ts'
import type { LineSide } from './side.ts'

const perSecond = (calls: number): RateLimit => ({ perSecond: calls, burst: calls })
const RATES: Record<string, RateLimit> = {
  multicast: perSecond(200),
  loading: perSecond(100),
  'richmenu.create': { perSecond: 100 / 3600, burst: 100 },
  'richmenu.delete': { perSecond: 100 / 3600, burst: 100 },
}
const RATE_OTHERWISE = perSecond(2000)

/** The Messaging API. It must sit at the root of an origin: the SDK drops a path in its base URL. */
export function createLineServer(side: LineSide): ApiServer {
  const server = createApiServer(side.world, {
    platform: 'line',
    bodyBytesMax: 2 * 1024 * 1024,
    fault,
    tooLarge,
    notFound,
  })
  const route = (method: 'GET' | 'POST' | 'DELETE', path: string, name: string, handler: (call: LineCall) => Answer) =>
    server.route(method, path, name, guarded(side, handler))
  messageRoutes(side, route)
  accountRoutes(side, route)
  richMenuRoutes(side, route)
  return server
}

/** Token and rate first, then the work; every answer has its request id. */
function guarded(side: LineSide, handler: (call: LineCall) => Answer): Handler {
  return (call) => {
    const requestId = side.world.random.uuid()
    const answer = admitted(side, call) ?? handler({ ...call, requestId })
    return { ...answer, headers: { ...answer.headers, 'x-line-request-id': requestId } }
  }
}

function admitted(side: LineSide, call: ApiCall): Answer | undefined {
  if (call.header('authorization') !== `Bearer ${side.state.accessToken}`) return unauthorized()
  if (side.world.rates.take(`line ${call.route}`, RATES[call.route] ?? RATE_OTHERWISE) > 0) return rateLimited()
  return undefined
}

function messageRoutes(side: LineSide, route: AddRoute) {
  const once = (call: LineCall) => ({ requestId: call.requestId, retryKey: call.header('x-line-retry-key') })
  route('POST', '/v2/bot/message/push', 'push', (call) => {
    const body = check(pushBody, call.body)
    return body.kind === 'ok' ? push(side, body.value, once(call)) : body.answer
  })
  route('POST', '/v2/bot/message/multicast', 'multicast', (call) => {
    const body = check(multicastBody, call.body)
    return body.kind === 'ok' ? multicast(side, body.value, once(call)) : body.answer
  })
  route('POST', '/v2/bot/message/reply', 'reply', (call) => {
    const body = check(replyBody, call.body)
    return body.kind === 'ok' ? reply(side, body.value, once(call)) : body.answer
  })
  for (const kind of ['push', 'reply', 'multicast', 'narrowcast', 'broadcast'])
    route('POST', `/v2/bot/message/validate/${kind}`, `validate/${kind}`, (call) => {
      const body = check(validateBody, call.body)
      return body.kind === 'ok' ? { status: 200, body: {} } : body.answer
    })
  route('GET', '/v2/bot/message/:messageId/content', 'content', (call) => content(side, call.params.messageId ?? ''))
}

function accountRoutes(side: LineSide, route: AddRoute) {
  const { state, world } = side
  route('GET', '/v2/bot/info', 'info', () => {
    const { destination: userId, basicId, displayName } = state
    return { status: 200, body: { userId, basicId, displayName, chatMode: 'bot', markAsReadMode: 'auto' } }
  })
  route('GET', '/v2/bot/profile/:userId', 'profile', (call) => {
    const user = state.users[call.params.userId ?? '']
    if (!user?.isFriend || user.blocked) return notFound()
    return { status: 200, body: { userId: user.userId, displayName: user.displayName, language: 'ja' } }
  })
  route('GET', '/v2/bot/message/quota', 'quota', () => {
    const { limit } = state.quota
    return { status: 200, body: limit === null ? { type: 'none' } : { type: 'limited', value: limit } }
  })
  route('GET', '/v2/bot/message/quota/consumption', 'consumption', () => {
    turnMonth(side)
    return { status: 200, body: { totalUsage: state.quota.used } }
  })
  route('POST', '/v2/bot/chat/loading/start', 'loading', (call) => {
    const body = check(loadingBody, call.body)
    if (body.kind === 'refused') return body.answer
    const user = state.users[body.value.chatId]
    if (!user) return refuse(400, "The value for the 'chatId' parameter is invalid")
    user.loadingUntil = world.clock.now() + (body.value.loadingSeconds ?? 20) * 1000
    world.stream.tell({ kind: 'line.loading', userId: user.userId, until: user.loadingUntil })
    return { status: 202, body: {} }
  })
}

function fault(rule: FaultRule): Answer {
  switch (rule.kind) {
    case '429':
      return { ...rateLimited(), headers: { 'retry-after': String(rule.retryAfterS ?? 1) } }
    case '429-no-retry-after':
      return rateLimited()
    case 'quota':
      return monthlyLimit()
    case '401':
      return unauthorized()
    default:
      return refuse(500, 'Internal server error')
  }
}
