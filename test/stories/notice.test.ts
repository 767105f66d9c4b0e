import { describe, expect, it } from 'vitest'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

async function notified(story: Story, severity: 'high' | 'medium' | 'low' = 'medium'): Promise<void> {
  const { slack, line } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  await scan(story)
  await slack.presses('小野', '通報する')
  await slack.fills('小野', { severity })
  if (severity === 'high') await slack.presses('山田', '承認して送る')
}

describe('a notice', () => {
  it('is judged in Slack, read and answered on LINE, and closed for both sides', async () => {
    const story = await openStory()
    const { slack, line } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    expect(slack.cards('analysts').at(-1)).toContain('ポートスキャン：佐々木水産')

    await slack.presses('小野', '引き受ける')
    expect(slack.cards('analysts').at(-1)).toMatch(/小野 さんが引き受けました/)
    await slack.presses('小野', '通報する')
    expect(slack.modal('小野').at(-1)).toContain('企業に見える形')
    expect(await slack.fills('小野', {})).not.toHaveProperty('errors')

    const [notice] = line.hears('佐々木')
    expect(notice).toContain('192.168.1.23')
    expect(notice).not.toMatch(/ポートスキャン/)
    expect(line.buttons('佐々木').slice(-4)).toEqual(['できた', 'できない', '忙しい', 'これは？'])
    expect(slack.cards('desk').at(-1)).toContain('通報の写し')

    await line.taps('佐々木', 'できた')
    expect(line.hears('佐々木').join()).toContain('ありがとうございます')
    expect(slack.cards('analysts').at(-1)).toMatch(/「できた」と答えました/)
    await slack.presses('小野', '完了にする')
    expect(line.hears('佐々木').join()).toContain('もう心配ありません')
    expect(slack.cards('analysts').at(-1)).toContain('完了')
    const { body } = await story.admin('GET', `/notices?firmId=${story.firmId}`)
    expect(body.items[0]).toMatchObject({ state: 'done', severity: 'low' })
    expect(story.playground.control.invariants()).toMatchObject({ ok: true })
  })

  it.each([
    ['high', [10 * MINUTE, 20 * MINUTE, 30 * MINUTE]],
    ['medium', [4 * HOUR, 8 * HOUR, 25 * HOUR]],
  ] as const)('of severity %s that nobody answers climbs to the desk', async (severity, [remind, second, desk]) => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story, severity)
    line.hears('佐々木')

    await story.pass(remind - MINUTE)
    expect(line.hears('佐々木')).toEqual([])
    await story.pass(2 * MINUTE)
    expect(line.hears('佐々木').join()).toContain('まだ返事をもらっていません')
    expect(line.hears('千葉')).toEqual([])
    await story.pass(second - remind)
    expect(line.hears('千葉').join()).toContain('ほかの方から返事がない')
    await story.pass(desk - second)
    expect(slack.cards('desk').at(-1)).toMatch(/電話をお願いします：佐々木水産[\s\S]*0192-00-0001/)
    await slack.presses('及川', '引き受ける', 'desk')
    await slack.presses('及川', '電話を終えた', 'desk')
    expect(slack.cards('desk').at(-1)).toContain('及川 さんが終えました')
  })

  it('of high severity needs a second analyst, and after ten minutes a reason', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '通報する')
    await slack.fills('小野', { severity: 'high' })
    expect(line.hears('佐々木')).toEqual([])
    await slack.presses('小野', '承認して送る')
    expect(slack.thread('analysts').join()).toContain('書いた人は承認できません')
    expect(slack.buttons('analysts')).not.toContain('1人で送る')
    await story.pass(10 * MINUTE)
    await slack.presses('小野', '1人で送る')
    await slack.fills('小野', { reason: '山田さんが出られないため' })
    expect(line.hears('佐々木')).toHaveLength(1)
    const { body } = await story.admin('GET', `/audit?firmId=${story.firmId}`)
    expect(body.items.find((item: { what: string }) => item.what === 'sent-alone')).toMatchObject({
      reason: '山田さんが出られないため',
    })
  })

  it('is not sent while it holds jargon, and says which word', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '通報する')
    const { errors } = await slack.fills('小野', { what: 'マルウェアに感染しました。' })
    expect(JSON.stringify(errors)).toContain('マルウェア')
    await story.settle()
    expect(line.hears('佐々木')).toEqual([])
  })

  it('answered with 忙しい offers somebody else, another hour, or a human', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    line.hears('佐々木')
    await line.taps('佐々木', '忙しい')
    expect(line.hears('佐々木').join()).toMatch(/代わりに探す[\s\S]*あとで[\s\S]*人に相談/)
    await line.taps('佐々木', 'あとで')
    await line.taps('佐々木', '1時間後')
    expect(line.hears('佐々木').join()).toContain('11:00')
    await story.pass(HOUR + MINUTE)
    expect(line.hears('佐々木').join()).toContain('約束の時間になりました')
    await line.taps('佐々木', '忙しい')
    await line.taps('佐々木', '代わりに探す')
    expect(slack.cards('desk').at(-1)).toContain('代わりに探してほしい')
  })

  it('can be answered by typing, in words or numbers', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    line.hears('佐々木')
    await line.says('佐々木', '４')
    expect(line.hears('佐々木').join()).toContain('ドアのかぎ')
    await line.says('佐々木', 'できた')
    expect(slack.cards('analysts').at(-1)).toMatch(/「できた」と答えました/)
  })
})

describe('a case', () => {
  it('is claimed by exactly one of two analysts, and the other is told by whom', async () => {
    const story = await openStory()
    const { slack, playground } = story
    await scan(story)
    const card = playground.control.slack.messages(playground.slack.channels.analysts).at(0)
    const press = { channel: playground.slack.channels.analysts, ts: card?.ts ?? '', actionId: 'tap-0' }
    await Promise.all([
      playground.control.slack.press(slack.id('小野'), press),
      playground.control.slack.press(slack.id('山田'), press),
    ])
    await story.settle()
    const thread = slack.thread('analysts').join('\n')
    expect(thread.match(/引き受けました。/g)).toHaveLength(1)
    expect(thread).toMatch(/(小野|山田) さん：この案件は (山田|小野) さんが .* に引き受けています/)
  })

  it('that is a false alarm is told to nobody, and can be taken up again', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '誤検知')
    expect(slack.buttons('analysts')).toEqual(['取り消す（もう一度調べる）'])
    expect(line.hears('佐々木')).toEqual([])
    await slack.presses('山田', '取り消す（もう一度調べる）')
    expect(slack.buttons('analysts')).toContain('通報する')
  })

  it('goes on counting in one card while its buttons stay good', async () => {
    const story = await openStory()
    const { slack } = story
    await scan(story, { count: 10 })
    const before = slack.cards('analysts').length
    for (const count of [50, 400, 1399]) await scan(story, { count })
    expect(slack.cards('analysts')).toHaveLength(before)
    expect(slack.cards('analysts').at(-1)).toContain('イベント 1,399件')
    await slack.presses('小野', '引き受ける')
    expect(slack.cards('analysts').at(-1)).toContain('小野 さんが引き受けました')
  })
})
