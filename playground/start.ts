import { randomInt } from 'node:crypto'
import { type Control, createControl } from './emulators/control.ts'
import { addControlRoutes } from './emulators/control-http.ts'
import { createDiscord, type Discord } from './emulators/discord/discord.ts'
import { newDiscordState } from './emulators/discord/state.ts'
import { forget } from './emulators/forget.ts'
import { createLine, type Line } from './emulators/line/line.ts'
import { newLineState } from './emulators/line/state.ts'
import { listen } from './emulators/loopback.ts'
import { createSlack, type Slack } from './emulators/slack/slack.ts'
import { newSlackState } from './emulators/slack/state.ts'
import { readState, type SavedState, writeState } from './emulators/state-file.ts'
import { createWorld, type World } from './emulators/world.ts'

export interface PlaygroundOptions {
  /** Epoch ms; the emulators' clock before their offset. */
  now?: () => number
  /** Of Slack and the control API; any free one unless told. LINE needs an origin of its own and takes any free one. */
  port?: number
  /** Loopback only; anything else is refused. */
  host?: string
  /** The same seed gives the same ids; a saved state goes on from its own. */
  seed?: number
  webhooks?: Webhooks
  /** Where chats and ids are kept between two starts. */
  stateFile?: string
  /** The wall clock of signatures and rate limits; only tests of those change it. */
  wallMs?: () => number
  /** LINE's messages a month; 200, as the free plan, unless told; null for no limit. */
  lineQuota?: number | null
  /** How many messages a channel takes at once before Slack's one a second. */
  slackBurst?: number
  /** False for tests that do in seconds what would take people hours; true unless told. */
  rateLimits?: boolean
  deadlines?: { lineMs: number; slackMs: number }
}

export interface Webhooks {
  line?: string
  slack?: string
  /** Set: interactions come over HTTP, and not over the gateway. */
  discord?: string
}

export interface Playground {
  line: { origin: string; accessToken: string; channelSecret: string; destination: string }
  slack: {
    origin: string
    apiUrl: string
    botToken: string
    signingSecret: string
    appToken: string
    teamId: string
    botUserId: string
    channels: { analysts: string; desk: string; operations: string; dispatch: string; insurer: string }
  }
  discord: {
    apiUrl: string
    botToken: string
    applicationId: string
    publicKey: string
    botUserId: string
    channels: { analysts: string; desk: string; operations: string; dispatch: string }
  }
  /** Ends in `/control`. */
  controlUrl: string
  control: Control
  setWebhooks(webhooks: Webhooks): void
  /** Pictures under this https origin are fetched from the loopback server. */
  setPublicOrigin(madeUpHttps: string, loopback: string): void
  stop(): Promise<void>
}

const TICK_MS = 500
const SAVE_AFTER_MS = 300

