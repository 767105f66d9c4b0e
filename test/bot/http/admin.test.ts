import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { DEFAULT_LADDER } from '#engine/ladder.ts'
import { furnishEvents } from './events.ts'
import { ADMIN_TOKEN, furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

let office: Office
const use = (options = {}): void => {
  const shared = sharedOffice(options)
  beforeEach(() => {
    office = shared.it()
  })
}

describe('a caller without a good token', () => {
  use()
  it.each([
    ['none', {}],
    ['another scheme', { authorization: `Basic ${ADMIN_TOKEN}` }],
    ['no token after the scheme', { authorization: 'Bearer' }],
    ['an unknown token', { authorization: 'Bearer otsk_somebody-made-this-up' }],
    ['the admin token with a letter more', { authorization: `Bearer ${ADMIN_TOKEN}x` }],
    ['two tokens', { authorization: `Bearer ${ADMIN_TOKEN} ${ADMIN_TOKEN}` }],
  ])('is refused: %s', async (_, headers) => {
    const answer = await office.get('/firms', { token: null, headers: headers as Record<string, string> })
    expect(answer).toMatchObject({
      status: 401,
      type: 'application/problem+json',
      body: { type: 'about:blank', status: 401 },
    })
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  it('is refused on every address there is', async () => {
    const addresses = office.routes.filter(({ url }) => url.startsWith('/admin/v1'))
    expect(addresses.length).toBeGreaterThan(20)
    for (const { method, url } of addresses) {
      const path = url.replace(':id', 'sasaki')
      const { status } = await office.send(method as 'GET', path, method === 'GET' ? undefined : {}, { token: null })
      expect(`${method} ${url} ${status}`).toBe(`${method} ${url} 401`)
    }
  })

  it('may write the scheme in small letters', async () => {
    const headers = { authorization: `bearer ${ADMIN_TOKEN}` }
    expect((await office.get('/firms', { token: null, headers })).status).toBe(200)
  })

  it('cannot use a token that was revoked', async () => {
    const { regionId } = await furnishRegion(office, '岩手')
    const { id, token } = await office.made('/tokens', { regionId, role: 'chamber', name: '大船渡商工会議所' })
    expect((await office.get('/firms', { token })).status).toBe(200)
    expect((await office.send('DELETE', `/tokens/${id}`)).status).toBe(204)
    expect((await office.get('/firms', { token })).status).toBe(401)
    expect((await office.send('DELETE', `/tokens/${id}`)).status).toBe(404)
  })
})

describe('good requests', () => {
  use()
  it('enter a region, a firm, a site, a sensor and an invite', async () => {
    const region = await office.made('/regions', { name: ' 岩手 ' })
    expect(region).toMatchObject({ name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja' })
    const firm = await office.made('/firms', {
      regionId: region.id,
      name: '佐々木水産',
      employees: 8,
      phone: '0192-00-0001',
    })
    expect(firm).toMatchObject({ regionId: region.id, employees: 8, pcs: null, industry: null })
    const homeNetworks = ['192.168.1.0/24', 'fd00::/8']
    const site = await office.made('/sites', { firmId: firm.id, name: '事務所', kind: 'office', homeNetworks })
    expect(site).toMatchObject({ firmId: firm.id, regionId: region.id, homeNetworks })
    const sensor = await office.made('/sensors', { siteId: site.id, type: 'small-office' })
    expect(sensor.token).toMatch(/^otss_[\w-]{43}$/)
    const invite = await office.made('/invites', { firmId: firm.id, role: 'owner', days: 7 })
    expect(invite.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(Date.parse(invite.expiresAt) - NOW).toBeGreaterThanOrEqual(7 * 86_400_000)
  })

  it.each(['owner', 'manager', 'worker', 'contractor'])('invite a %s into a firm', async (role) => {
    const { firmId, regionId } = await furnishRegion(office, '岩手')
    expect(await office.made('/invites', { firmId, role })).toMatchObject({ role, firmId, regionId })
    expect((await office.post('/invites', { regionId, role })).status).toBe(422)
  })

  it.each(['analyst', 'desk', 'chamber', 'insurer', 'operator', 'observer'])(
    'invite a %s into a region',
    async (role) => {
      const { firmId, regionId } = await furnishRegion(office, '岩手')
      expect(await office.made('/invites', { regionId, role })).toMatchObject({ role, firmId: null, regionId })
      expect((await office.post('/invites', { firmId, role })).status).toBe(422)
    },
  )

  it('invite a vendor’s people by their vendor, which a chamber keeps, of its own region alone', async () => {
    const { firmId, regionId } = await furnishRegion(office, '岩手')
    const far = await office.made('/regions', { name: '宮城' })
    const { token } = await office.made('/tokens', { regionId, role: 'chamber', name: '商工会議所' })
    const sanriku = { name: '三陸IT', areas: ['久慈市'], skills: ['pc'], hours: 'mon-fri 9:00-18:00' }
    const vendor = await office.made('/vendors', { regionId, ...sanriku }, { token })
    expect((await office.post('/vendors', { regionId: far.id, ...sanriku }, { token })).status).toBe(404)
    expect((await office.post('/vendors', { regionId, ...sanriku, hours: 'always' })).body.detail).toContain('mon-fri')
    const theirs = { role: 'vendor', vendorId: vendor.id, firmId: null, regionId }
    expect(await office.made('/invites', { vendorId: vendor.id, role: 'vendor' })).toMatchObject(theirs)
    for (const whose of [{ regionId }, { firmId }, { vendorId: 'nobody' }])
      expect((await office.post('/invites', { ...whose, role: 'vendor' })).status).toBeGreaterThan(400)
    expect((await office.post(`/vendors/${vendor.id}/suspend`, {}, { token })).body).toMatchObject({ isActive: false })
    expect((await office.get('/vendors', { token })).body.items).toMatchObject([{ id: vendor.id, isActive: false }])
  })

  it('show secrets once and keep none of them', async () => {
    const { regionId, firmId, siteId, token } = await furnishRegion(office, '岩手')
    const { token: sensorToken } = await office.made('/sensors', { siteId, type: 'office' })
    const headers = { 'idempotency-key': 'invite-1' }
    const { code } = await office.made('/invites', { firmId, role: 'owner' }, { headers })
    const lists = await Promise.all(
      ['/sensors', '/invites', '/tokens', '/audit'].map(async (path) => JSON.stringify((await office.get(path)).body)),
    )
    const kept = await office.db.transaction({ kind: 'system' }, (tx) =>
      query<{ row: string }>(
        tx,
        sql`select to_jsonb(t)::text as row from sensors t union all select to_jsonb(t)::text from invites t
        union all select to_jsonb(t)::text from api_tokens t union all select to_jsonb(t)::text from idempotent_answers t
        union all select to_jsonb(t)::text from audit t`,
      ),
    )
    expect(kept.length).toBeGreaterThan(8)
    const everything = [...lists, ...kept.map(({ row }) => row)].join('\n')
    expect(everything).toContain(regionId)
    for (const secret of [token, sensorToken, code, code.replace('-', '')]) expect(everything).not.toContain(secret)
  })

  it('revoke a sensor once', async () => {
    const { siteId } = await furnishRegion(office, '岩手')
    const { id } = await office.made('/sensors', { siteId, type: 'office' })
    expect((await office.send('DELETE', `/sensors/${id}`)).status).toBe(204)
    expect((await office.get('/sensors')).body.items[0].revokedAt).toMatch(/Z$/)
    expect((await office.send('DELETE', `/sensors/${id}`)).status).toBe(404)
  })

  it('show the ladder, change it, and refuse one that ends with nobody', async () => {
    const { regionId } = await furnishRegion(office, '岩手')
    expect((await office.get(`/regions/${regionId}/ladder`)).body).toEqual(DEFAULT_LADDER)
    const swift = { ...DEFAULT_LADDER, high: [{ afterMinutes: 5, counts: 'wall', action: 'desk-task' }] }
    expect((await office.send('PUT', `/regions/${regionId}/ladder`, swift)).body).toEqual(swift)
    expect((await office.get(`/regions/${regionId}/ladder`)).body).toEqual(swift)
    const endless = { ...swift, high: [{ afterMinutes: 5, counts: 'wall', action: 'remind' }] }
    expect(await office.send('PUT', `/regions/${regionId}/ladder`, endless)).toMatchObject({
      status: 422,
      body: { reason: 'ends-without-a-person' },
    })
  })

  it('say what a notice sent on a Friday afternoon would lead to, by the region’s own ladder', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const path = `/regions/${regionId}/ladder/dry-run`
    const dryRun = async (severity: string) =>
      (await office.get(`${path}?severity=${severity}&at=${encodeURIComponent('2026-11-27T17:00:00+09:00')}`)).body
    // 9:00 to 20:00 counts, on every day: three hours of Friday, the rest on Saturday.
    expect(await dryRun('medium')).toEqual({
      severity: 'medium',
      sentAt: '2026-11-27T08:00:00.000Z',
      items: [
        { at: '2026-11-28T01:00:00.000Z', action: 'remind', afterMinutes: 240, counts: 'daytime' },
        { at: '2026-11-28T05:00:00.000Z', action: 'second-contact', afterMinutes: 480, counts: 'daytime' },
        { at: '2026-11-28T09:00:00.000Z', action: 'desk-task', afterMinutes: 720, counts: 'daytime' },
      ],
    })
    const swift = { ...DEFAULT_LADDER, high: [{ afterMinutes: 5, counts: 'wall', action: 'desk-task' }] }
    await office.send('PUT', `/regions/${regionId}/ladder`, swift)
    expect((await dryRun('high')).items).toMatchObject([{ at: '2026-11-27T08:05:00.000Z', action: 'desk-task' }])
    expect((await office.get(`${path}?severity=grave`)).status).toBe(422)
    expect((await office.get(`${path}?severity=high`, { token })).status).toBe(403)
  })

  it('change the order in which a firm’s people are asked, and refuse half an order', async () => {
    const place = await furnishRegion(office, '岩手')
    await furnishEvents(office.db, place)
    const address = `/firms/${place.firmId}/contacts`
    const [{ personId }] = (await office.get(address)).body.items
    expect((await office.send('PUT', address, { personIds: [personId] })).body.items).toHaveLength(1)
    for (const personIds of [[], [personId, personId], ['person_none'], [personId, 'person_none']])
      expect((await office.send('PUT', address, { personIds })).status).toBe(422)
  })

  it('move the playground’s clock', async () => {
    const before = Date.parse((await office.post('/clock', { advanceMs: 0 })).body.now)
    const after = Date.parse((await office.post('/clock', { advanceMs: 3_600_000 })).body.now)
    expect(after - before).toBe(3_600_000)
  })

  it('retry a dead message and take back one that was not tried', async () => {
    const place = await furnishRegion(office, '岩手')
    await furnishEvents(office.db, place)
    const [{ id }] = (await office.get(`/outbox?state=pending&firmId=${place.firmId}`)).body.items
    expect(await office.post(`/outbox/${id}/retry`)).toMatchObject({ status: 409, type: 'application/problem+json' })
    expect((await office.post(`/outbox/${id}/cancel`)).body).toEqual({ id, state: 'cancelled' })
    expect((await office.post(`/outbox/${id}/cancel`)).status).toBe(409)
    await office.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`update outbox set state = 'dead' where id = ${id}::uuid`),
    )
    expect(await office.post(`/outbox/${id}/retry`)).toMatchObject({ status: 202, body: { id, state: 'pending' } })
    expect((await office.get(`/outbox?state=pending&firmId=${place.firmId}`)).body.items).toHaveLength(1)
    const noted = (await office.get(`/audit?firmId=${place.firmId}`)).body.items as { what: string; subject: string }[]
    const decisions = noted.filter(({ subject }) => subject === `message:${id}`).map(({ what }) => what)
    expect(decisions).toEqual(['message-retried', 'message-cancelled'])
  })

  it('leave a line in the audit log, with who did it', async () => {
    const { firmId, token } = await furnishRegion(office, '岩手')
    await office.made('/invites', { firmId, role: 'owner' }, { token })
    const lines = (await office.get('/audit')).body.items
    expect(lines.slice(0, 5).map(({ what }: { what: string }) => what)).toEqual([
      'invite-made',
      'token-granted',
      'site-added',
      'firm-added',
      'region-added',
    ])
    expect(lines[0].actor).toMatch(/^token_/)
    expect(lines[1].actor).toBe('operator')
    expect(lines[0].at).toMatch(/^2026-11-24T0\d:.*Z$/)
  })
})

describe('a real clock', () => {
  use({ isPlayground: false })

  it('is not moved', async () => {
    expect((await office.post('/clock', { advanceMs: 1 })).status).toBe(409)
  })
})

describe('bad requests', () => {
  use()
  const cases: [string, string, unknown, number, string][] = [
    ['a region without a name', '/regions', {}, 422, 'name'],
    ['a region with an empty name', '/regions', { name: '  ' }, 422, 'name'],
    ['a name too long', '/regions', { name: 'あ'.repeat(201) }, 422, 'name'],
    ['a name with NUL', '/regions', { name: 'a\0b' }, 422, 'name'],
    ['a name that is a number', '/regions', { name: 7 }, 422, 'name'],
    ['an unknown field', '/regions', { name: '岩手', colour: 'red' }, 422, 'colour'],
    ['a place that is no time zone', '/regions', { name: '岩手', timezone: 'Mars/Olympus' }, 422, 'timezone'],
    ['a language we do not speak', '/regions', { name: '岩手', locale: 'fr' }, 422, 'locale'],
    ['a list instead of an object', '/regions', [], 422, 'body'],
    ['a firm without its region', '/firms', { name: '佐々木水産' }, 422, 'regionId'],
    ['a firm in an unknown region', '/firms', { regionId: 'region_none', name: '佐々木水産' }, 404, 'no such'],
    ['a firm with half an employee', '/firms', { regionId: 'r', name: 'a', employees: 1.5 }, 422, 'employees'],
    ['an id with NUL', '/firms', { regionId: 'a\0', name: 'a' }, 422, 'regionId'],
    ['a site of an unknown firm', '/sites', { firmId: 'firm_none', name: 'a', kind: 'home' }, 404, 'no such'],
    ['a site of an unknown kind', '/sites', { firmId: 'f', name: 'a', kind: 'boat' }, 422, 'kind'],
    [
      'a network without a length',
      '/sites',
      { firmId: 'f', name: 'a', kind: 'home', homeNetworks: ['10.0.0.0'] },
      422,
      'homeNetworks.0',
    ],
    [
      'a network that is too long',
      '/sites',
      { firmId: 'f', name: 'a', kind: 'home', homeNetworks: ['10.0.0.0/33'] },
      422,
      'homeNetworks.0',
    ],
    ['a sensor at an unknown site', '/sensors', { siteId: 'site_none', type: 'office' }, 404, 'no such'],
    ['a sensor of an unknown type', '/sensors', { siteId: 's', type: 'toaster' }, 422, 'type'],
    ['an invite for an unknown role', '/invites', { firmId: 'f', role: 'king' }, 422, 'role'],
    ['an invite for a thousand days', '/invites', { firmId: 'f', role: 'owner', days: 1000 }, 422, 'days'],
    ['an invite into no firm', '/invites', { role: 'owner' }, 422, 'firmId'],
    ['an invite into an unknown firm', '/invites', { firmId: 'firm_none', role: 'owner' }, 404, 'no such'],
    ['a token for nobody’s region', '/tokens', { regionId: 'r', role: 'chamber', name: 'a' }, 404, 'no such'],
    ['a token for another role', '/tokens', { regionId: 'r', role: 'operator', name: 'a' }, 422, 'role'],
    ['time running backwards', '/clock', { advanceMs: -1 }, 422, 'advanceMs'],
    ['a body that is not JSON', '/regions', '{"name":', 415, ''],
  ]
  it.each(cases)('%s', async (_, path, body, status, word) => {
    const answer = await office.post(path, body)
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status } })
    expect(answer.body.detail).toContain(word)
  })

  it.each([
    ['cut off', '{"name":', 400],
    ['empty', '', 400],
    ['with a prototype', '{"__proto__":{"a":1}}', 400],
    ['of two megabytes', JSON.stringify({ name: 'a'.repeat(2_000_000) }), 413],
  ])('JSON that is %s', async (_, payload, status) => {
    const answer = await office.post('/regions', payload, { headers: { 'content-type': 'application/json' } })
    expect(answer).toMatchObject({ status, type: 'application/problem+json' })
  })

  it.each([
    ['GET', '/nothing', 404],
    ['GET', '/firms?limit=0', 422],
    ['GET', '/firms?limit=many', 422],
    ['GET', '/firms?limit=201', 422],
    ['GET', '/firms?firmid=x', 422],
    ['GET', '/firms?firmId=a&firmId=b', 422],
    ['GET', '/firms?firmId=%00', 422],
    ['GET', '/alerts?state=new', 422],
    ['GET', '/outbox?state=lost', 422],
    ['GET', '/firms?cursor=nonsense', 400],
    ['GET', '/audit?cursor=WyJ4Il0', 400],
    ['GET', `/alerts?cursor=${cursor(['yesterday', 'a'])}`, 400],
    ['GET', `/alerts?cursor=${cursor(['2026-99-99T00:00:00Z', 'a'])}`, 400],
    ['GET', `/alerts?cursor=${cursor(['2026-01-01T00:00:00Z', 'a\0'])}`, 400],
    ['GET', `/cases?cursor=${cursor([7])}`, 400],
    ['GET', `/outbox?cursor=${cursor([1.5])}`, 400],
    ['GET', `/firms?cursor=${cursor({ id: 1 })}`, 400],
    ['GET', '/regions/region_none/summary', 404],
    ['GET', '/regions/region_none/ladder', 404],
    ['GET', '/regions/%00/summary', 404],
    ['GET', '/sensors/sensor_none', 404],
    ['DELETE', '/sensors/sensor_none', 404],
    ['DELETE', '/sensors/%00', 404],
    ['DELETE', '/tokens/token_none', 404],
    ['POST', '/outbox/nonsense/retry', 404],
    ['POST', `/outbox/${'-'.repeat(36)}/cancel`, 404],
    ['PUT', '/regions/region_none/ladder', 404],
    ['PUT', '/regions/region_none/rules', 404],
    ['GET', '/firms/firm_none/contacts', 404],
    ['PUT', '/firms/firm_none/contacts', 404],
  ] as const)('%s %s → %i', async (method, path, status) => {
    expect(await office.send(method, path)).toMatchObject({ status, type: 'application/problem+json' })
  })

  it('a body that is no ladder', async () => {
    const { regionId } = await furnishRegion(office, '岩手')
    for (const body of [{}, { high: [] }, { ...DEFAULT_LADDER, low: 'none' }])
      expect((await office.send('PUT', `/regions/${regionId}/ladder`, body)).status).toBe(422)
  })
})

function cursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

describe('a chamber', () => {
  use()
  it('sees its own region and nothing of another', async () => {
    const [iwate, miyagi] = [await furnishRegion(office, '岩手'), await furnishRegion(office, '宮城')]
    const sensors: string[] = []
    for (const place of [iwate, miyagi]) {
      sensors.push((await office.made('/sensors', { siteId: place.siteId, type: 'office' })).id)
      await office.made('/invites', { firmId: place.firmId, role: 'owner' })
      await furnishEvents(office.db, place)
    }
    for (const path of ['/regions', '/firms', '/sites', '/sensors', '/people', '/invites', '/audit']) {
      const all = JSON.stringify((await office.get(path)).body)
      const own = JSON.stringify((await office.get(path, { token: iwate.token })).body)
      expect(all).toContain(miyagi.regionId)
      expect(own).toContain(iwate.regionId)
      expect(own).not.toContain(miyagi.regionId)
      const filtered = await office.get(`${path}?firmId=${miyagi.firmId}`, { token: iwate.token })
      expect(path === '/regions' ? [] : filtered.body.items).toEqual([])
    }
    const statuses = sensors.map(async (id) => (await office.get(`/sensors/${id}`, { token: iwate.token })).status)
    expect(await Promise.all(statuses)).toEqual([200, 404])
  })

  it('creates in its own region only; another’s firm is answered like one that does not exist', async () => {
    const [iwate, miyagi] = [await furnishRegion(office, '岩手'), await furnishRegion(office, '宮城')]
    const { token } = iwate
    const attempts = (place: typeof iwate) => [
      office.post('/firms', { regionId: place.regionId, name: '南部建設' }, { token }),
      office.post('/sites', { firmId: place.firmId, name: '自宅', kind: 'home' }, { token }),
      office.post('/invites', { firmId: place.firmId, role: 'owner' }, { token }),
      office.get(`/regions/${place.regionId}/summary`, { token }),
      office.get(`/firms/${place.firmId}/contacts`, { token }),
    ]
    expect((await Promise.all(attempts(iwate))).map(({ status }) => status)).toEqual([201, 201, 201, 200, 200])
    const foreign = await Promise.all(attempts(miyagi))
    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    const nowhere = await office.post('/sites', { firmId: 'firm_none', name: '自宅', kind: 'home' }, { token })
    expect({ ...foreign[1]?.body, instance: '' }).toEqual({ ...nowhere.body, instance: '' })
    expect(JSON.stringify((await office.get('/audit')).body)).not.toContain('南部建設')
  })

  it('may not do what is the operator’s', async () => {
    const { token, regionId, siteId } = await furnishRegion(office, '岩手')
    const id = '0195e2b4-0000-7000-8000-000000000000'
    const asked = [
      office.post('/regions', { name: '宮城' }, { token }),
      office.post('/tokens', { regionId, role: 'chamber', name: '釜石' }, { token }),
      office.post('/sensors', { siteId, type: 'office' }, { token }),
      office.post('/invites', { regionId, role: 'analyst' }, { token }),
      office.post('/clock', { advanceMs: 1 }, { token }),
      office.send('DELETE', '/sensors/sensor_1', undefined, { token }),
      office.send('DELETE', '/tokens/token_1', undefined, { token }),
      office.send('PUT', `/regions/${regionId}/ladder`, DEFAULT_LADDER, { token }),
      office.send('PUT', `/regions/${regionId}/rules`, {}, { token }),
      office.get(`/regions/${regionId}/rules`, { token }),
      office.get(`/regions/${regionId}/quota`, { token }),
      office.send('PUT', `/regions/${regionId}/quota`, {}, { token }),
      office.post(`/outbox/${id}/retry`, undefined, { token }),
      office.post(`/outbox/${id}/cancel`, undefined, { token }),
      ...['/alerts', '/cases', '/queue', '/notices', '/outbox', '/tokens', `/regions/${regionId}/ladder`].map((path) =>
        office.get(path, { token }),
      ),
    ]
    for (const { status, type } of await Promise.all(asked))
      expect([status, type]).toEqual([403, 'application/problem+json'])
  })

  it('reads who changed its register, and not what was decided about single cases', async () => {
    const place = await furnishRegion(office, '岩手')
    await furnishEvents(office.db, place)
    const whats = async (token: string) =>
      (await office.get('/audit', { token })).body.items.map(({ what }: { what: string }) => what)
    await office.send('PUT', `/firms/${place.firmId}/insurance`, { state: 'considering' })
    expect(await whats(ADMIN_TOKEN)).toEqual(expect.arrayContaining(['claimed', 'insurance-enrolment']))
    expect(await whats(place.token)).toEqual(['token-granted', 'site-added', 'firm-added', 'region-added'])
  })
})

