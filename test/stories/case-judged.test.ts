import { describe, expect, it } from 'vitest'
import { alert } from '../support/alert.ts'
import { DAY, notified } from './notified.ts'
import { found, scan } from './scan.ts'
import { type Named, openStory, type Story } from './world.ts'

/** Two people press a button of the newest card at the same instant. */
async function race(story: Story, [one, other]: [[Named, string], [Named, string]]): Promise<void> {
  const { slack, playground, settle } = story
  const channel = playground.slack.channels.analysts
  const presses = [one, other].map(([name, label]) => ({ name, ...slack.button('analysts', label) }))
  await Promise.all(
    presses.map(({ name, ts, actionId }) => playground.control.slack.press(slack.id(name), { channel, ts, actionId })),
  )
  await settle()
}

describe('a case', () => {
  it('is claimed by exactly one of two analysts, and the other is told by whom', async () => {
    const story = await openStory()
    const { slack } = story
    await scan(story)
    await race(story, [
      ['小野', '引き受ける'],
      ['山田', '引き受ける'],
    ])
    const thread = slack.thread('analysts').join('\n')
    expect(thread.match(/引き受けました。/g)).toHaveLength(1)
    expect(thread).toMatch(/(小野|山田) さん：この案件は (山田|小野) さんが 10:00 に引き受けています/)
  })

  it('whose grave notice two analysts approve at once is sent once, and the later one reads who sent it', async () => {
    const story = await openStory()
    const { slack, line, playground, made, regionId } = story
    const { code } = await made('/invites', { regionId, role: 'analyst' })
    await slack.joins('村上', code)
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '通報する')
    await slack.fills('小野', { severity: 'high' })
    await race(story, [
      ['山田', '承認して送る'],
      ['村上', '承認して送る'],
    ])
    expect(line.hears('佐々木')).toHaveLength(1)
    const thread = slack.thread('analysts').join('\n')
    expect(thread.match(/さんが承認しました/g)).toHaveLength(1)
    expect(thread).toMatch(/(山田|村上) さん：この通報は (村上|山田) さんが 10:00 に送りました/)
    expect(playground.control.invariants()).toMatchObject({ ok: true })
  })

  it('that is a false alarm is told to nobody, and can be taken up again', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '誤検知')
    expect(slack.buttons('analysts')).toEqual(['取り消す（もう一度調べる）', 'なぜ？'])
    await story.pass(DAY)
    expect(line.hears('佐々木')).toEqual([])
    await slack.presses('山田', '取り消す（もう一度調べる）')
    expect(slack.buttons('analysts')).toContain('通報する')
    expect(slack.thread('analysts').join()).toMatch(/小野 さんが誤検知[\s\S]*山田 さんが取り消し/)
  })

  // the pipeline ends with an analyst; nobody else, and no time, sends anything.
  it('says nothing to the firm without an analyst', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story, { severity: 'high' })
    await slack.presses('及川', '通報する')
    expect(slack.hears('及川').at(-1)).toContain('この操作は、係の人だけができます')
    expect(slack.modal('及川')).toEqual([])
    await story.pass(10 * DAY)
    expect(line.hears('佐々木')).toEqual([])
  })
})

describe('a storm of alerts', () => {
  // 1,399 failed log-ins are one card that counts.
  it('is one card that counts, and its open buttons stay good', async () => {
    const story = await openStory()
    const { slack, playground } = story
    await scan(story, { count: 10 })
    const open = slack.button('analysts', '引き受ける')
    const before = slack.cards('analysts').length
    for (const count of [50, 400, 1_398]) await scan(story, { count })
    const storm = Array.from({ length: 1_399 }, (_, place) =>
      alert({
        id: `guess-${place}`,
        kind: 'brute-force-failure',
        count: 1,
        firstSeenAt: story.clock.now() + place,
        lastSeenAt: story.clock.now() + place,
      }),
    )
    await found(story, storm)
    await story.settle()
    expect(slack.cards('analysts')).toHaveLength(before + 1)
    expect(slack.cards('analysts').at(-1)).toContain('アラート 1,399件（イベント 1,399件）')
    expect(slack.cards('analysts').at(-2)).toContain('イベント 1,398件')
    const channel = playground.slack.channels.analysts
    await playground.control.slack.press(slack.id('小野'), { channel, ...open })
    await story.settle()
    expect(slack.cards('analysts').at(-2)).toContain('小野 さんが引き受けました')
  })

  it('goes on counting after the notice went out, and the answer buttons stay good', async () => {
    const story = await openStory()
    const { slack, line } = story
    await notified(story)
    await scan(story, { count: 5_000 })
    expect(slack.cards('analysts').at(-1)).toContain('イベント 5,000件')
    expect(line.hears('佐々木')).toHaveLength(1)
    await line.taps('佐々木', 'ぜんぶ済んだ')
    expect(slack.cards('analysts').at(-1)).toContain('佐々木 さんが「できた」と答えました')
  })
})
