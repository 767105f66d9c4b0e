import { beforeEach, describe, expect, it } from 'vitest'
import { note } from '#db/audit.ts'
import { type StoredExample, saveExample } from '#db/examples.ts'
import { apply, type ExampleState } from '#engine/example.ts'
import { furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

const by = { personId: 'person_1', name: '佐々木' }
const BODY = { industry: null, size: 'small', happened: '開きました。', helped: '止めました。', costYen: 0 } as const
const OUTSIDE = {
  source: 'IPA',
  happened: 'にせのメールを開きました。',
  helped: '電話で確かめました。',
  costYen: 30_000,
}

/** Of a firm of its own, as far on its way as that. */
async function exampleOf(
  { regionId, firmId }: { regionId: string; firmId: string },
  id: string,
  state: 'asked' | 'published',
): Promise<void> {
  const asked: StoredExample = {
    ...{ id, regionId, firmId, proposedBy: by, state: 'asked', body: { ...BODY, source: null } },
    ...{ hash: null, consent: null, remindedAt: null, movedAt: NOW },
  }
  await office.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
    const one = { ...asked, hash: await saveExample(tx, asked) }
    if (state === 'published')
      await saveExample(tx, { ...one, ...apply(apply(one, 'agree', { by, at: NOW }), 'publish', { by, at: NOW }) })
    await note(tx, {
      ...{ regionId, firmId, subject: `example:${id}`, at: NOW, actor: 'operator', what: 'example-agree' },
      ...{ params: {}, reason: null },
    })
  })
}

describe('examples', () => {
  it('are listed for the operator; a chamber reads the published ones and counts, and never learns whose they are', async () => {
    const { regionId, firmId, token } = await furnishRegion(office, '岩手')
    await exampleOf({ regionId, firmId }, 'example_a', 'asked')
    await exampleOf({ regionId, firmId }, 'example_b', 'published')
    const list = async (query: string, call = {}) => (await office.get(`/examples?${query}`, call)).body.items
    const states = (items: { state: ExampleState }[]) => items.map(({ state }) => state)
    expect(states(await list(`regionId=${regionId}`)).sort()).toEqual(['asked', 'published'])
    expect(await list(`regionId=${regionId}&state=published`)).toMatchObject([
      { id: 'example_b', firmId, consentedBy: 'person_1' },
    ])
    const seen = await list('', { token })
    expect(seen).toMatchObject([{ id: 'example_b', state: 'published', happened: '開きました。' }])
    expect(await list('state=asked', { token })).toEqual([])
    expect((await office.get('/examples/example_a', { token })).status).toBe(404)
    const shown = await office.get('/examples/example_b', { token })
    const audit = (await office.get('/audit', { token })).body.items
    expect(audit.filter(({ what }: { what: string }) => what.startsWith('example'))).toEqual([])
    for (const told of [seen, shown.body]) expect(JSON.stringify(told)).not.toMatch(new RegExp(`${firmId}|person_1`))
    expect((await office.post('/examples/example_b/withdraw', {}, { token })).status).toBe(403)
    expect((await office.get(`/regions/${regionId}/examples`)).body).toMatchObject({ asked: 1, published: 1 })
    const counts = (await office.get(`/regions/${regionId}/examples`, { token })).body
    expect(counts).toMatchObject({ asked: null, published: 1, agreed: 0 })
    const other = await furnishRegion(office, '宮城')
    expect(await list('', { token: other.token })).toEqual([])
    expect((await office.get('/examples/example_b', { token: other.token })).status).toBe(404)
    expect((await office.get(`/regions/${regionId}/examples`, { token: other.token })).status).toBe(404)
  })

  it('of elsewhere are published with their source, in one’s own region, without what tells who it was', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const added = await office.post('/examples', { regionId, ...OUTSIDE }, { token })
    expect(added).toMatchObject({ status: 201, body: { state: 'published', firmId: null, source: 'IPA' } })
    for (const [wrong, why] of [
      [{ helped: '090-1234-5678 に電話しました。' }, 'helped: tells who it is 090-1234-5678'],
      [{ happened: 'マルウェアでした。' }, 'happened: is hard to understand マルウェア'],
      [{ source: '' }, 'source'],
    ] as const) {
      const refused = await office.post('/examples', { regionId, ...OUTSIDE, ...wrong }, { token })
      expect(refused.status).toBe(422)
      expect(refused.body.detail).toContain(why)
    }
    const other = await furnishRegion(office, '宮城')
    expect((await office.post('/examples', { regionId, ...OUTSIDE }, { token: other.token })).status).toBe(404)
    expect((await office.post('/examples/nothing/withdraw')).status).toBe(404)
  })
})
