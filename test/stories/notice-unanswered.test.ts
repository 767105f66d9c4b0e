import { describe, expect, it } from 'vitest'
import type { Ladder } from '#engine/ladder.ts'
import { HOUR, MINUTE, noticeOf, notified, notify } from './notified.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

// chat, then the second person, then the telephone; without a sign of reading the desk has a task.
describe('a notice that nobody answers', () => {
  it.each([
    // 10:00 on a Tuesday; medium and low count only 9:00–20:00.
    ['high', [10 * MINUTE, 20 * MINUTE, 30 * MINUTE]],
    ['medium', [4 * HOUR, 8 * HOUR, 25 * HOUR]],
    ['low', [72 * HOUR, 96 * HOUR, 120 * HOUR]],
  ] as const)('of severity %s climbs to the desk', async (severity, [remind, second, desk]) => {
    const story = await openStory()
    const { line, slack } = story
    // What they are asked besides, whose PC it is, is no rung.
    const hears = (name: '佐々木' | '千葉'): string[] =>
      line.hears(name).filter((said) => !/会社で|どのパソコンか、まだ/.test(said))
    await notified(story, severity)
    line.hears('佐々木')

    await story.pass(remind - MINUTE)
    expect(hears('佐々木')).toEqual([])
    await story.pass(MINUTE)
    expect(hears('佐々木').join()).toContain('まだ返事をもらっていません')
    expect(hears('千葉')).toEqual([])
    await story.pass(second - remind - MINUTE)
    expect(hears('千葉')).toEqual([])
    await story.pass(MINUTE)
    expect(hears('千葉').join()).toContain('ほかの方から返事がない')
    await story.pass(desk - second - MINUTE)
    // By then the desk asks whose PC it is, and nothing else.
    expect(slack.cards('desk').at(-1)).toContain(severity === 'high' ? '通報の写し' : 'だれのパソコンか分かりません')
    await story.pass(MINUTE)
    expect(slack.cards('desk').at(-1)).toMatch(
      /電話をお願いします：佐々木水産[\s\S]*0192-00-0001[\s\S]*返事がありません/,
    )
    const calls = slack.cards('analysts').filter((card) => card.includes('返事がありません：佐々木水産'))
    expect(calls).toHaveLength(severity === 'high' ? 1 : 0)

    await slack.presses('及川', '引き受ける', 'desk')
    expect(slack.cards('desk').at(-1)).toContain('及川 さんが引き受けました')
    await slack.presses('及川', '電話を終えた', 'desk')
    expect(slack.cards('desk').at(-1)).toContain('及川 さんが終えました')
    // Somebody was spoken with.
    expect(await noticeOf(story)).toMatchObject({ state: 'read', receipt: 'read' })
  })

  it.each([
    ['low', 75 * HOUR + 2 * MINUTE],
    ['medium', 4 * HOUR],
    ['high', 10 * MINUTE],
  ] as const)('of severity %s is told of again at their usual hour, if that can wait', async (severity, remind) => {
    const story = await openStory({ startsAt: '2026-11-20T13:10:00+09:00' })
    const { line, pass } = story
    await line.enrol('佐々木', 'owner')
    for (const wait of [24, 24, 24 * 1 + 20.8]) {
      await line.says('佐々木', '状況')
      await pass(wait * HOUR)
    }
    await scan(story)
    await notify(story, severity)
    line.hears('佐々木')
    const hears = (): string => line.hears('佐々木').join()
    await pass(remind - MINUTE)
    expect(hears()).not.toContain('まだ返事をもらっていません')
    await pass(MINUTE)
    expect(hears()).toContain('まだ返事をもらっていません')
  })

  it('climbs no further once it is answered', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story, 'high')
    await story.pass(15 * MINUTE)
    line.hears('佐々木')
    await line.taps('佐々木', 'ぜんぶ済んだ')
    line.hears('佐々木')
    await story.pass(48 * HOUR)
    expect(line.hears('佐々木')).toEqual([])
    expect(line.hears('千葉')).toEqual([])
    expect(slack.cards('desk').join()).not.toContain('電話をお願いします')
  })

  it('goes on climbing while 忙しい is all that was said', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story, 'high')
    await line.taps('佐々木', '忙しい')
    await story.pass(30 * MINUTE)
    expect(line.hears('千葉').join()).toContain('ほかの方から返事がない')
    expect(slack.cards('desk').at(-1)).toContain('電話をお願いします')
  })

  // the ladder is data.
  it('follows the ladder that the operator has edited', async () => {
    const story = await openStory()
    const { line, slack, admin, regionId } = story
    const { body: ladder } = await admin('GET', `/regions/${regionId}/ladder`)
    const edited: Ladder = {
      ...ladder,
      medium: [
        { afterMinutes: 5, counts: 'wall', action: 'second-contact' },
        { afterMinutes: 6, counts: 'wall', action: 'desk-task' },
      ],
    }
    const withoutPerson = { ...edited, medium: edited.medium.slice(0, 1) }
    expect(await admin('PUT', `/regions/${regionId}/ladder`, withoutPerson)).toMatchObject({
      status: 422,
      body: { reason: 'ends-without-a-person' },
    })
    expect(await admin('PUT', `/regions/${regionId}/ladder`, edited)).toMatchObject({ status: 200 })
    await notified(story)
    line.hears('佐々木')
    await story.pass(5 * MINUTE)
    expect(line.hears('佐々木')).toEqual([])
    expect(line.hears('千葉').join()).toContain('ほかの方から返事がない')
    await story.pass(MINUTE)
    expect(slack.cards('desk').at(-1)).toContain('電話をお願いします')
  })
})

describe('the order in which a firm’s people are asked', () => {
  it('is the one the operator has set', async () => {
    const story = await openStory()
    const { line, admin, firmId } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    const { body: before } = await admin('GET', `/firms/${firmId}/contacts`)
    expect(before.items.map(({ name }: { name: string }) => name)).toEqual(['佐々木', '千葉'])
    const personIds = before.items.map(({ personId }: { personId: string }) => personId).reverse()
    expect(await admin('PUT', `/firms/${firmId}/contacts`, { personIds: personIds.slice(1) })).toMatchObject({
      status: 422,
    })
    expect(await admin('PUT', `/firms/${firmId}/contacts`, { personIds })).toMatchObject({ status: 200 })
    await scan(story)
    await notify(story, 'high')
    expect(line.hears('千葉')).toHaveLength(1)
    expect(line.hears('佐々木')).toEqual([])
    await story.pass(20 * MINUTE)
    expect(line.hears('佐々木').join()).toContain('ほかの方から返事がない')
  })
})
