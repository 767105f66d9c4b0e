import { beforeEach, describe, expect, it } from 'vitest'
import { surveyTables } from '#bot/cli/region-view.ts'
import { SURVEY } from '#bot/content/questionnaires/survey.ts'
import * as shapes from '#bot/http/admin/view-shapes.ts'
import { newId } from '#bot/ids.ts'
import { saveSession } from '#db/dialogues.ts'
import { addParticipant } from '#db/survey-participants.ts'
import { replay } from '#engine/dialogue/session.ts'
import { eventsFor } from '#test/support/answered.ts'
import { type Body, furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

/** Somebody takes part, or answers without a round, and comes so far. */
async function takesPart(
  regionId: string,
  roundId: string | null,
  far: 'none' | 'partway' | 'finished',
): Promise<void> {
  const firmId = newId('firm', NOW)
  const isFinished = far === 'finished'
  const events = eventsFor(SURVEY, far === 'none' ? {} : { occasion: 'briefing' }, { isFinished })
  const session = { id: newId('dialogue', NOW), regionId, firmId, personId: '', session: replay(events) }
  await office.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
    if (roundId !== null) await addParticipant(tx, { roundId, regionId, firmId, at: NOW })
    await saveSession(tx, { ...session, startedAt: NOW, finishedAt: isFinished ? NOW : null }, events)
  })
}

/** A page behind a link. */
async function opened(url: string) {
  const { statusCode, headers, body } = await office.server.inject({ url: url.replace(/^https:..[^/]+/, '') })
  return { status: statusCode, type: headers['content-type'], shown: body }
}

