import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, noticeOf, notified } from './notified.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

describe('a notice', () => {
  // from the finding to 完了, and nothing to the firm before an analyst has decided.
  it('is judged in Slack, read and answered on LINE, and closed for both sides', async () => {
    const story = await openStory()
    const { slack, line } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    expect(slack.cards('analysts').at(-1)).toContain('ポートスキャン：佐々木水産')

    await slack.presses('小野', '引き受ける')
    expect(slack.cards('analysts').at(-1)).toMatch(/小野 さんが引き受けました/)
    expect(line.hears('佐々木')).toEqual([])
    await slack.presses('小野', '通報する')
    expect(await slack.fills('小野', {})).not.toHaveProperty('errors')

    const [notice] = line.hears('佐々木')
    expect(notice).toContain('192.168.1.23')
    expect(notice).not.toMatch(/ポートスキャン/)
    expect(line.offered('佐々木')).toEqual(['できた', 'できない', '忙しい', 'これは？'])
    expect(await noticeOf(story)).toMatchObject({ state: 'sent', readAt: null, receipt: 'unread' })

    await line.taps('佐々木', 'できた')
    expect(line.hears('佐々木').join()).toContain('ありがとうございます')
    expect(slack.cards('analysts').at(-1)).toMatch(/佐々木 さんが「できた」と答えました/)
    await slack.presses('小野', '完了にする')
    expect(line.hears('佐々木').join()).toContain('もう心配ありません')
    expect(slack.cards('analysts').at(-1)).toContain('完了しました')
    expect(slack.thread('analysts').at(-1)).toContain('小野 さんが完了にしました')
    expect(await noticeOf(story)).toMatchObject({ state: 'done', receipt: 'answered' })
    expect(story.playground.control.invariants()).toMatchObject({ ok: true })
  })

  it('answered with 忙しい offers somebody else, another hour, or a human', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    line.hears('佐々木')
    await line.taps('佐々木', '忙しい')
    expect(line.hears('佐々木').join()).toMatch(/代わりに探す[\s\S]*あとで[\s\S]*人に相談/)
    await line.taps('佐々木', 'あとで')
    expect(line.hears('佐々木').join()).toMatch(/1時間後[\s\S]*今日の夕方[\s\S]*明日の朝/)
    await line.taps('佐々木', '1時間後')
    expect(line.hears('佐々木').join()).toContain('11:00')
    await story.pass(HOUR + MINUTE)
    expect(line.hears('佐々木').join()).toContain('約束の時間になりました')
    expect(line.hears('千葉')).toEqual([])
    await line.taps('佐々木', '忙しい')
    await line.taps('佐々木', '代わりに探す')
    expect(slack.cards('desk').at(-1)).toContain('代わりに探してほしい')
    expect(line.hears('佐々木').at(-1)).toContain('まもなく電話します')
  })

  it('put off and then done is not asked about again', async () => {
    const story = await openStory()
    const { line } = story
    await notified(story)
    await line.taps('佐々木', '忙しい')
    await line.taps('佐々木', 'あとで')
    await line.taps('佐々木', '今日の夕方')
    await line.says('佐々木', 'できました')
    line.hears('佐々木')
    await story.pass(48 * HOUR)
    expect(line.hears('佐々木')).toEqual([])
    expect(line.hears('千葉')).toEqual([])
    expect(await noticeOf(story)).toMatchObject({ state: 'verifying' })
  })

  it('answered with できない or 人に相談 becomes a telephone call of the desk', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    line.hears('佐々木')
    await line.taps('佐々木', 'できない')
    expect(line.hears('佐々木').join()).toContain('まもなく電話します')
    expect(slack.cards('desk').at(-1)).toMatch(/電話をお願いします：佐々木水産[\s\S]*0192-00-0001[\s\S]*できない/)
    await slack.presses('及川', '引き受ける', 'desk')
    await line.says('佐々木', 'できた')
    expect(slack.cards('desk').at(-1)).toContain('佐々木 さんが「できた」と答えました')
    await slack.presses('及川', '電話を終えた', 'desk')
    expect(slack.cards('desk').at(-1)).toContain('及川 さんが終えました')
  })

  it('can be answered by typing, in words or numbers, and other words are no answer', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    line.hears('佐々木')
    await line.says('佐々木', 'こんにちは')
    expect(line.hears('佐々木').join()).toMatch(/できた[\s\S]*できない[\s\S]*忙しい[\s\S]*これは？/)
    expect(await noticeOf(story)).toMatchObject({ state: 'sent', readAt: null })
    await line.says('佐々木', '４')
    expect(line.hears('佐々木').join()).toContain('ドアのかぎ')
    expect(await noticeOf(story)).toMatchObject({ state: 'read', receipt: 'read' })
    await line.says('佐々木', '終わりました')
    expect(slack.cards('analysts').at(-1)).toMatch(/佐々木 さんが「できた」と答えました/)
  })
})

describe('a second person of the firm', () => {
  it('who answers after the first is told who was first, and the first answer stands', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    await story.pass(8 * HOUR)
    await line.taps('佐々木', 'できた')
    line.hears('千葉')
    await line.taps('千葉', '忙しい')
    expect(line.hears('千葉')).toEqual(['佐々木 さんが、もう「できた」と答えています。ありがとうございます。'])
    expect(slack.thread('analysts').at(-1)).toContain('千葉 さんからも返事がありました')
    expect(await noticeOf(story)).toMatchObject({ state: 'verifying', answeredBy: { name: '佐々木' } })

    await line.taps('千葉', 'できない')
    expect(slack.cards('desk').at(-1)).toContain('企業が「できない」と答えました')
    expect(await noticeOf(story)).toMatchObject({ state: 'handed-over', answeredBy: { name: '千葉' } })
    await slack.presses('小野', '完了にする')
    for (const name of ['佐々木', '千葉'] as const) expect(line.hears(name).join()).toContain('もう心配ありません')
  })
})
