import { expect, it } from 'vitest'
import { DAY, MINUTE, notify } from './notified.ts'
import { scan } from './scan.ts'
import { type Named, openStory, type Story } from './world.ts'

const heard = ({ line }: Story, name: Named = '佐々木'): string => line.hears(name).join('\n')

it('a number that is typed after a consultation belongs to the questionnaire, and the way back is taken by its words', async () => {
  const story = await openStory()
  const { line, slack } = story
  await line.enrol('佐々木', 'owner')
  await line.says('佐々木', '診断')
  expect(heard(story)).toContain('はじめに 1/3')
  await line.says('佐々木', '相談')
  await line.says('佐々木', 'プリンターが動きません')
  expect(heard(story)).toMatch(/これで分かりましたか[\s\S]*1\. これで分かった/)
  await slack.presses('及川', '引き受ける', 'desk')
  await slack.presses('及川', '解決', 'desk')
  expect(heard(story)).toMatch(/これで終わりにします[\s\S]*質問の続き/)
  // Not 「これで分かった」, which nobody sees any more.
  await line.says('佐々木', '2')
  expect(heard(story)).toMatch(/「総務・事務」ですね[\s\S]*はじめに 2\/3/)

  // What came between has buttons of its own, or only the way back.
  await line.says('佐々木', '状況')
  expect(line.offered('佐々木')).toEqual(['質問の続き（2/3）'])
  heard(story)
  await line.says('佐々木', 'つづき')
  expect(heard(story)).toContain('はじめに 2/3')
  await line.says('佐々木', '保守の会社')
  expect(line.offered('佐々木')[0]).toBe('保守の会社を呼ぶ')
  heard(story)
  await line.says('佐々木', '2')
  expect(heard(story)).not.toContain('はじめに 2/3')
  await line.says('佐々木', 'つづき')
  expect(heard(story)).toContain('はじめに 2/3')
})

it('a word below a week’s several お知らせ is asked back with all that it could mean, and answers no older notice', async () => {
  const story = await openStory()
  const { line, slack, admin, firmId } = story
  await line.enrol('佐々木', 'owner')
  for (const [device, kind] of [
    ['192.168.1.23', 'port-scan'],
    ['192.168.1.24', 'url-scan'],
  ] as const) {
    await scan(story, { id: `scan-${device}`, device, source: device, kind, rule: kind })
    await slack.presses('小野', 'お知らせ')
    await story.pass(MINUTE)
  }
  await scan(story, { id: 'scan-3', device: '192.168.1.40', target: '192.168.1.40' })
  await notify(story, 'low')
  const noticeState = async () => (await admin('GET', `/notices?firmId=${firmId}`)).body.items[0].state
  const before = await noticeState()
  const clock = Date.parse('2026-11-30T09:01:00+09:00') - story.clock.now()
  heard(story)
  await story.pass(clock)
  expect(heard(story)).toContain('気になったことが2つ')

  await line.says('佐々木', 'できた')
  expect(heard(story)).toMatch(/どのことですか[\s\S]*1\. 「開いている入口[\s\S]*2\. 「ホームページ[\s\S]*3\. 「/)
  expect(await noticeState()).toBe(before)
  // Another question in between changes nothing: an old button is not pressed by a word alone.
  await line.says('佐々木', 'ヘルプ')
  await line.says('佐々木', '対応した')
  expect(heard(story)).toMatch(/どのことですか[\s\S]*2\. 「ホームページ/)
  await line.says('佐々木', '２')
  expect(heard(story)).toContain('対応したと書いておきます')
  expect(await noticeState()).toBe(before)
  const { items } = (await admin('GET', `/cases?firmId=${firmId}`)).body
  const answered = items.filter(({ advisory }: { advisory: { state: string } | null }) => advisory?.state === 'done')
  expect(answered).toMatchObject([{ kind: 'url-scan' }])
  // A number alone says nothing of which.
  await line.says('佐々木', '7')
  expect(heard(story)).not.toContain('書いておきます')
  await story.pass(DAY)
  expect(story.playground.control.invariants().violations).toEqual([])
})
