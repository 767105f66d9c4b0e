import { beforeEach, describe, expect, it } from 'vitest'
import { furnishRegion, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

const ISSUER = { name: '大船渡商工会議所', registration: 'T8700110005901', bank: '岩手銀行 普通 1234567' }

/** A region whose chamber issues invoices, and a firm with a plan. */
async function charged(name: string) {
  const place = await furnishRegion(office, name)
  const { regionId, firmId, token } = place
  const call = { token }
  const book = { packageYen: 2_500, premiumYen: 300, issuer: ISSUER }
  expect((await office.send('PUT', `/regions/${regionId}/book`, book, call)).status).toBe(200)
  const plan = await office.made(
    '/plans',
    { regionId, name: '見守り', says: 'パソコンを見守ります。', yen: 4_166 },
    call,
  )
  await office.send('PUT', `/firms/${firmId}/plan`, { planId: plan.id, from: '2026-11-01' }, call)
  return {
    ...{ ...place, call },
    close: async (month: string) => (await office.post(`/regions/${regionId}/charges`, { month }, call)).body,
    issue: async (month: string) => (await office.post(`/regions/${regionId}/invoices`, { month }, call)).body.items,
    statement: async (month: string) => (await office.get(`/regions/${regionId}/statement?month=${month}`, call)).body,
  }
}
type Line = { party: string; total: number }
const totals = ({ items }: { items: Line[] }): Record<string, number> =>
  Object.fromEntries(items.map(({ party, total }) => [party, total]))

describe('the book of a region', () => {
  it('is closed month by month, each thing once, and its statement is zero together', async () => {
    const { regionId, firmId, call, close, statement } = await charged('大船渡')
    expect(await close('2026-11')).toEqual({ month: '2026-11', entered: 3, unpriced: [] })
    expect(await close('2026-11')).toMatchObject({ entered: 0 })
    expect(await close('2026-10')).toMatchObject({ entered: 0 })
    expect(await close('2026-12')).toMatchObject({ errors: [{ field: 'month', message: 'has not begun' }] })
    expect((await statement('2026-12')).items).toEqual([])
    expect(await statement('2026-11')).toMatchObject({ sum: 0 })
    expect(totals(await statement('2026-11'))).toEqual({
      ...{ firm: -4_166, chamber: 4_166 - 2_500, operator: 2_500 - 300, insurer: 300 },
    })
    const extra = {
      firmId,
      kind: 'visit',
      payer: 'firm',
      payee: 'chamber',
      yen: 5_000,
      on: '2026-11-20',
      says: '三陸IT',
    }
    const entry = await office.made('/entries', extra, call)
    expect(totals(await statement('2026-11'))).toMatchObject({ firm: -9_166 })
    const about = await office.get(`/regions/${regionId}/statement?month=2026-11&firmId=${firmId}`, call)
    expect(about.body.sum).toBe(0)
    const back = (id: string) => office.post(`/entries/${id}/reverse`, undefined, call)
    const reversal = await back(entry.id)
    expect(totals(await statement('2026-11'))).toMatchObject({ firm: -4_166 })
    expect(await back(entry.id)).toMatchObject({ status: 409, body: { reason: 'reversed-before' } })
    expect(await back(reversal.body.id)).toMatchObject({ status: 409, body: { reason: 'a-reversal' } })
    for (const on of ['0000-01-01', '1999-12-31', '9999-12-31'])
      expect((await office.post('/entries', { ...extra, on }, call)).status, on).toBe(422)
    const wrong = await office.post('/entries', { ...extra, payee: 'insurer' }, call)
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'payer' }] } })
  })

  it('is shown to each party on a paper of its own, with no other party’s name on it', async () => {
    const { close, statement } = await charged('陸前高田')
    await close('2026-11')
    const { items } = await statement('2026-11')
    const shown: Record<string, string> = {}
    for (const { party, paper } of items) {
      const path = new URL(paper).pathname
      shown[party] = (await office.server.inject({ url: path })).body
      const pdf = await office.server.inject({ url: `${path}.pdf` })
      expect([pdf.headers['content-type'], pdf.body.slice(0, 4)]).toEqual(['application/pdf', '%PDF'])
    }
    expect(Object.keys(shown).toSorted()).toEqual(['chamber', 'firm', 'insurer', 'operator'])
    expect(shown.chamber).toMatch(/2026年11月の明細書[\s\S]*1,666円[\s\S]*受け取り　4,166円[\s\S]*支払い　2,500円/)
    expect(shown.operator).toMatch(/受け取り：機器と見守りの一式[\s\S]*2,500円[\s\S]*支払い：保険[\s\S]*-300円/)
    for (const party of ['chamber', 'operator', 'insurer']) expect(shown[party], party).not.toContain('水産')
    expect(shown.firm).toMatch(/水産 御中|御中/)
    const [{ paper }] = items
    const forged = new URL(paper).pathname.replace('202611', '202612')
    expect((await office.server.inject({ url: forged })).statusCode).toBe(404)
  })

  it('refuses a registration number whose digits do not prove each other', async () => {
    const { regionId, token } = await furnishRegion(office, '釜石')
    const issuer = { ...ISSUER, registration: 'T8700110005902' }
    const answer = await office.send('PUT', `/regions/${regionId}/book`, { issuer }, { token })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'issuer.registration' }] } })
  })

  it('is nobody’s of another region, and says before it is set that nobody issues invoices', async () => {
    const { regionId, call, close, issue } = await charged('盛岡')
    const stranger = await furnishRegion(office, '久慈')
    await close('2026-11')
    const [invoice] = await issue('2026-11')
    const as = { token: stranger.token }
    expect((await office.get(`/invoices/${invoice.id}`, as)).status).toBe(404)
    expect((await office.send('PUT', `/invoices/${invoice.id}/paid`, {}, as)).status).toBe(404)
    expect((await office.post(`/invoices/${invoice.id}/credit`, undefined, as)).status).toBe(404)
    expect((await office.get('/invoices', as)).body.items).toEqual([])
    expect((await office.get(`/regions/${regionId}/statement?month=2026-11`, as)).status).toBe(404)
    const early = await office.post(`/regions/${stranger.regionId}/invoices`, { month: '2026-11' }, as)
    expect(early).toMatchObject({ status: 409, body: { detail: expect.stringContaining('who issues') } })
    expect((await office.get(`/invoices/${invoice.id}`, call)).status).toBe(200)
  })
})

