import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { alert } from '../support/alert.ts'
import { found, scan } from './scan.ts'
import { type Named, openStory, type Story } from './world.ts'

const BEAT_MS = 10 * 60_000

/** A PC calls a listed place every ten minutes for two hours. */
async function beacon(story: Story, device = '192.168.1.40'): Promise<void> {
  const at = story.clock.now() - 12 * BEAT_MS
  const events = Array.from({ length: 13 }, (_, place) => ({
    at: at + place * BEAT_MS,
    source: device,
    sourcePort: 50_000,
    target: '203.0.113.66',
    targetPort: 443,
    note: '',
  }))
  await found(story, [
    alert({
      id: `beacon-${device}`,
      kind: 'known-c2',
      stage: 'command-and-control',
      severity: 'high',
      count: 13,
      source: device,
      target: '203.0.113.66',
      device,
      firstSeenAt: at,
      lastSeenAt: at + 12 * BEAT_MS,
      evidence: { windowMs: 2 * 3_600_000, threshold: 12, events },
    }),
  ])
  await story.settle()
}

const tallies = ({ app, regionId }: Story) =>
  app.db.transaction({ kind: 'region', regionId }, (tx) =>
    query<{ verdict: string; count: number }>(
      tx,
      sql`select verdict, count from triage_tallies where feature = 'verdict' and count <> 0 order by verdict`,
    ),
  )

describe('the queue', () => {
  it('begins with the case that looks like an infection and says why, in one line of the card', async () => {
    const story = await openStory()
    await scan(story, { count: 900 })
    await beacon(story)
    expect(story.slack.cards('analysts').at(-1)).toMatch(/第一候補：感染の疑い — .*10分ごと/)
    const { body } = await story.admin('GET', '/queue')
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['known-c2', 'port-scan'])
    expect(body.items[0].triage).toMatchObject({ rank: 'first', reason: expect.stringContaining('感染の疑い') })
    expect(body.items[0].triage.pushes).toContainEqual(expect.objectContaining({ feature: 'rhythm', value: 'regular' }))
  })

  it('holds every undecided case, page after page', async () => {
    const story = await openStory()
    for (const device of ['192.168.1.41', '192.168.1.42', '192.168.1.43']) await beacon(story, device)
    await scan(story)
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await story.admin('GET', `/queue?limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map(({ device }: { device: string }) => device))
      if (body.nextCursor === null) break
      cursor = body.nextCursor
    }
    expect(seen.toSorted()).toEqual(['192.168.1.23', '192.168.1.41', '192.168.1.42', '192.168.1.43'])
    expect(seen.at(-1)).toBe('192.168.1.23')
  })

  it('is told to an analyst who asks for it in Slack, and to nobody else', async () => {
    const story = await openStory()
    const { slack, playground, settle } = story
    const asks = async (name: Named): Promise<string> => {
      const channel = playground.slack.channels.analysts
      await playground.control.slack.command(slack.id(name), { command: '/otasuke', text: '一覧', channel })
      await settle()
      return slack.hears(name).at(-1) ?? ''
    }
    expect(await asks('小野')).toContain('待っている案件はありません')
    await scan(story)
    await beacon(story)
    await slack.presses('山田', '引き受ける')
    const told = await asks('小野')
    expect(told).toMatch(
      /待っている案件は2件です.*1\. 第一候補：感染の疑い.*山田 さんが担当.*2\. .*佐々木水産、ポートスキャン、192\.168\.1\.23/s,
    )
    expect(await asks('及川')).not.toContain('案件')
  })

  it('learns each verdict once, and unlearns the one that is taken back', async () => {
    const story = await openStory()
    await scan(story)
    await story.slack.presses('小野', '様子見')
    expect(await tallies(story)).toEqual([{ verdict: 'watched', count: 1 }])
    await story.slack.presses('小野', '誤検知')
    await scan(story, { count: 40 })
    expect(await tallies(story)).toEqual([{ verdict: 'false-alarm', count: 1 }])
    await story.slack.presses('山田', '取り消す（もう一度調べる）')
    expect(await tallies(story)).toEqual([])
  })
})

describe('the statistics', () => {
  it('are shown to an analyst who asks for them in Slack, as a picture with names beside it, and to nobody else', async () => {
    const story = await openStory()
    const { slack, playground, settle } = story
    const asks = async (name: Named): Promise<string> => {
      const channel = playground.slack.channels.analysts
      await playground.control.slack.command(slack.id(name), { command: '/otasuke', text: '統計', channel })
      await settle()
      return slack.hears(name).at(-1) ?? ''
    }
    expect(await asks('小野')).toContain('まだあやしい動きはありません')
    await scan(story)
    const told = await asks('小野')
    expect(told).toMatch(/あやしい動きの統計.*会社が少ないので、関係は分かりません.*1\. 佐々木水産：1件/s)
    expect(await asks('及川')).not.toContain('佐々木水産')
    const { body } = await story.admin('GET', '/audit?limit=20')
    expect(JSON.stringify(body.items)).toContain('"through":"chat"')
  })
})
