import { expect, it } from 'vitest'
import { DAY } from './notified.ts'
import { openStory, type Story } from './world.ts'

const ISSUER = { name: '大船渡商工会議所', registration: 'T8700110005901', bank: '岩手銀行 普通 1234567' }

async function slackSays(story: Story, text: string): Promise<string> {
  const { control, slack } = story.playground
  await control.slack.command(story.slack.id('村上'), { command: '/otasuke', text, channel: slack.channels.analysts })
  await story.settle()
  return story.slack.hears('村上').join('\n')
}

it('a firm asks いくら？ and is told in a sentence; its invoice comes as a link, and the chamber sees who has not paid', async () => {
  const story = await openStory({ startsAt: '2026-12-01T10:00:00+09:00' })
  const { line, made, admin, regionId, firmId, slack, pass } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  const said = (): string => line.hears('佐々木').join('\n')
  said()
  await line.says('佐々木', 'いくら？')
  expect(said()).toMatch(/いま料金のかかる案を使っていません[\s\S]*払うものはありません/)

  await admin('PUT', `/regions/${regionId}/book`, { packageYen: 2_500, issuer: ISSUER })
  const plan = await made('/plans', {
    regionId,
    name: 'かるい見守り',
    says: '会社を見守ります。',
    yen: 4_166,
    unwatched: ['home'],
  })
  await admin('PUT', `/firms/${firmId}/plan`, { planId: plan.id, from: '2026-11-01' })
  await line.says('佐々木', 'いくら？')
  expect(said()).toMatch(/佐々木水産の料金は、「かるい見守り」で月4,166円です[\s\S]*見ていないもの：在宅/)
  await line.says('千葉', 'いくら？')
  expect(line.hears('千葉').at(-1)).toContain('代表と担当の人にお見せします')

  await admin('POST', `/regions/${regionId}/charges`, { month: '2026-11' })
  const { body } = await admin('POST', `/regions/${regionId}/invoices`, { month: '2026-11' })
  await story.settle()
  expect(said()).toMatch(/11月分の請求書ができました。4,166円です。1月30日\(土\)までに払ってください/)
  expect(line.hears('千葉').join()).not.toContain('請求書')
  const sent = JSON.stringify(story.playground.control.line.chat(line.id('佐々木')).items)
  const [url = ''] = /\/r\/invoice_[\w~-]+/.exec(sent) ?? []
  const open = async () => story.app.server.inject({ url })
  expect((await open()).body).toContain('佐々木水産 御中')

  await slack.joins('村上', (await made('/invites', { regionId, role: 'chamber' })).code)
  slack.hears('村上')
  expect(await slackSays(story, '請求')).toMatch(
    /1通、合わせて4,166円[\s\S]*No\.1 佐々木水産 4,166円（1月30日\(土\)まで）/,
  )
  await pass(61 * DAY)
  expect(await slackSays(story, '請求')).toContain('1月30日(土)を過ぎています')
  expect((await open()).statusCode).toBe(410)

  await line.says('佐々木', '請求書')
  expect(said()).toContain('11月分の請求書は、4,166円です')
  await admin('PUT', `/invoices/${body.items[0].id}/paid`, {})
  await line.says('佐々木', '請求書')
  expect(said()).toMatch(/払うものはありません[\s\S]*4,166円は、受け取りました/)
  expect(await slackSays(story, '請求')).toContain('払われていない請求書は、ありません')
}, 120_000)