describe('a round of the survey', () => {
  it('is drafted, published and closed by the region’s chamber, each once', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const call = { token, headers: { 'idempotency-key': regionId } }
    const body = { regionId, name: '説明会', until: '2026-12-10' }
    const round = await office.made('/survey-rounds', body, call)
    expect(round).toMatchObject({ state: 'draft', link: null, untilAt: '2026-12-10T15:00:00.000Z', publishedAt: null })
    expect(round.code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    expect(await office.made('/survey-rounds', body, call)).toEqual(round)

    const published = await office.post(`/survey-rounds/${round.id}/publish`, undefined, { token })
    expect(published.body).toMatchObject({ id: round.id, state: 'published' })
    const text = encodeURIComponent(`アンケート ${round.code}`)
    expect(published.body.link).toBe(`https://line.me/R/oaMessage/%40otasuke/?${text}`)
    const again = await office.post(`/survey-rounds/${round.id}/publish`, undefined, { token })
    expect(again.body).toEqual(published.body)

    const { pageUrl, pictureUrl, svgUrl } = published.body
    const page = await opened(pageUrl)
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    expect(page.shown).toMatch(/説明会[\s\S]*@otasuke/)
    for (const shown of [round.code, '12月10日(木)まで', pictureUrl, svgUrl]) expect(page.shown).toContain(shown)
    expect(await opened(svgUrl)).toMatchObject({ status: 200, type: 'image/svg+xml' })
    expect(await opened(pictureUrl)).toMatchObject({ status: 200, type: 'image/png' })
    expect(await opened(pageUrl.replace(/$/, '.pdf'))).toMatchObject({ status: 404 })

    const closed = await office.post(`/survey-rounds/${round.id}/close`, undefined, { token })
    expect(await opened(pageUrl)).toMatchObject({ status: 404, shown: expect.stringContaining('いまは開いていません') })
    expect(closed.body.pageUrl).toBe(null)
    expect(closed.body.state).toBe('closed')
    expect((await office.post(`/survey-rounds/${round.id}/close`, undefined, { token })).body).toEqual(closed.body)
    expect((await office.post(`/survey-rounds/${round.id}/publish`)).status).toBe(409)
    const { items } = (await office.get('/audit')).body
    expect(items.filter(({ subject }: { subject: string }) => subject === `survey-round:${round.id}`)).toHaveLength(3)
  })

  it('is nobody’s of another region, and its last day is to come', async () => {
    const { regionId } = await furnishRegion(office, '岩手')
    const { id } = await office.made('/survey-rounds', { regionId, name: '説明会' })
    const { token } = await furnishRegion(office, '宮城')
    for (const act of ['publish', 'close'])
      expect((await office.post(`/survey-rounds/${id}/${act}`, undefined, { token })).status).toBe(404)
    expect((await office.get(`/survey-rounds?regionId=${regionId}`, { token })).status).toBe(404)
    expect((await office.post('/survey-rounds', { regionId, name: '説明会' }, { token })).status).toBe(404)
    for (const until of ['2026-11-23', '2026-11-31', 'soon'])
      expect((await office.post('/survey-rounds', { regionId, name: '説明会', until })).status, until).toBe(422)
  })

  it('counts who has answered nothing, some and all of it; few are hidden from the chamber', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const { id } = await office.made('/survey-rounds', { regionId, name: '説明会' })
    await office.made('/survey-rounds', { regionId, name: '次の会' })
    for (const far of ['none', 'partway', 'partway', ...Array(7).fill('finished')] as const)
      await takesPart(regionId, id, far)
    const list = async (call = {}) => (await office.get(`/survey-rounds?regionId=${regionId}`, call)).body.items
    expect(await list()).toMatchObject([
      { name: '次の会', none: 0, partway: 0, finished: 0 },
      { name: '説明会', none: 1, partway: 2, finished: 7 },
    ])
    expect((await list({ token }))[1]).toMatchObject({ none: null, partway: null, finished: null })
  })

  it('limits the region’s figures to its participants, unless the rest would tell of few', async () => {
    const { regionId, token } = await furnishRegion(office, '岩手')
    const [briefing, small] = [
      await office.made('/survey-rounds', { regionId, name: '説明会' }),
      await office.made('/survey-rounds', { regionId, name: '小さな会' }),
    ]
    for (const roundId of [...Array(7).fill(briefing.id), ...Array(6).fill(null)])
      await takesPart(regionId, roundId, 'finished')
    const view = async (round: string) => (await office.get(`/regions/${regionId}/survey-view${round}`, { token })).body
    expect(await view('')).toMatchObject({ round: null, firms: 13 })
    const limited = await view(`?round=${briefing.id}`)
    expect(limited).toMatchObject({ round: { id: briefing.id, name: '説明会' }, firms: 7, cross: null })
    expect(limited.questions[0]).toMatchObject({ question: 'occasion', firms: 7 })
    expect(limited.questions[0].answers[0]).toMatchObject({ choice: 'briefing', firms: 7 })
    expect(shapes.surveyView.parse(limited)).toEqual(limited)
    expect(surveyTables(limited)).toMatch(/岩手, 説明会:[\s\S]*N = 7/)

    const { url } = (await office.get(`/regions/${regionId}/view-link?round=${briefing.id}`, { token })).body
    const page = await opened(url)
    expect(page.shown).toMatch(/「説明会」のアンケートの答え[\s\S]*岩手[\s\S]*（N=7社）/)
    const counts = async (): Promise<unknown[]> =>
      (await office.get(`/survey-rounds?regionId=${regionId}`, { token })).body.items.map((one: Body) => one.finished)
    expect(await counts()).toEqual([0, 7])

    // 16 of the region less 7 of one would be 6 and 3: the three are hidden, and the six, which are of none.
    for (let n = 0; n < 3; n++) await takesPart(regionId, small.id, 'finished')
    expect(await view(`?round=${small.id}`)).toMatchObject({ firms: null })
    expect(await view(`?round=${briefing.id}`)).toMatchObject({ firms: 7 })

    expect(await counts()).toEqual([null, 7])

    const other = await furnishRegion(office, '宮城')
    for (const view of ['survey-view', 'view-link'])
      expect((await office.get(`/regions/${other.regionId}/${view}?round=${briefing.id}`)).status, view).toBe(404)
  })
})
