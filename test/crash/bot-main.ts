import { startApp } from '#bot/app.ts'
import { readConfig } from '#bot/config.ts'
import { createLog } from '#bot/log.ts'

/**
 * The program as `bot/main.ts` starts it, on the playground's clock but without its LINE and Slack: those live in the proof's
 * own process, because they must outlive this one.
 */
const config = readConfig(process.env)
const running = await startApp({ config, log: createLog({ level: config.logLevel }), snapshotEveryMs: 100 })
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)))
process.stdout.write(`ready ${running.url}\n`)
