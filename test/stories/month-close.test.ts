import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from './notified.ts'
import { type Body, openStory, type Story } from './world.ts'

const ISSUER = { name: '大船渡商工会議所', registration: 'T8700110005901', bank: '岩手銀行 普通 1234567' }

/** A firm with a plan since the first day of the month, and a chamber that issues invoices. */
async function charged(startsAt: string, from: string, issuer: object | null = ISSUER): Promise<Story> {
  const story = await openStory({ startsAt })
  const { line, made, admin, regionId, firmId, slack } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  await slack.joins('村上', (await made('/invites', { regionId, role: 'chamber' })).code)
  await admin('PUT', `/regions/${regionId}/book`, { packageYen: 2_500, premiumYen: 300, ...(issuer && { issuer }) })
  const plan = await made('/plans', { regionId, name: '見守り', says: '会社を見守ります。', yen: 4_166 })
  await admin('PUT', `/firms/${firmId}/plan`, { planId: plan.id, from })
  line.hears('佐々木')
  slack.hears('村上')
  return story
}

const entries = async ({ admin, regionId }: Story, month: string): Promise<Record<string, number>> => {
  const { body } = await admin('GET', `/regions/${regionId}/statement?month=${month}`)
  expect(body.sum).toBe(0)
  return Object.fromEntries(body.items.map(({ party, total }: Body) => [party, total]))
}
const closed = (story: Story): string[] => story.slack.cards('operations').filter((card) => card.includes('締めました'))

