import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { StaffChannels } from '#db/accounts.ts'
import type { NumberedKey } from './seal.ts'

/** A missing or malformed setting: one line that names the variable, exit code 78 (EX_CONFIG). */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export interface Config {
  port: number
  host: string
  /** What the world sees, without a slash at the end; LINE fetches pictures from here and takes only https. */
  publicUrl: string
  databaseUrl: string | undefined
  dataDir: string
  /** The folder of intelligence lists; it need not exist. */
  intelDir: string
  secretKey: string
  /** What the regions’ own credentials are sealed with, in place of a key that comes of the secret one. */
  dataKeys: readonly NumberedKey[]
  adminToken: string
  logLevel: string
  isPlayground: boolean
  /** Of emulators; LINE's own where there are none. For every account. */
  lineUrls: LineUrls
  /** The same of Slack. */
  slackApiUrl: string | undefined
  line: LineConfig | undefined
  slack: SlackConfig | undefined
  discord: DiscordConfig | undefined
  /** Where the staff's channels are, where both could hold them. */
  staffChat: 'slack' | 'discord'
}

export interface LineUrls {
  apiBaseUrl: string | undefined
  dataApiBaseUrl: string | undefined
}

export interface LineConfig extends LineUrls {
  channelAccessToken: string
  channelSecret: string
}

export interface SlackConfig {
  botToken: string
  signingSecret: string
  /** Set: Socket Mode, for installations without a public address. */
  appToken: string | undefined
  apiUrl: string | undefined
  channels: StaffChannels
}

export interface DiscordConfig {
  botToken: string
  applicationId: string
  /** Set: interactions come over HTTP, for installations with a public address. */
  publicKey: string | undefined
  apiUrl: string | undefined
  /** Not there: people are reached one by one, and the staff's channels are elsewhere. */
  channels: StaffChannels | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

const text = z.string().min(1)
const id = z.string().regex(/^\d{5,20}$/, 'must be an id of Discord: digits alone')
const url = z.url({ protocol: /^https?$/ })
const SHAPES = {
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  OTASUKE_KEYS: text.optional(),
  OTASUKE_KEYS_FILE: text.optional(),
  DATA_DIR: text.default('./data'),
  INTEL_DIR: text.optional(),
  ADMIN_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  OTASUKE_URL: url.optional(),
  PLAYGROUND: z.enum(['0', '1']).optional(),
  LINE_CHANNEL_ACCESS_TOKEN: text.optional(),
  LINE_CHANNEL_SECRET: text.optional(),
  LINE_API_BASE_URL: url.optional(),
  LINE_DATA_API_BASE_URL: url.optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must begin with xoxb-').optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must begin with xapp-').optional(),
  SLACK_API_URL: url.optional(),
  SLACK_CHANNEL_ANALYSTS: text.optional(),
  SLACK_CHANNEL_DESK: text.optional(),
  SLACK_CHANNEL_DISPATCH: text.optional(),
  SLACK_CHANNEL_OPERATIONS: text.optional(),
  SLACK_CHANNEL_INSURER: text.optional(),
  DISCORD_BOT_TOKEN: text.optional(),
  DISCORD_APPLICATION_ID: id.optional(),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must have 64 hexadecimal digits')
    .optional(),
  DISCORD_API_URL: url.optional(),
  DISCORD_CHANNEL_ANALYSTS: id.optional(),
  DISCORD_CHANNEL_DESK: id.optional(),
  DISCORD_CHANNEL_DISPATCH: id.optional(),
  DISCORD_CHANNEL_OPERATIONS: id.optional(),
  STAFF_CHAT: z.enum(['slack', 'discord']).optional(),
}
type Settings = { [Name in keyof typeof SHAPES]: z.output<(typeof SHAPES)[Name]> }

