import { beforeEach, describe, expect, it } from 'vitest'
import { furnishEvents } from './events.ts'
import { ADMIN_TOKEN, type Body, furnishRegion, type Office, sharedOffice } from './office.ts'

let office: Office
const shared = sharedOffice()
beforeEach(() => {
  office = shared.it()
})

const MINUTE = 60_000

/** Who looked at what of the firm, the newest last. */
async function looksAt(firmId: string, token = ADMIN_TOKEN): Promise<[string, string, Body][]> {
  const { items } = (await office.get(`/audit?firmId=${firmId}&limit=200`, { token })).body
  return items
    .filter(({ what, subject }: Body) => what === 'looked-at' && !subject.startsWith('audit:'))
    .map(({ actor, subject, params }: Body) => [actor, subject, params])
    .reverse()
}

describe('whoever reads something of a firm is in the audit log', () => {
  it('with what they looked at and through which address, once while they go on looking', async () => {
    const place = await furnishRegion(office, '岩手')
    const { firmId } = place
    await furnishEvents(office.db, place)
    for (let n = 0; n < 3; n++) await office.get(`/alerts?firmId=${firmId}`)
    await office.get(`/firms/${firmId}/contacts`)
    await office.get(`/firms/${firmId}/asset-list`)
    const seen = [
      ['operator', `alerts:${firmId}`, { through: 'GET /alerts' }],
      ['operator', `profile:${firmId}`, { through: 'GET /firms/:id/contacts' }],
      ['operator', `assets:${firmId}`, { through: 'GET /firms/:id/asset-list' }],
    ]
    expect(await looksAt(firmId)).toEqual(seen)
    await office.post('/clock', { advanceMs: 11 * MINUTE })
    await office.get(`/alerts?firmId=${firmId}`)
    expect(await looksAt(firmId)).toEqual([...seen, seen[0]])
  })

  it('and a list names, region by region, the firms that were on it and no others', async () => {
    const [iwate, miyagi] = [await furnishRegion(office, '岩手'), await furnishRegion(office, '宮城')]
    const other = await office.made('/firms', { regionId: iwate.regionId, name: '南部建設' })
    const quiet = await office.made('/firms', { regionId: iwate.regionId, name: '気仙' })
    for (const place of [iwate, miyagi, { regionId: iwate.regionId, firmId: other.id }])
      await furnishEvents(office.db, place)
    await office.get('/cases?limit=200')
    const look = (await looksAt(other.id))[0]
    expect(look?.slice(0, 2)).toEqual(['operator', `alerts:${iwate.regionId}`])
    expect(look?.[2]).toEqual({ through: 'GET /cases', firms: [iwate.firmId, other.id].sort() })
    expect(await looksAt(iwate.firmId)).toEqual([look])
    expect(await looksAt(miyagi.firmId)).toEqual([['operator', `alerts:${miyagi.firmId}`, { through: 'GET /cases' }]])
    expect(await looksAt(quiet.id)).toEqual([])
  })

  it('a chamber too, which sees who looked at its register and not who looked at what befell a firm', async () => {
    const { regionId, firmId, token } = await furnishRegion(office, '岩手')
    await furnishEvents(office.db, { regionId, firmId })
    await office.get('/people', { token })
    await office.get('/notices')
    const own = await looksAt(firmId, token)
    expect(own).toEqual([[expect.stringMatching(/^token_/), `profile:${firmId}`, { through: 'GET /people' }]])
    expect(await looksAt(firmId)).toEqual([...own, ['operator', `notices:${firmId}`, { through: 'GET /notices' }]])
  })

  it('but nobody who was refused, found nothing, or counted', async () => {
    const { regionId, firmId, token } = await furnishRegion(office, '岩手')
    const other = await furnishRegion(office, '宮城')
    await furnishEvents(office.db, { regionId, firmId })
    await office.get(`/regions/${regionId}/summary`)
    await office.get(`/regions/${regionId}/diagnosis-view`)
    for (const path of ['/alerts', `/firms/${firmId}/asset-list`]) await office.get(path, { token })
    await office.get(`/firms/${firmId}/contacts`, { token: other.token })
    await office.get(`/people?firmId=${firmId}`, { token: other.token })
    await office.get('/firms/firm_none/contacts')
    expect(await looksAt(firmId)).toEqual([])
  })
})
