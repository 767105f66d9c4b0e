import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as shapes from '#bot/http/admin/view-shapes.ts'
import { upsertAlerts } from '#db/alerts.ts'
import type { AlertKind } from '#engine/alert.ts'
import { alert } from '../../support/alert.ts'
import { pagesOf } from '../../support/pdf.ts'
import { type Body, furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

let office: Office
const shared = sharedOffice()
beforeEach(() => {
  office = shared.it()
})

async function raised(key: { regionId: string; firmId: string }, kinds: readonly AlertKind[]): Promise<void> {
  const alerts = kinds.map((kind, n) => alert({ id: `${key.firmId}-${n}`, kind }))
  await office.db.transaction({ kind: 'firm', ...key }, (tx) =>
    upsertAlerts(tx, { ...key, sensorId: null, at: NOW, isMonitored: () => false }, alerts),
  )
}

/** Twelve builders and two fishers with ten PCs each, and one firm that has told nothing; the first fisher had the only flood. */
async function aRegion() {
  const { regionId, token, firmId } = await furnishRegion(office, '岩手')
  for (let n = 0; n < 14; n++) {
    const industry = n < 12 ? '建設業' : '漁業'
    const firm = await office.made('/firms', { regionId, name: `会社${n}`, industry, pcs: 10 })
    const scans = Array.from({ length: n + 1 }, (): AlertKind => 'port-scan')
    await raised({ regionId, firmId: firm.id }, n === 12 ? [...scans, 'syn-flood'] : scans)
  }
  await raised({ regionId, firmId }, ['cleartext-credentials'])
  return { regionId, token, path: `/regions/${regionId}/statistics` }
}

describe('the statistics of a region', () => {
  let place: Awaited<ReturnType<typeof aRegion>>
  beforeAll(async () => {
    office = shared.it()
    place = await aRegion()
  })

  it('have the shape that is documented, for the operator and for the chamber', async () => {
    for (const call of [{}, { token: place.token }]) {
      const { body } = await office.get(place.path, call)
      expect(shapes.statistics.parse(body)).toEqual(body)
    }
  })

  it('tell the operator everything, with names, and that it was looked at is kept', async () => {
    const { body } = await office.get(place.path)
    expect(body).toMatchObject({ firms: 15, pcs: 140, alerts: 106, withoutPcs: 1, perPc: 106 / 140 })
    const most = body.ranking.slice(0, 2).map(({ name, alerts }: Body) => `${name} ${alerts}`)
    expect(most.toSorted()).toEqual(['会社12 14', '会社13 14'])
    expect(body.industries[0]).toMatchObject({ industry: '漁業', firms: 2, alerts: 28, perPc: 1.4, rank: 1 })
    const kinds = body.stages.flatMap((stage: Body) => stage.kinds)
    expect(kinds).toHaveLength(12)
    expect(kinds.find(({ kind }: Body) => kind === 'syn-flood')).toMatchObject({ alerts: 1, firms: 1 })
    const { body: audit } = await office.get('/audit?limit=20')
    expect(JSON.stringify(audit.items)).toContain('GET /regions/:id/statistics')
  })

  it('tell a chamber groups of five firms and more, and no name', async () => {
    const { body } = await office.get(place.path, { token: place.token })
    expect(body).toMatchObject({ firms: 15, pcs: 140, alerts: 106, ranking: [], perPc: null })
    expect(body.industries).toContainEqual(expect.objectContaining({ industry: '漁業', alerts: null, perPc: null }))
    expect(body.stages.flatMap((stage: Body) => stage.kinds)).toContainEqual(
      expect.objectContaining({ kind: 'syn-flood', alerts: null, firms: null }),
    )
    expect(JSON.stringify(body)).not.toMatch(/会社\d|firm_/)
    expect(body.places.map(({ from, to }: Body) => [from, to])).toEqual([
      [1, 5],
      [6, 10],
      [11, 15],
    ])
  })

  it('are a table for a spreadsheet, without names for a chamber (R-102)', async () => {
    const asked = { headers: { accept: 'text/csv' } }
    const whole = (await office.get(place.path, asked)).body
    expect(whole).toContain('会社13')
    const { body, type } = await office.get(place.path, { ...asked, token: place.token })
    expect(type).toBe('text/csv')
    expect(body).toContain('偵察,ポートスキャン')
    expect(body).not.toMatch(/会社\d/)
    expect(body.split('\r\n')).toContain('業種ごとのあやしい動き,漁業,2,出しません,出しません,出しません,出しません')
  })

  it('are a page, paper and a picture, whose link shows small numbers to nobody but the operator', async () => {
    const linkTo = async (query: string, call = {}) =>
      (await office.get(`/regions/${place.regionId}/view-link?about=statistics${query}`, call)).body
    const link = await linkTo('', { token: place.token })
    const page = (await office.server.inject(new URL(link.url).pathname)).body
    expect(page).toContain('<th scope="row">漁業</th><td>2</td><td colspan="4">出しません</td>')
    expect(page).not.toMatch(/会社\d|<script/)
    expect(page.length).toBeLessThan(200_000)
    const whole = (await office.server.inject(new URL((await linkTo('&whole=yes')).url).pathname)).body
    expect(whole).toContain('<th scope="row">漁業</th><td>2</td><td>20</td><td>28</td><td>1.40</td><td>1</td>')
    expect(whole).not.toMatch(/会社\d/)
    expect((await linkTo('&whole=yes', { token: place.token })).status).toBe(403)
    const png = await office.server.inject(new URL(link.pictureUrl).pathname)
    expect(png.headers['content-type']).toBe('image/png')
    const pdf = await office.server.inject(`${new URL(link.url).pathname}.pdf`)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    expect(pagesOf(pdf.rawPayload)).toBeGreaterThan(0)
  })
})
