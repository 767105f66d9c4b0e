import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { LineFault } from '#adapters/line/attempt.ts'
import { NoLine } from '#bot/account/accounts.ts'
import { createKeeper, type KeeperOptions } from '#bot/account/keeper.ts'
import { type KeyRing, keyRingFrom } from '#bot/account/key-ring.ts'
import { admin } from '#bot/http/admin/index.ts'
import { pages } from '#bot/http/pages.ts'
import { answerWithProblems } from '#bot/http/problem.ts'
import { newId } from '#bot/ids.ts'
import { linksFrom } from '#bot/links.ts'
import { createLog } from '#bot/log.ts'
import { paint } from '#bot/pictures/paint.ts'
import type { Rehearsed } from '#bot/rehearsal.ts'
import { secretsFrom } from '#bot/secrets.ts'
import { shownBy } from '#bot/shown.ts'
import type { Db } from '#db/door.ts'
import { hoursWith } from '#engine/calendar/hours.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'
import { openTestDatabase } from '../../support/database.ts'

export const SECRET_KEY = 'a-secret-key-of-thirty-two-characters-or-more'
export const ADMIN_TOKEN = 'the-admin-token-of-this-test'
export const NOW = Date.parse('2026-11-24T10:00:00+09:00')

// biome-ignore lint/suspicious/noExplicitAny: answers of the admin API are looked into freely
export type Body = any

export interface Answer {
  status: number
  type: string
  headers: Readonly<Record<string, unknown>>
  body: Body
}

export interface Call {
  /** The operator's unless told; null for none. */
  token?: string | null
  headers?: Record<string, string>
}

/** The admin API on a real database, without the rest of the house. */
/** Of flows the office has none; a story rehearses with all of them. */
const REHEARSED: Rehearsed = {
  ...{ at: 0, kind: 'health-run', count: 2, tried: 2, left: 0 },
  messages: [{ to: 'LINE', priority: 'report', count: 1, example: '11月の健康診断' }],
}

export interface Office {
  db: Db
  server: FastifyInstance
  routes: { method: string; url: string }[]
  get(path: string, call?: Call): Promise<Answer>
  post(path: string, body?: unknown, call?: Call): Promise<Answer>
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, call?: Call): Promise<Answer>
  /** A create that must succeed. */
  made(path: string, body: object, call?: Call): Promise<Body>
}

/** One for all tests of a `describe`: each works in regions of its own. */
export function sharedOffice(options: OfficeOptions = {}): { it: () => Office } {
  let office: (Office & { close(): Promise<void> }) | undefined
  beforeAll(async () => {
    office = await openOffice(options)
  })
  afterAll(() => office?.close())
  return {
    it() {
      if (!office) throw new Error('the office is not open yet')
      return office
    },
  }
}

/** A token says whose it is by what stands before its dash; one without a dash LINE does not take. */
function madeUpAccount(token: string): { account: string; basicId: string } {
  const [name, rest] = token.split('-')
  if (rest === undefined) throw new LineFault(name === 'unreachable' ? 0 : 401)
  return { account: `U${name}`, basicId: `@${name}` }
}

/** The same of `xoxb-kuji-…`. The app is in every channel but those whose id begins with `C9`. */
function madeUpWorkspace(token: string): ReturnType<KeeperOptions['askSlack']> {
  const [, name, rest] = token.split('-')
  const refused = { kind: name === 'unreachable' ? 'unreachable' : 'refused', reason: 'invalid_auth' } as const
  return {
    team: async () => (rest === undefined ? refused : { kind: 'known', id: `T${name}`, name: `ws-${name}` }),
    reach: async (channel) =>
      channel.startsWith('C9') ? { kind: 'refused', reason: 'not_in_channel' } : { kind: 'reached' },
  }
}

const noLine = async (): Promise<never> => {
  throw new NoLine()
}

interface OfficeOptions {
  isPlayground?: boolean
  /** What credentials are sealed with. */
  ring?: KeyRing
  isHeard?: boolean
}

async function openOffice({
  isPlayground = true,
  ring = keyRingFrom(SECRET_KEY, []),
  isHeard = true,
}: OfficeOptions): Promise<Office & { close(): Promise<void> }> {
  const { db, close } = await openTestDatabase()
  let now = NOW
  const routes: Office['routes'] = []
  const server = Fastify({ logger: false })
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url })
  })
  answerWithProblems(server, createLog({ level: 'silent' }))
  const secrets = secretsFrom(SECRET_KEY)
  const links = linksFrom(secrets, 'https://otasuke.example')
  const hoursOf = hoursWith(japaneseHolidayDays())
  const usual = hoursOf({ timezone: 'Asia/Tokyo', days: {} })
  await pages(server, {
    db,
    links,
    painter: { paint, close: async () => {} },
    drawnAhead: { taken: () => undefined },
    now: () => now,
    ...shownBy({
      db,
      secrets,
      now: () => now,
      isMadeUp: isPlayground,
      publicUrl: 'https://otasuke.example',
      calendar: usual.calendar,
    }),
    log: createLog({ level: 'silent' }),
  })
  await admin(server, {
    db,
    secrets,
    adminToken: ADMIN_TOKEN,
    now: () => now,
    hoursOf,
    ...usual,
    // Each a moment later, so that lists have an order to be checked.
    newId: (prefix) => newId(prefix, now++),
    rehearse: async () => [REHEARSED],
    menus: { install: noLine, show: noLine },
    basicIdOf: async () => '@otasuke',
    isHeard,
    accounts: createKeeper({
      ring,
      askLine: async ({ channelAccessToken }) => madeUpAccount(channelAccessToken),
      askSlack: ({ botToken }) => madeUpWorkspace(botToken),
      slackAccount: 'Tours',
      publicUrl: 'https://otasuke.example',
    }),
    links,
    advance: isPlayground ? async (ms) => (now += ms) : undefined,
  })
  await server.ready()

  const send: Office['send'] = async (method, path, body, { token = ADMIN_TOKEN, headers = {} } = {}) => {
    const answer = await server.inject({
      method,
      url: path.startsWith('/admin') ? path : `/admin/v1${path}`,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? ''
    return {
      status: answer.statusCode,
      type,
      headers: answer.headers,
      body: type.endsWith('json') && answer.body !== '' ? answer.json() : answer.body,
    }
  }
  return {
    db,
    server,
    routes,
    async close() {
      await server.close()
      await close()
    },
    send,
    get: (path, call) => send('GET', path, undefined, call),
    post: (path, body, call) => send('POST', path, body, call),
    async made(path, body, call) {
      const answer = await send('POST', path, body, call)
      if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
  }
}

/** A region with a firm, its site and a chamber. */
export async function furnishRegion(office: Office, name: string) {
  const region = await office.made('/regions', { name })
  const firm = await office.made('/firms', { regionId: region.id, name: `${name}水産` })
  const site = await office.made('/sites', { firmId: firm.id, name: '事務所', kind: 'office' })
  const { token } = await office.made('/tokens', { regionId: region.id, role: 'chamber', name: `${name}商工会議所` })
  return { regionId: region.id as string, firmId: firm.id as string, siteId: site.id as string, token: token as string }
}
