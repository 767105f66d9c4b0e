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

  it('are taken and ended by the chamber of the firm’s region, one at a time and from a day on', async () => {
    const { regionId, firmId, token } = await furnishRegion(office, '久慈')
    const elsewhere = await furnishRegion(office, '花巻')
    const [one, other] = await Promise.all(
      ['守り', '別の守り'].map((name) => office.made('/plans', { regionId, ...WATCHING, name })),
    )
    const stranger = await office.made('/plans', { regionId: elsewhere.regionId, ...WATCHING })
    const path = `/firms/${firmId}/plan`
    const put = (body: object, by = token) => office.send('PUT', path, body, { token: by })
    const held = async () =>
      (await office.get(path, { token })).body.items.map(
        ({ plan, startsAt, endsAt }: { plan: { id: string }; startsAt: string; endsAt: string | null }) =>
          [plan.id, startsAt.slice(0, 10), endsAt?.slice(0, 10)].join(' '),
      )
    expect((await put({ planId: stranger.id })).status).toBe(404)
    expect((await put({ planId: one.id }, elsewhere.token)).status).toBe(404)
    expect((await put({ planId: one.id, from: '0000-01-01' })).status).toBe(422)
    expect((await office.get(path, { token: elsewhere.token })).status).toBe(404)
    await put({ planId: one.id, from: '2030-01-01' })
    await put({ planId: other.id, from: '2030-03-01' })
    expect(await held()).toEqual([`${one.id} 2029-12-31 2030-02-28`, `${other.id} 2030-02-28 `])
    // What was to begin later never does.
    await put({ planId: null, from: '2030-02-01' })
    expect(await held()).toEqual([`${one.id} 2029-12-31 2030-01-31`])
    await put({ planId: null, from: '2029-12-31' })
    expect(await held()).toEqual([])
  })

  it('whose price by the PC no book could hold for the largest firm are refused', async () => {
    const { regionId } = await furnishRegion(office, '釜石')
    const answer = await office.post('/plans', { regionId, ...WATCHING, per: 'pc-month', yen: 21_475 })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'yen' }] } })
    expect((await office.post('/plans', { regionId, ...WATCHING, per: 'pc-month', yen: 20_000 })).status).toBe(201)
  })

  it('that watch nothing are refused', async () => {
    const { regionId } = await furnishRegion(office, '一関')
    const answer = await office.post('/plans', { regionId, ...WATCHING, unwatched: ['office', 'home'] })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'unwatched' }] } })
  })
})