/** LINE, Slack and Discord on this machine, with people in them. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const saved = options.stateFile === undefined ? undefined : readState(options.stateFile)
  const world = createWorld({
    now: options.now ?? Date.now,
    wallMs: options.wallMs ?? Date.now,
    seed: saved?.random ?? options.seed ?? randomInt(2 ** 32),
    offsetMs: saved?.offsetMs ?? 0,
    hasRateLimits: options.rateLimits ?? true,
    deadlines: options.deadlines ?? { lineMs: 2000, slackMs: 3000 },
  })
  const quotaLimit = options.lineQuota === undefined ? 200 : options.lineQuota
  const line = createLine(world, saved?.line ?? newLineState(world.random, quotaLimit))
  const slack = createSlack(world, saved?.slack ?? newSlackState(world.random), {
    perSecond: 1,
    burst: options.slackBurst ?? 20,
  })
  if (!saved) populate(line, slack)
  const discord = createDiscord(world, saved?.discord ?? newDiscordState(world.random), {
    hasRateLimits: options.rateLimits ?? true,
  })
  if (!saved?.discord) populateDiscord(discord)
  const control = createControl(world, line, slack, discord)
  addControlRoutes(slack.server.app, control)
  const host = options.host ?? '127.0.0.1'
  const lineOrigin = await listen(line.server.app, host, 0)
  slack.side.origin = await listen(slack.server.app, host, options.port ?? 0)
  discord.side.origin = await listen(discord.server.app, host, 0)
  const keeper = options.stateFile === undefined ? undefined : keepState(options.stateFile, world, line, slack, discord)
  const ticking = setInterval(() => void world.agenda.tick(), TICK_MS)
  ticking.unref()
  const playground = assemble(line, slack, discord, control, lineOrigin)
  playground.setWebhooks(options.webhooks ?? {})
  return {
    ...playground,
    stop: async () => {
      clearInterval(ticking)
      line.webhooks.url = null
      slack.webhooks.url = null
      slack.sockets.close()
      discord.interactions.url = null
      discord.gateway.close()
      await Promise.all([line, slack, discord].map(({ server }) => server.app.close()))
      await world.background.settled()
      keeper?.stop()
    },
  }
}

function populate(line: Line, slack: Slack) {
  slack.side.state.users.push({ id: slack.side.state.botUserId, name: 'otasuke', realName: 'おたすけ', isBot: true })
  for (const [name, realName] of [
    ['ono', '小野'],
    ['yamada', '山田'],
    ['oikawa', '及川'],
    ['murakami', '村上'],
  ] as const)
    slack.people.addUser({ name, realName })
  for (const displayName of ['佐々木', '千葉', '菊池', '熊谷']) line.people.addUser({ displayName })
}

function populateDiscord({ side, people }: Discord) {
  side.state.users.push({ id: side.state.botUserId, username: 'otasuke', globalName: 'おたすけ', isBot: true })
  for (const [username, globalName] of [
    ['kon', '今'],
    ['shiga', '志賀'],
    ['chida', '千田'],
  ] as const)
    people.addUser({ username, globalName })
}

function assemble(
  line: Line,
  slack: Slack,
  discord: Discord,
  control: Control,
  lineOrigin: string,
): Omit<Playground, 'stop'> {
  const { accessToken, channelSecret, destination } = line.side.state
  const { botToken, signingSecret, appToken, teamId, botUserId, channels } = slack.side.state
  const { origin } = slack.side
  return {
    line: { origin: lineOrigin, accessToken, channelSecret, destination },
    slack: {
      origin,
      apiUrl: `${origin}/api/`,
      botToken,
      signingSecret,
      appToken,
      teamId,
      botUserId,
      channels: idsIn(channels),
    },
    discord: {
      apiUrl: `${discord.side.origin}/api`,
      botToken: discord.side.state.botToken,
      applicationId: discord.side.state.applicationId,
      publicKey: discord.side.state.publicKey,
      botUserId: discord.side.state.botUserId,
      channels: idsIn(discord.side.state.channels),
    },
    controlUrl: `${origin}/control`,
    control,
    setWebhooks: (webhooks) => {
      if (webhooks.line !== undefined) line.webhooks.url = webhooks.line
      if (webhooks.slack !== undefined) slack.webhooks.url = webhooks.slack
      if (webhooks.discord !== undefined) discord.interactions.url = webhooks.discord
    },
    setPublicOrigin: (madeUp, loopback) => {
      line.side.pictures = { madeUp: madeUp.replace(/\/$/, ''), loopback: loopback.replace(/\/$/, '') }
    },
  }
}

function idsIn(channels: readonly { id: string; name: string }[]) {
  const idOf = (name: string) => channels.find((channel) => channel.name === name)?.id ?? ''
  return {
    analysts: idOf('analysts'),
    desk: idOf('desk'),
    operations: idOf('operations'),
    dispatch: idOf('dispatch'),
    insurer: idOf('insurer'),
  }
}

/** Saves soon after each change, and at the end. */
function keepState(path: string, world: World, line: Line, slack: Slack, discord: Discord) {
  let waiting: NodeJS.Timeout | undefined
  const save = () => {
    waiting = undefined
    forget(line.side.state, slack.side.state, discord.side.state, world.clock.now())
    const state: SavedState = {
      version: 1,
      random: world.random.state(),
      offsetMs: world.clock.offsetMs(),
      line: line.side.state,
      slack: slack.side.state,
      discord: discord.side.state,
    }
    writeState(path, state)
  }
  // At once: were the first start cut short, the next one must find the same people, known by the same ids.
  save()
  const stopListening = world.stream.listen(() => {
    waiting ??= setTimeout(save, SAVE_AFTER_MS)
    waiting.unref()
  })
  return {
    stop: () => {
      stopListening()
      clearTimeout(waiting)
      save()
    },
  }
}
