import { describe, expect, it } from 'vitest'
import { notified } from './notified.ts'
import { openStory, type Story } from './world.ts'

const HOUR = 3_600_000

const placeOf = ({ slack }: Story, start: string): number =>
  slack.cards('desk').findLastIndex((one) => one.startsWith(start))
const help = (story: Story): string => story.slack.cards('desk').at(placeOf(story, '遠隔の支援')) ?? ''
const presses = (story: Story, label: string, start: string, name: '及川' | '小野' = '及川') =>
  story.slack.presses(name, label, 'desk', placeOf(story, start))
const heard = ({ line }: Story): string => line.hears('佐々木').join('\n')
const audit = async ({ admin, firmId }: Story) => (await admin('GET', `/audit?firmId=${firmId}&limit=200`)).body.items
const records = async ({ admin, firmId }: Story) => (await admin('GET', `/remote-helps?firmId=${firmId}`)).body.items

describe('help from afar', () => {
  it('is begun from a consultation, agreed to by a tap, and ends with who, what and how long', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('千葉', 'manager')
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', '相談')
    heard(story)

    // Whoever asked is asked; nothing begins before they have said yes, and after an hour the desk hears of it.
    await presses(story, '遠隔で助ける', '相談が来ています')
    expect(heard(story)).toMatch(/お手伝いしてよいですか[\s\S]*及川（相談の担当）[\s\S]*お金はかかりません/)
    expect(line.hears('千葉').join()).toBe('')
    expect(help(story)).toMatch(/遠隔の支援：佐々木水産[\s\S]*同意を待っています/)
    expect(slack.buttons('desk', placeOf(story, '遠隔の支援'))).toEqual([])
    await presses(story, '遠隔で助ける', '相談が来ています')
    expect(slack.hears('及川').at(-1)).toContain('もう、そうなっています')
    expect(heard(story)).toBe('')
    await story.pass(HOUR)
    expect(slack.thread('desk', placeOf(story, '遠隔の支援')).join()).toContain('電話をしてください')
    await line.taps('佐々木', 'ことわる')
    expect(heard(story)).toContain('何もしません')
    expect(help(story)).toContain('企業がことわりました')
    await line.taps('佐々木', '同意する')
    expect(heard(story)).toContain('これから電話をします')

    await presses(story, '始める', '遠隔の支援')
    expect(heard(story)).toContain('及川 さんが、お手伝いを始めます')
    await presses(story, '結果を書く', '遠隔の支援')
    const wrong = await slack.fills('及川', { outcome: 'difficult', steps: '画面が出ません', minutes: '長い' })
    expect(wrong.errors?.minutes).toContain('数字')
    expect(
      await slack.fills('及川', { outcome: 'difficult', steps: '画面が出ません', minutes: '３５分' }),
    ).not.toHaveProperty('errors')
    expect(help(story)).toMatch(/35分[\s\S]*画面が出ません[\s\S]*困難（及川/)
    expect(heard(story)).toContain('はなれた所からは、直せませんでした')
    expect(await records(story)).toMatchObject([
      { state: 'difficult', consentedBy: '佐々木', helper: '及川', minutes: 35, steps: '画面が出ません' },
    ])
    // Only from here is a visit one that was tried from afar before.
    const terms = { category: 'incident', costYen: 1, limitYen: 1, selfPayYen: 0 }
    await story.admin('PUT', `/regions/${story.regionId}/visit-terms`, terms)
    await presses(story, '駆け付けを頼む', '遠隔の支援')
    await slack.fills('及川', { category: 'incident', reason: '直せません', municipality: '久慈市' })
    expect((await story.admin('GET', '/dispatches')).body.items).toMatchObject([
      { basis: 'remote-difficult', state: 'requested', requestedBy: '及川' },
    ])
    const told = (await audit(story)).filter(({ what }: { what: string }) => what === 'remote-help-difficult')
    expect(told).toMatchObject([{ params: { steps: '画面が出ません', minutes: 35 } }])
    expect(told[0].params.about).toMatch(/^consultation_/)
  })

  it('of a case is begun on the desk’s card, by an analyst too, and is not asked for where nobody can be reached', async () => {
    const story = await openStory()
    await notified(story, 'high')
    const { line, slack } = story
    await story.pass(6 * HOUR)
    const card = '【電話】'
    const start = slack.cards('desk').some((one) => one.startsWith(card)) ? card : '電話'
    expect(placeOf(story, start)).toBeGreaterThanOrEqual(0)
    await line.unfollow('佐々木')
    await line.unfollow('千葉')
    await presses(story, '遠隔で助ける', start, '小野')
    expect(slack.hears('小野').at(-1)).toContain('LINEで届く人がいません')
    expect(await records(story)).toEqual([])
    await line.follow('佐々木')
    await presses(story, '遠隔で助ける', start, '小野')
    await line.taps('佐々木', '同意する')
    await presses(story, '始める', '遠隔の支援', '小野')
    await presses(story, '結果を書く', '遠隔の支援')
    await slack.fills('及川', { outcome: 'solved', steps: 'ウイルスを消しました', minutes: '20' })
    expect(heard(story)).toContain('直りました')
    const [record] = await records(story)
    expect(record).toMatchObject({ state: 'solved', helper: '小野', minutes: 20 })
    expect(record.about).toBe((await story.admin('GET', '/cases')).body.items[0].id)
  })
})
