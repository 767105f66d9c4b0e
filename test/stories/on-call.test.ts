import { expect, it } from 'vitest'
import { MINUTE, notified } from './notified.ts'
import { type Named, openStory } from './world.ts'

it('a grave notice at night is with a named analyst, one after the other, until somebody takes it', async () => {
  const story = await openStory({ startsAt: '2026-11-25T02:00:00+09:00' })
  const { line, slack, admin, regionId, firmId } = story
  const says = async (name: Named, text: string): Promise<void> => {
    const { channels } = story.playground.slack
    await story.playground.control.slack.command(slack.id(name), {
      command: '/otasuke',
      text,
      channel: channels.analysts,
    })
    await story.settle()
  }
  const people = (await admin('GET', `/regions/${regionId}/rota`)).body.analysts
  const [ono, yamada] = ['小野', '山田'].map(
    (name) => people.find((one: { name: string }) => one.name === name).personId,
  )
  const rota = { people: [ono, yamada], turn: 'day', handOver: '09:00', since: '2026-11-24' }
  expect((await admin('PUT', `/regions/${regionId}/rota`, { rota })).body.next[0]).toMatchObject({ name: '小野' })
  // 小野 is on call tonight, and away on the day after next; 小野 takes the next night's.
  await says('小野', '当番 休み 11/26')
  expect(slack.hears('小野').join('\n')).toMatch(/11月26日[^\n]*山田 さん（次の人はいません）/)
  await says('小野', '当番 代わる 11/25')
  expect(slack.hears('小野').join('\n')).toMatch(/11月25日[^\n]*小野 さん/)
  await says('及川', '当番 休み 11/24')
  expect(slack.hears('及川').join('\n')).toContain('読めませんでした')

  await notified(story, 'high')
  const calls = (name: Named) => slack.hears(name).filter((words) => words.includes('返事がありません'))
  const owner = async () => (await admin('GET', `/next-steps?firmId=${firmId}`)).body.items[0].owner.name
  expect(await owner()).toBe('佐々木')
  await story.pass(10 * MINUTE)
  expect(calls('小野').join()).toMatch(/返事がありません：佐々木水産[\s\S]*0192-00-0001/)
  expect(await owner()).toBe('小野')
  expect(calls('山田')).toEqual([])
  await story.pass(5 * MINUTE)
  expect(calls('山田')).toHaveLength(1)
  expect(slack.cards('analysts').at(-1)).toContain('山田 さんを呼びました')
  expect(await owner()).toBe('山田')
  // The owner's second contact and the telephone follow; operations hears that nobody takes it.
  await story.pass(15 * MINUTE)
  expect(line.hears('千葉').join()).toContain('開いている入口をさがされました')
  expect(slack.cards('operations').join()).toMatch(/だれも引き受けていません：佐々木水産/)
  expect(slack.cards('desk').join()).toContain('佐々木水産')
  expect(calls('小野')).toHaveLength(3)
  // 山田, who was asked before, takes it all the same.
  await slack.presses('山田', '引き受ける', 'analysts')
  expect(slack.cards('analysts').at(-1)).toContain('山田 さんが引き受けました')
  expect(slack.buttons('analysts')).toEqual([])
  expect(await owner()).toBe('山田')
  const heard = slack.hears('山田').length
  await story.pass(60 * MINUTE)
  // Nor is a cry for help called out twice.
  await line.taps('佐々木', 'できない')
  expect(slack.hears('山田')).toHaveLength(heard)
})
