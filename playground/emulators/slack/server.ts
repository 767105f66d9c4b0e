import { type Answer, type ApiCall, type ApiServer, createApiServer } from '../api-server.ts'
import type { FaultRule } from '../faults.ts'
import { type Args, type Method, type Result, refused } from './method.ts'
import { accountMethods } from './methods/account.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { fileContent, fileMethods, receiveFile } from './methods/files.ts'
import { viewMethods } from './methods/views.ts'
import { respond } from './response-url.ts'
import type { SlackSide } from './side.ts'

const METHODS: Record<string, Method> = {
  ...accountMethods,
  ...chatMethods,
  ...conversationMethods,
  ...viewMethods,
  ...fileMethods,
}

/** The Web API under `/api/`, uploads, what people have shared, response URLs. */
export function createSlackServer(side: SlackSide): ApiServer {
  const server = createApiServer(side.world, {
    platform: 'slack',
    bodyBytesMax: 20 * 1024 * 1024,
    fault,
    tooLarge: () => ({ status: 413, body: refused('request_too_large') }),
    notFound: () => ({ status: 404, body: refused('not_found') }),
  })
  const methodName = (call: ApiCall) => call.params.method ?? ''
  server.route('POST', '/api/:method', methodName, (call) => serve(side, call))
  server.route('GET', '/api/:method', methodName, (call) => serve(side, call))
  server.route('POST', '/respond/:ticket', 'response_url', (call) => respond(side, call))
  server.route('POST', '/upload/:id', 'upload', (call) => {
    const isStored = receiveFile(side.state, call)
    return { status: isStored ? 200 : 400, body: isStored ? 'OK' : refused('invalid_upload') }
  })
  server.route('GET', '/files-pri/:place/:name', 'file', (call) => fileContent(side, call))
  return server
}

/** Bolt's client adds the workspace to every call. */
const ALWAYS_ALLOWED = ['token', 'team_id']

async function serve(side: SlackSide, call: ApiCall): Promise<Answer> {
  const method = METHODS[call.route]
  if (!method) return { status: 200, body: refused('unknown_method') }
  const args = argsOf(call)
  const result = refusalOf(side, call, method, args) ?? (await method.run(side, args))
  const { retryAfterS, ...body } = result
  if (body.error === 'ratelimited') return { status: 429, headers: { 'retry-after': String(retryAfterS ?? 1) }, body }
  return { status: 200, headers: { 'x-slack-req-id': side.world.random.hex(32) }, body }
}

function refusalOf(side: SlackSide, call: ApiCall, method: Method, args: Args): Result | undefined {
  const token = call.header('authorization')?.replace(/^Bearer /, '') ?? args.token
  if (!token) return refused('not_authed')
  const wanted = method.token === 'app' ? side.state.appToken : side.state.botToken
  const other = method.token === 'app' ? side.state.botToken : side.state.appToken
  if (token !== wanted) return refused(token === other ? 'not_allowed_token_type' : 'invalid_auth')
  const unknown = Object.keys(args).filter((name) => !ALWAYS_ALLOWED.includes(name) && !method.args.includes(name))
  if (unknown.length > 0)
    return refused(
      'invalid_arguments',
      unknown.map((name) => `unknown argument [json-pointer:/${name}]`),
    )
  const wait =
    method.perMinute === null
      ? 0
      : side.world.rates.take(`slack ${call.route}`, { perSecond: method.perMinute / 60, burst: method.perMinute })
  return wait > 0 ? { ...refused('ratelimited'), retryAfterS: wait } : undefined
}

/** JSON bodies, forms and query strings all name arguments. */
function argsOf(call: ApiCall): Args {
  const type = call.header('content-type') ?? ''
  if (type.startsWith('application/json')) {
    try {
      return { ...call.query, ...(JSON.parse(call.body.toString('utf8')) as Args) }
    } catch {
      return call.query
    }
  }
  return { ...call.query, ...Object.fromEntries(new URLSearchParams(call.body.toString('utf8'))) }
}

function fault(rule: FaultRule): Answer {
  switch (rule.kind) {
    case '429':
      return { status: 429, headers: { 'retry-after': String(rule.retryAfterS ?? 1) }, body: refused('ratelimited') }
    case '429-no-retry-after':
      return { status: 429, body: refused('ratelimited') }
    case 'quota':
      return { status: 200, body: refused('message_limit_exceeded') }
    case '401':
      return { status: 200, body: refused('token_revoked') }
    default:
      return { status: 500, body: refused('internal_error') }
  }
}
