import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fetched } from '#adapters/adapter.ts'
import { createSlackAdapter } from '#adapters/slack/index.ts'
import type { FaultKind } from '#playground/emulators/faults.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { png } from '../support/photos.ts'

let playground: Playground
beforeAll(async () => {
  playground = await startPlayground({ seed: 3, rateLimits: false })
})
afterAll(() => playground.stop())

const BYTES = png()

/** What somebody has shared in #desk: the message, and its file. */
async function shared(file: object = {}): Promise<{ ts: string; name: string; id: string }> {
  const { control, slack } = playground
  const files = [{ name: 'a b?.png', mimetype: 'image/png', base64: BYTES.toString('base64'), ...file }]
  const { ts } = await control.slack.post(control.slack.users()[0]?.id ?? '', {
    channel: slack.channels.desk,
    text: '',
    files,
  })
  const id = control.slack.messages(slack.channels.desk).find((one) => one.ts === ts)?.files?.[0]?.id ?? ''
  return { ts, id, name: `${ts}/${id}` }
}

async function fetched(
  name: string,
  { fault, token, bytesMax = 1_000 }: { fault?: FaultKind; token?: string; bytesMax?: number } = {},
): Promise<Fetched> {
  const { control, slack } = playground
  control.faults.clear()
  if (fault) control.faults.add({ platform: 'slack', route: 'file', kind: fault, times: 5 })
  const adapter = createSlackAdapter({ ...slack, botToken: token ?? slack.botToken })
  return adapter.fetchMedia(name, bytesMax, AbortSignal.timeout(5_000))
}

const asked = (route: string): number => playground.control.transcript().filter((entry) => entry.route === route).length

describe('a file that somebody has posted in Slack', () => {
  it('is had with the bot’s token, whatever it is called', async () => {
    const { name } = await shared()
    expect(await fetched(name)).toEqual({ kind: 'fetched', bytes: BYTES })
  })

  it('is gone once its message is deleted, or it was taken out of it', async () => {
    const { control, slack } = playground
    const [one, other] = [await shared(), await shared()]
    control.slack.deleteMessage({ channel: slack.channels.desk, ts: one.ts })
    control.slack.editMessage({ channel: slack.channels.desk, ts: other.ts, withoutFile: other.id })
    expect(await fetched(one.name)).toEqual({ kind: 'gone' })
    expect(await fetched(other.name)).toEqual({ kind: 'gone' })
  })

  it('that is too large, or lies at somebody else’s, is not asked for: the token would go there, too', async () => {
    const before = asked('file')
    expect(await fetched((await shared()).name, { bytesMax: BYTES.length - 1 })).toEqual({ kind: 'too-large' })
    for (const externalUrl of [
      'https://elsewhere.example/a.png',
      'https://slack.com.evil.example/a.png',
      'http://files.slack.com/a.png',
    ])
      expect(await fetched((await shared({ externalUrl })).name)).toMatchObject({ kind: 'refused' })
    expect(asked('file')).toBe(before)
  })

  it.each([
    ['500', 'not-yet'],
    ['429', 'not-yet'],
    ['reset', 'not-yet'],
  ] as const)('of a Slack that answers %s is had a little later', async (fault, kind) => {
    const { name } = await shared()
    expect(await fetched(name, { fault })).toMatchObject({ kind })
    expect(await fetched(name)).toMatchObject({ kind: 'fetched' })
  })

  it('is nothing for whoever has another token', async () => {
    expect(await fetched((await shared()).name, { token: 'xoxb-stolen' })).toMatchObject({ kind: 'refused' })
    const { slack } = playground
    const page = await fetch(new URL(`/files-pri/${slack.teamId}-${(await shared()).id}/a.png`, slack.origin), {
      redirect: 'manual',
    })
    expect(page.status).toBe(302)
  })
})
