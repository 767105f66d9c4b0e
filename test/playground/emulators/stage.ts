import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { messagingApi } from '@line/bot-sdk'
import { LogLevel, WebClient } from '@slack/web-api'
import { type Playground, type PlaygroundOptions, startPlayground } from '#playground/start.ts'

/** What the emulators told the bot. */
export interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Answering {
  status: number
  body?: string
  headers?: Record<string, string>
  /** Never answers. */
  hangs?: boolean
}

/** The playground with the real SDKs on one side and, on the other, a bot that writes down what it hears. */
export async function setStage(options: PlaygroundOptions = {}) {
  const heard: Heard[] = []
  const bot = { answers: (_heard: Heard): Answering => ({ status: 200 }) }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const each = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
      heard.push(each)
      const { status, body, headers, hangs } = bot.answers(each)
      if (!hangs) response.writeHead(status, headers).end(body)
    })
  })
  const origin = await listening(server)
  const webhooks = { line: `${origin}/webhooks/line`, slack: `${origin}/webhooks/slack` }
  const playground = await startPlayground({ seed: 7, webhooks, slackBurst: 1000, lineQuota: null, ...options })
  const [sasaki, chiba, kikuchi] = playground.control.line.users().map((user) => user.userId)
  const [ono, yamada, oikawa] = playground.control.slack.users().map((user) => user.id)
  return {
    playground,
    control: playground.control,
    bot,
    heard,
    origin,
    people: {
      sasaki: known(sasaki),
      chiba: known(chiba),
      kikuchi: known(kikuchi),
      ono: known(ono),
      yamada: known(yamada),
      oikawa: known(oikawa),
    },
    channels: playground.slack.channels,
    lineEvents: () =>
      heard.filter((each) => each.path.endsWith('/line')).flatMap((each) => JSON.parse(each.body).events),
    slackEvents: () =>
      heard.filter((each) => each.headers['content-type'] === 'application/json').map((each) => JSON.parse(each.body)),
    slackPayloads: () => heard.flatMap((each) => payloadOf(each) ?? []),
    ...clients(playground),
    strike: async () => {
      await playground.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Stage = Awaited<ReturnType<typeof setStage>>

function clients({ line, slack }: Playground) {
  const quiet = {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
  }
  return {
    line: new messagingApi.MessagingApiClient({ channelAccessToken: line.accessToken, baseURL: line.origin }),
    blobs: new messagingApi.MessagingApiBlobClient({ channelAccessToken: line.accessToken, baseURL: line.origin }),
    slack: new WebClient(slack.botToken, quiet),
  }
}

const nothing = () => {}
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

/** biome-ignore lint/suspicious/noExplicitAny: foreign JSON, read freely in tests */
export function payloadOf(heard: Heard): any {
  const payload = new URLSearchParams(heard.body).get('payload')
  return payload === null ? undefined : JSON.parse(payload)
}

export function known<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('nothing there')
  return value
}

/** What LINE refused, or `undefined` when it accepted. */
export async function lineRefusal(
  call: Promise<unknown>,
): Promise<
  { status: number; message: string; properties: string[]; headers: Headers; json: Record<string, unknown> } | undefined
> {
  try {
    await call
    return undefined
  } catch (error) {
    const { status, body, headers } = error as { status: number; body: string; headers: Headers }
    if (typeof body !== 'string') throw error
    const json = JSON.parse(body)
    return {
      status,
      message: json.message,
      properties: (json.details ?? []).map((each: { property: string }) => each.property),
      headers,
      json,
    }
  }
}

/** Slack's error word and sentences, or `undefined` when it accepted. */
export async function slackRefusal(call: Promise<unknown>): Promise<{ error: string; messages: string[] } | undefined> {
  try {
    await call
    return undefined
  } catch (error) {
    const { data } = error as { data?: { error: string; response_metadata?: { messages?: string[] } } }
    if (!data) throw error
    return { error: data.error, messages: data.response_metadata?.messages ?? [] }
  }
}
