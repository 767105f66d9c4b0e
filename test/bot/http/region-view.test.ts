import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { diagnosisTables, surveyTables } from '#bot/cli/region-view.ts'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { SURVEY, SURVEY_1 } from '#bot/content/questionnaires/survey.ts'
import { takeTurn } from '#bot/dialogue/work.ts'
import * as shapes from '#bot/http/admin/view-shapes.ts'
import { newId } from '#bot/ids.ts'
import { REGION_LINK_LIFE_MS } from '#bot/region/link.ts'
import { lastFinished, saveSession } from '#db/dialogues.ts'
import type { Db } from '#db/door.ts'
import { findRegion } from '#db/regions.ts'
import { scoresOf } from '#db/scores.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { replay, type SessionEvent } from '#engine/dialogue/session.ts'
import { DESK, eventsFor, type Said, toValue, walked } from '#test/support/answered.ts'
import { flowContext } from '#test/support/flow-context.ts'
import { pagesOf } from '#test/support/pdf.ts'
import { furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

let office: Office
const shared = sharedOffice()
beforeEach(() => {
  office = shared.it()
})

async function firmIn(regionId: string, name: string, industry?: string): Promise<string> {
  return (await office.made('/firms', { regionId, name, industry })).id
}

async function keep(db: Db, key: { regionId: string; firmId: string }, events: readonly SessionEvent[]): Promise<void> {
  const session = replay(events)
  await db.transaction({ kind: 'firm', ...key }, (tx) =>
    saveSession(
      tx,
      {
        ...{ id: newId('dialogue', NOW), ...key, personId: '', session, startedAt: NOW },
        finishedAt: session.state === 'finished' ? NOW : null,
      },
      events,
    ),
  )
}

const all = (questionnaire: Questionnaire, nth = 0): Record<string, Said> =>
  walked(questionnaire, (_, choices) => choices[nth] ?? choices[0] ?? '')

/** Eight firms of one industry and four of another finish; five stop at the sixth item; one never begins. */
async function aRegion() {
  const { regionId, token, firmId } = await furnishRegion(office, '岩手')
  const firms: string[] = []
  for (let n = 0; n < 12; n++) {
    const id = await firmIn(regionId, `会社${n}`, n < 8 ? '製造業' : '=HYPERLINK("http://bad.example")')
    firms.push(id)
    await keep(office.db, { regionId, firmId: id }, eventsFor(OFFICE_3_1, all(OFFICE_3_1, n % 2)))
    // Half of them answered before the newest version was there.
    const survey = n % 2 === 0 ? SURVEY_1 : SURVEY
    const said = { ...all(survey), s15: n < 6 ? 'yes' : 'no', s16: 'unknown' }
    await keep(office.db, { regionId, firmId: id }, eventsFor(survey, said))
  }
  for (let n = 0; n < 5; n++) {
    const id = await firmIn(regionId, `途中${n}`)
    const said = all(OFFICE_3_1)
    const some = Object.fromEntries(Object.entries(said).slice(0, Object.keys(said).indexOf('q6')))
    await keep(office.db, { regionId, firmId: id }, eventsFor(OFFICE_3_1, some, { isFinished: false }))
  }
  return { regionId, token, firms, idle: firmId }
}

describe('the view of a region', () => {
  let place: Awaited<ReturnType<typeof aRegion>>
  beforeAll(async () => {
    office = shared.it()
    place = await aRegion()
  })

  it('has the shape that is documented, for the operator and for the chamber', async () => {
    for (const token of [undefined, place.token]) {
      const call = token === undefined ? {} : { token }
      const diagnosis = await office.get(`/regions/${place.regionId}/diagnosis-view`, call)
      expect(shapes.diagnosisView.parse(diagnosis.body)).toEqual(diagnosis.body)
      const survey = await office.get(`/regions/${place.regionId}/survey-view`, call)
      expect(shapes.surveyView.parse(survey.body)).toEqual(survey.body)
    }
  })

  it('tells the operator how far each number of firms came', async () => {
    const { body } = await office.get(`/regions/${place.regionId}/diagnosis-view`)
    expect(body.funnel).toMatchObject({ firms: 18, started: 17, finished: 12 })
    expect(body.standing).toMatchObject([{ question: 'q6', firms: 5 }])
    expect(body.all).toMatchObject({ firms: 12 })
  })

  it('tells a chamber groups only', async () => {
    const { body } = await office.get(`/regions/${place.regionId}/diagnosis-view`, { token: place.token })
    expect(body.industries.map(({ mean }: { mean: unknown }) => mean)).toEqual([null, null])
    const { body: survey } = await office.get(`/regions/${place.regionId}/survey-view`, { token: place.token })
    const numbers = JSON.stringify(survey).match(/"firms":\d+/g) ?? []
    expect(numbers.length).toBeGreaterThan(20)
    expect(numbers.filter((one) => /:[1-4]$/.test(one))).toEqual([])
    expect(JSON.stringify([body, survey])).not.toMatch(/会社\d|途中|firm_/)
  })

  it('shows nothing to a chamber of another region', async () => {
    const { token } = await furnishRegion(office, '宮城')
    for (const view of ['diagnosis-view', 'survey-view'])
      expect((await office.get(`/regions/${place.regionId}/${view}`, { token })).status).toBe(404)
  })

  it('holds two questions against each other, and says which it cannot', async () => {
    const path = `/regions/${place.regionId}/survey-view`
    const { body } = await office.get(`${path}?row=s15&column=s16`)
    expect(body.cross).toMatchObject({ row: 's15', column: 's16', firms: 12 })
    expect(body.cross.rows[0]).toMatchObject({
      choice: 'yes',
      firms: 6,
      cells: [{}, {}, { firms: 6 }, {}, {}],
    })
    expect(await office.get(`${path}?row=s4&column=s15`)).toMatchObject({
      status: 422,
      body: { reason: 'row-of-several' },
    })
    expect(await office.get(`${path}?row=s99`)).toMatchObject({ status: 422, body: { reason: 'unknown-question' } })
  })

  it.each([
    ['?format=csv', {}],
    ['', { accept: 'text/csv' }],
  ])('opens in a spreadsheet, where nothing in it is a formula: %s', async (query, headers) => {
    const answer = await office.get(`/regions/${place.regionId}/diagnosis-view${query}`, { headers })
    expect(answer.type).toBe('text/csv')
    expect(answer.body.charCodeAt(0)).toBe(0xfeff)
    expect(answer.body).toContain(`"'=HYPERLINK(""http://bad.example"")"`)
    expect(answer.body).not.toMatch(/(^|,)"?=/m)
    const survey = await office.get(`/regions/${place.regionId}/survey-view${query}`, { headers })
    expect(survey.body).toContain('保険')
    expect(survey.body.split('\r\n').length).toBeGreaterThan(100)
  })

  it('is a page and a picture that say what the chamber sees, whoever asked for the link', async () => {
    const chamber = { token: place.token }
    const path = `/regions/${place.regionId}`
    const { body: survey } = await office.get(`${path}/survey-view`, chamber)
    const { body: diagnosis } = await office.get(`${path}/diagnosis-view`, chamber)
    const { body: link } = await office.get(`${path}/view-link`)
    expect(shapes.viewLink.parse(link)).toEqual(link)
    const signed = new URL(link.url).pathname
    const page = await office.server.inject(signed)
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    /** What stands beside each name. */
    const cells = (of: string): string[] => [...of.matchAll(/<\/th><td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell)
    const few = (firms: number | null) => (firms === null ? '5社未満のため出しません' : String(firms))
    const section = (heading: string): string =>
      page.body.split('<section>').find((one) => one.startsWith(`<h2>${heading}`)) ?? ''
    const { funnel, all: mean, industries } = diagnosis
    const steps = [funnel.firms, funnel.members, funnel.started]
    for (const { firms } of funnel.sections) steps.push(firms)
    expect(cells(section('どこまで進んだか'))).toEqual([...steps, funnel.finished].map(few))
    const percents = mean.axes.map(({ share }: { share: number }) => `${Math.round(share * 100)}%`)
    expect(cells(section('分野ごとの平均: 全部の会社'))).toEqual(percents)
    expect(page.body).toContain('N=12社')
    expect(industries).toMatchObject([{ mean: null }, { mean: null }])
    expect(section('分野ごとの平均: 製造業')).toContain('5社未満のため出しません')
    expect(page.body).toContain('=HYPERLINK(&quot;http://bad.example&quot;)')
    for (const { ask, firms, answers } of survey.questions) {
      const shown = cells(section(ask))
      expect(shown).toEqual(firms === null ? [] : answers.map((one: { firms: number | null }) => few(one.firms)))
    }
    expect(page.body).not.toMatch(/会社\d|途中\d|firm_/)
    expect(page.body).toContain('架空の地域です')
    const picture = await office.server.inject(new URL(link.pictureUrl).pathname)
    expect(picture.headers['content-type']).toBe('image/png')
    const tampered = await office.server.inject(signed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))
    expect(tampered.statusCode).toBe(404)
    const { token } = await furnishRegion(office, '宮城')
    expect((await office.get(`${path}/view-link`, { token })).status).toBe(404)
  })

  it('hides on the page what it hides from a chamber, though the operator asked', async () => {
    const { regionId, token } = await furnishRegion(office, '気仙')
    for (let n = 0; n < 12; n++) {
      const key = { regionId, firmId: await firmIn(regionId, `会社${n}`) }
      const said = all(OFFICE_3_1)
      const some = n < 3 ? Object.fromEntries(Object.entries(said).slice(0, 5)) : said
      await keep(office.db, key, eventsFor(OFFICE_3_1, some, { isFinished: n >= 3 }))
      await keep(office.db, key, eventsFor(SURVEY, { ...all(SURVEY), s15: n < 3 ? 'yes' : 'no' }))
    }
    const { body: diagnosis } = await office.get(`/regions/${regionId}/diagnosis-view`, { token })
    const { body: survey } = await office.get(`/regions/${regionId}/survey-view`, { token })
    const { body: link } = await office.get(`/regions/${regionId}/view-link`)
    const { body: page } = await office.server.inject(new URL(link.url).pathname)
    const firmsOf = (heading: string): string[] => {
      const section = page.split('<section>').find((one) => one.startsWith(`<h2>${heading}`)) ?? ''
      return [...section.matchAll(/<\/th><td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell)
    }
    const few = ({ firms }: { firms: number | null }) => (firms === null ? '5社未満のため出しません' : String(firms))
    const { started, sections, finished } = diagnosis.funnel
    const counts = [{ firms: started }, ...sections, { firms: finished }].map(few)
    expect(counts).toContain('5社未満のため出しません')
    expect(firmsOf('どこまで進んだか').slice(2)).toEqual(counts)
    const asked = survey.questions.find(({ question }: { question: string }) => question === 's15')
    expect(asked.answers.map(few)).toContain('5社未満のため出しません')
    expect(firmsOf(asked.ask)).toEqual(asked.answers.map(few))
  })

  it('is printed with bars', async () => {
    const { body: diagnosis } = await office.get(`/regions/${place.regionId}/diagnosis-view`)
    expect(diagnosisTables(diagnosis)).toMatch(/finished +12 +█{16}\n/)
    const { body: survey } = await office.get(`/regions/${place.regionId}/survey-view`)
    expect(surveyTables(survey)).toMatch(/s15 .*N = 12\n +知っている +6 +50 % +█{12}\n/)
  })
})

describe('the answers of a region that were corrected', () => {
  /** So many firms finish; of some of them the first item turns out to be less than they had said. */
  async function chamberOf(finished: number, corrected: number) {
    const { regionId, token } = await furnishRegion(office, '岩手')
    for (let n = 0; n < finished; n++) {
      const key = { regionId, firmId: await firmIn(regionId, `会社${n}`) }
      const less = { kind: 'answered', question: 'q1', value: toValue('not'), at: NOW, by: DESK } as const
      await keep(office.db, key, [...eventsFor(OFFICE_3_1, all(OFFICE_3_1)), ...(n < corrected ? [less] : [])])
    }
    const path = `/regions/${regionId}/diagnosis-view`
    const lines = async (call: object): Promise<string[]> =>
      (await office.get(`${path}?format=csv`, call)).body
        .split('\r\n')
        .filter((line: string) => line.startsWith('聞いて確かめると'))
    const rows = async (call: object) => (await office.get(path, call)).body.downgraded
    return { rows, lines, chamber: { token } }
  }

  it.each([
    ['while fewer than five firms have finished', 4, 4],
    ['while fewer than five firms were corrected', 7, 4],
  ])('are told to no chamber %s', async (_, finished, corrected) => {
    const { rows, lines, chamber } = await chamberOf(finished, corrected)
    expect([await rows(chamber), await lines(chamber)]).toEqual([[], []])
    expect(await rows({})).toMatchObject([{ question: 'q1', of: finished }])
    expect(await lines({})).toHaveLength(1)
  })

  it('are told as a group', async () => {
    const { rows, lines, chamber } = await chamberOf(10, 5)
    expect(await rows(chamber)).toMatchObject([{ question: 'q1', of: 10, firms: 5, share: 0.5 }])
    expect(await lines(chamber)).toHaveLength(1)
  })
})

describe('an answer that a hearing corrects', () => {
  const filled = (question: string, choice: Said) =>
    ({ kind: 'filled', values: { [question]: toValue(choice) } }) as const

  async function corrected(questionnaire: Questionnaire, question: string, seen: Said, who: 'desk' | 'firm' = 'desk') {
    const { regionId, firmId } = await furnishRegion(office, '岩手')
    const said = { ...all(questionnaire), s4: ['antivirus', 'firewall'] }
    await keep(office.db, { regionId, firmId }, eventsFor(questionnaire, said))
    const key = { regionId, firmId, questionnaire: questionnaire.id, personId: '' }
    const by = {
      personId: 'kikuchi',
      name: '菊池',
      platform: 'slack',
      account: 'T1',
      userId: 'U1',
      ...(who === 'desk' && { role: who }),
    } as const
    const app = flowContext({ now: NOW + 1, newId: (prefix) => newId(prefix, NOW) })
    const turn = await office.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw new Error('no region')
      return takeTurn(tx, app, key, region, { ...key, by, input: filled(question, seen) })
    })
    const [stored, scores] = await office.db.transaction({ kind: 'region', regionId }, async (tx) => [
      await lastFinished(tx, key),
      await scoresOf(tx, regionId, questionnaire.id),
    ])
    return { turn, stored, scores }
  }

  it('of the survey keeps both values, and stays finished when it was (S2)', async () => {
    const { stored } = await corrected(SURVEY, 's4', ['antivirus'])
    expect(stored).toMatchObject({ finishedAt: NOW, session: { state: 'finished' } })
    expect(stored?.session.answers.s4).toMatchObject({
      value: toValue(['antivirus']),
      stated: { value: toValue(['antivirus', 'firewall']) },
    })
  })

  it('of the diagnosis counts with fewer points in the means', async () => {
    const { scores } = await corrected(OFFICE_3_1, 'q1', 'not')
    expect(scores).toMatchObject([{ score: { points: 96 }, corrections: [{ question: 'q1', isDowngrade: true }] }])
  })

  it('is nothing that the firm itself can do to what it has finished', async () => {
    const { turn } = await corrected(OFFICE_3_1, 'q1', 'not', 'firm')
    expect(turn).toBeUndefined()
  })
})

// Last: time goes on for everybody here.
it('a link to a region that has expired says kindly where to get another, and nothing of the region', async () => {
  const { regionId } = await furnishRegion(office, '福島')
  const { body: link } = await office.get(`/regions/${regionId}/view-link`)
  const opened = () => office.server.inject(new URL(link.url).pathname)
  await office.send('POST', '/clock', { advanceMs: REGION_LINK_LIFE_MS - 60_000 })
  const few = await opened()
  expect(few.statusCode).toBe(200)
  // Of too few firms there is no picture, either.
  expect(few.body).not.toContain('<svg')
  expect((await office.server.inject(new URL(link.pictureUrl).pathname)).statusCode).toBe(404)
  await office.send('POST', '/clock', { advanceMs: 120_000 })
  const late = await opened()
  expect(late.statusCode).toBe(410)
  expect(late.body).toMatch(/見られる期間は終わりました[\s\S]*送ってくれた人に、新しいリンク/)
  expect(late.body).not.toContain('福島')
  expect((await office.server.inject(new URL(link.pictureUrl).pathname)).statusCode).toBe(410)
})

it('a chamber has a paper to hand out in the name of its region, with what is asked and what it costs', async () => {
  const { regionId, token } = await furnishRegion(office, '一関')
  await office.made('/plans', { regionId, name: '見守り', says: '会社を見守ります。', yen: 4_166 }, { token })
  const { body } = await office.get(`/regions/${regionId}/view-link?about=introduction`, { token })
  const paper = await office.server.inject({ url: new URL(body.url).pathname })
  expect([paper.statusCode, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
  expect(pagesOf(paper.rawPayload)).toBe(2)
})
