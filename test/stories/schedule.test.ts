import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { noteHeard } from '#db/sensor-days.ts'
import { slotOf } from '#engine/coverage.ts'
import { periodOf } from '#engine/health-month.ts'
import { RECURRENCES } from '#engine/recurrence.ts'
import { openStory, type Story } from './world.ts'

/** Everything that anybody was, or is to be, told; and what rings. */
const standing = ({ app }: Story): Promise<object[]> =>
  app.db.transaction({ kind: 'system' }, (tx) =>
    query(
      tx,
      sql`select 'outbox' as what, count(*)::int as rows, max(seq)::text as last from outbox
        union all select 'inbox', count(*)::int, string_agg(id::text || state, ',' order by id) from inbox where kind <> 'rehearsal'
        union all select 'timers', count(*)::int, string_agg(key || due_at::text || armed, ',' order by key) from timers
        union all select 'health', count(*)::int, string_agg(id || state, ',' order by id) from health_checks
        union all select 'dialogues', count(*)::int, null from dialogue_sessions order by what`,
    ),
  )

async function watched({ app, admin, regionId }: Story, firmId: string, month: string): Promise<void> {
  const { from, until } = periodOf(month, 'Asia/Tokyo')
  const slots = Array.from({ length: slotOf(until) - slotOf(from) }, (_, place) => slotOf(from) + place)
  for (const { id } of (await admin('GET', `/sensors?firmId=${firmId}`)).body.items)
    await app.db.transaction({ kind: 'firm', regionId, firmId }, (tx) =>
      noteHeard(tx, { regionId, firmId, sensorId: id }, slots),
    )
}

// design §4, "Two clocks": an operator sees what fires next, and tries a day
it('the operator sees what comes by itself, and tries what would be sent on a day without sending it', async () => {
  const story = await openStory({ startsAt: '2026-11-24T10:00:00+09:00' })
  const { admin, slack, line, made, regionId, firmId, clock, pass } = story
  await line.enrol('佐々木', 'owner')
  const kamome = (await made('/firms', { regionId, name: 'かもめ水産' })).id
  const site = await made('/sites', { firmId: kamome, name: '事務所', kind: 'office', homeNetworks: [] })
  await made('/sensors', { siteId: site.id, type: 'office' })
  for (const firm of [firmId, kamome]) await watched(story, firm, '2026-11')

  const { items } = (await admin('GET', `/schedule?regionId=${regionId}&days=60`)).body
  const shown = (kind: string): object[] =>
    items.filter((one: { kind: string }) => one.kind === kind).map(({ does: _, ...one }: { does: string }) => one)
  expect(shown('health-run')).toEqual([
    { at: '2026-12-01T00:00:00.000Z', kind: 'health-run', regionId, count: 1, isArmed: true },
    { at: '2027-01-04T00:00:00.000Z', kind: 'health-run', regionId, count: 1, isArmed: false },
  ])
  expect(shown('monthly-check')).toMatchObject([
    { at: '2026-12-11T01:00:00.000Z', count: 1, isArmed: true },
    { at: '2027-01-12T01:00:00.000Z', isArmed: false },
  ])
  expect(items.map(({ at }: { at: string }) => at)).toEqual(items.map(({ at }: { at: string }) => at).toSorted())

  // The region’s first month: both firms are looked at; one has its owner on LINE, of the other the desk has to tell somebody.
  const before = await standing(story)
  /** Much comes on every business day, or with the month, and here tells nobody anything. */
  const tried = async (on: string) =>
    (await admin('GET', `/regions/${regionId}/schedule/dry-run?on=${on}`)).body.items.filter(
      ({ messages }: { messages: object[] }) => messages.length > 0,
    )
  const [month, ...others] = await tried('2026-12-01')
  expect(others).toEqual([])
  expect(month).toMatchObject({ at: '2026-12-01T00:00:00.000Z', kind: 'health-run' })
  const counts = Object.fromEntries(month.messages.map(({ to, count }: { to: string; count: number }) => [to, count]))
  expect(counts).toEqual({ LINE: 1, '#analysts': expect.any(Number), '#desk': 1 })
  expect(await tried('2026-12-11')).toMatchObject([
    { kind: 'monthly-check', count: 1, tried: 1, left: 0, messages: [{ to: 'LINE', priority: 'campaign', count: 1 }] },
  ])
  expect(await tried('2026-12-02')).toEqual([])
  // A month is ahead, and nothing of it is armed yet: its timer is that of the one before.
  expect((await tried('2027-01-04')).map(({ kind }: { kind: string }) => kind)).toContain('health-run')
  expect(await standing(story)).toEqual(before)
  // Everything of a region comes from the day on which it was made, though nobody has used any of it.
  const untouched = (await made('/regions', { name: '宮城' })).id
  const coming = (await admin('GET', `/schedule?regionId=${untouched}&days=60`)).body.items
  expect(new Set(coming.map(({ kind }: { kind: string }) => kind))).toEqual(
    new Set(Object.entries(RECURRENCES).flatMap(([kind, { whose }]) => (whose === 'region' ? [kind] : []))),
  )

  // The staff asks the same in Slack.
  const asks = async (text: string): Promise<string> => {
    const heard = slack.hears('小野').length
    await story.playground.control.slack.command(slack.id('小野'), {
      ...{ command: '/otasuke', text, channel: story.playground.slack.channels.analysts },
    })
    await story.settle()
    return slack.hears('小野').slice(heard).join('\n')
  }
  expect(await asks('予定')).toMatch(/からの予定[\s\S]*12月1日[\s\S]*先月の健康診断を下書きし[\s\S]*予定 12\/1/)
  expect(await asks('予定 12/1')).toMatch(/送るもの（いまのままなら）[\s\S]*LINE へ 1通/)
  expect(await asks('予定 2/30')).toContain('読めませんでした')
  expect(line.hears('佐々木')).toEqual([])

  // What was tried is what comes: with the analysts’ word, one message to the owner and one task for the desk.
  await pass(Date.parse('2026-12-01T09:01:00+09:00') - clock.now())
  const desk = slack.cards('desk').length
  for (const [place, card] of slack.cards('analysts').entries())
    if (card.startsWith('健康診断：')) await slack.presses('小野', '承認して送る', 'analysts', place)
  expect(line.hears('佐々木')).toHaveLength(1)
  expect(slack.cards('desk')).toHaveLength(desk + 1)
})