/** The only reader of the environment. Throws `ConfigError`. */
export function readConfig(environment: Environment = process.env): Config {
  const settings = readSettings(environment)
  const line = lineConfig(settings)
  const slack = slackConfig(settings)
  const discord = discordConfig(settings)
  const isPlayground = playgroundFor(settings, Boolean(line ?? slack ?? discord))
  const staffChat = settings.STAFF_CHAT ?? (discord?.channels && !slack ? 'discord' : 'slack')
  if (staffChat === 'discord' && !isPlayground && !discord?.channels)
    throw new ConfigError('STAFF_CHAT is discord: DISCORD_BOT_TOKEN and the DISCORD_CHANNEL_… of the staff are missing')
  if (settings.DATABASE_URL && !settings.SECRET_KEY)
    throw new ConfigError('SECRET_KEY is required with DATABASE_URL (32 characters or more)')
  if (line && settings.PUBLIC_URL && !settings.PUBLIC_URL.startsWith('https:'))
    throw new ConfigError('PUBLIC_URL must be https: LINE fetches pictures only from there')
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: (settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}`).replace(/\/$/, ''),
    databaseUrl: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    intelDir: settings.INTEL_DIR ?? join(settings.DATA_DIR, 'intel'),
    secretKey: settings.SECRET_KEY ?? keptIn(settings.DATA_DIR, 'secret-key'),
    dataKeys: dataKeys(settings),
    adminToken: settings.ADMIN_TOKEN ?? keptIn(settings.DATA_DIR, 'admin-token'),
    logLevel: settings.LOG_LEVEL,
    isPlayground,
    lineUrls: lineUrls(settings),
    slackApiUrl: settings.SLACK_API_URL,
    line,
    slack,
    discord,
    staffChat,
  }
}

/** Where a running Otasuke is and the right to ask it: what the command line needs. */
export interface ClientConfig {
  url: string
  adminToken: string
}

/** Where a running Otasuke answers. Throws `ConfigError`. */
export function readServerUrl(environment: Environment = process.env): string {
  const { OTASUKE_URL, PORT } = readSettings(environment)
  return (OTASUKE_URL ?? `http://127.0.0.1:${PORT}`).replace(/\/$/, '')
}

/** Where the lists lie. Throws `ConfigError`. */
export function readIntelDir(environment: Environment = process.env): string {
  const { INTEL_DIR, DATA_DIR } = readSettings(environment)
  return INTEL_DIR ?? join(DATA_DIR, 'intel')
}

/** Where the database is. Throws `ConfigError`. */
export function readStorage(environment: Environment = process.env): Pick<Config, 'databaseUrl' | 'dataDir'> {
  const { DATABASE_URL, DATA_DIR } = readSettings(environment)
  return { databaseUrl: DATABASE_URL, dataDir: DATA_DIR }
}

/** Makes nothing: a token that is not there is the caller's to find, not ours to invent. Throws `ConfigError`. */
export function readClientConfig(environment: Environment = process.env): ClientConfig {
  const { ADMIN_TOKEN, DATA_DIR } = readSettings(environment)
  const file = join(DATA_DIR, 'admin-token')
  if (!ADMIN_TOKEN && !existsSync(file))
    throw new ConfigError(
      `ADMIN_TOKEN is not set and ${file} is not there: set ADMIN_TOKEN, or DATA_DIR to the folder of the running Otasuke`,
    )
  return {
    url: readServerUrl(environment),
    adminToken: ADMIN_TOKEN ?? readFileSync(file, 'utf8').trim(),
  }
}

function readSettings(environment: Environment): Settings {
  const settings: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(SHAPES)) {
    // An empty variable is one that is not set: compose files write them so.
    const read = shape.safeParse(environment[name] === '' ? undefined : environment[name])
    if (!read.success) throw new ConfigError(`${name} ${read.error.issues[0]?.message ?? 'is malformed'}`)
    settings[name] = read.data
  }
  // Each value came through the shape of its own name.
  return settings as Settings
}

function lineConfig(settings: Settings): LineConfig | undefined {
  const { LINE_CHANNEL_ACCESS_TOKEN: channelAccessToken, LINE_CHANNEL_SECRET: channelSecret } = settings
  if (!channelAccessToken && !channelSecret) return undefined
  if (!channelAccessToken) throw new ConfigError('LINE_CHANNEL_ACCESS_TOKEN is missing beside LINE_CHANNEL_SECRET')
  if (!channelSecret) throw new ConfigError('LINE_CHANNEL_SECRET is missing beside LINE_CHANNEL_ACCESS_TOKEN')
  return { channelAccessToken, channelSecret, ...lineUrls(settings) }
}

const lineUrls = (settings: Settings): LineUrls => ({
  apiBaseUrl: settings.LINE_API_BASE_URL,
  dataApiBaseUrl: settings.LINE_DATA_API_BASE_URL,
})

