import type { Incoming } from '#adapters/adapter.ts'
import type { DiscordAdapter, DiscordListener, DiscordWords } from '#adapters/discord/index.ts'
import type { SlackAdapter, SlackListener } from '#adapters/slack/index.ts'
import type { Db } from '#db/door.ts'
import { DEFAULT_LOCALE } from '#locales/index.ts'
import { wallNow } from '#scheduler/clock.ts'
import type { FlowContext } from './flow.ts'
import { createFormTurns } from './form-turns.ts'
import { type CallOfPlatform, hearingOf } from './hear.ts'
import type { Metrics } from './http/metrics.ts'
import { answerInCall } from './in-call.ts'
import { type Log, withoutSecrets } from './log.ts'
import { speaker } from './say.ts'

export interface Hearing {
  db: Db
  context: () => FlowContext
  metrics: Metrics
  log: Log
}

export function listenTo(
  slack: SlackAdapter,
  { slackAccount, db, context, metrics, log }: Hearing & { slackAccount: string },
): SlackListener {
  const inCall = { db, chat: slack, speaker, context, turns: createFormTurns() }
  return slack.listen({
    hear: hearingOf('slack', {
      db,
      account: slackAccount,
      answer: (incoming, call) => answerInCall(inCall, incoming, call),
      metrics,
      log,
    }),
    wallNow,
    log: (level, text) => log[level]({ platform: 'slack', detail: withoutSecrets(text) }, 'from Slack’s client'),
  })
}

export function listenToDiscord(discord: DiscordAdapter, { db, context, metrics, log }: Hearing): DiscordListener {
  const inCall = { db, chat: discord, speaker, context, turns: createFormTurns() }
  const answer = (incoming: Incoming, call: CallOfPlatform) => answerInCall(inCall, incoming, call)
  const listener = discord.listen({
    hear: hearingOf('discord', { db, answer, metrics, log }),
    log: (level, text) => log[level]({ platform: 'discord', detail: withoutSecrets(text) }, 'from Discord’s client'),
  })
  listener.register(COMMAND).catch((err: unknown) => log.error({ err }, 'Discord was not told of our command'))
  return listener
}

/** As on Slack. */
const COMMAND = 'otasuke'

/** What the adapter says by itself, in the language of the installation. */
export function discordWords(): DiscordWords {
  const word = (name: string): string =>
    speaker.text({ key: `discord.${name}` }, { locale: DEFAULT_LOCALE, timezone: 'Asia/Tokyo' })
  return {
    next: word('next'),
    again: word('again'),
    kept: word('kept'),
    taken: word('taken'),
    failed: word('failed'),
    heard: word('heard'),
    thread: word('thread'),
    command: word('command'),
    commandText: word('command-text'),
  }
}
