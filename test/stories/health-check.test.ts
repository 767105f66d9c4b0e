import { expect, it } from 'vitest'
import { noteHeard } from '#db/sensor-days.ts'
import { slotOf } from '#engine/coverage.ts'
import { FINDINGS } from '#engine/health-check.ts'
import { periodOf } from '#engine/health-month.ts'
import { pagesOf } from '../support/pdf.ts'
import { notify } from './notified.ts'
import { scan } from './scan.ts'
import { buttonsOf } from './words.ts'
import { openStory, type Story } from './world.ts'

const until = ({ clock, pass }: Story, moment: string): Promise<void> => pass(Date.parse(moment) - clock.now())

/** A month in which a sensor slept for a share of the time. */
async function watched({ app, admin, regionId }: Story, firmId: string, month: string, share = 1): Promise<void> {
  const { from, until: end } = periodOf(month, 'Asia/Tokyo')
  const [first, last] = [slotOf(from), slotOf(end)]
  const slots = Array.from({ length: Math.floor((last - first) * share) }, (_, place) => first + place)
  const sensors = (await admin('GET', `/sensors?firmId=${firmId}`)).body.items
  await app.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
    for (const { id } of sensors) await noteHeard(tx, { regionId, firmId, sensorId: id }, slots)
  })
}

const cards = ({ slack }: Story, firm: string): string[] =>
  slack.cards('analysts').filter((one) => one.startsWith(`健康診断：${firm}`))
const place = ({ slack }: Story, beginning: string): number =>
  slack.cards('analysts').findLastIndex((one) => one.startsWith(beginning))
const heard = ({ line }: Story, name: '佐々木' | '千葉' | '菊池'): string => line.hears(name).join('\n')

