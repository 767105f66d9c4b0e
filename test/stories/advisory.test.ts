import { expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from './notified.ts'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

const until = ({ clock, pass }: Story, moment: string): Promise<void> => pass(Date.parse(moment) - clock.now())

async function advised(story: Story, device: string, kind: 'port-scan' | 'url-scan'): Promise<void> {
  await scan(story, { id: `scan-${device}`, device, source: device, kind, rule: kind })
  await story.slack.presses('小野', 'お知らせ')
}

/** Of each case, the newest first. */
const advisories = async ({ admin, firmId }: Story) =>
  (await admin('GET', `/cases?firmId=${firmId}`)).body.items.map(({ advisory }: { advisory: object }) => advisory)

//
it('what is no incident reaches a firm once a week in one message, never at night, and is followed to its end', async () => {
  const story = await openStory()
  const { line, slack, playground } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  await advised(story, '192.168.1.23', 'port-scan')
  expect(slack.cards('analysts').at(-1)).toMatch(/11月30日\(月\) 9:00 に、ほかのお知らせとまとめて届けます/)
  await story.pass(2 * DAY)
  await advised(story, '192.168.1.24', 'url-scan')
  await until(story, '2026-11-30T08:59:00+09:00')
  expect(line.hears('佐々木')).toEqual([])
  await story.pass(MINUTE)
  const heard = line.hears('佐々木')
  expect(heard).toHaveLength(1)
  expect(heard[0]).toMatch(
    /気になったことが2つ[\s\S]*1\. 開いている入口[\s\S]*1\.23[\s\S]*2\. ホームページ[\s\S]*1\.24[\s\S]*急ぎではありません/,
  )
  expect(line.hears('千葉')).toEqual([])
  const choices = line.choices('佐々木')
  expect(choices.map(({ label }) => label)).toEqual([
    '対応した',
    '見送る',
    'これは？',
    '対応した',
    '見送る',
    'これは？',
  ])
  const presses = async (name: '佐々木' | '千葉', place: number): Promise<string | undefined> => {
    await playground.control.line.tap(line.id(name), choices[place]?.data ?? '')
    await story.settle()
    return line.hears(name).at(-1)
  }

  expect(await presses('佐々木', 5)).toContain('ホームページ')
  expect(await advisories(story)).toMatchObject([{ state: 'read' }, { state: 'sent', readAt: null }])
  await line.taps('佐々木', 'これからやる')
  expect(slack.cards('analysts').at(-1)).toContain('お知らせに企業が対応しています（佐々木 さん）')
  expect(await presses('佐々木', 1)).toContain('今回は見送ります')
  expect(await presses('千葉', 3)).toContain('対応したと書いておきます')
  expect(await presses('佐々木', 3)).toContain('もう 千葉 さんが対応しています')
  expect(await advisories(story)).toMatchObject([
    { state: 'done', answeredBy: { name: '千葉' } },
    { state: 'declined', answeredBy: { name: '佐々木' } },
  ])
  expect(slack.cards('analysts')[0]).toContain('企業がお知らせを見送りました')

  // Another week without any is a week without a message; and down on Monday, it goes out in the morning after.
  line.hears('佐々木')
  await story.pass(8 * DAY)
  expect(line.hears('佐々木')).toEqual([])
  await advised(story, '192.168.1.25', 'port-scan')
  story.clock.advanceTo(Date.parse('2026-12-14T22:00:00+09:00'))
  await story.pass(10 * HOUR)
  expect(line.hears('佐々木')).toEqual([])
  await story.pass(2 * HOUR)
  expect(line.hears('佐々木').join()).toContain('気になったことが1つ')
  await line.says('佐々木', '対応した')
  expect(line.hears('佐々木').join()).toContain('対応したと書いておきます')

  // With nobody on LINE the desk tells them, and then nothing is left to do.
  for (const name of ['佐々木', '千葉'] as const) await line.unfollow(name)
  await advised(story, '192.168.1.26', 'url-scan')
  await story.pass(8 * DAY)
  expect(slack.cards('desk').at(-1)).toMatch(/電話をお願いします：佐々木水産[\s\S]*チャットで届く人がいません/)
  await slack.presses('及川', '電話を終えた', 'desk')
  expect(slack.cards('analysts').at(-1)).toContain('お知らせを送りました')
  expect((await story.admin('GET', `/next-steps?firmId=${story.firmId}`)).body.items).toEqual([])
  expect(playground.control.invariants()).toMatchObject({ ok: true })
})
