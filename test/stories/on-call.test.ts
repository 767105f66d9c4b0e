import { expect, it } from 'vitest'
import { MINUTE, notified } from './notified.ts'
import { scan } from './scan.ts'
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
  const phones = [{ personId: yamada, phone: '090-0000-0002' }]
  const rota = { people: [ono, yamada], turn: 'day', handOver: '09:00', since: '2026-11-24', phones, holdMinutes: 20 }
  expect((await admin('PUT', `/regions/${regionId}/rota`, { rota })).body.next[0]).toMatchObject({ name: '小野' })
  // 小野 is on call tonight, and away on the day after next; 小野 takes the next night's.
  await says('小野', '当番 休み 11/26')
  expect(slack.hears('小野').join('\n')).toMatch(/11月26日[^\n]*山田 さん（次の人はいません）/)
  await says('小野', '当番 代わる 11/25')
  expect(slack.hears('小野').join('\n')).toMatch(/11月25日[^\n]*小野 さん/)
  await says('及川', '当番 休み 11/24')
  expect(slack.hears('及川').join('\n')).toContain('読めませんでした')
  // Who is on now and next, the week, and forms: all analysts read what was changed, and by whom.
  await says('小野', '当番')
  expect(slack.hears('小野').at(-1)).toMatch(/いまの当番は 小野 さん、次に呼ばれるのは 山田 さん[\s\S]*11月30日/)
  await slack.taps('小野', '交代する')
  expect((await slack.fills('小野', { who: yamada, from: '11/28', until: '11/27' })).errors).toMatchObject({
    until: expect.stringContaining('12/1 のように'),
  })
  await slack.fills('小野', { who: yamada, from: '11/28', until: '11/29' })
  expect(slack.cards('analysts').at(-1)).toMatch(
    /小野 さんが当番を変えました：11月28日[^\n]*から11月29日[^\n]*までは 山田/,
  )
  expect(slack.hears('山田').at(-1)).toContain('小野 さんが当番を変えました')
  await slack.taps('小野', '休みを入れる')
  await slack.fills('小野', { from: '12/29', until: '1/3' })
  expect(slack.cards('analysts').at(-1)).toMatch(/小野 さんは 12月29日[^\n]*から1月3日[^\n]*まで当番を休みます/)
  await slack.taps('小野', '引き継ぐ')
  await slack.fills('小野', { who: yamada, words: '佐々木水産の返事を待っています' })
  expect(slack.hears('山田').at(-1)).toMatch(/当番を 山田 さんに引き継ぎました[\s\S]*返事を待っています/)
  expect(slack.cards('analysts').at(-1)).toContain('いまの当番は 山田 さん')
  await says('小野', '当番 代わる 11/24')
  const { body: kept } = await admin('GET', `/regions/${regionId}/rota`)
  expect(kept.rota).toMatchObject({ phones, holdMinutes: 20, away: [{ personId: ono }, { personId: ono }] })
  expect(JSON.stringify((await admin('GET', '/audit')).body)).not.toContain('090-0000-0002')

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
  expect(slack.cards('operations').join()).toMatch(
    /全員を1回呼びました[^\n]*佐々木水産[^\n]*山田 090-0000-0002[^\n]*0192-00-0001/,
  )
  expect(slack.cards('desk').join()).toContain('佐々木水産')
  expect(calls('小野')).toHaveLength(3)
  // 山田, who was asked before, takes it all the same; of two fingers one has it, and the other reads whose it is.
  const button = slack.button('analysts', '引き受ける')
  const channel = story.playground.slack.channels.analysts
  const press = (name: Named) => story.playground.control.slack.press(slack.id(name), { channel, ...button })
  await Promise.all([press('山田'), press('小野')])
  await story.settle()
  const takers = (['山田', '小野'] as const).filter((name) =>
    slack.cards('analysts').at(-1)?.includes(`${name} さんが引き受けました`),
  )
  expect(takers).toHaveLength(1)
  const [taker] = takers as [Named]
  const other = taker === '山田' ? '小野' : '山田'
  expect(slack.thread('analysts', -2).join('\n')).toContain(`${taker} さんが 2:30 に引き受けています`)
  expect(slack.buttons('analysts')).toEqual([])
  expect(await owner()).toBe(taker)
  // Nor is a cry for help called out twice.
  const heard = slack.hears(taker).length
  await story.pass(15 * MINUTE)
  expect(slack.hears(taker)).toHaveLength(heard)
  // Whoever took it and does nothing is asked, has it for as long again, and is asked once more; then it is the next one's.
  await story.pass(5 * MINUTE)
  expect(slack.hears(taker).at(-1)).toMatch(/続けていますか/)
  await slack.taps(taker, '続けています')
  await story.pass(20 * MINUTE)
  expect(await owner()).toBe(taker)
  await story.pass(5 * MINUTE)
  expect(slack.cards('analysts').at(-2)).toContain(`引き受けた ${taker} さんから返事がありません`)
  expect(slack.cards('analysts').at(-1)).toContain(`${other} さんを呼びました`)
  expect(await owner()).toBe(other)
  await slack.presses(other, '引き受ける')
  expect(await owner()).toBe(other)
  const calm = slack.hears(other).length
  await line.taps('佐々木', 'ぜんぶ済んだ')
  await story.pass(60 * MINUTE)
  expect(slack.hears(other)).toHaveLength(calm)

  // A grave case that somebody takes and leaves lying is nobody's again, and the next one's.
  await scan(story, { id: 'scan-2', severity: 'high', device: '192.168.1.40', target: '192.168.1.40' })
  const grave = async () =>
    (await admin('GET', `/cases?firmId=${firmId}`)).body.items.find(
      (one: { device: string }) => one.device === '192.168.1.40',
    )
  expect(slack.hears('小野').at(-1)).toContain('まだだれも引き受けていません')
  await slack.taps('小野', '引き受ける')
  expect(await grave()).toMatchObject({ state: 'claimed', claimedBy: { name: '小野' } })
  await story.pass(20 * MINUTE)
  expect(await grave()).toMatchObject({ state: 'claimed', call: { checkedAt: expect.any(String) } })
  await story.pass(5 * MINUTE)
  expect(await grave()).toMatchObject({ state: 'new', claimedBy: null, call: { takenBy: null } })
  await slack.taps('山田', '引き受ける')
  expect(await grave()).toMatchObject({ state: 'claimed', claimedBy: { name: '山田' } })
})
