import { DirectoryInUse } from '#db/directory-lock.ts'
import { ConfigError, readConfig } from './config.ts'
import { countBytesWithHeap } from './heap.ts'
import { AddressTaken } from './http/front.ts'
import { createLog } from './log.ts'

/** EX_CONFIG of sysexits(3). */
const EXIT_CONFIG = 78

async function main(): Promise<void> {
  countBytesWithHeap()
  const config = readConfig()
  const log = createLog({ level: config.logLevel })
  const { startApp } = await import('./app.ts')
  const starting = config.isPlayground
    ? import('./play.ts').then(({ startPlayed }) => startPlayed(config, log))
    : startApp({ config, log })
  // Told to stop while it starts, it ends as cleanly: nothing is left half made.
  endOnSignal(async () => (await starting).stop(), log)
  const running = await starting
  process.stdout.write(
    `おたすけが動いています： ${running.url}\n止めるには Ctrl+C を押してください。データは ${config.databaseUrl ? 'PostgreSQL' : config.dataDir} にあります。\n`,
  )
}

/** The first signal lets the work in hand end; a second one does not wait for it. */
function endOnSignal(stop: () => Promise<void>, log: ReturnType<typeof createLog>): void {
  let isEnding = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isEnding) process.exit(1)
      isEnding = true
      log.info({ signal }, 'draining')
      stop().then(
        () => process.exit(0),
        (err: unknown) => {
          log.error({ err }, 'the end was not clean')
          process.exit(1)
        },
      )
    })
  }
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof DirectoryInUse || error instanceof AddressTaken
  process.stderr.write(
    isExpected
      ? `otasuke: ${error.message}\n`
      : `otasuke: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown failure'}\n`,
  )
  process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1)
})
