import { join } from 'node:path'
import { startPlayground } from '#playground/start.ts'
import { type App, startApp } from './app.ts'
import type { Config } from './config.ts'
import { playgroundPage, type World } from './http/playground.ts'
import type { Log } from './log.ts'
import { furnish } from './play/world.ts'

/** The playground: the same program, with LINE and Slack played on this machine and a page on which a person plays everybody. */
export async function startPlayed(config: Config, log: Log): Promise<{ url: string; stop(): Promise<void> }> {
  const playground = await startPlayground({ stateFile: join(config.dataDir, 'playground.json') })
  const { line, slack } = playground
  const played: Config = {
    ...config,
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
  }
  let world = async (): Promise<World> => ({ firms: [], staff: [], sensors: [], invites: [], channels: [] })
  const app: App = await startApp({
    config: played,
    log,
    onAdvance: (offsetMs) => playground.control.setClock({ offsetMs }),
    pages: async (server) =>
      void (await server.register(
        playgroundPage({ controlUrl: playground.controlUrl, adminToken: config.adminToken, world: () => world() }),
      )),
  })
  playground.setWebhooks({ line: `${app.url}/webhooks/line`, slack: `${app.url}/webhooks/slack` })
  world = await furnish(app, { adminToken: config.adminToken, control: playground.control, dataDir: config.dataDir })
  return {
    url: app.url,
    async stop() {
      await app.stop()
      await playground.stop()
    },
  }
}
