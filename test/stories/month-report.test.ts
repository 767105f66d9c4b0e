import { expect, it } from 'vitest'
import { pagesOf } from '../support/pdf.ts'
import { DAY, HOUR, notified } from './notified.ts'
import { openStory } from './world.ts'

//
it('the chamber has each month’s report in its region’s name, with figures that tell of no single firm', async () => {
  const story = await openStory({ startsAt: '2026-11-24T10:00:00+09:00' })
  const { admin, app, made, regionId, line, slack, pass } = story
  await slack.joins('村上', (await made('/invites', { regionId, role: 'chamber' })).code)
  await notified(story, 'medium')
  await line.says('佐々木', '相談')
  await line.says('佐々木', 'プリンターが動きません')
  const plan = await made('/plans', { regionId, name: '見守り', says: '会社を見守ります。', yen: 4_166 })
  await admin('PUT', `/regions/${regionId}/book`, { packageYen: 2_500 })
  await admin('PUT', `/firms/${story.firmId}/plan`, { planId: plan.id, from: '2026-11-01' })
  const reports = (): string[] => slack.hears('村上').filter((one) => one.includes('の報告ができました'))
  // The first business day after the third of December.
  await pass(10 * DAY + 2 * HOUR)
  expect(reports()).toEqual([])
  await pass(2 * HOUR)
  const [told] = reports()
  expect(told).toMatch(/岩手の11月の報告ができました[\s\S]*会社への通報は1件でした/)
  expect(slack.cards('operations').join()).toContain('岩手の11月の報告ができました')

  const { url, pdfUrl } = (await admin('GET', `/regions/${regionId}/view-link?about=month`)).body
  const page = (await app.server.inject({ url: new URL(url).pathname })).body
  const text = page
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
  expect(text).toMatch(/岩手の11月の報告/)
  expect(text).toMatch(/会社への通報 1 読まれた通報 5社未満のため出しません 対応が終わった通報 5社未満のため出しません/)
  expect(text).toMatch(/相談の計 5社未満のため出しません/)
  expect(text).toMatch(/受け取り：見守りの料金 4,166円[\s\S]*支払い：機器と見守りの一式 -2,500円 差し引き 1,666円/)
  expect(text).not.toContain('佐々木')
  const paper = await app.server.inject({ url: new URL(pdfUrl).pathname })
  expect([paper.headers['content-type'], pagesOf(paper.rawPayload)]).toEqual(['application/pdf', expect.any(Number)])

  expect((await admin('GET', `/regions/${regionId}/view-link?about=month&month=2026-12`)).status).toBe(404)
  const forged = url.replace('202611', '202612')
  expect((await app.server.inject({ url: new URL(forged).pathname })).statusCode).toBe(404)
}, 120_000)
