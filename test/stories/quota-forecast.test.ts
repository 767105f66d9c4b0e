import { expect, it } from 'vitest'
import { reserve, settle } from '#db/quota.ts'
import { openStory } from './world.ts'

// R-151; design §4: the quota ledger forecasts
it('each week operations learns how far the month’s messages will last, and what goes first where they do not', async () => {
  const story = await openStory({ startsAt: '2026-11-02T10:00:00+09:00' })
  const { app, slack, line, admin, regionId, clock, pass } = story
  const until = (moment: string): Promise<void> => pass(Date.parse(moment) - clock.now())
  const told = (): string[] => slack.cards('operations').filter((card) => card.startsWith('今月のLINEは'))
  // Nobody is on LINE, and nothing is foretold.
  await until('2026-11-09T09:31:00+09:00')
  expect(told()).toEqual([])
  await line.enrol('佐々木', 'owner')
  const used = (day: string, pushes: number) =>
    app.db.transaction({ kind: 'system' }, async (tx) => {
      await reserve(tx, { regionId, month: day.slice(0, 7), openShare: null, pushes })
      await settle(tx, { regionId, day, priority: 'notice', pushes })
    })
  // With the monthly check of the 11th.
  await used('2026-11-13', 70)
  await until('2026-11-16T09:31:00+09:00')
  expect(told().at(-1)).toMatch(/5,000通のうち 71通を使いました。月末の見込みは 213通[\s\S]*足りる見込みです/)
  await used('2026-11-20', 2_000)
  // Nobody was there on the 23rd, a holiday, nor on the day after: one forecast comes, as things stand then.
  clock.advanceTo(Date.parse('2026-11-25T10:00:00+09:00'))
  await story.settle()
  expect(told()).toHaveLength(2)
  expect(told().at(-1)).toMatch(
    /2,071通を使いました[\s\S]*足りない見込みです。先に送らなくなるもの：事例と毎月の確かめ[\s\S]*30,000通のプランなら足ります/,
  )
  // A bigger plan stays for the months to come.
  await admin('PUT', `/regions/${regionId}/quota`, { limit: 30_000, reserveShare: 0.1 })
  await until('2026-12-07T09:31:00+09:00')
  expect((await admin('GET', `/regions/${regionId}/quota`)).body).toMatchObject({ month: '2026-12', limit: 30_000 })
})
