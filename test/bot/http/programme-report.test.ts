import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { programmeTables } from '#bot/cli/programme.ts'
import * as shapes from '#bot/http/admin/view-shapes.ts'
import { query } from '#db/door.ts'
import { sweep } from '#db/retention.ts'
import { FIRMS_MIN } from '#engine/diagnosis/groups.ts'
import { pagesOf } from '../../support/pdf.ts'
import { type Body, furnishRegion, type Office, sharedOffice } from './office.ts'

let office: Office
let regionId: string
let chamber: { token: string }
const shared = sharedOffice()
beforeAll(async () => {
  office = shared.it()
  let pilot: Body
  do pilot = (await office.post('/pilot', { part: pilot?.done ?? 0 })).body
  while (pilot.done < pilot.steps)
  regionId = pilot.regionId
  chamber = (await office.post('/tokens', { regionId, role: 'chamber', name: '商工会議所' })).body
}, 180_000)

const report = async (query = '', call = {}) => {
  const { status, body } = await office.get(`/regions/${regionId}/programme${query}`, call)
  expect(status).toBe(200)
  expect(shapes.programme.parse(body)).toEqual(body)
  return body
}
const OF_NOW = ['この報告書の版', '始めなかったわけ', '参加した人の声']
/** What is counted, without what people said and which versions there are. */
const figures = ({ tables }: Body) => tables.filter(({ heading }: Body) => !OF_NOW.includes(heading))
const headed = ({ tables }: Body, heading: string): string[][] =>
  tables.find((table: Body) => table.heading === heading)?.rows ?? []
const finish = (body: object, call = {}) => office.post(`/regions/${regionId}/programme-reports`, body, call)
const onPage = async (query = ''): Promise<string> => {
  const { body } = await office.get(`/regions/${regionId}/view-link?about=programme${query}`)
  return (await office.server.inject(new URL(body.url).pathname)).body
}
/** As the nights of ten years do it. */
const deleteAll = () =>
  office.db.transaction({ kind: 'system' }, (tx) => sweep(tx, () => Date.parse('2036-01-01T00:00:00Z')))
const alertsLeft = () =>
  office.db.transaction({ kind: 'system' }, async (tx) => {
    const [row] = await query<{ left: number }>(
      tx,
      sql`select count(*)::int as left from alerts where region_id = ${regionId}`,
    )
    return row?.left
  })

