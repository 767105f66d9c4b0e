import { describe, expect, it } from 'vitest'
import type { Team } from '#adapters/slack/team.ts'
import { ConfigError } from '#bot/config.ts'
import { createLog } from '#bot/log.ts'
import { slackAccountOf } from '#bot/slack-account.ts'
import { testDatabase } from '../support/database.ts'

const log = createLog({ level: 'silent' })
const known: Team = { kind: 'known', id: 'T-iwate', name: 'otasuke' }
const down: Team = { kind: 'unreachable', reason: 'no answer' }

/** Slack that answers so, one after the other. */
function slackSaying(...answers: Team[]) {
  const rests: number[] = []
  const team = async (): Promise<Team> => answers.shift() ?? down
  return { slack: { team }, rests, rest: async (ms: number) => void rests.push(ms) }
}

describe('the Slack workspace', () => {
  it('is the one Slack names, and is still known when Slack is down at the next start', async () => {
    const db = await testDatabase()
    const first = slackSaying(known)
    expect(await slackAccountOf({ db, botToken: 'xoxb-1', log, ...first })).toBe('T-iwate')
    const second = slackSaying(down)
    expect(await slackAccountOf({ db, botToken: 'xoxb-1', log, ...second })).toBe('T-iwate')
    expect(second.rests).toEqual([])
  })

  it('is waited for while Slack is down and the token is new, however well another was known', async () => {
    const db = await testDatabase()
    await slackAccountOf({ db, botToken: 'xoxb-1', log, ...slackSaying(known) })
    const later = slackSaying(down, down, { kind: 'known', id: 'T-miyagi', name: 'otasuke' })
    expect(await slackAccountOf({ db, botToken: 'xoxb-2', log, ...later })).toBe('T-miyagi')
    expect(later.rests).toHaveLength(2)
  })

  it('is not waited for without end', async () => {
    const db = await testDatabase()
    await expect(slackAccountOf({ db, botToken: 'xoxb-1', log, ...slackSaying() })).rejects.toThrow(/6 tries/)
  })

  it('is an error of the settings, naming the variable, when Slack refuses the token', async () => {
    const db = await testDatabase()
    const refused = slackAccountOf({
      db,
      botToken: 'xoxb-1',
      log,
      ...slackSaying({ kind: 'refused', reason: 'invalid_auth' }),
    })
    await expect(refused).rejects.toThrow(ConfigError)
    await expect(refused).rejects.toThrow(/SLACK_BOT_TOKEN .*invalid_auth/)
  })
})
