import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { saveHearing } from '#db/hearings.ts'
import { apply, type HearingEvent, type Operation } from '#engine/hearing.ts'
import { furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

const DAY = 86_400_000
const by = { personId: 'p', name: '及川' }

/** A firm of its own that was talked with, or did not come. */
async function talk(regionId: string, n: number, became: Became): Promise<string> {
  const { id: firmId } = await office.made('/firms', { regionId, name: `会社${n}` })
  await talkWith(regionId, firmId, n, became)
  return firmId
}

type Became = Operation | 'missed' | 'cancelled'

async function talkWith(regionId: string, firmId: string, n: number, became: Became): Promise<void> {
  const at = NOW + n * 60_000
  const events: HearingEvent[] = [
    { kind: 'booked', startsAt: at, channel: 'phone', place: '', interviewer: by, at: NOW - DAY, by },
    became === 'missed' || became === 'cancelled'
      ? { kind: became, at, by }
      : { kind: 'held', minutes: 40, notes: '', questions: '', operation: became, at, by },
  ]
  await office.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
    let hearing: Parameters<typeof apply>[0]
    for (const event of events) {
      hearing = apply(hearing, event)
      await saveHearing(tx, { id: `hearing-${firmId}-${n}`, regionId, firmId, hearing }, event)
    }
  })
}

async function everyPage(path: string): Promise<{ firmId: string; operation: string | null; startsAt: string }[]> {
  const items = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body } = await office.get(`${path}?limit=20${cursor === '' ? '' : `&cursor=${cursor}`}`)
    items.push(...body.items)
    cursor = body.nextCursor
  }
  return items
}

