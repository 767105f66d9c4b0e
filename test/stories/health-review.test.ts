import { expect, it } from 'vitest'
import { noteHeard } from '#db/sensor-days.ts'
import { setTrafficCounts } from '#db/traffic.ts'
import { slotOf } from '#engine/coverage.ts'
import { periodOf } from '#engine/health-month.ts'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

const until = ({ clock, pass }: Story, moment: string): Promise<void> => pass(Date.parse(moment) - clock.now())

async function watched({ app, admin, regionId }: Story, firmId: string, month: string): Promise<void> {
  const { from, until: end } = periodOf(month, 'Asia/Tokyo')
  const [first, last] = [slotOf(from), slotOf(end)]
  const slots = Array.from({ length: last - first }, (_, place) => first + place)
  const sensors = (await admin('GET', `/sensors?firmId=${firmId}`)).body.items
  await app.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
    for (const { id } of sensors) await noteHeard(tx, { regionId, firmId, sensorId: id }, slots)
  })
}

const place = ({ slack }: Story, beginning: string): number =>
  slack.cards('analysts').findLastIndex((one) => one.startsWith(beginning))
const cards = ({ slack }: Story, firm: string): string[] =>
  slack.cards('analysts').filter((one) => one.startsWith(`健康診断：${firm}`))
const told = ({ line }: Story, name: '佐々木' | '菊池'): string[] =>
  line.hears(name).filter((one) => one.includes('10月の健康診断'))

/** October of two firms, as quiet as it began: both stand in the month's list. */
async function listed(): Promise<Story & { kamome: string }> {
  const story = await openStory({ startsAt: '2026-10-01T00:00:00+09:00' })
  const { line, made, firmId, regionId } = story
  await line.enrol('佐々木', 'owner')
  const kamome = (await made('/firms', { regionId, name: 'かもめ水産' })).id
  const site = await made('/sites', { firmId: kamome, name: '事務所', kind: 'office', homeNetworks: [] })
  await made('/sensors', { siteId: site.id, type: 'office' })
  await line.enrol('菊池', 'owner', kamome)
  for (const firm of [firmId, kamome]) await watched(story, firm, '2026-10')
  return { ...story, kamome }
}

/** Seven cases that are not grave, an entry in the ledger, and traffic of three kinds, of which one is of another month. */
async function seen(story: Story): Promise<void> {
  const { app, admin, firmId, regionId } = story
  await until(story, '2026-10-10T10:00:00+09:00')
  const file = Buffer.from(
    '機器名,利用者,設置場所,OS,メモ,IP\nPC-1,千葉 http://evil.example/x,総務の机,,,192.168.1.50\n',
  )
  const read = await admin('POST', `/firms/${firmId}/asset-list`, { file: file.toString('base64') })
  expect(read.body).toMatchObject({ accepted: 1 })
  for (let number = 0; number < 7; number++) {
    const device = `192.168.1.${50 + number}`
    // What was judged to be a habit is none that is grave, whatever the rule took it for.
    const severity = number === 0 ? 'medium' : 'low'
    const habit = { kind: 'cleartext-credentials', rule: 'cleartext-credentials', severity } as const
    await scan(story, { ...habit, id: `low-${number}`, device, target: '203.0.113.9', count: 100 - number })
    await story.slack.presses('小野', 'お知らせ')
  }
  await app.db.transaction({ kind: 'firm', regionId, firmId }, (tx) =>
    setTrafficCounts(tx, { regionId, firmId }, [
      { day: '2026-10-01', kind: 'new-country', device: '192.168.1.50', count: 2, examples: ['CN', 'RU'] },
      { day: '2026-10-31', kind: 'new-country', device: '192.168.1.51', count: 1, examples: ['KR'] },
      { day: '2026-10-31', kind: 'off-hours', device: '192.168.1.51', count: 4, examples: ['ssh'] },
      { day: '2026-11-01', kind: 'large-upload', device: '192.168.1.51', count: 1, examples: ['tls'] },
    ]),
  )
}