function slackConfig(settings: Settings): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = settings
  if (!botToken && !signingSecret && !appToken) return undefined
  const needed = (
    name:
      | 'SLACK_BOT_TOKEN'
      | 'SLACK_SIGNING_SECRET'
      | 'SLACK_CHANNEL_ANALYSTS'
      | 'SLACK_CHANNEL_DESK'
      | 'SLACK_CHANNEL_OPERATIONS',
  ): string => {
    const value = settings[name]
    if (!value)
      throw new ConfigError(`${name} is missing: Slack needs its bot token, its signing secret and its channels`)
    return value
  }
  return {
    botToken: needed('SLACK_BOT_TOKEN'),
    signingSecret: needed('SLACK_SIGNING_SECRET'),
    appToken,
    apiUrl: settings.SLACK_API_URL,
    channels: {
      analysts: needed('SLACK_CHANNEL_ANALYSTS'),
      desk: needed('SLACK_CHANNEL_DESK'),
      dispatch: settings.SLACK_CHANNEL_DISPATCH ?? needed('SLACK_CHANNEL_DESK'),
      operations: needed('SLACK_CHANNEL_OPERATIONS'),
      insurer: settings.SLACK_CHANNEL_INSURER,
    },
  }
}

function discordConfig(settings: Settings): DiscordConfig | undefined {
  const { DISCORD_BOT_TOKEN: botToken, DISCORD_APPLICATION_ID: applicationId } = settings
  if (!botToken && !applicationId) return undefined
  if (!botToken) throw new ConfigError('DISCORD_BOT_TOKEN is missing beside DISCORD_APPLICATION_ID')
  if (!applicationId) throw new ConfigError('DISCORD_APPLICATION_ID is missing beside DISCORD_BOT_TOKEN')
  const { DISCORD_PUBLIC_KEY: publicKey, DISCORD_API_URL: apiUrl } = settings
  return { botToken, applicationId, publicKey, apiUrl, channels: discordChannels(settings) }
}

/** All of them, or none. */
function discordChannels(settings: Settings): StaffChannels | undefined {
  const {
    DISCORD_CHANNEL_ANALYSTS: analysts,
    DISCORD_CHANNEL_DESK: desk,
    DISCORD_CHANNEL_DISPATCH: dispatch = desk,
    DISCORD_CHANNEL_OPERATIONS: operations,
  } = settings
  if (!analysts && !desk && !dispatch && !operations) return undefined
  if (!analysts) throw new ConfigError('DISCORD_CHANNEL_ANALYSTS is missing beside the other channels')
  if (!desk || !dispatch) throw new ConfigError('DISCORD_CHANNEL_DESK is missing beside the other channels')
  if (!operations) throw new ConfigError('DISCORD_CHANNEL_OPERATIONS is missing beside the other channels')
  return { analysts, desk, dispatch, operations }
}

/** As they stand in the variable, or one a line in a file that only its owner reads. Of what is wrong with them no letter is told. */
function dataKeys({ OTASUKE_KEYS: given, OTASUKE_KEYS_FILE: file }: Settings): NumberedKey[] {
  if (given !== undefined && file !== undefined)
    throw new ConfigError('OTASUKE_KEYS and OTASUKE_KEYS_FILE are both set: which one counts?')
  const name = file === undefined ? 'OTASUKE_KEYS' : 'OTASUKE_KEYS_FILE'
  const keys = (file === undefined ? (given ?? '') : readable(name, file))
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(numbered)
  if (keys.includes(undefined))
    throw new ConfigError(`${name} must be like 1:BASE64,2:BASE64 (numbers from 1 to 255, 32 bytes each)`)
  const good = keys.filter((key) => key !== undefined)
  if (new Set(good.map(({ version }) => version)).size < good.length)
    throw new ConfigError(`${name} has two keys of one number`)
  return good
}

function numbered(text: string): NumberedKey | undefined {
  const [, version, base64 = ''] = /^([1-9]\d{0,2}):([A-Za-z0-9+/_-]{43}=?)$/.exec(text) ?? []
  const key = Buffer.from(base64, 'base64')
  return Number(version) <= 255 && key.length === 32 ? { version: Number(version), key } : undefined
}

function readable(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new ConfigError(`${name}: ${file} cannot be read`)
  }
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** On when nothing real is configured; with something real only when asked for, and never beyond loopback. */
function playgroundFor(settings: Settings, hasCredentials: boolean): boolean {
  const isLoopback = LOOPBACK.has(settings.HOST)
  if (settings.PLAYGROUND === '1' && !isLoopback)
    throw new ConfigError('PLAYGROUND=1 needs a loopback HOST: the page gives everybody every right')
  if (settings.PLAYGROUND !== undefined) return settings.PLAYGROUND === '1'
  return !hasCredentials && !settings.DATABASE_URL && isLoopback
}

/** Made once, readable by its owner only. */
function keptIn(directory: string, name: string): string {
  const file = join(directory, name)
  mkdirSync(directory, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
