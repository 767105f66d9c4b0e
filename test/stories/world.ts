import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { onTestFinished } from 'vitest'
import { type App, startApp } from '#bot/app.ts'
import { readConfig } from '#bot/config.ts'
import { createLog } from '#bot/log.ts'
import { query } from '#db/door.ts'
import { enqueue } from '#db/outbox.ts'
import type { Message, Priority } from '#engine/message.ts'
import type { Service } from '#engine/programme.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { ManualClock } from '#scheduler/clock.ts'
import { databaseFor } from '../support/database.ts'
import { type Button, buttonsOf, wordsOf } from './words.ts'

const ADMIN_TOKEN = 'the-admin-token-of-this-test'
const SECRET_KEY = 'a-secret-key-of-thirty-two-characters-or-more'
/** Made up; the emulators know that it is this program. */
const PUBLIC_URL = 'https://otasuke.example'

export type Named = '佐々木' | '千葉' | '菊池' | '熊谷' | '小野' | '山田' | '及川' | '村上'

/** A screenplay's stage: the whole program in this process on a manual clock, behind the real SDKs, on a real database. */
export interface Story {
  /** After `restart`, another. */
  readonly app: App
  playground: Playground
  clock: ManualClock
  firmId: string
  regionId: string
  sensorToken: string
  admin(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<{ status: number; body: Body }>
  /** What the admin API made; anything but a 201 is an error. */
  made(path: string, body: object): Promise<Body>
  /** Ends the program and starts it again, on what it has kept. */
  restart(environment?: Readonly<Record<string, string>>): Promise<void>
  /** Works until nothing is left to do. */
  settle(): Promise<void>
  /** Ends the rests of queues, which run on database time, and works on. */
  wake(): Promise<void>
  /** Lives through this much business time. */
  pass(ms: number): Promise<void>
  /** As if nobody had been there for so long: all that fell due meanwhile is due now. A year in a moment. */
  leap(ms: number): Promise<void>
  line: LinePhone
  slack: SlackDesk
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the admin API are looked into freely
export type Body = any

export interface LinePhone {
  id(name: Named): string
  says(name: Named, text: string): Promise<void>
  /** Presses the newest button with this label that the person can see. */
  taps(name: Named, label: string): Promise<void>
  /** Everything the bot said to the person since the last look. */
  hears(name: Named): string[]
  /** Since the very first hello. */
  everythingHeard(name: Named): string[]
  buttons(name: Named): string[]
  /** What the person can tap below the newest message. */
  offered(name: Named): string[]
  /** The same with what each button carries, for a finger that is not theirs. */
  choices(name: Named): Button[]
  follow(name: Named): Promise<void>
  /** Something that nobody's story sends yet (a report, a campaign) waits to be sent. */
  isSent(
    name: Named,
    what: Pick<Story, 'app' | 'regionId' | 'firmId'> & { priority: Priority; text: string; service?: Service },
  ): Promise<void>
  /** Blocks the account. */
  unfollow(name: Named): Promise<void>
  enrol(name: Named, role: 'owner' | 'manager' | 'worker', firmId?: string): Promise<void>
}

export interface SlackDesk {
  id(name: Named): string
  cards(channel: 'analysts' | 'desk' | 'dispatch' | 'operations'): string[]
  thread(channel: 'analysts' | 'desk' | 'dispatch', place?: number): string[]
  buttons(channel: 'analysts' | 'desk' | 'dispatch', place?: number): string[]
  /** Where a button stands, for a finger that comes late. */
  button(channel: 'analysts' | 'desk' | 'dispatch', label: string): { ts: string; actionId: string; value: string }
  presses(name: Named, label: string, channel?: 'analysts' | 'desk' | 'dispatch', place?: number): Promise<void>
  /** The modal the person has open, as words. */
  modal(name: Named): string[]
  fills(name: Named, values: Record<string, string | number | string[]>): Promise<{ errors?: Record<string, string> }>
  /** Types into one field of the open modal, which answers while the person types. */
  types(name: Named, field: string, value: string): Promise<void>
  /** What the bot said to the person alone. */
  hears(name: Named): string[]
  /** Presses the newest button with this label in what the bot said to the person alone. */
  taps(name: Named, label: string): Promise<void>
  /** Joins by `/otasuke 参加 CODE` and tells a name. */
  joins(name: Named, code: string): Promise<void>
}

export interface StoryOptions {
  /** ISO 8601 with offset. */
  startsAt?: string
  lineQuota?: number | null
  /** How Slack tells us things. */
  slackOver?: 'http' | 'socket'
  /** Where the staff works; on Discord nobody has joined yet, and interactions come over its gateway or over HTTP. */
  staffOn?: 'slack' | 'discord' | 'discord-http'
  /** Discord beside the staff's Slack, for vendors and contractors. */
  hasDiscord?: boolean
  /** Whether the platforms refuse what comes too fast, by the clock on the wall. */
  rateLimits?: boolean
  /** Reads every line of the log, down to the least. */
  reads?: (line: string) => void
  /** Other platforms' accounts beside the playground's. */
  beside?: (clock: ManualClock, playground: Playground) => Promise<Beside>
}

export interface Beside {
  environment: Readonly<Record<string, string>>
  settled(): Promise<void>
  close(): Promise<void>
}

export async function openStory({
  startsAt = '2026-11-24T10:00:00+09:00',
  lineQuota = null,
  slackOver = 'http',
  staffOn = 'slack',
  hasDiscord = staffOn !== 'slack',
  rateLimits = true,
  reads,
  beside: besides,
}: StoryOptions = {}): Promise<Story> {
  const clock = new ManualClock(Date.parse(startsAt))
  const playground = await startPlayground({
    now: () => clock.now(),
    seed: 7,
    slackBurst: 10_000,
    lineQuota,
    rateLimits,
  })
  const dataDir = mkdtempSync(join(tmpdir(), 'otasuke-story-'))
  const database = await databaseFor(join(dataDir, 'database'))
  const beside = await besides?.(clock, playground)
  const start = async (environment: Readonly<Record<string, string>> = {}): Promise<App> => {
    const settings = {
      ...settingsFor(playground, { slackOver, staffOn, hasDiscord }),
      ...beside?.environment,
      ...environment,
    }
    const app = await startApp({
      config: readConfig({ DATA_DIR: dataDir, ...(database.url && { DATABASE_URL: database.url }), ...settings }),
      log: createLog(reads ? { level: 'trace', write: reads } : { level: process.env.STORY_LOG ?? 'silent' }),
      clock,
    })
    playground.setPublicOrigin(PUBLIC_URL, app.url)
    playground.setWebhooks({
      line: `${app.url}/webhooks/line`,
      ...(slackOver === 'http' && { slack: `${app.url}/webhooks/slack` }),
      ...(staffOn === 'discord-http' && { discord: `${app.url}/webhooks/discord` }),
    })
    return app
  }
  const stage = { app: await start(), playground, clock }
  if (slackOver === 'socket') await playground.control.until(() => playground.control.slack.socketCount() === 2)
  onTestFinished(async () => {
    await stage.app.stop()
    await playground.stop()
    await beside?.close()
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  if (hasDiscord) await playground.control.until(() => playground.control.discord.sessionCount() === 1)
  return furnished(stage, staffOn, {
    async restart(environment) {
      await stage.app.stop()
      stage.app = await start(environment)
    },
    settled: async () => beside?.settled(),
  })
}

function settingsFor(
  { line, slack, discord }: Playground,
  { slackOver, staffOn, hasDiscord }: Required<Pick<StoryOptions, 'slackOver' | 'staffOn' | 'hasDiscord'>>,
) {
  return {
    PORT: '0',
    PUBLIC_URL,
    SECRET_KEY,
    ADMIN_TOKEN,
    PLAYGROUND: '1',
    LINE_CHANNEL_ACCESS_TOKEN: line.accessToken,
    LINE_CHANNEL_SECRET: line.channelSecret,
    LINE_API_BASE_URL: line.origin,
    LINE_DATA_API_BASE_URL: line.origin,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    ...(slackOver === 'socket' && { SLACK_APP_TOKEN: slack.appToken }),
    SLACK_CHANNEL_ANALYSTS: slack.channels.analysts,
    SLACK_CHANNEL_DESK: slack.channels.desk,
    SLACK_CHANNEL_DISPATCH: slack.channels.dispatch,
    SLACK_CHANNEL_OPERATIONS: slack.channels.operations,
    SLACK_CHANNEL_INSURER: slack.channels.insurer,
    ...(staffOn !== 'slack' && { STAFF_CHAT: 'discord' }),
    ...(hasDiscord && {
      DISCORD_BOT_TOKEN: discord.botToken,
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_PUBLIC_KEY: discord.publicKey,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CHANNEL_ANALYSTS: discord.channels.analysts,
      DISCORD_CHANNEL_DESK: discord.channels.desk,
      DISCORD_CHANNEL_OPERATIONS: discord.channels.operations,
    }),
  }
}

type Stage = { app: App } & Pick<Story, 'playground' | 'clock'>

async function furnished(
  stage: Stage,
  staffOn: NonNullable<StoryOptions['staffOn']>,
  { restart, settled }: Pick<Story, 'restart'> & Pick<Beside, 'settled'>,
): Promise<Story> {
  const { playground, clock } = stage
  const settle = async (): Promise<void> => {
    await stage.app.drain()
    await playground.control.settled()
    await settled()
  }
  const admin: Story['admin'] = async (method, path, body) => {
    const answer = await stage.app.server.inject({
      method,
      url: `/admin/v1${path}`,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      ...(body ? { payload: body } : {}),
    })
    return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() }
  }
  const made = async (path: string, body: object): Promise<Body> => {
    const { status, body: created } = await admin('POST', path, body)
    if (status !== 201) throw new Error(`${path}: ${JSON.stringify(created)}`)
    return created
  }
  const region = await made('/regions', { name: '岩手' })
  const firm = await made('/firms', { regionId: region.id, name: '佐々木水産', phone: '0192-00-0001' })
  const site = await made('/sites', {
    firmId: firm.id,
    name: '事務所',
    kind: 'office',
    homeNetworks: ['192.168.1.0/24'],
  })
  const sensor = await made('/sensors', { siteId: site.id, type: 'office' })
  await admin('PUT', `/firms/${firm.id}/responsible`, { responsible: { name: '佐々木' } })
  const slack = slackDesk(playground, settle)
  for (const [name, role] of [
    ['小野', 'analyst'],
    ['山田', 'analyst'],
    ['及川', 'desk'],
  ] as const) {
    if (staffOn !== 'slack') break
    const { code } = await made('/invites', { regionId: region.id, role })
    await slack.joins(name, code)
  }
  const line = linePhone(
    playground,
    settle,
    async (role, firmId = firm.id) => (await made('/invites', { firmId, role })).code,
  )
  const pass = async (ms: number): Promise<void> => {
    await stage.app.advance(ms)
    await playground.control.settled()
    await settled()
  }
  const leap = async (ms: number): Promise<void> => {
    clock.advanceTo(clock.now() + ms)
    await pass(0)
  }
  // Leases and rests run on the database's clock, which no test can move.
  const wake = async (): Promise<void> => {
    await stage.app.db.transaction({ kind: 'system' }, async (tx) => {
      await query(tx, sql`update lanes set not_before = now() where not_before > now()`)
      await query(tx, sql`update outbox_lanes set not_before = now() where not_before > now()`)
    })
    await settle()
  }
  return {
    get app() {
      return stage.app
    },
    playground,
    clock,
    restart,
    regionId: region.id,
    firmId: firm.id,
    sensorToken: sensor.token,
    admin,
    made,
    settle,
    pass,
    leap,
    wake,
    line,
    slack,
  }
}

export function linePhone(
  { control, line: { destination } }: Playground,
  settle: () => Promise<void>,
  invite: (role: string, firmId?: string) => Promise<string>,
): LinePhone {
  const heard = new Map<Named, number>()
  const id = (name: Named): string => {
    const user = control.line.users().find(({ displayName }) => displayName === name)
    if (!user) throw new Error(`nobody called ${name} has LINE`)
    return user.userId
  }
  const said = (name: Named) => control.line.chat(id(name)).items.filter(({ from }) => from === 'bot')
  const buttons = (name: Named): Button[] => said(name).flatMap(({ message }) => buttonsOf(message))
  const does = async (act: () => Promise<unknown>): Promise<void> => {
    await act()
    await settle()
  }
  const phone: LinePhone = {
    id,
    says: (name, text) => does(() => control.line.text(id(name), text)),
    taps: (name, label) =>
      does(async () => {
        const button = buttons(name).findLast((one) => one.label === label)
        if (!button)
          throw new Error(
            `${name} sees no button ${label}, only ${buttons(name)
              .map((one) => one.label)
              .join(' ')}`,
          )
        await control.line.tap(id(name), button.data, label)
      }),
    hears(name) {
      const all = said(name)
      const fresh = all.slice(heard.get(name) ?? 0)
      heard.set(name, all.length)
      return fresh.map(({ message }) => wordsOf(message))
    },
    everythingHeard: (name) => said(name).map(({ message }) => wordsOf(message)),
    buttons: (name) => buttons(name).map(({ label }) => label),
    offered: (name) => phone.choices(name).map(({ label }) => label),
    choices: (name) => buttonsOf(said(name).at(-1)?.message),
    follow: (name) => does(() => control.line.follow(id(name))),
    async isSent(name, { app, regionId, firmId, text, ...more }) {
      const typed = { typed: text }
      const message: Message = { purpose: 'answer', fallback: typed, parts: [{ kind: 'paragraph', text: typed }] }
      const to = { platform: 'line' as const, account: destination, address: id(name) }
      const entry = { id: randomUUID(), regionId, firmId, subject: null, to, ...more, locale: 'ja', message }
      await app.db.transaction({ kind: 'system' }, (tx) => enqueue(tx, [entry]))
    },
    unfollow: (name) => does(() => control.line.unfollow(id(name))),
    async enrol(name, role, firmId) {
      await phone.follow(name)
      await phone.says(name, await invite(role, firmId))
      await phone.says(name, 'はい')
      await phone.says(name, '同意する')
      await phone.says(name, name)
      phone.hears(name)
    },
  }
  return phone
}

export function slackDesk(
  { control, slack: { channels, botUserId } }: Playground,
  settle: () => Promise<void>,
): SlackDesk {
  const id = (name: Named): string => {
    const user = control.slack.users().find(({ realName }) => realName === name)
    if (!user) throw new Error(`nobody called ${name} is in Slack`)
    return user.id
  }
  const roots = (channel: 'analysts' | 'desk' | 'dispatch' | 'operations') =>
    control.slack
      .messages(channels[channel])
      .filter(({ ts, thread_ts: thread }) => thread === undefined || thread === ts)
  const root = (channel: 'analysts' | 'desk' | 'dispatch', place: number) => {
    const message = roots(channel).at(place)
    if (!message) throw new Error(`#${channel} has no message ${place}`)
    return message
  }
  const button = (channel: 'analysts' | 'desk' | 'dispatch', label: string, place: number) => {
    const message = root(channel, place)
    const found = buttonsOf(message).find((one) => one.label === label)
    if (!found) throw new Error(`no button ${label} on: ${wordsOf(message)}`)
    return { ts: message.ts, actionId: found.actionId, value: found.data }
  }
  const direct = (name: Named): string => control.slack.directMessage(id(name))
  return {
    id,
    cards: (channel) => roots(channel).map(wordsOf),
    thread: (channel, place = -1) =>
      control.slack.messages(channels[channel], root(channel, place).ts).slice(1).map(wordsOf),
    buttons: (channel, place = -1) => buttonsOf(root(channel, place)).map(({ label }) => label),
    button: (channel, label) => button(channel, label, -1),
    async presses(name, label, channel = 'analysts', place = -1) {
      await control.slack.press(id(name), { channel: channels[channel], ...button(channel, label, place) })
      await settle()
    },
    modal: (name) => control.slack.views(id(name)).map(wordsOf),
    async fills(name, values) {
      const view = control.slack.views(id(name)).at(-1)
      if (!view) throw new Error(`${name} has no modal open`)
      const entered = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]))
      const answer = await control.slack.submit(id(name), { viewId: view.id, values: entered })
      await settle()
      return answer as { errors?: Record<string, string> }
    },
    async types(name, field, value) {
      const view = control.slack.views(id(name)).at(-1)
      if (!view) throw new Error(`${name} has no modal open`)
      await control.slack.viewAction(id(name), { viewId: view.id, blockId: field, actionId: 'value', value })
      await settle()
    },
    hears: (name) =>
      control.slack
        .messages(direct(name))
        .filter(({ user }) => user === botUserId)
        .map(wordsOf),
    async taps(name, label) {
      const channel = direct(name)
      const message = control.slack.messages(channel).findLast((one) => buttonsOf(one).some((b) => b.label === label))
      const found = buttonsOf(message).find((one) => one.label === label)
      if (!message || !found) throw new Error(`${name} sees no button ${label} in what was said to them alone`)
      await control.slack.press(id(name), { channel, ts: message.ts, actionId: found.actionId, value: found.data })
      await settle()
    },
    async joins(name, code) {
      const text = `参加 ${code}`
      await control.slack.command(id(name), { command: '/otasuke', text, channel: channels.analysts })
      await settle()
      await control.slack.post(id(name), { channel: direct(name), text: name })
      await settle()
    },
  }
}
