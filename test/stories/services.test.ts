import { expect, it, test } from 'vitest'
import { notified } from './notified.ts'
import { openStory } from './world.ts'

//
it('each of the five services is within two taps, whatever was last on the screen', async () => {
  const story = await openStory()
  const { line, slack, playground } = story
  await story.admin('POST', '/menu', {})
  await line.enrol('佐々木', 'owner')
  /** The menu's ヘルプ is the first tap, the service the second. */
  const twoTaps = async (service: string): Promise<string> => {
    await playground.control.line.tap(line.id('佐々木'), 'say:help', 'ヘルプ')
    await story.settle()
    line.hears('佐々木')
    expect(line.offered('佐々木').slice(0, 5)).toEqual(['診断', '監視', '相談', 'リモート支援', '駆け付け'])
    await line.taps('佐々木', service)
    return line.hears('佐々木').join('\n')
  }
  expect(await twoTaps('診断')).toMatch(/1\/\d+/)
  expect(await twoTaps('監視')).toMatch(/佐々木水産 さんの いまの状況[\s\S]*事務所：まだ何も届いていません/)
  for (const [service, heading] of [
    ['相談', '相談が来ています：佐々木水産'],
    ['リモート支援', 'リモート支援の希望が来ています：佐々木水産'],
    ['駆け付け', '駆け付けの希望が来ています：佐々木水産'],
  ] as const) {
    expect(await twoTaps(service)).toContain('担当の人に伝えました')
    expect(slack.cards('desk').at(-1)).toContain(heading)
    expect(slack.cards('desk').at(-1)).toContain('0192-00-0001')
  }
  // What is written next belongs to it.
  await line.says('佐々木', 'パソコンが動きません')
  expect(slack.cards('desk').at(-1)).toContain('パソコンが動きません')
})

it('ヘルプ says in three lines what can be done now', async () => {
  const story = await openStory()
  const { line } = story
  await notified(story, 'medium')
  await line.says('佐々木', 'ヘルプ')
  const lines = line.hears('佐々木').at(-1)?.split('\n') ?? []
  const said = lines.filter((text) => text.endsWith('。'))
  expect(said).toHaveLength(3)
  expect(said[0]).toContain('返事を待っているお知らせが1件あります')
  await line.enrol('千葉', 'worker')
  await line.says('千葉', 'ヘルプ')
  expect(line.hears('千葉').at(-1)).toContain('返事を待っているお知らせが1件あります')
})

//
test('who has not finished a diagnosis is told how to begin, and one tap begins it', async () => {
  const story = await openStory()
  const { line } = story
  await line.enrol('佐々木', 'owner')
  for (const word of ['なにを', 'どこまで', '大丈夫？']) {
    await line.says('佐々木', word)
    expect(line.hears('佐々木').at(-1)).toMatch(/まだ診断が終わっていません/)
    expect(line.offered('佐々木')).toEqual(['始める'])
  }
  await line.taps('佐々木', '始める')
  expect(line.hears('佐々木').join()).toMatch(/1\/\d+/)
  // In the middle of a question that asks for words, too; and the place is kept.
  await line.says('佐々木', '大丈夫？')
  expect(line.hears('佐々木').at(-1)).toContain('見守る箱から、いま連絡が来ていません')
  expect(line.offered('佐々木').join()).toContain('質問の続き')
})

test('in Slack the same words answer analysts and the desk', async () => {
  const story = await openStory()
  const { slack, playground } = story
  const [{ id: channel } = { id: '' }] = playground.control.slack.channels()
  const asks = async (name: '小野' | '及川', text: string): Promise<string> => {
    await playground.control.slack.command(slack.id(name), { command: '/otasuke', text, channel })
    await story.settle()
    return slack.hears(name).join('\n')
  }
  expect(await asks('小野', '状況 佐々木水産')).toMatch(/佐々木水産 のいまの状況[\s\S]*事務所：まだ何も届いていません/)
  expect(await asks('及川', '機器 佐々木水産')).toMatch(/佐々木水産 の機器[\s\S]*まだ機器を見ていません/)
  expect(await asks('及川', '状況')).toMatch(/待っている案件はありません[\s\S]*\/otasuke 機器 会社名/)
  for (const word of ['ヘルプ', '診断']) expect(await asks('及川', word)).toContain('/otasuke 状況 会社名')
  expect(await asks('及川', '相談')).toContain('窓口のチャンネル')
  expect(await asks('及川', 'レポート')).toContain('月の最初の営業日')
})
