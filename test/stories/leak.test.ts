import { expect, it } from 'vitest'
import { openStory } from './world.ts'

const DAY = 86_400_000

it('a leak after ransomware: four taps, two days to report by, words to copy, and a reminder before each', async () => {
  const story = await openStory({ startsAt: '2026-11-20T18:40:00+09:00' })
  const { line, slack } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  const heard = () => line.hears('佐々木').join('\n')

  await line.says('千葉', '漏えい')
  expect(line.hears('千葉').join()).toContain('会社の代表の人か担当の人が使えます')

  await line.says('佐々木', '漏えい')
  expect(heard()).toMatch(/ここから報告が出ることはありません[\s\S]*1\/4[\s\S]*悪い目的/)
  await line.taps('佐々木', 'はい')
  expect(heard()).toContain('2/4')
  // LINE on a computer shows no buttons: a number will do, and so do words.
  await line.says('佐々木', '2')
  await line.says('佐々木', 'いいえ')
  expect(heard()).toContain('4/4')
  await line.taps('佐々木', '分からない')
  const told = heard()
  expect(told).toMatch(
    /国への報告が要りそうです[\s\S]*知った日[\s\S]*11月20日[\s\S]*11月24日\(火\) まで[\s\S]*1月18日\(月\) まで/,
  )
  expect(told).toContain('最終判断は、会社と専門家')
  expect(told).toMatch(/佐々木水産 です。[\s\S]*外からの悪い動き/)
  const leaks = async () => (await story.admin('GET', `/leaks?firmId=${story.firmId}`)).body.items
  expect(await leaks()).toMatchObject([{ state: 'within', promptBy: '2026-11-24', finalBy: '2027-01-18' }])

  // Known a day earlier, the days are earlier.
  await line.taps('佐々木', '知ったのは 11月19日(木)')
  expect(heard()).toMatch(/11月23日\(月\) まで[\s\S]*1月18日\(月\) まで/)
  // Day 60 of the 19th is a Sunday, so it is the Monday all the same. The first one's last day is a holiday with no opening before.
  await line.says('佐々木', '漏えい')
  expect(heard()).toContain('11月23日')

  await story.pass(4 * DAY)
  expect(heard()).toBe('')
  expect(await leaks()).toMatchObject([{ state: 'near' }])
  await line.taps('佐々木', '速報を出しました')
  expect(heard()).toMatch(/提出済（11月24日\(火\)、あなたの話）/)
  expect(await leaks()).toMatchObject([{ state: 'within' }])

  // A week before the last day or, where the desk is shut, earlier: in its hours, once.
  await story.pass(44 * DAY)
  expect(heard()).not.toContain('報')
  await story.pass(1 * DAY)
  expect(heard()).toMatch(/確報は 1月18日\(月\) までです/)
  await line.taps('佐々木', '確報を出しました')
  expect(heard()).toContain('どちらも出した')
  await story.pass(14 * DAY)
  expect(heard()).not.toContain('報')
  expect(await leaks()).toMatchObject([{ state: 'submitted' }])

  // The desk hears of another one: whoever leads the firm is asked.
  await line.says('佐々木', '相談')
  heard()
  await slack.presses('及川', '漏えいの手引き', 'desk')
  expect(heard()).toContain('1/4')
  expect(slack.hears('及川').at(-1)).toContain('佐々木 さんに')
  expect(await leaks()).toHaveLength(2)
})
