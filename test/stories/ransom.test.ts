import { expect, it } from 'vitest'
import { openStory } from './world.ts'

const MINUTE = 60_000

it('files held to ransom on a Friday evening: three steps at once, who helps, and our people are woken', async () => {
  const story = await openStory({ startsAt: '2026-11-20T18:40:00+09:00' })
  const { line, slack } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')

  // A file that merely does not open is asked about.
  await line.says('佐々木', 'ファイルが開けない（パスワードを忘れた）')
  expect(line.hears('佐々木').join()).toContain('お金を払えという画面が出ていますか')
  expect(slack.cards('desk').join()).not.toContain('ファイル')

  await line.says('千葉', 'ファイルが開けない、お金を払えと出ている')
  const told = line.hears('千葉').join('\n')
  expect(told).toMatch(/線をぬいて[\s\S]*電源は切らない[\s\S]*払わない[\s\S]*消さない/)
  expect(told).toMatch(/cs-support@ipa\.go\.jp[\s\S]*#9110[\s\S]*jpcert/)
  expect(told).toContain('いま知らせました')
  expect(slack.cards('desk').at(-1)).toMatch(/【緊急】[\s\S]*佐々木水産[\s\S]*お金を払えと出ている/)
  expect(slack.cards('analysts').at(-1)).toMatch(/緊急[\s\S]*佐々木水産[\s\S]*0192-00-0001/)
  const { items } = (await story.admin('GET', '/consultations')).body
  expect(items).toMatchObject([{ matter: 'emergency' }])

  // What is written next goes there, and nobody is shouted at twice.
  await line.says('千葉', '50万円払えと書いてあります')
  expect(line.hears('千葉').join()).not.toContain('線をぬいて')
  expect(slack.thread('desk').join()).toContain('50万円')

  // Until somebody takes it, whoever is on call is called again.
  expect(slack.hears('小野').at(-1)).toContain('小野 さん、お願いします')
  const calls = () => slack.cards('analysts').filter((one) => one.includes('緊急')).length
  // Who presses it again wakes nobody more often, nor puts off the next one's turn.
  await story.pass(3 * MINUTE)
  await line.says('千葉', '緊急')
  expect(calls()).toBe(1)
  await story.pass(2 * MINUTE)
  expect(calls()).toBe(2)
  expect(slack.hears('山田').at(-1)).toContain('山田 さん、お願いします')
  await story.pass(5 * MINUTE)
  expect(slack.cards('operations').at(-1)).toMatch(
    /全員を1回呼びました[^\n]*佐々木水産「緊急の相談」[^\n]*0192-00-0001/,
  )
  expect(slack.hears('小野').at(-1)).toContain('小野 さん、お願いします')
  // Who is on call takes it, at night when nobody sits at the desk; whoever is late reads who that is.
  await slack.taps('小野', '引き受ける')
  expect(slack.cards('analysts').at(-1)).toContain('小野 さんが引き受けました')
  await slack.taps('山田', '引き受ける')
  expect(slack.hears('山田').at(-1)).toContain('小野')
  // They do nothing: asked, then asked in vain, and it is the next one's.
  await story.pass(30 * MINUTE)
  expect(slack.hears('小野').at(-1)).toContain('続けていますか')
  await slack.taps('小野', '続けています')
  await story.pass(30 * MINUTE)
  expect(slack.hears('小野').at(-1)).toContain('続けていますか')
  const called = calls()
  await story.pass(5 * MINUTE)
  expect(slack.thread('desk').join('\n')).toContain('引き受けた 小野 さんから返事がない')
  expect(slack.hears('山田').at(-1)).toContain('山田 さん、お願いします')
  expect(calls()).toBe(called + 1)
  // Once it is taken and somebody has told what it is about, nobody is called any more.
  await slack.presses('及川', '引き受ける', 'desk')
  const rung = calls()
  await slack.presses('及川', '顧客待ち', 'desk')
  await story.pass(90 * MINUTE)
  expect(calls()).toBe(rung)

  // The insurer decides, whoever asks and however; a person goes on from there.
  await line.says('佐々木', '保険は必ず出る？')
  expect(line.hears('佐々木').join()).toMatch(/保険会社が決めます[\s\S]*担当の人につなぎました/)
  expect(slack.cards('desk').at(-1)).toContain('保険は必ず出る')
})
