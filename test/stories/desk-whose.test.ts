import { describe, expect, it } from 'vitest'
import type { Severity } from '#engine/alert.ts'
import { HOUR, MINUTE } from '../support/events.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { notify } from './notified.ts'
import { scan } from './scan.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const PC = '192.168.1.23'
const CALL = '電話をお願いします'
const desk = ({ slack }: Story): string => slack.cards('desk').at(-1) ?? ''

/** A PC that nobody has spoken for has scanned others, at ten on a Tuesday, and whoever leads the firm has been told. */
async function begun(severity: Severity = 'low'): Promise<Story> {
  const story = await openStory()
  await story.line.enrol('佐々木', 'owner')
  await story.line.enrol('千葉', 'worker')
  await sends(story, eveLease({ at: story.clock.now() - HOUR, ip: PC, mac: '00:50:56:aa:bb:01', name: 'CHIBA-PC' }))
  await scan(story, { device: PC, target: PC })
  await notify(story, severity)
  return story
}

describe('whose PC it is, while nobody answers in chat', () => {
  it('is asked by the desk after three hours of its day, and one tap writes down what it was told', async () => {
    const story = await begun()
    const { line, slack } = story
    await story.pass(3 * HOUR - MINUTE)
    expect(desk(story)).not.toContain(CALL)
    await story.pass(MINUTE)
    expect(desk(story)).toMatch(/電話をお願いします：佐々木水産[\s\S]*「CHIBA-PC」という名前のパソコンは、だれが/)
    // Of whom its name speaks comes first.
    expect(slack.buttons('desk').slice(0, 2)).toEqual(['千葉', '佐々木'])
    await slack.presses('及川', '出なかった', 'desk')
    expect(desk(story)).toMatch(/13:00 にかけましたが、出ませんでした（1回目）/)
    await story.pass(2 * HOUR)
    line.hears('佐々木')
    line.hears('千葉')
    await slack.presses('及川', '千葉', 'desk')
    expect(desk(story)).toMatch(/及川 さんが終えました/)
    expect(desk(story)).not.toContain('だれが使っていますか')
    expect(slack.cards('analysts').at(-1)).toContain('千葉さんのパソコン')
    expect(line.hears('千葉').join()).toContain('これを1つだけ')
    const { body } = await story.admin('GET', `/assets?firmId=${story.firmId}`)
    expect(body.items[0]).toMatchObject({ state: 'confirmed', owner: '千葉' })
    // Whoever was asked in chat meanwhile is told that it is over.
    await line.taps('千葉', 'いいえ')
    expect(line.hears('千葉').join()).toContain('もう答えなくて大丈夫です')
  })

  it('is asked of nobody by telephone once it is known, and the call is taken back', async () => {
    const story = await begun('medium')
    const { line, slack } = story
    await story.pass(3 * HOUR)
    expect(desk(story)).toContain(CALL)
    await line.taps('千葉', 'いいえ')
    line.hears('佐々木')
    await story.pass(HOUR)
    // A single person is left, who is asked and not taken for it.
    expect(line.hears('佐々木').join()).toContain('あなたのパソコンのようです。そうなら「わたしの」を')
    expect(desk(story)).toContain('だれが使っていますか')
    await line.taps('佐々木', 'わたしの')
    expect(desk(story)).toContain('もう電話はいりません')
    expect(slack.buttons('desk')).not.toContain('出なかった')
  })

  it('is not asked a second time of a firm that the desk has spoken with', async () => {
    const story = await begun('high')
    const { slack } = story
    await story.pass(30 * MINUTE)
    expect(desk(story)).toContain('だれが使っていますか')
    await slack.presses('及川', '電話を終えた', 'desk')
    await story.pass(3 * HOUR)
    expect(desk(story)).toContain('及川 さんが終えました')
  })

  it('stays a call once the firm has not answered the notice either', async () => {
    const story = await begun()
    await story.pass(3 * HOUR)
    await story.slack.presses('及川', '出なかった', 'desk')
    await story.pass(5 * 24 * HOUR)
    expect(desk(story)).toContain('通報に返事がありません')
    await story.slack.presses('及川', '千葉', 'desk')
    expect(story.slack.cards('analysts').at(-1)).toContain('千葉さんのパソコン')
    expect(desk(story)).toContain('出ませんでした')
    await story.slack.presses('及川', '電話を終えた', 'desk')
    expect(desk(story)).toContain('及川 さんが終えました')
  })
})
