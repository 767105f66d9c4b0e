import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { type Body, type Office, sharedOffice } from './office.ts'

let office: Office
let pilot: Body
let tookMs: number
const shared = sharedOffice()
beforeAll(async () => {
  office = shared.it()
  const began = performance.now()
  do pilot = (await office.post('/pilot', { part: pilot?.done ?? 0 })).body
  while (pilot.done < pilot.steps)
  tookMs = performance.now() - began
}, 180_000)

const rows = async (statement: ReturnType<typeof sql>): Promise<Body[]> =>
  office.db.transaction({ kind: 'region', regionId: pilot.regionId }, (tx) => query<Body>(tx, statement))

describe('the pilot’s data', () => {
  it('is loaded in less than two minutes, and once', async () => {
    expect(tookMs).toBeLessThan(120_000)
    expect((await office.post('/pilot', { part: 73 })).status).toBe(409)
    expect((await office.get('/pilot')).body).toMatchObject({ done: 73, steps: 73, regionId: pilot.regionId })
  })

  it('has every row that it says it brings', async () => {
    const [counts] =
      await rows(sql`select (select count(*)::int from firms) as firms, (select count(*)::int from applications) as applications,
      (select count(*)::int from alerts) as alerts, (select count(*)::int from notices) as notices, (select count(*)::int from consultations) as contacts,
      (select count(*)::int from dispatches) as visits, (select count(distinct firm_id)::int from dialogue_sessions where questionnaire = 'survey') as surveys,
      (select count(*)::int from meetings) as meetings, (select count(*)::int from recruitings) as recruitings`)
    expect(counts).toEqual(pilot.rows)
    expect(pilot.rows).toMatchObject({ firms: 71, alerts: 3_539, notices: 7, contacts: 143, visits: 37, surveys: 90 })
  })

  it('says of each firm, notice and alert that it is made up', async () => {
    for (const [statement, times] of [
      [sql`select name as text from firms`, 71],
      [sql`select what as text from notices`, 7],
      [sql`select reason as text from alerts`, 3_539],
    ] as const) {
      const texts = await rows(statement)
      expect(texts).toHaveLength(times)
      for (const { text } of texts) expect(text).toContain('架空')
    }
  })

  it('prints the twelve kinds as the report does, and that PCs and alerts are not seen to go together', async () => {
    const { body } = await office.get(`/regions/${pilot.regionId}/statistics`)
    const kinds = body.stages.flatMap((stage: Body) => stage.kinds.map(({ alerts }: Body) => alerts))
    expect(kinds).toEqual([298, 0, 1, 1_049, 0, 1, 1, 1_399, 0, 569, 152, 69])
    expect(body.stages.map(({ alerts }: Body) => alerts)).toEqual([299, 1_049, 1, 1, 2_189])
    expect(body).toMatchObject({ firms: 71, alerts: 3_539, withoutPcs: 3 })
    expect(body.correlation.says).toContain('関係は見られません')
    expect(body.industries[0].industry).toBe('情報通信業')
  })

  it('keeps nobody busy: nothing is said to anybody, and nothing waits', async () => {
    const [waiting] =
      await rows(sql`select (select count(*)::int from outbox) + (select count(*)::int from inbox where region_id = ${pilot.regionId})
      + (select count(*)::int from timers where region_id = ${pilot.regionId}) as count`)
    expect(waiting.count).toBe(0)
  })
})

describe('meetings and recruiting', () => {
  it('tell companies and people, and by what firms came', async () => {
    const { body } = await office.get(`/meetings?regionId=${pilot.regionId}`)
    const of = (kind: string, what: 'companies' | 'people'): number =>
      body.items.filter((one: Body) => one.kind === kind).reduce((sum: number, one: Body) => sum + (one[what] ?? 0), 0)
    expect([of('briefing', 'companies'), of('briefing', 'people')]).toEqual([50, 56])
    expect([of('report', 'companies'), of('report', 'people')]).toEqual([25, 26])
    const day = body.items.find((one: Body) => one.kind === 'report')
    expect(day.agenda.map(({ minutes }: Body) => minutes)).toEqual([10, 30, 15, 10, 5])
    const ways = (await office.get(`/recruitings?regionId=${pilot.regionId}`)).body.items
    expect(ways[0]).toMatchObject({ medium: 'visit', decided: 38 })
  })

  it('are entered by hand, and what cannot be is refused by name', async () => {
    const { regionId } = pilot
    const times = { startsAt: '2026-12-01T14:00:00+09:00', endsAt: '2026-12-01T15:00:00+09:00' }
    const meeting = await office.made('/meetings', { regionId, kind: 'briefing', name: '第9回', ...times })
    await office.made('/attendances', { regionId, meetingId: meeting.id, company: '久慈工業', people: 2 })
    const { items } = (await office.get(`/meetings?regionId=${regionId}`)).body
    expect(items.at(-1)).toMatchObject({ name: '第9回', companies: 1, people: 2 })
    const backwards = { regionId, kind: 'briefing', name: 'x', startsAt: times.endsAt, endsAt: times.startsAt }
    expect((await office.post('/meetings', backwards)).status).toBe(422)
    const agenda = [{ says: '事業報告', minutes: 61, organisation: '富士ソフト' }]
    const long = await office.post('/meetings', { regionId, kind: 'report', name: '1日目', ...times, agenda })
    expect([long.status, long.body.detail]).toEqual([422, 'agenda: does not fit into the meeting (1 min too long).'])
    const nowhere = { regionId, meetingId: 'meeting_0', company: 'x' }
    expect((await office.post('/attendances', nowhere)).status).toBe(404)
    const way = await office.made('/recruitings', {
      regionId,
      organisation: '久慈商工会',
      medium: 'leaflet',
      reach: 30,
    })
    const applied = { regionId, company: '久慈工業', appliedAt: times.startsAt, decidedBy: way.id }
    expect(
      (await office.post('/applications', { ...applied, startedAt: times.endsAt, stoppedBecause: 'x' })).status,
    ).toBe(422)
    const wish = { wish: 'if-price-fits', ceilingYen: 5_000 }
    const application = await office.made('/applications', { ...applied, startedAt: times.endsAt, continuation: wish })
    expect(application).toMatchObject({ continuation: wish, decidedBy: way.id })
    await office.made('/quotes', { regionId, words: '助かりました。', saidAt: times.startsAt })
  })
})