describe('a region’s counts', () => {
  use()
  it('hide what fewer than five firms stand behind', async () => {
    const { regionId, token, ...first } = await furnishRegion(office, '岩手')
    const sites = [first.siteId]
    for (const name of ['二', '三', '四', '五', '六']) {
      const { id: firmId } = await office.made('/firms', { regionId, name })
      sites.push((await office.made('/sites', { firmId, name: '事務所', kind: 'office' })).id)
    }
    const sense = async (siteId: string) => office.made('/sensors', { siteId, type: 'office' })
    const told = async () => (await office.get(`/regions/${regionId}/summary`, { token })).body
    expect(await told()).toMatchObject({ firms: 6, firmsWithSensor: 0, firmsWithOpenCase: 0, alertsByKind: [] })
    for (const siteId of sites.slice(0, 4)) await sense(siteId)
    await furnishEvents(office.db, { regionId, firmId: first.firmId })
    expect(await told()).toMatchObject({
      firmsWithSensor: null,
      firmsWithOpenCase: null,
      alertsByKind: [{ kind: 'port-scan', alerts: null, firms: null }],
    })
    await sense(sites[4] ?? '')
    // Five of six have one, which would tell of the one that has none.
    expect((await told()).firmsWithSensor).toBeNull()
    for (const name of ['七', '八', '九', '十']) await office.made('/firms', { regionId, name })
    expect(await told()).toMatchObject({ firms: 10, firmsWithSensor: 5 })
  })
})

