import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { PLATFORMS } from '#adapters/adapter.ts'
import { createDiscordAdapter } from '#adapters/discord/index.ts'
import { createAccountAsker } from '#adapters/line/account.ts'
import { createSlackAdapter } from '#adapters/slack/index.ts'
import type { StaffChannels } from '#db/accounts.ts'
import { seal } from '#db/audit-chain.ts'
import { type Db, openDatabase } from '#db/door.ts'
import { getSetting, setSetting } from '#db/settings.ts'
import { fireDue, nextDueAt } from '#db/timers.ts'
import { hoursWith } from '#engine/calendar/hours.ts'
import type { RecurrenceKind } from '#engine/recurrence.ts'
import { advance, type MovableClock, SystemClock, wallNow } from '#scheduler/clock.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'
import { startTicks } from '#scheduler/ticks.ts'
import { createAccounts, NoLine } from './account/accounts.ts'
import { createKeeper } from './account/keeper.ts'
import { keyRingFrom } from './account/key-ring.ts'
import { lineVoice, ownLineVoice } from './account/line-voice.ts'
import { ownSlackVoice } from './account/slack-voice.ts'
import type { Config } from './config.ts'
import { keepGateway } from './discord-gateway.ts'
import type { FlowConfig, FlowContext } from './flow.ts'
import { createDeliverer } from './flows/deliver.ts'
import { createIngest } from './flows/ingest.ts'
import { parked } from './flows/operations.ts'
import { createPhotoFetcher } from './flows/photos.ts'
import { beginRetention } from './flows/retention.ts'
import { hearingOf } from './hear.ts'
import { admin } from './http/admin/index.ts'
import { consolePages } from './http/console/index.ts'
import { createDrawnAhead } from './http/drawn-ahead.ts'
import { openFront } from './http/front.ts'
import { createMetrics, type Metrics } from './http/metrics.ts'
import { pages, pictureBehind } from './http/pages.ts'
import { sensorDoor } from './http/sensor.ts'
import { sensorAgentDoor } from './http/sensor-agent.ts'
import { createServer } from './http/server.ts'
import { webhooks } from './http/webhooks.ts'
import { newId } from './ids.ts'
import { FLOWS } from './inbox-kinds.ts'
import { eraseAgain, keepLedger } from './leaving/ledger.ts'
import { rememberAccount } from './line-account.ts'
import { type Links, linksFrom } from './links.ts'
import { discordWords, listenTo, listenToDiscord } from './listeners.ts'
import type { Log } from './log.ts'
import { createMenus } from './menu/menus.ts'
import { createPainter } from './pictures/painter.ts'
import { armRegions } from './region/comings.ts'
import { rehearse } from './rehearsal.ts'
import { speaker } from './say.ts'
import { type Secrets, secretsFrom } from './secrets.ts'
import { shownBy } from './shown.ts'
import { slackAccountOf } from './slack-account.ts'
import { insurerIn, staffWith } from './staff-chat.ts'
import { createWorker } from './work.ts'

export interface AppOptions {
  config: Config
  log: Log
  /** A test's own; otherwise the system's, with the playground's offset. */
  clock?: MovableClock
  /** A proof's own, which has no half minute to wait. */
  snapshotEveryMs?: number
  /** Told how far business time has been moved, so that the emulators' clocks can follow. */
  onAdvance?: (offsetMs: number) => Promise<void> | void
  /** Told of what was erased, once that is certain: who keeps anything beside the database erases it, too. */
  onErased?: (db: Db, at: number) => Promise<void>
  /** What links sent into chats begin with, where it is not the public address: in the playground, which LINE could not reach. */
  chatUrl?: string
  /** What else the server shall serve: the playground's page. */
  pages?: (server: FastifyInstance, app: App) => Promise<void>
}

export interface App {
  db: Db
  clock: MovableClock
  server: FastifyInstance
  url: string
  secrets: Secrets
  /** Works until nothing is left to do: for manual clocks. */
  drain(): Promise<void>
  /** Moves business time, living through every due instant on the way; answers the new time. */
  advance(ms: number): Promise<number>
  /** Lets the work in hand end; loses nothing. */
  stop(): Promise<void>
}

const SEAL_EVERY_MS = 5_000

