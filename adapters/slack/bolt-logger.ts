import { type Logger, LogLevel } from '@slack/bolt'

export type SlackLog = (level: 'info' | 'warn' | 'error', text: string) => void

const nothing = (): void => {}

/** What Bolt and its clients have to complain of. Their finer levels write whole messages of people, and are never on. */
export const boltLogger = (log: SlackLog): Logger => ({
  debug: nothing,
  info: nothing,
  warn: (...words) => log('warn', words.map(String).join(' ')),
  error: (...words) => log('error', words.map(String).join(' ')),
  setLevel: nothing,
  getLevel: () => LogLevel.WARN,
  setName: nothing,
})