// R-180; 定期分析
it('any firm of the month’s list can be looked at, and what is written for it goes out with the list, once', async () => {
  const story = await listed()
  const { slack } = story
  await seen(story)
  await until(story, '2026-11-02T09:01:00+09:00')
  for (const name of ['佐々木', '菊池'] as const) story.line.hears(name)
  expect(cards(story, '')).toEqual([])
  const list = place(story, '10月の健康診断：2社')
  expect(slack.buttons('analysts', list)).toEqual(['1社を見る', 'まとめて承認'])

  // A name that is nobody's, and one that is several firms', are told beside the field.
  await slack.presses('小野', '1社を見る', 'analysts', list)
  expect((await slack.fills('小野', { firm: '山猫軒' })).errors?.firm).toContain('「山猫軒」という会社は見つかりません')
  expect((await slack.fills('小野', { firm: '水産' })).errors?.firm).toContain('名前を全部書いてください')
  expect((await slack.fills('小野', { firm: ' ' })).errors?.firm).toContain('見つかりません')
  await slack.fills('小野', { firm: '佐々木' })
  const card = place(story, '健康診断：佐々木水産（10月）')
  const shown = slack.cards('analysts')[card]
  expect(shown).toMatch(/B　気になる所があります[\s\S]*危険度が低いものと、お知らせ）：7件/)
  // The most frequent first, as the ledger names the device, and nothing in it to tap.
  expect(shown).toMatch(
    /千葉 hxxp:\/\/evil\[\.\]example\/xさんのパソコン（[^\n]*総務の机）（192\.168\.1\.50）、相手は 203\[\.\]0\[\.\]113\[\.\]5、100回、お知らせ/,
  )
  expect(shown).toContain('192.168.1.54、相手は 203[.]0[.]113[.]5、96回')
  expect(shown).not.toContain('192.168.1.55')
  expect(shown).toMatch(/ほか2件[\s\S]*初めての国への通信：3件[\s\S]*夜中の通信：4時間/)
  expect(shown).not.toContain('送信：')
  expect(slack.buttons('analysts', card)).toEqual(['コメントを書く', '承認して送る'])
  expect(cards(story, 'かもめ水産')).toEqual([])
  await slack.presses('山田', '1社を見る', 'analysts', list)
  expect((await slack.fills('山田', { firm: '佐々木水産' })).errors?.firm).toContain('もう出ています（10月）')

  // Its card follows what is written, and the list brings it.
  await slack.presses('小野', 'コメントを書く', 'analysts', card)
  await slack.fills('小野', { comment: '夜の通信は、予約の道具でした。' })
  expect(slack.cards('analysts')[card]).toMatch(/夜の通信は、予約の道具でした。[\s\S]*下書きです/)
  await Promise.all([
    slack.presses('小野', 'まとめて承認', 'analysts', list),
    slack.presses('山田', '承認して送る', 'analysts', card),
    slack.presses('山田', 'まとめて承認', 'analysts', list),
  ])
  await story.settle()
  expect(told(story, '佐々木')).toEqual([expect.stringContaining('夜の通信は、予約の道具でした。')])
  expect(told(story, '菊池')).toEqual([expect.not.stringContaining('予約の道具')])
  const sent = slack.cards('analysts')[card]
  expect(sent).toMatch(/さんが承認し、企業に送りました/)
  expect(sent).not.toContain('見直す案件')
  expect(slack.buttons('analysts', card)).toEqual([])
  expect(cards(story, 'かもめ水産')).toEqual([])
  expect(slack.buttons('analysts', list)).toEqual([])
})

//
it('a firm in which nothing is left to review says so, and is looked at once by two who ask at once', async () => {
  const story = await listed()
  const { slack, admin, kamome } = story
  await until(story, '2026-11-02T09:01:00+09:00')
  const list = place(story, '10月の健康診断：2社')
  for (const name of ['小野', '山田'] as const) await slack.presses(name, '1社を見る', 'analysts', list)
  await Promise.all((['小野', '山田'] as const).map((name) => slack.fills(name, { firm: 'かもめ' })))
  await story.settle()
  expect(cards(story, 'かもめ水産')).toEqual([
    expect.stringContaining('見直す案件（危険度が低いものと、お知らせ）はありません'),
  ])
  const { items } = (await admin('GET', `/audit?firmId=${kamome}`)).body
  expect(items.filter(({ what }: { what: string }) => what === 'health-check-pick')).toHaveLength(1)
})
