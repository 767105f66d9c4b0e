import { expect, it } from 'vitest'
import { HOUR } from '../support/events.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { sends } from './sends.ts'
import { openStory } from './world.ts'

it('★3 shows what is on record with its days, and says first that this is no ★3 (R-191)', async () => {
  const story = await openStory()
  const { line, clock, app, admin, firmId } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  await line.says('佐々木', '★3')
  expect(line.hears('佐々木').join()).toContain('日付の分かる記録は、まだありません')
  await sends(story, eveLease({ at: clock.now() - HOUR, ip: '192.168.1.23', mac: '00:50:56:aa:bb:01', name: 'KEIRI' }))
  await line.says('佐々木', '機器')
  await line.says('佐々木', '1')
  await line.taps('佐々木', 'わたしの')
  line.hears('佐々木')

  await line.says('佐々木', '★3')
  const said = line.hears('佐々木').join('\n')
  expect(said).toMatch(/これは★3の取得や適合を示すものではありません[\s\S]*番号は、26あります。そのうち2つに/)
  const sent = JSON.stringify(story.playground.control.line.chat(line.id('佐々木')).items)
  const [url = ''] = /\/r\/notebook_[\w~-]+/.exec(sent) ?? []
  const page = (await app.server.inject({ url })).body
  expect(page).toMatch(/3-1-1 機器の一覧[\s\S]*2026年11月24日から[\s\S]*1台のうち、1台はだれのものか分かっています/)
  expect(page).toMatch(/5-1-1 見守り[\s\S]*1日動いていました/)
  expect(page).toMatch(/記録がありません：[\s\S]*7-1-1/)
  expect(page).toContain('これは★3の取得や適合を示すものではありません')
  const paper = await app.server.inject({ url: `${url}.pdf` })
  expect([paper.statusCode, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
  const { body } = await admin('GET', `/firms/${firmId}/notebook`)
  expect(body.items.map(({ item }: { item: string }) => item)).toEqual(['3-1-1 機器の一覧', '5-1-1 見守り'])

  await line.says('千葉', '★3')
  expect(line.hears('千葉').at(-1)).toContain('代表と担当の人が見られます')
}, 60_000)