// One after the other: what is deleted in one is gone in the next.
describe('a programme’s report that is finished', () => {
  it('says until then that its figures still change, and that no chamber finishes it', async () => {
    expect((await report()).notes[0]).toContain('まだ確定していません')
    expect((await finish({ by: '山田' }, { token: chamber.token })).status).toBe(403)
    expect((await office.get(`/regions/${regionId}/programme?version=1`)).status).toBe(404)
    expect((await office.get(`/regions/${regionId}/view-link?about=programme&version=1`)).status).toBe(404)
  })

  it('keeps every figure, for whoever sees all and for the chamber, when alerts are deleted after their time', async () => {
    const [whole, hidden] = [await report(), await report('', { token: chamber.token })]
    expect(figures(hidden)).not.toEqual(figures(whole))
    const made = await finish({ by: '山田 花子' })
    expect(made).toMatchObject({ status: 201, body: { version: 1, finishedBy: '山田 花子', reason: null } })
    await deleteAll()
    expect(await alertsLeft()).toBe(0)
    expect(figures(await report())).toEqual(figures(whole))
    expect(figures(await report('', { token: chamber.token }))).toEqual(figures(hidden))
    expect((await report()).notes[0]).toMatch(/確定：第1版（2026年11月24日、山田 花子）/)
    // What is counted now can still be asked for, and is not final.
    const now = await report('?version=now')
    expect(headed(now, '段階と種類ごとのあやしい動き').at(-1)).toEqual(['合計', '0', ''])
    expect(now.notes[0]).toContain('まだ確定していません')
  })

  it('is the same on the page, on paper and in the table for a spreadsheet', async () => {
    const page = await onPage('&whole=yes')
    expect(page).toContain('確定：第1版')
    expect(page).toContain('3,539')
    const { url } = (await office.get(`/regions/${regionId}/view-link?about=programme&whole=yes`)).body
    const pdf = await office.server.inject(`${new URL(url).pathname}.pdf`)
    expect(pagesOf(pdf.rawPayload)).toBeGreaterThan(2)
    const csv = (await office.get(`/regions/${regionId}/programme?format=csv`)).body
    expect(csv).toMatch(/^\uFEFF事業の報告書,/)
    expect(csv).toContain('段階と種類ごとのあやしい動き,合計,"3,539"')
    expect(csv).toContain('確定：第1版')
    const widths = new Set(
      csv
        .trim()
        .split('\r\n')
        .map((line: string) => line.replace(/"[^"]*"/g, '').split(',').length),
    )
    expect(widths.size).toBe(1)
    expect(programmeTables(await report())).toContain('確定：第1版')
  })

  it('is corrected by one more version that says why, and the old one can still be read', async () => {
    expect(await finish({ by: '山田' })).toMatchObject({ status: 422, body: { reason: 'reason-missing' } })
    expect((await finish({ by: '鈴木', reason: '消した数を見せるため' })).body).toMatchObject({ version: 2 })
    const [first, last] = [await report('?version=1'), await report()]
    expect(first.notes[0]).toMatch(/確定：第1版.*新しい版があります（第2版）/)
    expect(headed(first, '段階と種類ごとのあやしい動き').at(-1)?.[1]).toBe('3,539')
    expect(last.notes[0]).toMatch(/確定：第2版（2026年11月24日、鈴木）/)
    expect(headed(last, '段階と種類ごとのあやしい動き').at(-1)?.[1]).toBe('0')
    expect(headed(last, 'この報告書の版')).toEqual([
      ['第1版', '2026年11月24日', '山田 花子', ''],
      ['第2版', '2026年11月24日', '鈴木', '消した数を見せるため'],
    ])
    expect(await onPage('&version=1&whole=yes')).toContain('3,539')
    expect(await onPage('&whole=yes')).not.toContain('3,539')
    const { body } = await office.get(`/regions/${regionId}/programme-reports`, { token: chamber.token })
    expect(body.items.map(({ version, reason }: Body) => [version, reason])).toEqual([
      [1, null],
      [2, '消した数を見せるため'],
    ])
  })

  it('names no firm and repeats nobody’s words, so that an erased firm is not in it', async () => {
    const kept = await office.db.transaction({ kind: 'system' }, (tx) =>
      query<{ told: string }>(tx, sql`select (whole || shared)::text as told from programme_reports`),
    )
    const firms = await office.db.transaction({ kind: 'system' }, (tx) =>
      query<{ id: string; name: string }>(tx, sql`select id, name from firms where region_id = ${regionId}`),
    )
    expect(firms.length).toBeGreaterThan(FIRMS_MIN)
    const words = [...firms.flatMap(({ id, name }) => [id, name]), '何から始めるかが分かりました']
    for (const { told } of kept) for (const one of words) expect(told).not.toContain(one)
    expect(JSON.stringify((await report('?version=1')).tables)).toContain('何から始めるかが分かりました')
    await office.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`update quotes set agreed_at = null where region_id = ${regionId}`),
    )
    expect(JSON.stringify((await report('?version=1')).tables)).not.toContain('何から始めるかが分かりました')
  })

  it('is changed by nobody, and seen by no other region', async () => {
    for (const change of [sql`update programme_reports set reason = 'x'`, sql`delete from programme_reports`])
      await expect(office.db.transaction({ kind: 'region', regionId }, (tx) => query(tx, change))).rejects.toThrow(
        /permission denied/,
      )
    const { token } = await furnishRegion(office, '宮城')
    expect((await office.get(`/regions/${regionId}/programme`, { token })).status).toBe(404)
    expect((await office.get(`/regions/${regionId}/programme-reports`, { token })).status).toBe(404)
  })

  it('of two who finish it at once, each has a version of its own', async () => {
    const twice = await Promise.all([1, 2].map((n) => finish({ by: '山田', reason: `直し ${n}` })))
    expect(twice.map(({ body }) => body.version).toSorted()).toEqual([3, 4])
  })
})
