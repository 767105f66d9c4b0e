import { beforeEach, describe, expect, it } from 'vitest'
import { furnishRegion, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

const WATCHING = { name: '見守り', says: 'パソコンを見守ります。', yen: 3_300 }

describe('plans with prices', () => {
  it('are kept by the chamber of their region, once for each key', async () => {
    const { regionId, token } = await furnishRegion(office, '大船渡')
    const call = { token, headers: { 'idempotency-key': 'a-plan' } }
    const plan = await office.made('/plans', { regionId, ...WATCHING }, call)
    expect(plan).toMatchObject({ regionId, ...WATCHING, per: 'month' })
    expect(await office.made('/plans', { regionId, ...WATCHING }, call)).toEqual(plan)
    expect((await office.get('/plans', { token })).body.items).toMatchObject([{ id: plan.id, retiredAt: null }])
    expect((await office.send('DELETE', `/plans/${plan.id}`, undefined, { token })).status).toBe(204)
    expect((await office.send('DELETE', `/plans/${plan.id}`, undefined, { token })).status).toBe(404)
    expect((await office.get('/plans', { token })).body.items[0].retiredAt).not.toBeNull()
    const audit = await office.get('/audit', { token })
    const about = audit.body.items.filter(({ subject }: { subject: string }) => subject === `plan:${plan.id}`)
    expect(about.map(({ what }: { what: string }) => what)).toEqual(['plan-retired', 'plan-added'])
  })

  it('are neither seen nor touched by the chamber of another region', async () => {
    const { regionId } = await furnishRegion(office, '盛岡')
    const { token } = await furnishRegion(office, '釜石')
    const { id } = await office.made('/plans', { regionId, ...WATCHING })
    expect((await office.get('/plans', { token })).body.items).toEqual([])
    expect((await office.post('/plans', { regionId, ...WATCHING }, { token })).status).toBe(404)
    expect((await office.send('DELETE', `/plans/${id}`, undefined, { token })).status).toBe(404)
    expect((await office.get('/plans?limit=1')).body.items).toMatchObject([{ id, retiredAt: null }])
  })

  it('are refused in words that a firm would not know, and told what to write instead', async () => {
    const { regionId } = await furnishRegion(office, '宮古')
    const answer = await office.post('/plans', { regionId, ...WATCHING, says: 'マルウェアを見つけます。' })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'says' }] } })
    expect(answer.body.detail).toContain('「マルウェア」')
    expect((await office.post('/plans', { regionId: 'region_none', ...WATCHING })).status).toBe(404)
    expect((await office.post('/plans', { regionId, ...WATCHING, yen: -1 })).status).toBe(422)
  })
})
