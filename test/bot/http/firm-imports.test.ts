import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { firmLine, listOf, seededList } from '../../support/firm-list.ts'
import { furnishRegion, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const lines = (from: number, to: number): string =>
  listOf(
    Array.from({ length: to - from + 1 }, (_, place) => {
      const { name, phone, municipality, corporateNumber } = firmLine(from + place)
      return [name, '', corporateNumber, '', '', '', municipality, phone, '', ''].join(',')
    }),
  )

const checked = (regionId: string, file: string, token?: string) =>
  office.made('/firm-imports', { regionId, file: base64(file) }, token ? { token } : {})
const firmsIn = async (regionId: string): Promise<number> => {
  const [row] = await office.db.transaction({ kind: 'region', regionId }, (tx) =>
    query<{ count: number }>(tx, sql`select count(*)::int as count from firms`),
  )
  return row?.count ?? 0
}
const auditOf = async (regionId: string): Promise<string[]> => {
  const rows = await office.db.transaction({ kind: 'region', regionId }, (tx) =>
    query<{ what: string; actor: string }>(
      tx,
      sql`select what, actor from audit where subject like 'firm-import:%' order by id`,
    ),
  )
  return rows.map(({ what }) => what)
}

describe('a chamber’s list of firms', () => {
  it('is looked at, taken in once, and taken back', async () => {
    const { regionId, token } = await furnishRegion(office, '大船渡')
    const list = await checked(regionId, lines(1, 20), token)
    expect(list).toMatchObject({ lines: 20, fresh: 20, known: 0, faulty: 0, made: null, ranAt: null })
    expect(await firmsIn(regionId)).toBe(1)

    const [first, second] = await Promise.all(
      [1, 2].map(() => office.post(`/firm-imports/${list.id}/run`, {}, { token })),
    )
    expect([first?.body.made, second?.body.made]).toEqual([20, 20])
    expect(await firmsIn(regionId)).toBe(21)
    expect(await checked(regionId, lines(1, 25), token)).toMatchObject({ fresh: 5, known: 20 })

    const undone = await office.post(`/firm-imports/${list.id}/undo`, undefined, { token })
    expect(undone.body).toMatchObject({ takenBack: 20, kept: [] })
    expect(await firmsIn(regionId)).toBe(1)
    expect((await office.post(`/firm-imports/${list.id}/undo`, undefined, { token })).body).toMatchObject({
      takenBack: 0,
    })
    expect(await auditOf(regionId)).toEqual([
      ...['firm-list-checked', 'firm-list-taken-in', 'firm-list-checked', 'firm-list-undone', 'firm-list-undone'],
    ])
  })

  it('keeps of what it made whatever something has happened to, and says what', async () => {
    const { regionId, token } = await furnishRegion(office, '釜石')
    const { id } = await checked(regionId, lines(1, 4), token)
    await office.post(`/firm-imports/${id}/run`, {}, { token })
    const { items } = (await office.get('/firms', { token })).body
    const [ordered, invited, placed] = items.map((one: { id: string }) => one.id)
    const sites = (await office.get('/sites', { token })).body.items
    const siteOf = (firm: string): string => sites.find(({ firmId }: { firmId: string }) => firmId === firm)?.id
    await office.made('/sensors', { siteId: siteOf(ordered), type: 'office' })
    await office.made('/invites', { firmId: invited, role: 'owner' }, { token })
    await office.send('PUT', `/sites/${siteOf(placed)}/place`, { municipality: '釜石市', address: '港町1' }, { token })

    const { body } = await office.post(`/firm-imports/${id}/undo`, undefined, { token })
    expect(body.takenBack).toBe(2)
    expect(body.kept.map((one: { firmId: string; says: string }) => [one.firmId, one.says])).toEqual(
      [ordered, placed].toSorted().map((firm) => [firm, firm === ordered ? '見守る箱' : expect.any(String)]),
    )
  })

  it('that has lines with faults makes nothing, unless those are to be left out', async () => {
    const { regionId, token } = await furnishRegion(office, '久慈')
    const { csv, faults } = seededList({ lines: 60, faults: 15, seed: 7 })
    const list = await checked(regionId, csv, token)
    expect(list.faulty).toBe(15)
    expect(
      list.faults.map(
        (one: { line: number; fault: string; column: string }) => `${one.line} ${one.fault} ${one.column}`,
      ),
    ).toEqual(faults)
    expect(list.faults.every((one: { says: string }) => /。$/.test(one.says))).toBe(true)
    expect((await office.post(`/firm-imports/${list.id}/run`, {}, { token })).status).toBe(422)
    expect(await firmsIn(regionId)).toBe(1)
    const run = await office.post(`/firm-imports/${list.id}/run`, { skipsFaulty: true }, { token })
    expect(run.body).toMatchObject({ made: 45, faulty: 15, lines: null })
    expect(await firmsIn(regionId)).toBe(46)
  })

  it('is nobody’s of another region', async () => {
    const own = await furnishRegion(office, '盛岡')
    const other = await furnishRegion(office, '一関')
    const { id } = await checked(own.regionId, lines(1, 2), own.token)
    const { token } = other
    expect(
      (await office.post('/firm-imports', { regionId: own.regionId, file: base64(lines(1, 2)) }, { token })).status,
    ).toBe(404)
    expect((await office.get(`/firm-imports/${id}`, { token })).status).toBe(404)
    for (const act of ['run', 'undo'])
      expect((await office.post(`/firm-imports/${id}/${act}`, {}, { token })).status).toBe(404)
    expect(await firmsIn(own.regionId)).toBe(1)
  })

  it('of which nothing is right tells so much of it as somebody can put right', async () => {
    const { regionId, token } = await furnishRegion(office, '奥州')
    const list = await checked(regionId, listOf(Array.from({ length: 6_000 }, () => 'A,,1,,,,,なし,,')), token)
    expect([list.lines, list.faulty, list.faults.length]).toEqual([6_000, 6_000, 10_000])
  })

  it('is refused with what to do where it is no list', async () => {
    const { regionId } = await furnishRegion(office, '北上')
    const answer = await office.post('/firm-imports', { regionId, file: base64('a,b\n1,2\n') })
    expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining('「企業名」')])
  })

  it('of ten thousand firms is taken in and back within a minute each', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const { csv } = seededList({ lines: 10_000, faults: 100, seed: 2026 })
    const took: Record<string, number> = {}
    const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const begun = performance.now()
      const done = await work()
      took[name] = Math.round(performance.now() - begun)
      return done
    }
    const { id, fresh } = await timed('look', () => checked(regionId, csv, token))
    expect(fresh).toBe(9_900)
    const run = () => office.post(`/firm-imports/${id}/run`, { skipsFaulty: true }, { token })
    expect((await timed('take in', run)).body.made).toBe(9_900)
    expect(await timed('look again', () => checked(regionId, csv, token))).toMatchObject({ fresh: 0, known: 9_900 })
    const page = '?words=%E8%A6%8B%E6%9C%AC9&standing=new&page=7'
    const found = await timed('a page of the register', () =>
      office.get(`/regions/${regionId}/firms${page}`, { token }),
    )
    expect([found.body.items.length, found.body.counts.new]).toEqual([50, found.body.total])
    const undo = () => office.post(`/firm-imports/${id}/undo`, undefined, { token })
    expect((await timed('take back', undo)).body).toMatchObject({ takenBack: 9_900, kept: [] })
    if (process.env.IMPORT_TIMES) console.log(took)
    for (const ms of Object.values(took)) expect(ms).toBeLessThan(60_000)
  }, 240_000)
})