describe('paging', () => {
  use()
  const isFurnished = new WeakSet<Office>()
  /** To read the audit log is a line in it. */
  const isNoLook = (line: object): boolean => !('what' in line && line.what === 'looked-at')

  beforeEach(async () => {
    if (isFurnished.has(office)) return
    isFurnished.add(office)
    for (const name of ['岩手', '宮城', '青森', '秋田', '福島']) {
      const place = await furnishRegion(office, name)
      await office.made('/sensors', { siteId: place.siteId, type: 'office' })
      await office.made('/invites', { firmId: place.firmId, role: 'owner' })
      await furnishEvents(office.db, place)
    }
  })
  it.each([
    '/regions',
    '/firms',
    '/sites',
    '/sensors',
    '/people',
    '/invites',
    '/tokens',
    '/alerts',
    '/cases',
    '/notices',
    '/outbox',
    '/audit',
  ])('%s comes whole, newest first, a page at a time', async (path) => {
    const whole = (await office.get(`${path}?limit=200`)).body
    expect(whole.nextCursor).toBeNull()
    expect(whole.items.length).toBeGreaterThanOrEqual(5)
    const pieces: { id: unknown }[] = []
    let next = `${path}?limit=2`
    for (let pages = 0; next !== '' && pages < 100; pages++) {
      const { items, nextCursor } = (await office.get(next)).body
      expect(items.length).toBeLessThanOrEqual(2)
      pieces.push(...items)
      next = nextCursor === null ? '' : `${path}?limit=2&cursor=${nextCursor}`
    }
    expect(pieces.filter(isNoLook)).toEqual(whole.items.filter(isNoLook))
    expect(new Set(pieces.map(({ id }) => id)).size).toBe(pieces.length)
  })

  it('shows one firm’s when asked', async () => {
    const [one, other] = [await furnishRegion(office, '岩手'), await furnishRegion(office, '宮城')]
    for (const place of [one, other]) await furnishEvents(office.db, place, 2)
    for (const path of ['/firms', '/sites', '/people', '/alerts', '/cases', '/notices', '/outbox']) {
      const { items } = (await office.get(`${path}?firmId=${one.firmId}`)).body
      expect(items.length).toBeGreaterThan(0)
      expect(JSON.stringify(items)).not.toContain(other.firmId)
    }
  })
})