/** All the wiring. What is acquired is registered for release at once, and released in the opposite order. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log } = options
  const release: (() => Promise<unknown> | unknown)[] = []
  const stop = async (): Promise<void> => {
    for (const let_go of release.splice(0).reverse()) await let_go()
  }
  try {
    return await assemble(options, config, log, release, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function assemble(
  options: AppOptions,
  config: Config,
  log: Log,
  release: (() => Promise<unknown> | unknown)[],
  stop: () => Promise<void>,
): Promise<App> {
  let isReady = false
  const front = await openFront(config)
  release.push(() => front.close())
  mkdirSync(config.dataDir, { recursive: true })
  const db = await openDatabase(
    config.databaseUrl ? { url: config.databaseUrl } : { directory: join(config.dataDir, 'database') },
  )
  release.push(() => db.close())
  const clock = options.clock ?? (await savedClock(db, config))
  const secrets = secretsFrom(config.secretKey)
  const links = linksFrom(secrets, config.publicUrl)
  const now = (): number => clock.now()
  const metrics = createMetrics(db, now)
  const line = config.line && lineVoice(config.line)
  const slack = config.slack && createSlackAdapter(config.slack)
  const slackAccount =
    slack && config.slack ? await slackAccountOf({ db, slack, botToken: config.slack.botToken, log }) : ''
  const discord = config.discord && createDiscordAdapter({ ...config.discord, words: discordWords() })
  const sent = options.chatUrl === undefined ? links : linksFrom(secrets, options.chatUrl)
  const context = contextFor(clock, {
    db,
    secrets,
    links: sent,
    metrics,
    staff: staffOf(config, slackAccount),
  })

  const ledgerFile = join(config.dataDir, 'erasures.ndjson')
  await eraseAgain(db, ledgerFile)
  const ledger = keepLedger({ db, file: ledgerFile, log, onErased: async (at) => options.onErased?.(db, at) })
  await db.transaction({ kind: 'system' }, async (tx) => {
    await beginRetention(tx, context())
    await armRegions(tx, context())
  })
  const worker = createWorker({ db, flows: FLOWS, context, onParked: parked, log })
  const ring = keyRingFrom(config.secretKey, config.dataKeys)
  const defaults = { line, slack, discord }
  const accounts = createAccounts({
    ...{ ring, defaults, log },
    makeLine: ownLineVoice(config.lineUrls),
    makeSlack: ownSlackVoice({ apiUrl: config.slackApiUrl, db, context, metrics, log }),
  })
  const painter = createPainter()
  release.push(() => painter.close())
  const shown = {
    ...{ db, links, painter, now },
    ...shownBy({
      db,
      secrets,
      now,
      isMadeUp: config.isPlayground,
      publicUrl: config.publicUrl,
      calendar: context().calendar,
    }),
  }
  const drawnAhead = createDrawnAhead(pictureBehind(shown))
  const deliverer = createDeliverer({
    db,
    accounts,
    platforms: PLATFORMS.filter((platform) => defaults[platform]),
    speaker,
    beforePush: drawnAhead.draw,
    wallNow,
    businessNow: now,
    log,
    onResult: (platform, result) => metrics.deliveries.inc({ platform, result }),
  })
  const photos = createPhotoFetcher({ db, accounts, secrets, now, log })
  if (line) await rememberAccount({ db, basicId: line.basicId, log })
  const menus = createMenus({ db, accounts, common: line?.menus, painter, log })
  const ingest = createIngest({
    db,
    secrets,
    now,
    snapshotEveryMs: options.snapshotEveryMs,
    intel: config.intelDir,
    log,
    metrics,
  })
  release.push(() => ingest.close())

  const server = await createServer({ log, metrics, isReady: () => isReady })
  const drain = async (): Promise<void> => {
    for (;;) {
      const fired = await db.transaction({ kind: 'system' }, (tx) => fireDue(tx, now()))
      const worked =
        (await ingest.loop.drain()) + (await worker.drain()) + (await deliverer.drain()) + (await photos.drain())
      const done = fired + worked + (await menus.loop.drain()) + (await ledger.drain())
      if (done === 0) return
    }
  }
  const follow = async (): Promise<void> => options.onAdvance?.(clock instanceof SystemClock ? clock.offsetMs : 0)
  const moveTime = async (ms: number): Promise<number> => {
    /** At each stop: what is sent there bears the time of that stop, and a kill does not turn time back. */
    const live = async (): Promise<void> => {
      if (clock instanceof SystemClock)
        await db.transaction({ kind: 'system' }, (tx) => setSetting(tx, 'clock-offset-ms', clock.offsetMs))
      await follow()
      await drain()
    }
    await advance(clock, now() + ms, { nextDueAt: () => db.transaction({ kind: 'system' }, nextDueAt), drain: live })
    return now()
  }
  const app: App = { db, clock, server, url: front.url, secrets, drain, advance: moveTime, stop }

  const listener = slack && listenTo(slack, { slackAccount, db, context, metrics, log })
  if (listener) release.push(() => listener.stop())
  const discordListener = discord && listenToDiscord(discord, { db, context, metrics, log })
  await webhooks(server, {
    line: line && { adapter: line.adapter, hear: hearingOf('line', { db, metrics, log }) },
    async lineOf(id) {
      const own = await db.transaction({ kind: 'system' }, (tx) => accounts.hearing(tx, 'line', id), { isUrgent: true })
      return own && { ...own, hear: hearingOf('line', { db, account: own.account.account, metrics, log }) }
    },
    slack: slack && listener && { adapter: slack, listener },
    slackOf: (id) => db.transaction({ kind: 'system' }, (tx) => accounts.hearing(tx, 'slack', id), { isUrgent: true }),
    discord: discord && discordListener && { adapter: discord, listener: discordListener },
    wallNow,
    metrics,
    log,
  })
  await pages(server, { ...shown, drawnAhead, log })
  await sensorDoor(server, { db, ingest, now, metrics })
  sensorAgentDoor(server, { db, secrets, now, newId: (prefix) => newId(prefix, now()) })
  await admin(server, {
    db,
    secrets,
    // Emulators take any address.
    isHeard:
      config.isPlayground ||
      (config.lineUrls.apiBaseUrl ?? config.slackApiUrl) !== undefined ||
      config.publicUrl.startsWith('https:'),
    accounts: createKeeper({
      ring,
      askLine: ({ channelAccessToken }) => createAccountAsker({ channelAccessToken, ...config.lineUrls })(),
      askSlack: (credentials) => createSlackAdapter({ ...credentials, apiUrl: config.slackApiUrl }),
      slackAccount,
      publicUrl: config.publicUrl,
    }),
    adminToken: config.adminToken,
    now,
    calendar: context().calendar,
    daytime: context().daytime,
    hoursOf: context().hoursOf,
    newId: (prefix) => newId(prefix, now()),
    rehearse: (tx, regionId, time) => rehearse(tx, regionId, { flows: FLOWS, app: context(), ...time }),
    menus,
    async basicIdOf(regionId) {
      const voice = await db.transaction({ kind: 'system' }, (tx) => accounts.lineOf(tx, regionId))
      if (!voice) throw new NoLine()
      return voice.basicId()
    },
    links,
    advance: config.isPlayground ? moveTime : undefined,
  })
  await consolePages(server, { db, secrets, links, now, publicUrl: config.publicUrl })
  await options.pages?.(server, app)
  await server.ready()
  front.handOver(server.routing)
  release.push(() => server.close())

  if (!options.clock) {
    for (const loop of [ingest.loop, worker, deliverer, ledger, photos, menus.loop]) {
      loop.start()
      release.push(() => loop.stop())
    }
    const ticks = startTicks(() => tick(db, now, log))
    release.push(() => ticks.stop())
    const sealing = setInterval(
      () =>
        void db.transaction({ kind: 'system' }, (tx) => seal(tx)).catch((err) => log.error({ err }, 'sealing failed')),
      SEAL_EVERY_MS,
    )
    release.push(() => clearInterval(sealing))
  }
  if (config.discord && discordListener) {
    const gateway = keepGateway({ db, listener: discordListener, applicationId: config.discord.applicationId, log })
    release.push(() => gateway.stop())
  }
  await follow()
  // The door is shut before anything behind it rests: what still came in meanwhile would hold up the rest for ever.
  release.push(() => front.close())
  release.push(() => {
    isReady = false
  })
  isReady = true
  return app
}

