import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fetched } from '#adapters/adapter.ts'
import { createSlackAdapter } from '#adapters/slack/index.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { png } from '../support/photos.ts'
import { type Asked, provesMedia } from './media-contract.ts'

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

async function fetched(name: string, { fault, token, bytesMax = 1_000 }: Asked = {}): Promise<Fetched> {
  const { control, slack } = playground
  control.faults.clear()
  if (fault) control.faults.add({ platform: 'slack', route: 'file', kind: fault, times: 5 })
  const adapter = createSlackAdapter({ ...slack, botToken: token ?? slack.botToken })
  return adapter.fetchMedia(name, bytesMax, AbortSignal.timeout(5_000))
}

const asked = (route: string): number => playground.control.transcript().filter((entry) => entry.route === route).length

const named = (name: string) => {
  const [ts = '', id = ''] = name.split('/')
  return { channel: playground.slack.channels.desk, ts, withoutFile: id }
}

provesMedia('Slack', () => ({
  ...{ bytes: BYTES, posted: async () => (await shared()).name, fetched },
  deletes: (name) => playground.control.slack.deleteMessage(named(name)),
  takesOut: (name) => playground.control.slack.editMessage(named(name)),
  downloads: () => asked('file'),
}))

describe('a file in Slack', () => {
  it('that lies at somebody else’s is not asked for: the token would go there, too', async () => {
    const before = asked('file')
    for (const externalUrl of [
      'https://elsewhere.example/a.png',
      'https://slack.com.evil.example/a.png',
      'http://files.slack.com/a.png',
    ])
      expect(await fetched((await shared({ externalUrl })).name)).toMatchObject({ kind: 'refused' })
    expect(asked('file')).toBe(before)
  })

  it('is a page to sign in for whoever brings no token', async () => {
    const { slack } = playground
    const page = await fetch(new URL(`/files-pri/${slack.teamId}-${(await shared()).id}/a.png`, slack.origin), {
      redirect: 'manual',
    })
    expect(page.status).toBe(302)
  })
})