describe('an Idempotency-Key', () => {
  use()
  let headers = {}
  beforeEach(({ task }) => {
    headers = { 'idempotency-key': task.id }
  })

  it('makes a thing once and gives the first answer again, its token too', async () => {
    const { siteId, firmId } = await furnishRegion(office, '岩手')
    const body = { siteId, type: 'office' }
    const first = await office.post('/sensors', body, { headers })
    expect(first.status).toBe(201)
    expect(await office.post('/sensors', body, { headers })).toMatchObject({ status: 201, body: first.body })
    expect((await office.get(`/sensors?firmId=${firmId}`)).body.items).toHaveLength(1)
  })

  it('makes a thing once when the request comes twice at the same time', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const body = { regionId, name: '南部建設' }
    const answers = await Promise.all(Array.from({ length: 4 }, () => office.post('/firms', body, { headers })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect((await office.get('/firms', { token })).body.items).toHaveLength(2)
  })

  it('is refused for another request', async () => {
    const { regionId } = await furnishRegion(office, '岩手')
    await office.made('/firms', { regionId, name: '南部建設' }, { headers })
    expect((await office.post('/firms', { regionId, name: '気仙デザイン' }, { headers })).status).toBe(422)
  })

  it('belongs to its caller', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const body = { regionId, name: '南部建設' }
    const operators = await office.made('/firms', body, { headers })
    const chambers = await office.made('/firms', body, { headers, token })
    expect(chambers.id).not.toBe(operators.id)
  })

  it('is forgotten when the request failed', async () => {
    const body = { name: '岩手' }
    expect((await office.post('/regions', { name: '' }, { headers })).status).toBe(422)
    expect((await office.post('/regions', body, { headers })).status).toBe(201)
  })

  it.each([' ', 'a b', 'x'.repeat(201), 'キー'])('of a bad form is refused: %j', async (key) => {
    const answer = await office.post('/regions', { name: '岩手' }, { headers: { 'idempotency-key': key } })
    expect(answer.status).toBe(400)
  })

  it('is not needed: without it every call makes one', async () => {
    const [one, other] = [
      await office.made('/regions', { name: '岩手' }),
      await office.made('/regions', { name: '岩手' }),
    ]
    expect(one.id).not.toBe(other.id)
  })

  it('an agency makes flyers of its own, and sees no diagnosis and no other’s (R-024)', async () => {
    const { regionId } = await furnishRegion(office, '岩手')
    const way = await office.made('/recruitings', { regionId, organisation: '代理店', medium: 'referral' })
    const { token } = await office.made('/tokens', { regionId, role: 'insurer', name: '代理店' })
    const ours = await office.made('/flyers', { regionId, recruitingId: way.id })
    const theirs = await office.made('/flyers', { regionId, recruitingId: way.id }, { token })
    const seen = await office.get(`/flyers?regionId=${regionId}`, { token })
    expect(seen.body.items.map(({ id }: { id: string }) => id)).toEqual([theirs.id])
    expect(seen.body.items[0].code).not.toBe(ours.code)
    for (const path of ['/diagnoses', '/firms', '/applications', `/regions/${regionId}/diagnosis-view`, '/meetings'])
      expect((await office.get(`${path}?regionId=${regionId}`, { token })).status, path).toBe(403)
    const other = await furnishRegion(office, '宮城')
    const elsewhere = await office.post('/flyers', { regionId: other.regionId, recruitingId: way.id }, { token })
    expect(elsewhere.status).toBe(404)
  })
})