describe('invoices', () => {
  it('are numbered without a gap, stay as they were given, and are corrected by a note alone', async () => {
    const { firmId, call, close, issue, statement } = await charged('宮古')
    await close('2026-11')
    const [first, ...none] = await issue('2026-11')
    expect(none).toEqual([])
    expect(first).toMatchObject({
      ...{ number: 1, kind: 'invoice', corrects: null, total: 4_166, issuedOn: '2026-11-24', dueOn: '2026-12-30' },
      ...{ sums: [{ rate: 10, yen: 4_166, tax: 378 }], paidOn: null, creditedBy: null },
    })
    expect(await issue('2026-11')).toEqual([])
    const entries = { firmId, kind: 'fee', payer: 'firm', payee: 'chamber', yen: 1_000, says: '追加' }
    await office.made('/entries', entries, call)
    // Several at once, and one that fails between: each number is given once, and none is left out.
    const others = await Promise.all([issue('2026-11'), issue('2026-11'), close('2026-11')])
    expect(others.slice(0, 2).flat()).toHaveLength(1)
    const credit = (id: string) => office.post(`/invoices/${id}/credit`, undefined, call)
    const note = await credit(first.id)
    expect(note.body).toMatchObject({ number: 3, kind: 'credit-note', corrects: 1, total: -4_166, dueOn: null })
    expect(await credit(first.id)).toMatchObject({ status: 409, body: { reason: 'credited-before' } })
    expect(await credit(note.body.id)).toMatchObject({ status: 409, body: { reason: 'is-a-note' } })
    expect(totals(await statement('2026-11'))).toMatchObject({ firm: -1_000 })
    expect(await statement('2026-11')).toMatchObject({ sum: 0 })
    await office.made('/entries', { ...entries, yen: 4_166, on: '2026-12-01' }, call)
    const [december] = await issue('2026-12')
    expect(december).toMatchObject({ number: 4, month: '2026-12', total: 4_166 })
    const { items } = (await office.get(`/invoices?firmId=${firmId}`, call)).body
    expect(items.map(({ number }: { number: number }) => number).toSorted()).toEqual([1, 2, 3, 4])
  })

  it('come from the operator and the vendors, too: each counts its own, many firms are one line, and no firm is named', async () => {
    const { regionId, firmId, call, close, issue, statement } = await charged('久慈浜')
    const second = await office.made('/firms', { regionId, name: '南部せんべい', pcs: 3 }, call)
    const [{ id: planId }] = (await office.get('/plans', call)).body.items
    await office.send('PUT', `/firms/${second.id}/plan`, { planId, from: '2026-11-01' }, call)
    const hours = 'mon-fri 9:00-18:00'
    const vendor = await office.made(
      '/vendors',
      { regionId, name: '三陸IT', areas: ['久慈市'], skills: ['pc'], hours },
      call,
    )
    const visit = { firmId, kind: 'visit', payee: 'vendor', vendorId: vendor.id, on: '2026-11-10', says: '三陸IT' }
    await office.made('/entries', { ...visit, payer: 'chamber', yen: 22_000 }, call)
    await office.made('/entries', { ...visit, payer: 'insurer', yen: 11_000 }, call)
    const issuer = (party: string, name: string, vendorId?: string) =>
      office.send('PUT', `/regions/${regionId}/book`, { issuer: { party, vendorId, name, bank: '銀行' } }, call)
    expect((await issuer('vendor', '三陸IT')).status).toBe(404)
    await close('2026-11')
    expect((await issue('2026-11')).map(({ from, payer }: { from: string; payer: string }) => [from, payer])).toEqual([
      ['大船渡商工会議所', 'firm'],
      ['大船渡商工会議所', 'firm'],
    ])
    await issuer('operator', 'おたすけ運営')
    const book = await issuer('vendor', '株式会社三陸IT', vendor.id)
    expect(book.body.issuing).toMatchObject([{ party: 'chamber' }, { party: 'operator' }, { vendorId: vendor.id }])
    const given = await issue('2026-11')
    expect(given).toMatchObject([
      { from: 'おたすけ運営', payer: 'chamber', to: '大船渡商工会議所', number: 1, total: 5_000, firmId: null },
      { from: '株式会社三陸IT', payer: 'chamber', to: '大船渡商工会議所', number: 1, total: 22_000 },
      { from: '株式会社三陸IT', payer: 'insurer', to: '保険会社', number: 2, total: 11_000 },
    ])
    const papers = []
    for (const { paper } of given)
      papers.push((await office.server.inject({ url: new URL(paper).pathname.replace(/\.pdf$/, '') })).body)
    expect(papers[0]).toMatch(/機器と見守りの一式（11月分） 2件[\s\S]*5,000円/)
    expect(papers[1]).toMatch(/2026年11月10日<\/td><td>駆け付け<\/td>/)
    expect(papers.join()).not.toMatch(/南部|水産/)
    expect(await issue('2026-11')).toEqual([])
    const note = await office.post(`/invoices/${given[1].id}/credit`, undefined, call)
    expect(note.body).toMatchObject({ number: 3, corrects: 1, total: -22_000, from: '株式会社三陸IT' })
    await office.send('PUT', `/invoices/${given[0].id}/paid`, {}, call)
    const unpaid = (await office.get('/invoices?unpaid=true', call)).body.items
    expect(unpaid.filter(({ payer }: { payer: string }) => payer !== 'firm')).toMatchObject([{ id: given[2].id }])
    expect((await statement('2026-11')).sum).toBe(0)
  })

  it('and whoever takes an entry back at that moment wins or is refused, so that nobody is billed for what was taken back', async () => {
    const { firmId, call, issue } = await charged('一関')
    const owed = { firmId, kind: 'fee', payer: 'firm', payee: 'chamber', yen: 1_000, says: '追加' }
    for (let round = 0; round < 10; round++) {
      const entry = await office.made('/entries', { ...owed, on: '2026-11-20' }, call)
      const [given, back] = await Promise.all([
        issue('2026-11'),
        office.post(`/entries/${entry.id}/reverse`, undefined, call),
      ])
      expect([given.length, back.status]).toEqual(back.status === 200 ? [0, 200] : [1, 409])
    }
  })

  it('are typed in as paid, and that is taken back; what was credited is paid by nobody', async () => {
    const { call, close, issue } = await charged('花巻')
    await close('2026-11')
    const [{ id }] = await issue('2026-11')
    const pay = (body: object) => office.send('PUT', `/invoices/${id}/paid`, body, call)
    const unpaid = async () => (await office.get('/invoices?unpaid=true', call)).body.items.length
    expect(await unpaid()).toBe(1)
    expect((await pay({ on: '2026-12-10' })).body.paidOn).toBe('2026-12-10')
    expect(await unpaid()).toBe(0)
    expect((await pay({ on: '0000-01-01' })).status).toBe(422)
    expect((await pay({ on: null })).body.paidOn).toBeNull()
    expect((await pay({})).body.paidOn).toBe('2026-11-24')
    await pay({ on: null })
    await office.post(`/invoices/${id}/credit`, undefined, call)
    expect([await unpaid(), (await pay({})).status]).toEqual([0, 409])
    const audit = (await office.get('/audit', call)).body.items.map(({ what }: { what: string }) => what)
    expect(audit).toEqual(
      expect.arrayContaining(['invoice-issued', 'invoice-paid', 'invoice-unpaid', 'invoice-credited']),
    )
  })

  it('are opened by their link as a page and as paper, until it expires', async () => {
    const { close, issue } = await charged('遠野')
    await close('2026-11')
    const [{ paper }] = await issue('2026-11')
    const path = new URL(paper).pathname
    const pdf = await office.server.inject({ url: path })
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf'])
    const page = await office.server.inject({ url: path.replace(/\.pdf$/, '') })
    for (const must of ['請求書', 'T8700110005901', '4,166円', '10%対象', 'うち消費税 378円', '2026年11月1日', '御中'])
      expect(page.body, must).toContain(must)
    expect((await office.server.inject({ url: path.replace(/.\.pdf$/, '*.pdf') })).statusCode).toBe(404)
  })
})