describe('hearings', () => {
  it('of 71 firms, about half of which left their tools as they came, are listed and counted right', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const left = new Set<string>()
    for (let n = 0; n < 71; n++) {
      const became = n % 2 === 0 ? 'just-installed' : n % 15 === 1 ? 'unknown' : 'operated'
      const firmId = await talk(regionId, n, became)
      if (became === 'just-installed') left.add(firmId)
    }
    await talk(regionId, 71, 'missed')
    const listed = await everyPage('/hearings')
    expect(listed).toHaveLength(72)
    expect(listed.map(({ startsAt }) => startsAt)).toEqual(
      listed
        .map(({ startsAt }) => startsAt)
        .toSorted()
        .reverse(),
    )
    expect(listed.flatMap(({ firmId, operation }) => (operation === 'just-installed' ? [firmId] : [])).sort()).toEqual(
      [...left].sort(),
    )
    const { body } = await office.get(`/regions/${regionId}/hearings`)
    expect(body).toMatchObject({ hearings: 72, held: 71, missed: 1, justInstalled: 36, operated: 32 })
    expect(body.justInstalledShare).toBeCloseTo(36 / 68)
    const chamber = await office.get(`/regions/${regionId}/hearings`, { token })
    // Told how many were held, it would know that one firm did not come, and so of what was said in them.
    expect(chamber.body).toMatchObject({ hearings: 72, booked: 0, held: null, missed: null, cancelled: 0 })
    expect(chamber.body).toMatchObject({ justInstalled: null, operated: null, justInstalledShare: null })
    // What firms said stays with the desk.
    expect((await office.get('/hearings', { token })).status).toBe(403)
  })

  it('of fewer than five firms tell a chamber no share, and nothing of another region', async () => {
    const { regionId } = await furnishRegion(office, '秋田')
    const other = await furnishRegion(office, '青森')
    for (let n = 0; n < 6; n++) await talk(other.regionId, n, n < 2 ? 'operated' : 'just-installed')
    const { body } = await office.get(`/regions/${other.regionId}/hearings`, { token: other.token })
    expect(body).toMatchObject({ held: 6, operated: null, justInstalled: null, justInstalledShare: null })
    expect((await office.get(`/regions/${regionId}/hearings`, { token: other.token })).status).toBe(404)
  })

  it('without a small group among them are told a chamber as they are', async () => {
    const { regionId, token } = await furnishRegion(office, '福島')
    for (let n = 0; n < 11; n++) await talk(regionId, n, n < 6 ? 'operated' : 'just-installed')
    for (let n = 11; n < 16; n++) await talk(regionId, n, 'missed')
    const { body } = await office.get(`/regions/${regionId}/hearings`, { token })
    expect(body).toMatchObject({ hearings: 16, held: 11, missed: 5, cancelled: 0, operated: 6, justInstalled: 5 })
    expect(body.justInstalledShare).toBeCloseTo(5 / 11)
  })

  it('that are many, of one firm, are hidden as one firm is', async () => {
    const { regionId, token, firmId } = await furnishRegion(office, '山形')
    for (let n = 0; n < 6; n++) await talkWith(regionId, firmId, n, 'cancelled')
    const alone = await office.get(`/regions/${regionId}/hearings`, { token })
    expect(alone.body).toMatchObject({ hearings: null, cancelled: null, booked: null, held: null, missed: null })
    for (let n = 6; n < 16; n++) await talk(regionId, n, 'operated')
    const { body } = await office.get(`/regions/${regionId}/hearings`, { token })
    expect(body).toMatchObject({ hearings: 16, cancelled: null, held: null, operated: null, missed: 0 })
  })

  it('are booked through the firm’s own lane, in business hours', async () => {
    const { firmId } = await furnishRegion(office, '宮城')
    const booking = { firmId, startsAt: '2026-11-26T14:00:00+09:00', channel: 'phone', interviewer: '及川' }
    const answer = await office.post('/hearings', booking)
    expect(answer).toMatchObject({
      status: 202,
      body: { firmId, startsAt: '2026-11-26T05:00:00.000Z', state: 'booking' },
    })
    const rows = await office.db.transaction({ kind: 'system' }, (tx) =>
      query<{ payload: object }>(tx, sql`select payload from inbox where lane = ${`hearing:${firmId}`}`),
    )
    expect(rows).toMatchObject([
      { payload: { command: 'book', booking: { channel: 'phone', interviewer: { name: '及川' } } } },
    ])
    for (const [change, why] of [
      [{ startsAt: '2026-11-28T14:00:00+09:00' }, 'not open'],
      [{ startsAt: '2026-11-20T14:00:00+09:00' }, 'past'],
      [{ channel: 'web' }, 'https'],
      [{ firmId: 'firm_none' }, 'no such firm'],
    ] as const)
      expect((await office.post('/hearings', { ...booking, ...change })).body.detail).toContain(why)
  })

  it('are booked once for each Idempotency-Key, and each without one', async () => {
    const { firmId } = await furnishRegion(office, '福井')
    const booking = { firmId, startsAt: '2026-11-26T14:00:00+09:00', channel: 'phone', interviewer: '及川' }
    const days = async (): Promise<number[]> => {
      const rows = await office.db.transaction({ kind: 'system' }, (tx) =>
        query<{ at: number }>(
          tx,
          sql`select (payload->'booking'->>'startsAt')::float as at from inbox where lane = ${`hearing:${firmId}`} order by id`,
        ),
      )
      return rows.map(({ at }) => at)
    }
    const headers = { 'idempotency-key': 'fukui-1' }
    const first = await office.post('/hearings', booking, { headers })
    expect(await office.post('/hearings', booking, { headers })).toMatchObject({ status: 202, body: first.body })
    expect(await days()).toHaveLength(1)
    const later = { ...booking, startsAt: '2026-11-27T14:00:00+09:00' }
    expect((await office.post('/hearings', later, { headers })).status).toBe(422)
    expect((await office.post('/hearings', later)).status).toBe(202)
    expect((await office.post('/hearings', booking)).status).toBe(202)
    expect(await days()).toEqual([booking, later, booking].map(({ startsAt }) => Date.parse(startsAt)))
  })
})
