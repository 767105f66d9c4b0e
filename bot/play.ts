import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strangersOn } from '#db/chats.ts'
import { lockDirectory } from '#db/directory-lock.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { type App, startApp } from './app.ts'
import type { Config } from './config.ts'
import { playgroundPage, type World } from './http/playground.ts'
import type { Log } from './log.ts'
import { furnish } from './play/world.ts'

/** The playground: the same program, with LINE, Slack and Discord played on this machine and a page on which a person plays everybody. */
export async function startPlayed(config: Config, log: Log): Promise<{ url: string; stop(): Promise<void> }> {
  // The emulators write into the folder too, so a second process must be refused before they begin.
  const unlock = await lockDirectory(config.dataDir)
  const release: (() => Promise<void> | void)[] = [unlock]
  const stop = async (): Promise<void> => {
    for (const letGo of release.splice(0).reverse()) await letGo()
  }
  // Whoever opens the page at once waits for the furniture, rather than seeing an empty room.
  const world = Promise.withResolvers<() => Promise<World>>()
  try {
    layOutLists(config)
    const playground = await startPlayground({ stateFile: join(config.dataDir, 'playground.json') })
    release.push(playground.stop)
    const app = await startApp({
      config: { ...config, ...playedBy(playground, config) },
      log,
      ...(!config.line && { chatUrl: MADE_UP_ORIGIN }),
      // LINE keeps what it has delivered; what this machine plays is ours to erase.
      onErased: async (db, at) => {
        const users = playground.control.line.users().map(({ userId }) => userId)
        const gone = await db.transaction({ kind: 'system' }, (tx) => strangersOn(tx, 'line', users))
        playground.control.forget(gone, at)
      },
      onAdvance: (offsetMs) => playground.control.setClock({ offsetMs }),
      pages: async (server) => {
        const { controlUrl } = playground
        const { adminToken } = config
        await server.register(
          playgroundPage({
            controlUrl,
            adminToken,
            world: async () => (await world.promise)(),
            publicOrigin: MADE_UP_ORIGIN,
          }),
        )
      },
    })
    release.push(app.stop)
    playground.setPublicOrigin(MADE_UP_ORIGIN, app.url)
    playground.setWebhooks({ line: `${app.url}/webhooks/line`, slack: `${app.url}/webhooks/slack` })
    const { adminToken, dataDir, staffChat } = config
    const { control } = playground
    world.resolve(await furnish(app, { adminToken, control, dataDir, staffChat }))
    if (!config.line) await layOutMenu(app, adminToken)
    return { url: app.url, stop }
  } catch (error) {
    world.resolve(() => Promise.reject(error))
    await stop()
    throw error
  }
}

/** LINE shows pictures from https alone, and there is none on a loopback: what is sent names this, the emulators know better. */
const MADE_UP_ORIGIN = 'https://otasuke.example'

/** The emulators stand in for each platform that has no credentials of its own. */
function playedBy({ line, slack, discord }: Playground, config: Config): Pick<Config, 'line' | 'slack' | 'discord'> {
  return {
    line: config.line ?? {
      channelAccessToken: line.accessToken,
      channelSecret: line.channelSecret,
      apiBaseUrl: line.origin,
      dataApiBaseUrl: line.origin,
    },
    slack: config.slack ?? {
      botToken: slack.botToken,
      signingSecret: slack.signingSecret,
      appToken: undefined,
      apiUrl: slack.apiUrl,
      channels: slack.channels,
    },
    discord: config.discord ?? {
      botToken: discord.botToken,
      applicationId: discord.applicationId,
      publicKey: undefined,
      apiUrl: discord.apiUrl,
      channels: discord.channels,
    },
  }
}

/** Of an account of LINE's own nothing is changed unasked. */
async function layOutMenu(app: App, adminToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}` }
  const answer = await app.server.inject({ method: 'POST', url: '/admin/v1/menu', headers, payload: {} })
  if (answer.statusCode !== 200) throw new Error(`the playground has no menu: ${answer.body}`)
}

const LISTS = fileURLToPath(new URL('content/samples/intel/', import.meta.url))

/** The lists that the bundled logs are played with, beside whatever lists a person has put there; a folder named by them is theirs. */
function layOutLists({ intelDir, dataDir }: Config): void {
  if (intelDir !== join(dataDir, 'intel')) return
  mkdirSync(intelDir, { recursive: true })
  for (const name of readdirSync(LISTS)) copyFileSync(join(LISTS, name), join(intelDir, name))
}
