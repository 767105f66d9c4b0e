import { DrizzleQueryError, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { createLog, withoutSecrets } from '#bot/log.ts'
import { query } from '#db/door.ts'
import { openTestDatabase } from '../support/database.ts'

/** Made of parts, so that nothing that looks like a key stands in the code. */
const SECRETS = {
  bot: `xoxb-${'1234567890-'.repeat(2)}abcdef`,
  app: `xapp-1-${'A1B2C3D4-'.repeat(2)}abcdef`,
  api: `otsk_${'abcdefgh'.repeat(4)}`,
  sensor: `otss_${'hgfedcba'.repeat(4)}`,
  console: `otsw_${'abcdhgfe'.repeat(4)}`,
  link: `~t0jk5s~${'A-b_C'.repeat(4)}0A`,
  opaque: 'Zm9vYmFy.not-of-any-known-form/1234==',
}
type Secret = keyof typeof SECRETS
const NAMES = Object.keys(SECRETS) as Secret[]

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog({ level: 'trace', write: (line) => void lines.push(line) }))
  expect(lines).toHaveLength(1)
  expect(() => JSON.parse(lines[0] ?? '')).not.toThrow()
  return lines[0] ?? ''
}

/** So deep, and in a list, and beside harmless things. */
const buried = (inner: unknown, depth: number): unknown =>
  depth === 0 ? inner : { beside: 'harmless', list: [buried(inner, depth - 1)], again: buried(inner, depth - 1) }

describe('no secret in a log line', () => {
  const FIELDS = [
    'token',
    'authorization',
    'Authorization',
    'password',
    'secret',
    'cookie',
    'adminToken',
    'botToken',
    'signingSecret',
    'channelSecret',
    'channelAccessToken',
    'secretKey',
    'databaseUrl',
    'replyToken',
  ]
  it.each(FIELDS)('under the name %s, at any depth', (field) => {
    for (const depth of [0, 1, 2, 4]) {
      const line = logged((log) => log.info(buried({ [field]: SECRETS.opaque }, depth) as object, 'said'))
      expect(line, String(depth)).not.toContain(SECRETS.opaque)
      expect(line).toContain('(hidden)')
    }
  })

  it.each(NAMES.filter((name) => name !== 'opaque'))('in the text of a field or of the message: %s', (name) => {
    const secret = SECRETS[name]
    for (const depth of [0, 3]) {
      const fields = buried({ detail: `calling with ${secret} failed` }, depth) as object
      expect(logged((log) => log.warn(fields, `sent ${secret}`))).not.toContain(secret)
    }
  })

  it('in headers', () => {
    const headers = {
      authorization: `Bearer ${SECRETS.opaque}`,
      'x-line-signature': SECRETS.opaque,
      'x-slack-signature': SECRETS.opaque,
    }
    const line = logged((log) => log.info({ request: { headers } }, 'came'))
    expect(line).not.toContain(SECRETS.opaque)
  })

  it('in an error, its message, its stack, its cause or its own fields', () => {
    const cause = new Error(`at https://otasuke:${'pass'}word-to-hide@db.example/ with Bearer ${SECRETS.opaque}`)
    const error = Object.assign(new Error(`refused ${SECRETS.bot}`, { cause }), {
      config: { token: SECRETS.app },
      data: SECRETS.opaque,
    })
    for (const name of ['err', 'error', 'reason'])
      for (const depth of [0, 2]) {
        const line = logged((log) => log.error(buried({ [name]: error }, depth) as object, 'failed'))
        for (const secret of [...Object.values(SECRETS), 'word-to-hide']) expect(line, name).not.toContain(secret)
      }
  })

  it('in an error that is logged alone', () => {
    const line = logged((log) => log.error(new Error(`refused ${SECRETS.bot}`)))
    expect(line).not.toContain(SECRETS.bot)
    expect(line).toContain('refused')
  })

  it('in a database error’s parameters', () => {
    const cause = Object.assign(new Error('duplicate key'), { code: '23505' })
    const error = new DrizzleQueryError('insert into sensors values ($1)', [SECRETS.opaque], cause)
    const line = logged((log) => log.error({ err: error }, 'not stored'))
    expect(line).not.toContain(SECRETS.opaque)
    expect(JSON.parse(line).err).toMatchObject({ message: 'duplicate key', code: '23505' })
  })

  it('in what the real database answers', async () => {
    const own = await openTestDatabase()
    const failing = own.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`select ${SECRETS.opaque}::text from nowhere`),
    )
    const error: unknown = await failing.catch((caught: unknown) => caught)
    await own.close()
    const line = logged((log) => log.error({ err: error }, 'not read'))
    expect(line).not.toContain(SECRETS.opaque)
    expect(line).toContain('nowhere')
  })
})

describe('what is harmless stays readable', () => {
  it('a message, its fields, an error’s name, code and place', () => {
    const error = Object.assign(new TypeError('no such thing'), { code: 'ENOTHING' })
    const line = JSON.parse(
      logged((log) => log.info({ firmId: 'firm_01', count: 3, err: error }, 'an alert was raised')),
    )
    expect(line).toMatchObject({
      firmId: 'firm_01',
      count: 3,
      msg: 'an alert was raised',
      err: { name: 'TypeError', code: 'ENOTHING', message: 'no such thing' },
    })
    expect(line.err.stack).toContain('log.test.ts')
  })

  it('a request by method and route, never by its address', () => {
    const req = {
      method: 'GET',
      url: `/x?token=${SECRETS.opaque}`,
      headers: { cookie: SECRETS.opaque },
      routeOptions: { url: '/x' },
    }
    const line = logged((log) => log.info({ req }, 'asked'))
    expect(JSON.parse(line).req).toEqual({ method: 'GET', route: '/x' })
    expect(line).not.toContain(SECRETS.opaque)
  })

  it('itself, when it holds itself', () => {
    const round: Record<string, unknown> = { name: 'round' }
    round.self = round
    expect(logged((log) => log.info({ round }, 'said'))).toContain('round')
  })
})

it('a text without secrets is left as it is', () => {
  expect(withoutSecrets('xoxb is a prefix; otsk too')).toBe('xoxb is a prefix; otsk too')
})
