import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, noticeOf, notified, notify } from './notified.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

const ALWAYS = { times: 1_000_000 }

describe('while Slack is down for half an hour', () => {
  it('everything waits, and arrives afterwards in order and once', async () => {
    const story = await openStory()
    const { line, slack, playground } = story
    await notified(story, 'low')
    const before = slack.thread('analysts').length
    playground.control.faults.add({ platform: 'slack', route: '*', kind: '500', ...ALWAYS })
    await line.says('佐々木', 'これは？')
    await scan(story, { id: 'scan-2', device: '192.168.1.24', target: '192.168.1.24' })
    await story.pass(15 * MINUTE)
    await line.taps('佐々木', '忙しい')
    await story.pass(15 * MINUTE)
    await line.taps('佐々木', 'できない')
    await line.taps('佐々木', 'できない')
    await story.wake()
    expect(line.hears('佐々木').at(-1)).toContain('まもなく電話します')
    expect(slack.thread('analysts')).toHaveLength(before)
    expect(slack.cards('desk').join()).not.toContain('電話をお願いします')

    playground.control.faults.clear()
    await story.wake()
    const told = slack.thread('analysts', 0).slice(before)
    const order = ['さんが読みました', '返事：忙しい', '1/2 ができない', '返事：できない', '窓口に電話を頼みました']
    expect(order.map((words) => told.findIndex((text) => text.includes(words)))).toEqual([0, 1, 2, 4, 5])
    expect(slack.cards('desk').filter((card) => card.includes('電話をお願いします'))).toHaveLength(1)
    expect(slack.cards('analysts').filter((card) => card.includes('192.168.1.24'))).toHaveLength(1)
    expect(playground.control.invariants()).toMatchObject({ ok: true })
  })

  it('what Slack took and then failed to acknowledge is not posted twice', async () => {
    const story = await openStory()
    const { slack, playground } = story
    playground.control.faults.add({ platform: 'slack', route: 'chat.postMessage', kind: 'accept-then-500', times: 2 })
    await scan(story)
    await story.wake()
    await story.wake()
    expect(slack.cards('analysts').filter((card) => card.includes('ポートスキャン'))).toHaveLength(1)
    expect(playground.control.invariants()).toMatchObject({ ok: true })
  })
})

describe('while LINE is down for half an hour', () => {
  it('the notice and its reminder wait, arrive once, and nothing pretends that they were read', async () => {
    const story = await openStory()
    const { line, slack, playground } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    playground.control.faults.add({ platform: 'line', route: '*', kind: '500', ...ALWAYS })
    await scan(story)
    await notify(story, 'high')
    await story.pass(30 * MINUTE)
    await story.wake()
    expect(line.hears('佐々木')).toEqual([])
    expect(slack.cards('desk').at(-1)).toContain('電話をお願いします')
    expect(await noticeOf(story)).toMatchObject({ state: 'sent', readAt: null, receipt: 'unread' })

    playground.control.faults.clear()
    await story.wake()
    await story.wake()
    const heard = line.hears('佐々木')
    expect(heard).toHaveLength(2)
    expect(heard[0]).not.toContain('まだ返事をもらっていません')
    expect(heard[1]).toContain('まだ返事をもらっていません')
    expect(line.hears('千葉')).toHaveLength(1)
    expect(playground.control.invariants()).toMatchObject({ ok: true })
  })
})

