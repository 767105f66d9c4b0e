import type { DiscordState } from './discord/state.ts'
import type { LineState } from './line/state.ts'
import type { SlackState } from './slack/state.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

/** Drops what can never matter again, so that a playground may run for weeks: used-up tokens, keys and addresses. */
export function forget(line: LineState, slack: SlackState, discord: DiscordState, now: number): void {
  drop(line.replyTokens, (token) => now - token.issuedAt > HOUR_MS)
  drop(line.retryKeys, (key) => now - key.at > DAY_MS)
  drop(slack.triggers, (trigger) => now - trigger.expiresAt > HOUR_MS)
  drop(slack.responseUrls, (target) => now > target.expiresAt)
  drop(discord.interactions, (interaction) => now - interaction.expiresAt > HOUR_MS)
  drop(discord.nonces, (nonce) => now - nonce.at > HOUR_MS)
}

function drop<T>(records: Record<string, T>, isOver: (record: T) => boolean): void {
  for (const [name, record] of Object.entries(records)) if (isOver(record)) delete records[name]
}
