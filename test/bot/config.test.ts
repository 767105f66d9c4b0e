import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ConfigError, readClientConfig, readConfig } from '#bot/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'otasuke-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (settings: Record<string, string> = {}) => readConfig({ DATA_DIR: folder, ...settings })

const SECRET = 'a-secret-key-of-thirty-two-characters-or-more'
const KEY = Buffer.alloc(32, 7).toString('base64')
const LINE = { LINE_CHANNEL_ACCESS_TOKEN: 'line-token', LINE_CHANNEL_SECRET: 'line-secret' }
const SLACK = {
  SLACK_BOT_TOKEN: 'xoxb-made-up',
  SLACK_SIGNING_SECRET: 'slack-secret',
  SLACK_CHANNEL_ANALYSTS: 'C1',
  SLACK_CHANNEL_DESK: 'C2',
  SLACK_CHANNEL_OPERATIONS: 'C3',
}
const DISCORD = {
  DISCORD_BOT_TOKEN: 'discord-token',
  DISCORD_APPLICATION_ID: '1234567890',
  DISCORD_CHANNEL_ANALYSTS: '11111',
  DISCORD_CHANNEL_DESK: '22222',
  DISCORD_CHANNEL_OPERATIONS: '33333',
}
const without = (settings: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name))

describe('a setting that cannot be meant is one line that names it', () => {
  const cases: [string, Record<string, string>][] = [
    ['PORT', { PORT: 'eighty' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['PORT', { PORT: '80.5' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'otasuke.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://otasuke.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://otasuke.example', ...LINE }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/otasuke', SECRET_KEY: SECRET }],
    ['DATABASE_URL', { DATABASE_URL: 'localhost', SECRET_KEY: SECRET }],
    ['SECRET_KEY', { DATABASE_URL: 'postgres://localhost/otasuke' }],
    ['SECRET_KEY', { SECRET_KEY: 'too-short' }],
    ['ADMIN_TOKEN', { ADMIN_TOKEN: 'short' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['OTASUKE_KEYS', { OTASUKE_KEYS: '1:too-short' }],
    ['OTASUKE_KEYS', { OTASUKE_KEYS: `0:${KEY}` }],
    ['OTASUKE_KEYS', { OTASUKE_KEYS: `256:${KEY}` }],
    ['OTASUKE_KEYS', { OTASUKE_KEYS: KEY }],
    ['OTASUKE_KEYS', { OTASUKE_KEYS: `1:${KEY},1:${KEY}` }],
    ['OTASUKE_KEYS', { OTASUKE_KEYS: `1:${KEY}`, OTASUKE_KEYS_FILE: '/nowhere' }],
    ['OTASUKE_KEYS_FILE', { OTASUKE_KEYS_FILE: '/nowhere' }],
    ['OTASUKE_URL', { OTASUKE_URL: 'here' }],
    ['PLAYGROUND', { PLAYGROUND: 'yes' }],
    ['PLAYGROUND', { PLAYGROUND: '1', HOST: '0.0.0.0' }],
    ['LINE_CHANNEL_ACCESS_TOKEN', without(LINE, 'LINE_CHANNEL_ACCESS_TOKEN')],
    ['LINE_CHANNEL_SECRET', without(LINE, 'LINE_CHANNEL_SECRET')],
    ['LINE_API_BASE_URL', { LINE_API_BASE_URL: 'api.line.me' }],
    ['LINE_DATA_API_BASE_URL', { LINE_DATA_API_BASE_URL: 'api-data.line.me' }],
    ['SLACK_BOT_TOKEN', { ...SLACK, SLACK_BOT_TOKEN: 'xoxp-of-a-person' }],
    ['SLACK_BOT_TOKEN', without(SLACK, 'SLACK_BOT_TOKEN')],
    ['SLACK_SIGNING_SECRET', without(SLACK, 'SLACK_SIGNING_SECRET')],
    ['SLACK_APP_TOKEN', { ...SLACK, SLACK_APP_TOKEN: 'xoxb-not-an-app' }],
    ['SLACK_API_URL', { ...SLACK, SLACK_API_URL: 'slack.com' }],
    ['SLACK_CHANNEL_ANALYSTS', without(SLACK, 'SLACK_CHANNEL_ANALYSTS')],
    ['SLACK_CHANNEL_DESK', without(SLACK, 'SLACK_CHANNEL_DESK')],
    ['SLACK_CHANNEL_OPERATIONS', without(SLACK, 'SLACK_CHANNEL_OPERATIONS')],
    ['DISCORD_BOT_TOKEN', without(DISCORD, 'DISCORD_BOT_TOKEN')],
    ['DISCORD_APPLICATION_ID', without(DISCORD, 'DISCORD_APPLICATION_ID')],
    ['DISCORD_APPLICATION_ID', { ...DISCORD, DISCORD_APPLICATION_ID: 'otasuke' }],
    ['DISCORD_PUBLIC_KEY', { ...DISCORD, DISCORD_PUBLIC_KEY: 'ab' }],
    ['DISCORD_API_URL', { ...DISCORD, DISCORD_API_URL: 'discord.com' }],
    ['DISCORD_CHANNEL_ANALYSTS', without(DISCORD, 'DISCORD_CHANNEL_ANALYSTS')],
    ['DISCORD_CHANNEL_DESK', without(DISCORD, 'DISCORD_CHANNEL_DESK')],
    ['DISCORD_CHANNEL_OPERATIONS', without(DISCORD, 'DISCORD_CHANNEL_OPERATIONS')],
    ['STAFF_CHAT', { STAFF_CHAT: 'line' }],
    ['STAFF_CHAT', { ...SLACK, STAFF_CHAT: 'discord' }],
  ]
  it.each(cases)('%s %j', (name, settings) => {
    const error = refusal(settings)
    expect(error).toBeInstanceOf(ConfigError)
    expect(error?.message).toMatch(new RegExp(`^${name}\\b[^\n]+$`))
    for (const secret of [
      SECRET,
      KEY,
      'line-token',
      'line-secret',
      'slack-secret',
      'discord-token',
      'xoxp-of-a-person',
      'too-short',
    ])
      expect(error?.message).not.toContain(secret)
  })
})

function refusal(settings: Record<string, string>): Error | undefined {
  try {
    read(settings)
  } catch (error) {
    return error as Error
  }
  return undefined
}

describe('the keys of credentials', () => {
  const OTHER = Buffer.alloc(32, 9).toString('base64')
  const keys = [
    { version: 1, key: Buffer.from(KEY, 'base64') },
    { version: 12, key: Buffer.from(OTHER, 'base64') },
  ]

  it('stand in a variable or in a file, and without either there are none', () => {
    const file = join(folder, 'keys')
    writeFileSync(file, `1:${KEY}\n12:${OTHER}\n`)
    expect(read({ OTASUKE_KEYS: `1:${KEY}, 12:${OTHER}` }).dataKeys).toEqual(keys)
    expect(read({ OTASUKE_KEYS_FILE: file }).dataKeys).toEqual(keys)
    expect(read().dataKeys).toEqual([])
  })
})

describe('what is not set', () => {
  it('has a default, and an empty variable counts as not set', () => {
    const config = read({ PORT: '', HOST: '', DATABASE_URL: '', LINE_CHANNEL_SECRET: '' })
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      logLevel: 'info',
      isPlayground: true,
      databaseUrl: undefined,
      line: undefined,
      slack: undefined,
      intelDir: join(folder, 'intel'),
    })
  })

  it('is made once, kept for its owner’s eyes, and the same at the next start', () => {
    const [first, second] = [read(), read()]
    expect(first.secretKey.length).toBeGreaterThanOrEqual(32)
    expect(first.adminToken.length).toBeGreaterThanOrEqual(32)
    expect([second.secretKey, second.adminToken]).toEqual([first.secretKey, first.adminToken])
    for (const name of ['secret-key', 'admin-token']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'admin-token'), 'utf8').trim()).toBe(first.adminToken)
  })
})

describe('the staff works', () => {
  const { DISCORD_BOT_TOKEN, DISCORD_APPLICATION_ID } = DISCORD
  it.each<['slack' | 'discord', Record<string, string>]>([
    ['slack', SLACK],
    ['discord', DISCORD],
    ['slack', { ...SLACK, ...DISCORD }],
    ['discord', { ...SLACK, ...DISCORD, STAFF_CHAT: 'discord' }],
    ['slack', { ...SLACK, DISCORD_BOT_TOKEN, DISCORD_APPLICATION_ID }],
  ])('on %s with %j', (staffChat, settings) => {
    expect(read(settings).staffChat).toBe(staffChat)
  })
})

describe('the playground', () => {
  it.each<[boolean, Record<string, string>]>([
    [true, {}],
    [true, { HOST: 'localhost' }],
    [true, { HOST: '::1' }],
    [true, { PLAYGROUND: '1', ...LINE }],
    [true, { PLAYGROUND: '1', DATABASE_URL: 'postgres://localhost/otasuke', SECRET_KEY: SECRET }],
    [false, { PLAYGROUND: '0' }],
    [false, LINE],
    [false, SLACK],
    [false, { DATABASE_URL: 'postgres://localhost/otasuke', SECRET_KEY: SECRET }],
    [false, { HOST: '0.0.0.0' }],
    [false, { HOST: '192.168.1.2' }],
  ])('is on: %s, with %j', (isOn, settings) => {
    expect(read(settings).isPlayground).toBe(isOn)
  })
})

describe('a platform’s credentials', () => {
  it('are taken together', () => {
    expect(read({ ...LINE, PUBLIC_URL: 'https://otasuke.example/' })).toMatchObject({
      publicUrl: 'https://otasuke.example',
      line: { channelAccessToken: 'line-token', channelSecret: 'line-secret' },
    })
    expect(read(SLACK).slack).toMatchObject({
      channels: { analysts: 'C1', desk: 'C2', dispatch: 'C2', operations: 'C3' },
    })
  })
})

describe('the command line', () => {
  it('makes no token of its own', () => {
    const empty = join(folder, 'nobody-was-here')
    expect(() => readClientConfig({ DATA_DIR: empty })).toThrow(/^ADMIN_TOKEN is not set/)
    expect(existsSync(empty)).toBe(false)
  })

  it('goes where it is told, else to this machine', () => {
    const settings = { DATA_DIR: folder, ADMIN_TOKEN: 'a-token-of-sixteen-letters' }
    expect(readClientConfig(settings).url).toBe('http://127.0.0.1:3000')
    expect(readClientConfig({ ...settings, PORT: '8080' }).url).toBe('http://127.0.0.1:8080')
    expect(readClientConfig({ ...settings, OTASUKE_URL: 'https://otasuke.example/' }).url).toBe(
      'https://otasuke.example',
    )
  })
})