const NO_CHANNELS: StaffChannels = { analysts: '', desk: '', dispatch: '', operations: '' }

/** The channels in which the staff works: Slack's, unless Discord's were asked for or are the only ones. */
function staffOf({ staffChat, slack, discord }: Config, slackAccount: string): FlowConfig {
  const inSlack = { platform: 'slack', account: slackAccount, channels: slack?.channels ?? NO_CHANNELS } as const
  const onDiscord = {
    platform: 'discord',
    account: discord?.applicationId ?? '',
    channels: discord?.channels ?? NO_CHANNELS,
  } as const
  const { channels, ...staff } = staffChat === 'discord' ? onDiscord : inSlack
  return { staff, channels, insurer: insurerIn(inSlack) }
}

async function tick(db: Db, now: () => number, log: Log): Promise<void> {
  try {
    const fired = await db.transaction({ kind: 'system' }, (tx) => fireDue(tx, now()))
    if (fired > 0) db.hint('inbox')
  } catch (err) {
    log.error({ err }, 'timers were not fired')
  }
}

/** The playground's clock goes on from where it was moved to; a real one is never moved. */
async function savedClock(db: Db, config: Config): Promise<SystemClock> {
  if (!config.isPlayground) return new SystemClock()
  const offsetMs = await db.transaction({ kind: 'system' }, (tx) => getSetting(tx, 'clock-offset-ms'))
  return new SystemClock(typeof offsetMs === 'number' ? offsetMs : 0)
}

function contextFor(
  clock: MovableClock,
  {
    db,
    secrets,
    links,
    metrics,
    staff,
  }: { db: Db; secrets: Secrets; links: Links; metrics: Metrics; staff: FlowConfig },
): () => FlowContext {
  const hoursOf = hoursWith(japaneseHolidayDays())
  const fixed = {
    newId: (prefix: string) => newId(prefix, clock.now()),
    newUuid: randomUUID,
    token: secrets.actionToken,
    inviteHmac: secrets.inviteHmac,
    boxCode: secrets.boxCode,
    link: links.to,
    hint: (topic: 'photos') => db.hint(topic),
    firstAnswered: (afterMs: number) => metrics.firstAnswers.observe(afterMs / 60_000),
    recurred: (kind: RecurrenceKind, outcome: string) => metrics.recurrences.inc({ kind, outcome }),
    callTaken: (afterMs: number) => metrics.callsTaken.observe(afterMs / 60_000),
    refused: (reason: string) => metrics.refusals.inc({ reason }),
    config: staff,
    configOf: staffWith(staff),
    hoursOf,
    ...hoursOf({ timezone: 'Asia/Tokyo', days: {} }),
  }
  return () => ({ ...fixed, now: clock.now() })
}