/** The page behind the newest link, and the picture beside it. */
async function shown(
  { app, playground, line }: Story,
  name: '佐々木',
): Promise<{ page: string; png: Buffer; pdf: Buffer }> {
  const last = playground.control.line
    .chat(line.id(name))
    .items.findLast(({ message }) => JSON.stringify(message).includes('/r/health_'))
  const [address = ''] = /\/r\/health_[\w~-]+(?=")/.exec(JSON.stringify(last?.message)) ?? []
  const get = async (suffix: string) => app.server.inject({ method: 'GET', url: `${address}${suffix}` })
  const page = await get('')
  expect(page.statusCode, address).toBe(200)
  return { page: page.body, png: (await get('.png')).rawPayload, pdf: (await get('.pdf')).rawPayload }
}

// S8
it('a month is drafted, looked at, sent, explained, and shown to the chamber by the owner alone', async () => {
  const story = await openStory({ startsAt: '2026-10-31T23:00:00+09:00' })
  const { line, slack, admin, made, firmId, regionId, playground } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  const kamome = (await made('/firms', { regionId, name: 'かもめ水産' })).id
  const site = await made('/sites', { firmId: kamome, name: '事務所', kind: 'office', homeNetworks: [] })
  await made('/sensors', { siteId: site.id, type: 'office' })
  await made('/sites', { firmId: kamome, name: '倉庫', kind: 'office', homeNetworks: [] })
  await line.enrol('菊池', 'owner', kamome)
  const chamber = (await made('/tokens', { regionId, role: 'chamber', name: '商工会議所' })).token
  const chamberSees = async (): Promise<object[]> => {
    const headers = { authorization: `Bearer ${chamber}` }
    return (await story.app.server.inject({ method: 'GET', url: '/admin/v1/health-checks', headers })).json().items
  }

  // A sensor came at the very end of October: nobody can tell how that month was. The 1st is a Sunday.
  await until(story, '2026-11-02T08:59:00+09:00')
  expect(cards(story, '佐々木水産')).toEqual([])
  await until(story, '2026-11-02T09:01:00+09:00')
  expect(cards(story, '佐々木水産').at(-1)).toMatch(/10月[\s\S]*判定できません[\s\S]*見えていない時間があります/)
  expect(cards(story, 'かもめ水産')).toHaveLength(1)
  line.hears('佐々木')
  await slack.presses('小野', '承認して送る', 'analysts', place(story, '健康診断：佐々木水産（10月）'))
  expect(heard(story, '佐々木')).toMatch(/見えた間のことだけなら[\s\S]*見守る箱の電源と線を見てください/)

  // November: somebody looked for open doors, which was told as an advice. Both firms changed, and are looked at one by one.
  await until(story, '2026-11-10T10:00:00+09:00')
  await scan(story, { severity: 'low', kind: 'cleartext-credentials', rule: 'cleartext-credentials' })
  await slack.presses('小野', 'お知らせ')
  for (const firm of [firmId, kamome]) await watched(story, firm, '2026-11')
  await until(story, '2026-12-01T09:01:00+09:00')
  line.hears('佐々木')
  const card = place(story, '健康診断：佐々木水産（11月）')
  expect(slack.cards('analysts')[card]).toMatch(
    /B　気になる所があります[\s\S]*「直したほうがよい使い方」が見つかりました/,
  )
  expect(slack.cards('analysts')[card]).toMatch(/あやしい通信\*\n0件[\s\S]*見守れた時間\*\n100%/)
  await slack.presses('小野', 'コメントを書く', 'analysts', card)
  expect((await slack.fills('小野', { comment: 'マルウェアはありません。' })).errors?.comment).toContain(
    '「マルウェア →',
  )
  await slack.fills('小野', { comment: '送り方を変えると、とちゅうで読まれなくなります。' })
  expect(slack.cards('analysts')[card]).toContain('とちゅうで読まれなくなります')
  expect(heard(story, '佐々木')).toBe('')
  await slack.presses('小野', '承認して送る', 'analysts', card)

  // One message, to whoever leads the firm alone.
  const told = heard(story, '佐々木')
  expect(told).toMatch(
    /11月の健康診断[\s\S]*B　気になる所があります[\s\S]*見えていない時間があるので、先月とはくらべられません/,
  )
  expect(told).toMatch(/とちゅうで読まれなくなります[\s\S]*届いているお知らせを見て/)
  expect(heard(story, '千葉')).toBe('')
  expect(line.offered('佐々木')).toEqual(['お知らせを見る', 'これは？', '商工会議所に見せる'])
  const buttons = buttonsOf(playground.control.line.chat(line.id('佐々木')).items.at(-1)?.message)
  const taps = async (name: '佐々木' | '千葉', label: string): Promise<string> => {
    const token = buttons.find((one) => one.label === label)?.data ?? ''
    await playground.control.line.tap(line.id(name), token)
    await story.settle()
    return heard(story, name)
  }
  expect(await taps('千葉', '商工会議所に見せる')).toContain('ほかの方のためのものです')
  expect(await taps('千葉', 'これは？')).not.toContain('どれのことですか')
  expect(await taps('佐々木', 'これは？')).toContain('どれのことですか')
  expect(line.offered('佐々木')).toHaveLength(13)
  await line.taps('佐々木', '管理者の名前での作業')
  expect(heard(story, '佐々木').match(/。/g)).toHaveLength(2)
  expect(slack.cards('analysts')[card]).toContain('企業が読みました')

  // The page says everything, without a script; what it is about stands in the picture as well.
  const { page, png, pdf } = await shown(story, '佐々木')
  expect(page.length).toBeLessThan(200_000)
  expect(page).not.toContain('<script')
  for (const words of ['A　良好。', '6つの点', 'なし（0件）', '会社の外で使うパソコン', 'この12か月'])
    expect(page).toContain(words)
  expect(page).toContain('<dt>10月</dt><dd>？</dd></div><div><dt>11月</dt><dd>B</dd>')
  expect(png.length).toBeLessThan(300_000)
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(pagesOf(pdf)).toBe(1)

  // Nobody else sees it before the owner says so, nor after the owner takes it back.
  expect(await chamberSees()).toEqual([])
  expect(await taps('佐々木', '商工会議所に見せる')).toContain('商工会議所に見せました')
  expect(await chamberSees()).toMatchObject([{ firmId, month: '2026-11', letter: 'B', state: 'shared' }])
  expect(await taps('佐々木', '商工会議所に見せる')).toContain('もう見せています')
  await line.taps('佐々木', '見せるのをやめる')
  expect(await chamberSees()).toEqual([])
  await line.says('佐々木', 'レポート')
  expect(heard(story, '佐々木')).toMatch(/11月の健康診断/)

  // December: a grave case stays open, and at the other firm all is as it was: that one goes out with the list.
  const other = place(story, '健康診断：かもめ水産（11月）')
  expect(slack.cards('analysts')[other]).toContain('A　良好です')
  line.hears('菊池')
  await scan({ ...story, firmId: kamome }, { id: 'scan-kamome', severity: 'medium' })
  // Meanwhile something that may be grave is open there: what was counted before is not sent, and the new letter is looked at first.
  await slack.presses('山田', '承認して送る', 'analysts', other)
  expect(slack.cards('analysts')[other]).toMatch(
    /C　[\s\S]*重い問題かもしれない動きが1件あり、いま調べています[\s\S]*下書きです/,
  )
  expect(slack.hears('山田').at(-1)).toContain('かもめ水産：数え直したら、判定が変わりました')
  await slack.presses('小野', '誤検知')
  await slack.presses('山田', '承認して送る', 'analysts', other)
  expect(heard(story, '菊池')).toBe('')
  // Nobody can be reached, so the desk is asked to bring it, unless somebody can be after all.
  await line.unfollow('菊池')
  await slack.presses('山田', '承認して送る', 'analysts', other)
  expect(slack.cards('analysts')[other]).toContain('窓口が渡します')
  const task = slack.cards('desk').length - 1
  expect(slack.cards('desk')[task]).toMatch(/渡してください：かもめ水産（11月）[\s\S]*まだだれも引き受けていません/)
  await line.follow('菊池')
  line.hears('菊池')
  await slack.presses('山田', '承認して送る', 'analysts', other)
  expect(heard(story, '菊池')).toMatch(/A　良好です/)
  expect(slack.cards('desk')[task]).toMatch(/かもめ水産[\s\S]*LINEで届きました/)
  expect(slack.buttons('desk', task)).toEqual([])
  await until(story, '2026-12-15T10:00:00+09:00')
  await scan(story, { id: 'scan-2', severity: 'medium' })
  await notify(story, 'medium')
  for (const firm of [firmId, kamome]) await watched(story, firm, '2026-12')
  await until(story, '2027-01-04T09:01:00+09:00')
  line.hears('佐々木')
  line.hears('菊池')
  const list = place(story, '12月の健康診断')
  expect(slack.cards('analysts')[list]).toMatch(
    /1社[\s\S]*かもめ水産：A　良好です。先月と同じで、何も見つかりませんでした/,
  )
  expect(slack.cards('analysts')[list]).not.toContain('佐々木水産')
  await slack.presses('小野', 'まとめて承認', 'analysts', list)
  expect(slack.cards('analysts')[list]).toContain('小野 さんがまとめて承認しました')
  expect(slack.buttons('analysts', list)).toEqual([])
  expect(heard(story, '菊池')).toMatch(/12月の健康診断[\s\S]*先月と同じで、何も見つかりませんでした/)

  const grave = place(story, '健康診断：佐々木水産（12月）')
  expect(slack.cards('analysts')[grave]).toMatch(/D　問題があります[\s\S]*先月と同じ1つです/)
  const dry = (await admin('GET', `/firms/${firmId}/health-check`)).body
  expect(dry).toMatchObject({ month: '2026-12', letter: 'D', reason: 'grave-open' })
  await slack.presses('小野', '承認して送る', 'analysts', grave)
  expect(heard(story, '佐々木')).toMatch(
    /D　問題があります[\s\S]*まだ終わっていない、重い問題が1件あります[\s\S]*番号順/,
  )
})

// R-180; design §4, "Two clocks"
it('whoever was down over two month ends finds both months drafted, the earlier first, and no night disturbed', async () => {
  const story = await openStory({ startsAt: '2026-10-05T10:00:00+09:00' })
  const { clock, settle, firmId, regionId, admin } = story
  await watched(story, firmId, '2026-10')
  await watched(story, firmId, '2026-11')
  // Nobody was there from October on: time has gone by without being lived through.
  clock.advanceTo(Date.parse('2026-12-03T22:00:00+09:00'))
  await settle()
  expect(cards(story, '佐々木水産')).toEqual([])
  await until(story, '2026-12-04T09:01:00+09:00')
  const months = async () =>
    (await admin('GET', `/health-checks?firmId=${firmId}`)).body.items.map(({ month }: { month: string }) => month)
  expect((await months()).sort()).toEqual(['2026-10', '2026-11'])
  expect(cards(story, '佐々木水産').map((card) => /（(\d+月)）/.exec(card)?.[1])).toEqual(['10月', '11月'])
  // And goes on by the calendar.
  await until(story, '2027-01-04T09:01:00+09:00')
  expect((await months()).sort()).toEqual(['2026-10', '2026-11', '2026-12'])

  // A region may close on a day of its own; the others do not hear of it.
  const { body: rules } = await admin('GET', `/regions/${regionId}/rules`)
  const closed = { ...rules, days: { '2027-02-01': [], '2027-02-02': ['13:00-15:00'] } }
  expect((await admin('PUT', `/regions/${regionId}/rules`, closed)).status).toBe(200)
  await until(story, '2027-02-02T12:59:00+09:00')
  expect(await months()).toHaveLength(3)
  await until(story, '2027-02-02T13:01:00+09:00')
  expect(await months()).toHaveLength(4)
})

//
it('a health check that LINE brings to nobody is brought by somebody of the desk, by name and once', async () => {
  const story = await openStory({ startsAt: '2026-10-05T10:00:00+09:00' })
  const { slack, admin, firmId } = story
  await watched(story, firmId, '2026-10')
  await until(story, '2026-11-02T09:01:00+09:00')
  const before = slack.cards('desk').length
  await slack.presses('小野', '承認して送る', 'analysts', place(story, '健康診断：佐々木水産'))
  expect(slack.cards('desk')).toHaveLength(before + 1)
  expect(slack.cards('desk').at(-1)).toMatch(/佐々木水産（10月）[\s\S]*渡す相手\*\n佐々木[\s\S]*0192-00-0001/)

  await slack.presses('及川', '引き受ける', 'desk')
  expect(slack.cards('desk').at(-1)).toContain('及川 さんが引き受けました')
  expect(slack.buttons('desk')).toEqual(['渡した'])
  // Approved once more meanwhile, it stays with whoever took it.
  await slack.presses('小野', '承認して送る', 'analysts', place(story, '健康診断：佐々木水産'))
  expect(slack.cards('desk').at(-1)).toContain('及川 さんが引き受けました')
  await slack.presses('及川', '渡した', 'desk')
  expect(slack.cards('desk').at(-1)).toMatch(/及川 さんが終えました/)
  expect(slack.cards('desk')).toHaveLength(before + 1)
  const { items } = (await admin('GET', `/health-checks?firmId=${firmId}`)).body
  expect(items).toMatchObject([{ month: '2026-10', state: 'sent' }])
  const told = (await admin('GET', `/audit?firmId=${firmId}`)).body.items.map(({ what }: { what: string }) => what)
  for (const one of ['health-check-hand-over', 'health-check-take', 'health-check-handed'])
    expect(told.filter((what: string) => what === one)).toHaveLength(1)
})

//
it('what is approved at night goes out in the morning, with the letter that is true then', async () => {
  const story = await openStory({ startsAt: '2026-10-01T00:00:00+09:00' })
  const { line, slack, admin, made, firmId, regionId } = story
  await line.enrol('佐々木', 'owner')
  const kamome = (await made('/firms', { regionId, name: 'かもめ水産' })).id
  const site = await made('/sites', { firmId: kamome, name: '事務所', kind: 'office', homeNetworks: [] })
  await made('/sensors', { siteId: site.id, type: 'office' })
  await line.enrol('菊池', 'owner', kamome)
  for (const firm of [firmId, kamome]) await watched(story, firm, '2026-10')
  await until(story, '2026-11-02T22:00:00+09:00')
  for (const name of ['佐々木', '菊池'] as const) line.hears(name)
  const list = place(story, '10月の健康診断：2社')
  await slack.presses('小野', 'まとめて承認', 'analysts', list)
  expect(slack.cards('analysts')[list]).toContain(
    '小野 さんがまとめて承認しました（11月2日(月) 22:00）。夜なので、朝になったら',
  )
  // In the night something that may be grave is found at one of them.
  await until(story, '2026-11-03T02:00:00+09:00')
  await scan({ ...story, firmId: kamome }, { id: 'scan-kamome', severity: 'medium' })
  await until(story, '2026-11-03T08:59:00+09:00')
  for (const name of ['佐々木', '菊池'] as const) expect(heard(story, name)).toBe('')
  await until(story, '2026-11-03T09:01:00+09:00')
  expect(heard(story, '佐々木')).toContain('10月の健康診断')
  expect(heard(story, '菊池')).toBe('')
  expect(cards(story, 'かもめ水産').at(-1)).toMatch(/C　[\s\S]*いま調べています[\s\S]*下書きです/)
  const { items } = (await admin('GET', '/health-checks')).body
  expect(items.map(({ state }: { state: string }) => state).sort()).toEqual(['draft', 'sent'])
})

// R-180; S8
it('October is B, November C, December D, and of January nobody can tell', async () => {
  const story = await openStory({ startsAt: '2026-10-01T00:00:00+09:00' })
  const { slack, line, app, admin, firmId } = story
  await line.enrol('佐々木', 'owner')
  const habit = async (moment: string, kind: 'cleartext-credentials' | 'privileged-account'): Promise<void> => {
    await until(story, moment)
    await scan(story, { id: moment, kind, rule: kind, severity: 'low' })
    await slack.presses('小野', 'お知らせ')
  }
  /** As it stands at nine on the first business day. */
  const month = async (of: string, share: number, moment: string) => {
    await watched(story, firmId, of, share)
    await until(story, moment)
    const { items } = (await admin('GET', `/health-checks?firmId=${firmId}&month=${of}`)).body
    // Each row stands there whatever was found.
    expect(items[0].findings.map(({ finding }: { finding: string }) => finding)).toEqual(FINDINGS)
    const { says } = (await admin('GET', `/firms/${firmId}/health-check?month=${of}`)).body
    return { ...items[0], says }
  }
  await habit('2026-10-06T10:00:00+09:00', 'cleartext-credentials')
  await habit('2026-10-07T10:00:00+09:00', 'privileged-account')
  const october = await month('2026-10', 0.98, '2026-11-02T09:01:00+09:00')
  expect(october).toMatchObject({
    letter: 'B',
    says: expect.stringContaining('「管理者の名前での作業」が見つかりました'),
  })
  expect((await app.server.inject({ method: 'GET', url: '/metrics' })).body).toContain(
    'otasuke_health_checks{state="draft"} 1',
  )
  await habit('2026-11-10T10:00:00+09:00', 'cleartext-credentials')
  const november = await month('2026-11', 1, '2026-12-01T09:01:00+09:00')
  expect(november).toMatchObject({ letter: 'C', says: '「直したほうがよい使い方」が、2か月続けて見つかりました。' })
  await until(story, '2026-12-15T10:00:00+09:00')
  await scan(story, { id: 'grave', severity: 'medium' })
  await notify(story, 'medium')
  const december = await month('2026-12', 1, '2027-01-04T09:01:00+09:00')
  expect(december).toMatchObject({ letter: 'D', says: 'まだ終わっていない、重い問題が1件あります。' })
  await line.says('佐々木', 'ぜんぶ済んだ')
  await slack.presses('小野', '完了にする', 'analysts', place(story, 'ポートスキャン'))
  const january = await month('2027-01', 21 / 31, '2027-02-01T09:01:00+09:00')
  expect(january).toMatchObject({ letter: null, says: expect.stringContaining('67%だけなので、判定できません') })
})