describe('when the month’s LINE messages are used up', () => {
  it('an incident still goes out of the reserve, a campaign does not, and a report is told of in the next answer', async () => {
    const story = await openStory()
    const { line, slack, admin, regionId, firmId, app } = story
    await line.enrol('佐々木', 'owner')
    expect(await admin('PUT', `/regions/${regionId}/quota`, { limit: 2, reserveShare: 1 })).toMatchObject({
      status: 200,
    })
    for (const priority of ['report', 'campaign', 'campaign'] as const)
      await line.isSent('佐々木', { app, regionId, firmId, priority, text: `${priority} を送ります。` })
    await story.settle()
    expect(line.hears('佐々木')).toEqual([])
    const told = (words: string): string[] => slack.cards('operations').filter((card) => card.includes(words))
    expect(told('事例と毎月の確かめを、今月はもう送りません')).toHaveLength(1)
    expect(told('「レポート」と言ったときに見せます')).toHaveLength(1)
    // Answers cost nothing; it is said once.
    await line.says('佐々木', '状況')
    expect(line.hears('佐々木').join()).toContain('「レポート」と送ると、見られます')
    await line.says('佐々木', '状況')
    expect(line.hears('佐々木').join()).not.toContain('「レポート」と送ると、見られます')

    await scan(story)
    await notify(story, 'low')
    expect(line.hears('佐々木').join()).toContain('開いている入口をさがされました')
    const { body } = await admin('GET', `/regions/${regionId}/quota`)
    expect(body).toMatchObject({ limit: 2, settled: 1, reserved: 0 })
  })

  it('and the reserve too, the desk telephones instead', async () => {
    const story = await openStory({ lineQuota: 0 })
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await notify(story, 'low')
    expect(line.hears('佐々木')).toEqual([])
    expect(slack.cards('desk').at(-1)).toMatch(/電話をお願いします：佐々木水産[\s\S]*通報が届きませんでした/)
    expect(slack.cards('operations').join()).toContain('送信数を使い切りました')
  })
})

describe('a firm whose owner blocks the account', () => {
  it('in the middle of a story is handed to the second person at once, and the desk is told', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story, 'low')
    line.hears('佐々木')
    await line.unfollow('佐々木')
    expect(slack.cards('desk').at(-1)).toMatch(/LINEが届かなくなりました：佐々木水産[\s\S]*ほかに1人います/)
    expect(line.hears('千葉').join()).toContain('ほかの方から返事がない')
    await line.taps('千葉', 'ぜんぶ済んだ')
    expect(await noticeOf(story)).toMatchObject({ state: 'verifying', answeredBy: { name: '千葉' } })
    await slack.presses('小野', '完了にする')
    expect(line.hears('千葉').join()).toContain('もう心配ありません')
    expect(line.hears('佐々木')).toEqual([])
  })

  it('with nobody left becomes a telephone call, now and for every later notice', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await notify(story, 'low')
    await line.unfollow('佐々木')
    const [left, call] = slack.cards('desk').slice(-2)
    expect(`${left}${call}`).toMatch(/届く人がもういません/)
    expect(`${left}${call}`).toMatch(/電話をお願いします：佐々木水産[\s\S]*0192-00-0001/)
    expect(await noticeOf(story)).toMatchObject({ readAt: null, receipt: 'unread' })

    await scan(story, { id: 'scan-2', device: '192.168.1.24', target: '192.168.1.24' })
    await notify(story, 'low')
    expect(slack.cards('analysts').at(-1)).toContain('窓口が電話で伝えます')
    await line.follow('佐々木')
    expect(line.hears('佐々木').at(-1)).toContain('お帰りなさい')
  })

  it('without LINE telling us is seen by its silence: a push is a 200, and the ladder goes on', async () => {
    const story = await openStory()
    const { line, slack, playground } = story
    await notified(story, 'high')
    line.hears('佐々木')
    playground.control.faults.add({ platform: 'line', route: 'webhook', kind: 'drop' })
    await line.unfollow('佐々木')
    await story.pass(30 * MINUTE)
    expect(line.hears('佐々木')).toEqual([])
    expect(line.hears('千葉')).toHaveLength(1)
    expect(slack.cards('desk').at(-1)).toMatch(/電話をお願いします[\s\S]*返事がありません/)
    expect(await noticeOf(story)).toMatchObject({ state: 'sent', readAt: null, receipt: 'unread' })
    await story.pass(HOUR)
  })
})