describe('a month', () => {
  it('is closed by itself on the first business day of the next, and what is to be billed is told', async () => {
    // New year: the fourth of January is the first day on which anybody works.
    const story = await charged('2026-12-28T10:00:00+09:00', '2026-12-01')
    await story.pass(7 * DAY)
    expect(closed(story)).toEqual([])
    expect(await entries(story, '2026-12')).toEqual({})
    await story.pass(2 * HOUR)
    expect(closed(story).join()).toMatch(/岩手の12月分を締めました。帳簿に3件[\s\S]*まだ請求していないもの：4,166円/)
    expect(story.slack.hears('村上').join()).toContain('12月分を締めました')
    expect(await entries(story, '2026-12')).toMatchObject({ firm: -4_166, operator: 2_200 })
    expect(await entries(story, '2027-01')).toEqual({})
    await story.pass(28 * DAY)
    expect(closed(story)).toHaveLength(2)
    expect(await entries(story, '2027-01')).toMatchObject({ firm: -4_166 })
  })

  it('is billed by the vendors, too, whose people hear of it; what the chamber has to pay is told when it is closed', async () => {
    const story = await charged('2026-11-24T10:00:00+09:00', '2026-11-01')
    const { admin, regionId, firmId, line, slack, made, pass } = story
    const area = { areas: ['久慈市'], skills: ['pc'], hours: 'mon-fri 9:00-18:00' }
    const vendorId = (await made('/vendors', { regionId, name: '三陸IT', ...area })).id
    await line.follow('熊谷')
    await line.says('熊谷', (await made('/invites', { role: 'vendor', vendorId })).code)
    for (const words of ['はい', '同意する', '熊谷']) await line.says('熊谷', words)
    line.hears('熊谷')
    const issuer = { party: 'vendor', vendorId, name: '株式会社三陸IT', bank: '銀行' }
    await admin('PUT', `/regions/${regionId}/book`, { issuer })
    const visit = { firmId, kind: 'visit', payer: 'chamber', payee: 'vendor', vendorId, on: '2026-11-10' }
    await made('/entries', { ...visit, yen: 22_000, says: '三陸IT' })
    await pass(7 * DAY + 2 * HOUR)
    expect(closed(story).join()).toMatch(
      /まだ請求していないもの：4,166円[\s\S]*払うもの（運営と駆け付けの会社へ）：24,500円/,
    )
    await admin('POST', `/regions/${regionId}/invoices`, { month: '2026-11' })
    await story.settle()
    expect(line.hears('熊谷').join()).toMatch(/大船渡商工会議所への11月分の請求書を、こちらで作りました。22,000円です/)
    expect(line.hears('佐々木').join()).toContain('4,166円')
    expect(line.hears('佐々木').join()).not.toContain('22,000円')
    expect(slack.hears('村上').join()).not.toContain('請求書ができました')
    // Nobody is reminded of what the chamber itself pays late.
    await pass(50 * DAY)
    expect(line.hears('熊谷')).toEqual([])
  })

  it('that nobody closed is closed with the next, and with the last of a firm that leaves, however old it is', async () => {
    const story = await charged('2026-11-24T10:00:00+09:00', '2026-08-01')
    const { admin, line, firmId, regionId, made, pass } = story
    await pass(7 * DAY + 2 * HOUR)
    expect(closed(story).join()).toMatch(/11月分を締めました。帳簿に12件[\s\S]*請求していないもの：16,664円/)
    const book = async () => Promise.all(['2026-07', '2026-08', '2026-10', '2026-12'].map((one) => entries(story, one)))
    expect(await book()).toMatchObject([{}, { firm: -4_166 }, { firm: -4_166 }, {}])
    // Another firm’s plan is typed in for months that are closed, and it leaves before the next closing.
    const kamome = (await made('/firms', { regionId, name: 'かもめ水産' })).id
    const [{ id: planId }] = (await admin('GET', '/plans')).body.items
    await line.enrol('菊池', 'owner', kamome)
    await admin('PUT', `/firms/${kamome}/plan`, { planId, from: '2026-09-01' })
    await line.says('菊池', 'やめたい')
    await line.taps('菊池', 'やめる手続きをする')
    await pass(30 * DAY)
    const given = (await admin('GET', '/invoices')).body.items
    expect(given).toMatchObject([{ to: 'かもめ水産', total: 4 * 4_166 }])
    expect(given[0].firmId).not.toBe(firmId)
  })

  it('whose invoice is late is told to the owner once a fortnight, and somebody of the chamber is asked by name', async () => {
    const story = await charged('2026-11-24T10:00:00+09:00', '2026-11-01')
    const { admin, regionId, line, slack, pass } = story
    await admin('POST', `/regions/${regionId}/charges`, { month: '2026-11' })
    const { body } = await admin('POST', `/regions/${regionId}/invoices`, { month: '2026-11' })
    await story.settle()
    expect(body.items[0].dueOn).toBe('2026-12-30')
    const late = (): number => line.hears('佐々木').filter((one) => one.includes('払う日を過ぎた')).length
    const asked = (): string[] =>
      slack
        .hears('村上')
        .filter((one) => one.includes('お願いします'))
        .slice(seen)
    let seen = 0
    await pass(43 * DAY)
    expect([late(), asked()]).toEqual([0, []])
    await pass(DAY)
    expect(line.hears('佐々木').join('\n')).toMatch(
      /払う日を過ぎた請求書があります[\s\S]*11月分の請求書（4,166円）が、まだ払われていません。期限は12月30日[\s\S]*大船渡商工会議所に話してください/,
    )
    expect(asked().join()).toMatch(
      /村上さんにお願いします[\s\S]*No\.1 佐々木水産 4,166円（12月30日\(水\)を過ぎています）/,
    )
    expect(line.hears('千葉').join()).not.toContain('請求書')
    seen = 1
    await pass(13 * DAY)
    expect([late(), asked()]).toEqual([0, []])
    await pass(DAY)
    expect([late(), asked().length]).toEqual([1, 1])
    seen = 2
    await admin('PUT', `/invoices/${body.items[0].id}/paid`, {})
    await pass(30 * DAY)
    expect([late(), asked()]).toEqual([0, []])
  })

  it('of a firm that is erased before it was closed is billed while there is somebody to bill, and no month after it left', async () => {
    // Erased on New Year’s Day, three days before anybody closes December.
    const story = await charged('2026-12-02T10:00:00+09:00', '2026-12-01')
    const { admin, line, slack, pass } = story
    await line.says('佐々木', 'やめたい')
    await line.taps('佐々木', 'やめる手続きをする')
    line.hears('佐々木')
    await pass(30 * DAY)
    expect(line.hears('佐々木').join('\n')).toContain('会社の記録を消しました')
    const [invoice, ...others] = (await admin('GET', '/invoices')).body.items
    expect(others).toEqual([])
    expect(invoice).toMatchObject({ to: '佐々木水産', total: 4_166, number: 1 })
    expect(await entries(story, '2026-12')).toMatchObject({ firm: -4_166 })
    expect(await entries(story, '2027-01')).toEqual({})
    expect(closed(story)).toEqual([])
    expect(slack.cards('operations').join()).not.toContain('佐々木水産')
  })

  it('that nobody had closed when the firm was erased is told to the chamber where nobody issues invoices', async () => {
    const story = await charged('2026-11-05T10:00:00+09:00', '2026-11-01', null)
    const { admin, regionId, firmId, line, slack, pass, made } = story
    await line.says('佐々木', 'やめたい')
    await line.taps('佐々木', 'やめる手続きをする')
    const owed = { firmId, kind: 'fee', payer: 'firm', payee: 'chamber', yen: 1_000, says: '追加' }
    await made('/entries', owed)
    await pass(30 * DAY)
    expect(slack.hears('村上').join()).toMatch(
      new RegExp(`退会した企業（${firmId.replace('_', '_\u2060')}）に、請求していない料金が5,166円`),
    )
    await admin('PUT', `/regions/${regionId}/book`, { issuer: ISSUER })
    // Nobody is left whom an invoice could be given to.
    expect((await admin('POST', `/regions/${regionId}/invoices`, { month: '2026-12' })).body.items).toEqual([])
  })
})
