import { describe, expect, it } from 'vitest'
import { HOW_SIZE } from '#bot/pictures/how-drawing.ts'
import { HOUR, MINUTE, noticeOf, notified, notify } from './notified.ts'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

describe('a notice', () => {
  // R-016, R-070, R-072: from the finding to 完了, and nothing to the firm before an analyst has decided.
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
    expect(line.offered('佐々木')).toEqual(['できた', 'できない', '忙しい', 'これは？', 'ぜんぶ済んだ', '人に相談'])
    expect(notice).toContain('いまは1/2です')
    expect(await noticeOf(story)).toMatchObject({ state: 'sent', readAt: null, receipt: 'unread' })

    expect(slack.cards('analysts').at(-1)).toContain('▶通報 → 既読 → 端末特定 → 対処中（0/2） → 確認 → 完了')

    await line.taps('佐々木', 'できた')
    expect(line.hears('佐々木').join()).toMatch(/1番は終わりです[\s\S]*2\/2/)
    expect(slack.cards('analysts').at(-1)).toContain('✓通報 → ✓既読 → 端末特定 → ▶対処中（1/2） → 確認 → 完了')
    await line.taps('佐々木', 'できた')
    expect(line.hears('佐々木').join()).toContain('ありがとうございます')
    expect(slack.cards('analysts').at(-1)).toMatch(/▶確認[\s\S]*佐々木 さんが「できた」と答えました/)
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

  // One thing at a time, each explained; what cannot be done twice is a person's.
  it('is followed step by step, with why and how, and after できない twice by a person who knows which step', async () => {
    const story = await openStory()
    const { line, slack, admin, firmId } = story
    await line.enrol('佐々木', 'owner')
    await scan(story, { kind: 'malware-download', rule: 'malware-download' })
    await notify(story, 'medium')
    line.hears('佐々木')
    await line.taps('佐々木', 'できない')
    expect(line.hears('佐々木').join()).toMatch(/もう一度やってみて[\s\S]*線がなければ、無線を切る[\s\S]*1\/3/)
    expect(line.offered('佐々木')).toEqual([
      ...['線の抜き方', 'Windowsのやり方', 'Macのやり方', 'スマホのやり方'],
      ...['できた', 'できない', '忙しい', 'これは？', '人に相談'],
    ])
    await line.taps('佐々木', '線の抜き方')
    expect(line.hears('佐々木').join()).toMatch(/小さなつめを押したまま[\s\S]*1\/3/)
    expect(await drawn(story)).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/png' } })
    await line.taps('佐々木', 'Macのやり方')
    expect(line.hears('佐々木').join()).toMatch(/画面の右上[\s\S]*「Wi-Fi」[\s\S]*1\/3/)
    await line.says('佐々木', 'こんにちは')
    expect(line.hears('佐々木').join()).toMatch(/さきほどの質問[\s\S]*1\/3/)
    const old = line.choices('佐々木').find(({ label }) => label === 'できた')?.data ?? ''
    await line.taps('佐々木', 'できた')
    await line.taps('佐々木', 'これは？')
    expect(line.hears('佐々木').at(-1)).toMatch(/かくれているかもしれません[\s\S]*2\/3/)
    // The same button again, and one of an earlier step: nothing moves, and the step in hand is shown.
    await story.playground.control.line.tap(line.id('佐々木'), old)
    await story.settle()
    expect(line.hears('佐々木').at(-1)).toMatch(/1番は、もう 佐々木 さんが済ませています[\s\S]*2\/3/)
    const { body } = await admin('GET', `/cases?firmId=${firmId}`)
    expect(body.items[0].followUp).toMatchObject({ stage: 'in-progress', exit: null, shown: '対処中（1/3）' })

    await line.taps('佐々木', 'できない')
    expect(slack.cards('desk').at(-1)).toMatch(
      /「できない」と答えました[\s\S]*できなかったこと[\s\S]*2\/3 届いたばかり/,
    )
    expect(slack.cards('analysts').at(-1)).toContain('▶対処中（1/3） → 確認 → 完了（いま：引継ぎ）')
    // The firm goes on while somebody is about to telephone.
    await line.taps('佐々木', 'できた')
    expect(line.hears('佐々木').at(-1)).toContain('3/3')
    // What is done in one way alone is shown as soon as it is asked about.
    await line.taps('佐々木', 'これは？')
    expect(line.hears('佐々木').at(-1)).toMatch(
      /なにが起きたのか[\s\S]*電源のボタンは押しません[\s\S]*ふたも閉じずに[\s\S]*3\/3/,
    )
    expect(await drawn(story)).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/png' } })
    await line.taps('佐々木', 'できた')
    expect(await noticeOf(story)).toMatchObject({ state: 'verifying', stepsFailed: [0, 1] })
    await slack.presses('小野', 'もう一度頼む')
    expect(line.hears('佐々木').at(-1)).toMatch(/もう一度お願いします[\s\S]*1\/3/)
    expect(await noticeOf(story)).toMatchObject({ state: 'sent', stepsBy: [], stepsFailed: [] })
  })

  it('of two people who press at once, one has done it, and the other is told', async () => {
    const story = await openStory()
    const { line, playground } = story
    await notified(story)
    await story.pass(8 * HOUR)
    for (const name of ['佐々木', '千葉'] as const) line.hears(name)
    const [button] = line.choices('千葉')
    await Promise.all(
      (['佐々木', '千葉'] as const).map((name) => playground.control.line.tap(line.id(name), button?.data ?? '')),
    )
    await story.settle()
    const heard = (['佐々木', '千葉'] as const).map((name) => line.hears(name).join())
    expect(heard.filter((words) => words.includes('1番は終わりです'))).toHaveLength(1)
    expect(heard.filter((words) => words.includes('さんが済ませています'))).toHaveLength(1)
    for (const words of heard) expect(words).toContain('2/2')
    expect(await noticeOf(story)).toMatchObject({ state: 'in-progress', stepsBy: [expect.anything()] })
  })

  it('begun and then left lying is reminded of its rest, and at last the desk knows where it stopped', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story, 'high')
    await story.pass(9 * MINUTE)
    await line.taps('佐々木', 'できた')
    line.hears('佐々木')
    await story.pass(9 * MINUTE)
    expect(line.hears('佐々木')).toEqual([])
    await story.pass(MINUTE)
    expect(line.hears('佐々木').join()).toMatch(/まだ途中です[\s\S]*いまは2\/2です/)
    await story.pass(20 * MINUTE)
    expect(slack.cards('desk').at(-1)).toMatch(/電話をお願いします[\s\S]*途中で止まっています/)
    expect(slack.cards('analysts').join()).toMatch(/対処が、1\/2 で止まっています/)
  })

  it('put off and then done is not asked about again', async () => {
    const story = await openStory()
    const { line } = story
    await notified(story)
    await line.taps('佐々木', '忙しい')
    await line.taps('佐々木', 'あとで')
    await line.taps('佐々木', '今日の夕方')
    for (const _ of ['1/2', '2/2']) await line.says('佐々木', 'できました')
    line.hears('佐々木')
    await story.pass(48 * HOUR)
    expect(line.hears('佐々木')).toEqual([])
    expect(line.hears('千葉')).toEqual([])
    expect(await noticeOf(story)).toMatchObject({ state: 'verifying' })
  })

  it('answered with 人に相談 becomes a telephone call of the desk', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    line.hears('佐々木')
    await line.taps('佐々木', '人に相談')
    expect(line.hears('佐々木').join()).toContain('まもなく電話します')
    expect(slack.cards('desk').at(-1)).toMatch(/電話をお願いします：佐々木水産[\s\S]*0192-00-0001[\s\S]*人に相談/)
    await slack.presses('及川', '引き受ける', 'desk')
    await line.says('佐々木', '全部終わった')
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
    expect(line.hears('佐々木').join()).toMatch(/1\/2[\s\S]*できた[\s\S]*できない[\s\S]*忙しい[\s\S]*これは？/)
    expect(await noticeOf(story)).toMatchObject({ state: 'sent', readAt: null })
    await line.says('佐々木', '４')
    expect(line.hears('佐々木').join()).toContain('ドアのかぎ')
    expect(await noticeOf(story)).toMatchObject({ state: 'read', receipt: 'read' })
    for (const _ of ['1/2', '2/2']) await line.says('佐々木', '終わりました')
    expect(slack.cards('analysts').at(-1)).toMatch(/佐々木 さんが「できた」と答えました/)
  })
})

/** The picture of the newest message, as LINE fetches it; it came as a reply, which costs nothing. */
async function drawn({ playground, line, app }: Story) {
  const { items } = playground.control.line.chat(line.id('佐々木'))
  const { aspectRatio, url = '' } =
    /"url":"https:\/\/otasuke\.example(?<url>\/r\/how_[^"]+\.png)".*"aspectRatio":"(?<aspectRatio>[\d:]+)"/.exec(
      JSON.stringify(items.at(-1)),
    )?.groups ?? {}
  expect(aspectRatio).toBe(`${HOW_SIZE.width}:${HOW_SIZE.height}`)
  return app.server.inject(url)
}

describe('a second person of the firm', () => {
  it('who answers after the first is told who was first, and the first answer stands', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    await story.pass(8 * HOUR)
    await line.taps('佐々木', 'ぜんぶ済んだ')
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
