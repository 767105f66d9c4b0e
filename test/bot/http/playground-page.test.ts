import { readdirSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { beforeAll, describe, expect, test } from 'vitest'
import { playgroundPage, type World } from '#bot/http/playground.ts'
import { createServer } from '#bot/http/server.ts'
import { createLog } from '#bot/log.ts'

const ADMIN_TOKEN = 'the-admin-token-of-this-test'
const EMULATORS = 'http://127.0.0.1:41234'
const WORLD: World = { firms: [], staff: [], sensors: [], invites: [], rounds: [] }
const HERE = { host: '127.0.0.1:3000' }

let server: FastifyInstance
beforeAll(async () => {
  server = await createServer({
    log: createLog({ level: 'silent' }),
    // Only its registry is asked for, and by nobody here.
    metrics: { registry: new Registry() } as Parameters<typeof createServer>[0]['metrics'],
    isReady: () => true,
  })
  await server.register(
    playgroundPage({ controlUrl: `${EMULATORS}/control`, adminToken: ADMIN_TOKEN, world: async () => WORLD }),
  )
})

const get = (url: string, headers: Record<string, string> = HERE) => server.inject({ method: 'GET', url, headers })

describe('the playground’s page', () => {
  test.each(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', 'localhost'])('opens at %s', async (host) => {
    expect((await get('/', { host })).statusCode).toBe(200)
    expect((await get('/playground/session', { host, origin: `http://${host}` })).json().adminToken).toBe(ADMIN_TOKEN)
  })

  test.each([
    ['another name that points here', { host: 'otasuke.example:3000' }],
    ['a name that begins like ours', { host: '127.0.0.1.otasuke.example' }],
    ['the address of this machine in its network', { host: '192.168.1.4:3000' }],
    ['a page of the internet in the same browser', { ...HERE, origin: 'https://otasuke.example' }],
    ['a page of another program on this machine', { ...HERE, origin: 'http://127.0.0.1:8080' }],
    ['a page without an origin', { ...HERE, origin: 'null' }],
    ['an embedded picture of a foreign page', { ...HERE, 'sec-fetch-site': 'cross-site' }],
  ])('is refused to %s, token and all', async (_, headers) => {
    for (const url of ['/', '/playground/session', '/playground/page/main.ts']) {
      const answer = await get(url, headers)
      expect(answer.statusCode).toBe(403)
      expect(answer.body).not.toContain(ADMIN_TOKEN)
    }
  })

  test('may run its own scripts, reach itself and the emulators, and nothing else', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`connect-src 'self' ${EMULATORS};`)
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]{43}='(;|$)/)
    expect(policy).toContain("style-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toContain('http:;')
  })

  test('keeps the common shields: no sniffing, no framing, no telling where from', async () => {
    const { headers } = await get('/playground/session')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'SAMEORIGIN',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  test('asks for nothing that is not here: every style, script and import is served', async () => {
    const index = (await get('/')).body
    const wanted = [...index.matchAll(/(?:href|src)="([^"]+)"|":"(\/[^"]+)"/g)].map(
      ([, one, other]) => one ?? other ?? '',
    )
    expect(wanted.length).toBeGreaterThan(6)
    expect(index).not.toMatch(/https?:\/\//)
    for (const url of wanted) expect([url, (await get(url)).statusCode]).toEqual([url, 200])
  })

  test('serves TypeScript as JavaScript', async () => {
    const { body, headers } = await get('/playground/page/main.ts')
    expect(headers['content-type']).toContain('text/javascript')
    expect(body).not.toMatch(/\bas \w+|import type/)
  })

  test('lists the bundled logs and serves only those', async () => {
    const { samples } = (await get('/playground/session')).json()
    expect(samples.sort()).toEqual(
      readdirSync('bot/content/samples')
        .filter((name) => name.endsWith('.ndjson'))
        .sort(),
    )
    expect((await get(`/playground/samples/${samples[0]}`)).statusCode).toBe(200)
    for (const stray of ['..%2F..%2F..%2Fpackage.json', 'intel', 'none.ndjson'])
      expect((await get(`/playground/samples/${stray}`)).statusCode).toBe(404)
  })
})
