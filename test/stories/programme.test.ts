import { describe, expect, it } from 'vitest'
import { eveLease } from '../support/sensor-lines.ts'
import { HOUR } from './notified.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const DAY = 24 * HOUR

const planned = async ({ admin, regionId }: Story, change: object) =>
  (await admin('PUT', `/regions/${regionId}/programme-plan`, change)).body
const menuWords = ({ playground, line }: Story): string[] => {
  const areas = playground.control.line.richMenuOf(line.id('佐々木'))?.areas as { action: { label: string } }[]
  return areas.map(({ action }) => action.label)
}
const late = ({ slack }: Story): string[] =>
  slack.cards('operations').filter((card) => card.includes('予定の日を過ぎた'))

describe('the programme of a region', () => {
  it('tells on LINE and in Slack in which phase it is and what comes next', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', 'いまどの段階？')
    expect(line.hears('佐々木').join()).toMatch(
      /岩手の事業[\s\S]*「準備」です（5つのうち1番目）[\s\S]*まだ決まっていません/,
    )
    const recruiting = { state: 'going', owner: '熊谷', nextOn: '2026-12-10' }
    await planned(story, { phases: { preparing: { state: 'done' }, recruiting, running: { nextOn: '2026-12-20' } } })
    await line.says('佐々木', 'いまどの段階？')
    expect(line.hears('佐々木').join()).toMatch(/「募集」です（5つのうち2番目）[\s\S]*次の予定は 12月10日\(木\)/)
    await story.playground.control.slack.command(slack.id('及川'), {
      ...{ command: '/otasuke', text: '段階', channel: story.playground.slack.channels.desk },
    })
    await story.settle()
    expect(slack.hears('及川').join()).toMatch(/募集[\s\S]*進行　担当：熊谷　次：12月10日/)
  })

  it('without a service, its words and its part of the menu are gone from every chat, until it is back', async () => {
    const story = await openStory()
    const { line, admin } = story
    await admin('POST', '/menu')
    await line.enrol('佐々木', 'owner')
    const all = ['診断', '相談', '状況', '機器', 'レポート', 'ヘルプ']
    expect(menuWords(story)).toEqual(all)
    await planned(story, { services: { sensor: false, incident: false } })
    await story.settle()
    expect(menuWords(story)).toEqual(['診断', '相談', 'ヘルプ'])
    for (const word of ['状況', '機器', 'レポート', '機器はいつ？', 'つなぎ方']) {
      await line.says('佐々木', word)
      expect(line.hears('佐々木').join(), word).toMatch(/「見守り」をお休みしています[\s\S]*「相談」と送って/)
    }
    await line.says('佐々木', '駆け付け')
    expect(line.hears('佐々木').join()).toContain('「駆け付け」をお休みしています')
    await line.says('佐々木', 'ヘルプ')
    expect(line.offered('佐々木')).toEqual(['診断', '相談'])
    expect(line.hears('佐々木').join()).not.toMatch(/監視|リモート支援|駆け付け/)
    await planned(story, { services: { diagnosis: false, consultation: false } })
    await line.says('佐々木', '診断')
    await line.says('佐々木', '相談')
    const said = line.hears('佐々木').join()
    expect(said).toMatch(/「診断」をお休みしています[\s\S]*「相談」をお休みしています[\s\S]*「緊急」/)
    expect(said).not.toContain('「相談」と送って')
    // What may not wait is helped whatever is switched off.
    await line.says('佐々木', '緊急')
    expect(line.hears('佐々木').join()).not.toContain('お休み')
    const on = { diagnosis: true, consultation: true, sensor: true, incident: true }
    await planned(story, { services: on })
    await story.settle()
    expect(menuWords(story)).toEqual(all)
    await line.says('佐々木', '状況')
    expect(line.hears('佐々木').join()).toContain('いまの状況')
  })

  it('without a service, nothing of it comes by itself, and once it is back it comes again', async () => {
    const story = await openStory({ startsAt: '2026-11-24T10:00:00+09:00' })
    const { line, admin, firmId, slack } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    // A list with a day on which it is asked after, a month to be drafted, and a PC nobody has spoken for.
    await line.says('佐々木', '在宅のお願い')
    await line.taps('佐々木', '1人に頼む')
    await sends(
      story,
      eveLease({ at: story.clock.now(), ip: '192.168.1.21', mac: '00:50:56:aa:bb:01', name: 'KEIRI-PC' }),
    )
    await planned(story, { services: { sensor: false, diagnosis: false } })
    for (const name of ['佐々木', '千葉'] as const) line.hears(name)
    await story.pass(40 * DAY)
    const heard = [...line.hears('佐々木'), ...line.hears('千葉')].join('\n')
    expect(heard).not.toMatch(/その後はどうですか|あなたのパソコンですか/)
    expect((await admin('GET', `/health-checks?firmId=${firmId}`)).body.items).toEqual([])
    expect(slack.cards('analysts').join()).not.toContain('健康診断')
    await planned(story, { services: { sensor: true, diagnosis: true } })
    await sends(
      story,
      eveLease({ at: story.clock.now(), ip: '192.168.1.21', mac: '00:50:56:aa:bb:01', name: 'KEIRI-PC' }),
    )
    await story.pass(10 * DAY)
    const back = [...line.hears('佐々木'), ...line.hears('千葉')].join('\n')
    expect(back).toContain('その後はどうですか')
    expect(back).toContain('あなたのパソコンですか')
    await story.pass(25 * DAY)
    expect((await admin('GET', `/health-checks?firmId=${firmId}`)).body.items.length).toBeGreaterThan(0)
  })

  it('without a service, what is waited for and what is on its way wait as well, and come once it is back', async () => {
    const story = await openStory({ startsAt: '2026-11-24T10:00:00+09:00' })
    const { line, app, regionId, firmId } = story
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', '診断')
    await planned(story, { services: { diagnosis: false } })
    const news = { app, regionId, firmId, priority: 'report', service: 'diagnosis' } as const
    await line.isSent('佐々木', { ...news, text: '診断の便り' })
    await line.isSent('佐々木', { ...news, text: 'ほかの便り', service: 'consultation' })
    line.hears('佐々木')
    await story.pass(10 * DAY)
    expect(line.everythingHeard('佐々木').join()).toContain('ほかの便り')
    expect(line.hears('佐々木').join('\n')).not.toMatch(/診断/)
    const { items } = (await story.admin('GET', `/schedule?regionId=${regionId}&days=3`)).body
    expect(items.map(({ kind }: { kind: string }) => kind)).not.toContain('dialogue')
    await planned(story, { services: { diagnosis: true } })
    await story.pass(HOUR)
    const back = line.hears('佐々木').join('\n')
    expect(back).toContain('診断の便り')
    expect(back).toMatch(/診断の続き|続き/)
  })

  it('tells operations once a day what is late, on business days, until it is done', async () => {
    const story = await openStory()
    const { made, admin, regionId, firmId } = story
    const add = (says: string, dueOn: string, of: string | null = null) =>
      made('/milestones', { regionId, kind: 'diagnosis', says, dueOn, firmId: of })
    const [one] = [await add('診断を終える', '2026-11-24', firmId), await add('まとめ', '2026-12-24')]
    expect(one).toMatchObject({ state: 'planned' })
    // Tuesday: not late before the day is over.
    await story.pass(10 * HOUR)
    expect(late(story)).toEqual([])
    await story.pass(DAY)
    expect(late(story)).toHaveLength(1)
    expect(late(story).join()).toMatch(/1件あります（岩手）[\s\S]*佐々木水産：診断を終える（11月24日/)
    expect(late(story).join()).not.toContain('まとめ')
    await add('もう一つ', '2026-11-20')
    await story.pass(2 * DAY)
    expect(late(story)).toHaveLength(3)
    expect(late(story).at(-1)).toMatch(/2件/)
    // Saturday and Sunday.
    await story.pass(2 * DAY)
    expect(late(story)).toHaveLength(3)
    for (const { id } of (await admin('GET', `/milestones?regionId=${regionId}`)).body.items)
      await admin('POST', `/milestones/${id}/done`, {})
    await story.pass(3 * DAY)
    expect(late(story)).toHaveLength(3)
  })

  it('finishes its report the day after its last one, and once more when it was made longer', async () => {
    const story = await openStory()
    const { admin, regionId, slack } = story
    const finished = (): string[] => slack.cards('operations').filter((card) => card.includes('報告書の第'))
    const shown = async (): Promise<string> => (await admin('GET', `/regions/${regionId}/programme`)).body.notes[0]
    // Tuesday to Friday: the next day is no business day.
    await planned(story, { from: '2026-11-01', until: '2026-11-27' })
    await story.pass(3 * DAY)
    expect(finished()).toEqual([])
    expect(await shown()).toContain('まだ確定していません')
    await story.pass(DAY)
    expect(finished().join()).toMatch(/岩手の事業が終わりました。報告書の第1版を確定しました[\s\S]*programme show/)
    expect(await shown()).toContain('確定：第1版（2026年11月28日、期間の終わり）')
    await story.pass(3 * DAY)
    expect(finished()).toHaveLength(1)
    await planned(story, { until: '2026-12-04' })
    await story.pass(5 * DAY)
    expect(finished()).toHaveLength(2)
    expect(await shown()).toContain('確定：第2版（2026年12月5日、期間の終わり）')
  })
})
