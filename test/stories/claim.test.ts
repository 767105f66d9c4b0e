import { expect, it } from 'vitest'
import { valueAt } from '#db/claims.ts'
import type { PackField } from '#engine/claim.ts'
import { notified } from './notified.ts'
import { openStory, type Story } from './world.ts'

const card = ({ slack }: Story) => slack.cards('desk').findLast((one) => one.startsWith('発動記録')) ?? ''
const place = ({ slack }: Story) => slack.cards('desk').findLastIndex((one) => one.startsWith('発動記録'))
const insurer = ({ playground: { control, slack } }: Story) => control.slack.messages(slack.channels.insurer)

it('all three conditions make a claim possible, and the insurer sees what the owner agreed to and nothing else', async () => {
  const story = await openStory()
  const { line, slack, app } = story
  await notified(story, 'high')
  const heard = () => line.hears('佐々木').join('\n')
  heard()

  // ① is read from the alerts; ② and ③ are found by people, with who, when and by what.
  await slack.presses('小野', '発動記録')
  expect(card(story)).toMatch(/① システムが検知[\s\S]*○[\s\S]*判定中/)
  const find = async (found: string, evidence: string) => {
    await slack.presses('及川', '条件を書く', 'desk', place(story))
    return slack.fills('及川', { found, evidence })
  }
  expect((await find('remote-difficult', ' ')).errors?.evidence).toContain('根拠')
  await find('remote-difficult', '画面が出ないので、遠隔では直せない')
  await find('visit-installation', '箱の置きなおし')
  expect(card(story)).toContain('不足')
  expect(slack.buttons('desk', place(story))).toEqual(['条件を書く'])
  await find('visit-incident', '線をぬいた機器を見る人が要る')
  expect(card(story)).toMatch(/要件充足：保険対象の可能性[\s\S]*保険会社が決めます/)

  await slack.presses('及川', '請求資料を作る', 'desk', place(story))
  expect(heard()).toMatch(/保険会社に見せてよいですか[\s\S]*まだ何も見せていません[\s\S]*佐々木水産[\s\S]*画面が出ない/)
  expect(line.hears('千葉').join()).not.toContain('保険会社')
  expect(insurer(story)).toEqual([])
  const stale = line.choices('佐々木').find(({ label }) => label === 'これで見せる')?.data ?? ''
  await line.taps('佐々木', '会社を見せない')
  expect(heard()).toContain('会社（見せない）')
  // Nobody else's finger shows anything.
  await story.playground.control.line.tap(line.id('千葉'), stale, '')
  await story.settle()
  expect(insurer(story)).toEqual([])
  // The older message said something else of what is shown.
  await story.playground.control.line.tap(line.id('佐々木'), stale, '')
  await story.settle()
  expect(heard()).toContain('古いボタン')
  expect(insurer(story)).toEqual([])
  await line.taps('佐々木', 'これで見せる')
  expect(heard()).toContain('保険会社に見せました')

  const [message] = insurer(story)
  const shown = JSON.stringify(message)
  expect(shown).toContain('画面が出ない')
  expect(shown).not.toMatch(/佐々木水産|0192-00-0001|支払います/)
  const links = [...shown.matchAll(/https:\/\/otasuke\.example(\/r\/[\w~.-]+)/g)].map(([, path]) => path ?? '')
  const [pdf, json] = [links.find((one) => one.endsWith('.pdf')), links.find((one) => one.endsWith('.json'))]
  const paper = await app.server.inject({ method: 'GET', url: pdf ?? '' })
  expect([paper.statusCode, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
  const data = (await app.server.inject({ method: 'GET', url: json ?? '' })).json()
  expect(JSON.stringify(data)).not.toMatch(/佐々木水産|0192/)

  // Each field is found again in the row that it names.
  const fields: PackField[] = data.fields
  expect(new Set(fields.map(({ item }) => item))).toEqual(new Set(['detection', 'devices', 'remote', 'visit']))
  for (const { source, value } of fields)
    expect(await app.db.transaction({ kind: 'system' }, (tx) => valueAt(tx, source))).toEqual(value)

  // The disclosure is written down, and what the insurer says ends it.
  type Line = { what: string; actor: string }
  const audit = (await story.admin('GET', `/audit?firmId=${story.firmId}&limit=200`)).body.items
  expect(audit.filter(({ what }: Line) => what === 'disclosed')).toMatchObject([
    { params: { to: 'insurer', items: 'detection devices remote visit' } },
  ])
  expect(audit.filter(({ what, actor }: Line) => what === 'looked-at' && actor.startsWith('link:'))).toMatchObject([
    { actor: 'link:insurer', subject: `insurance:${story.firmId}` },
  ])
  await slack.presses('及川', '支払と聞いた', 'desk', place(story))
  expect(card(story)).toContain('支払（保険会社の返事）')
  expect((await story.admin('GET', `/claims?firmId=${story.firmId}`)).body.items).toMatchObject([
    { state: 'paid', detected: true, remoteDifficult: true, visitNeeded: true },
  ])
})
