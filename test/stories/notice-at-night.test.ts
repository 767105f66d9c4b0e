import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, notified } from './notified.ts'
import { openStory } from './world.ts'

describe('a notice at night', () => {
  // nobody at the desk has to do anything, and the desk sees it.
  it('leaves at 02:00 without the desk, which has a copy, and medium is reminded of in the daytime', async () => {
    const story = await openStory({ startsAt: '2026-11-25T02:00:00+09:00' })
    const { line, slack } = story
    await notified(story)
    expect(line.hears('佐々木').at(-1)).toContain('開いている入口をさがされました')
    expect(slack.cards('desk').at(-1)).toMatch(/通報の写し：佐々木水産（窓口の操作はいりません）/)
    expect(slack.buttons('desk')).toEqual([])
    // Four hours from 9:00.
    await story.pass(11 * HOUR - MINUTE)
    expect(line.hears('佐々木').filter((said) => !said.includes('会社でパソコンを使っていましたか'))).toEqual([])
    await story.pass(MINUTE)
    expect(line.hears('佐々木').join()).toContain('まだ返事をもらっていません')
  })

  it('that is grave climbs at once, and a call for help wakes the analyst on call', async () => {
    const story = await openStory({ startsAt: '2026-11-25T02:00:00+09:00' })
    const { line, slack } = story
    await notified(story, 'high')
    await story.pass(10 * MINUTE)
    expect(line.hears('佐々木').join()).toContain('まだ返事をもらっていません')
    await line.taps('佐々木', '人に相談')
    expect(line.hears('佐々木').at(-1)).toContain('夜も当番の人がいる')
    expect(slack.cards('analysts').at(-1)).toMatch(/当番の方、電話をお願いします：佐々木水産[\s\S]*0192-00-0001/)
  })

  it('that is not grave is taken up by the desk in the morning, and the person is told when', async () => {
    const story = await openStory({ startsAt: '2026-11-25T02:00:00+09:00' })
    const { line } = story
    await notified(story, 'low')
    await line.taps('佐々木', 'できない')
    await line.taps('佐々木', 'できない')
    expect(line.hears('佐々木').at(-1)).toMatch(/11月25日\(水\) 9:00 を過ぎたら、担当の人が電話します/)
  })
})
