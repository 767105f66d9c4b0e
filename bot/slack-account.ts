import { setTimeout as wait } from 'node:timers/promises'
import type { SlackAdapter } from '#adapters/slack/index.ts'
import type { Db } from '#db/door.ts'
import { getSetting, setSetting } from '#db/settings.ts'
import { backoffMs } from '#scheduler/backoff.ts'
import { ConfigError } from './config.ts'
import type { Log } from './log.ts'
import { tokenHash } from './secrets.ts'

/** About half a minute; then whoever keeps the program running starts it again. */
const ATTEMPTS_MAX = 6

interface SlackAccountOptions {
  db: Db
  slack: Pick<SlackAdapter, 'team'>
  botToken: string
  log: Log
  rest?: (ms: number) => Promise<unknown>
}

/**
 * The workspace we speak in. An outage of Slack's at our start must not keep LINE waiting: what this token belonged to the
 * last time still holds, and only a token that Slack has never confirmed has to wait for its answer.
 */
export async function slackAccountOf({ db, slack, botToken, log, rest = wait }: SlackAccountOptions): Promise<string> {
  const name = `slack-team:${tokenHash(botToken)}`
  for (let attempt = 1; ; attempt++) {
    const team = await slack.team()
    if (team.kind === 'refused')
      throw new ConfigError(
        `SLACK_BOT_TOKEN was refused by Slack (${team.reason}): install the app anew, take its token`,
      )
    if (team.kind === 'known') {
      await db.transaction({ kind: 'system' }, (tx) => setSetting(tx, name, team.id))
      return team.id
    }
    const earlier = await db.transaction({ kind: 'system' }, (tx) => getSetting(tx, name))
    log.warn({ reason: team.reason, attempt }, 'Slack does not say whose token this is')
    if (typeof earlier === 'string') return earlier
    if (attempt === ATTEMPTS_MAX) throw new Error(`Slack could not be reached in ${attempt} tries (${team.reason})`)
    await rest(backoffMs(attempt))
  }
}
