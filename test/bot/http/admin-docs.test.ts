import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { saveClaim } from '#db/claims.ts'
import { saveConsultation } from '#db/consultations.ts'
import { joinSightings } from '#db/device-sightings.ts'
import { noteSheetSent, saveSession } from '#db/dialogues.ts'
import { saveDispatch } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { insertDrafts, saveHealthCheck } from '#db/health-checks.ts'
import { saveLeak } from '#db/leaks.ts'
import { saveLeaving } from '#db/leavings.ts'
import { saveOrder } from '#db/orders.ts'
import { addVisit } from '#db/recruiting-visits.ts'
import { saveRemoteHelp } from '#db/remote-helps.ts'
import { saveSignUp } from '#db/sign-ups.ts'
import { saveTodos } from '#db/todos.ts'
import { apply as applyClaim } from '#engine/claim.ts'
import { apply } from '#engine/consultation.ts'
import { replay, type SessionEvent } from '#engine/dialogue/session.ts'
import { apply as applyDispatch } from '#engine/dispatch.ts'
import { DEFAULT_LADDER } from '#engine/ladder.ts'
import { apply as applyOrder } from '#engine/order.ts'
import { apply as applyHelp } from '#engine/remote-help.ts'
import { healthDraft } from '../../support/health.ts'
import { furnishEvents } from './events.ts'
import { furnishRegion, type Office, sharedOffice } from './office.ts'

let office: Office
const shared = sharedOffice()
beforeEach(() => {
  office = shared.it()
})

async function asked(
  tx: Tx,
  { siteId, ...place }: { regionId: string; firmId: string; siteId: string },
): Promise<void> {
  const by = { personId: 'p1', name: '及川' }
  const opened = { kind: 'opened', channel: 'phone', matter: 'consult', who: '千葉', at: 1, by } as const
  await saveConsultation(tx, { id: 'c1', ...place, chat: null, consultation: apply(undefined, opened) }, opened)
  const found = { holds: true, by, at: 1, evidence: 'x', source: null, alerts: ['a'], condition: 'detected' } as const
  const fact = { kind: 'fact', at: 1, by, fact: found } as const
  await saveClaim(tx, { id: 'claim_1', ...place, caseId: 'case_1', claim: applyClaim(undefined, fact) }, fact)
  const leak = { known: '2026-11-20', answers: {}, submitted: {}, begunBy: by, begunAt: 1 }
  await saveLeak(tx, { id: 'leak_1', ...place, leak })
  const begun = { kind: 'asked', at: 1, by } as const
  const need = { category: 'trouble', municipality: '久慈市', skill: 'pc', home: null, reason: '', parts: '' } as const
  const terms = { costYen: 0, limitYen: 0, selfPayYen: 0 }
  const wish = { kind: 'requested', need, basis: { kind: 'wished' }, terms, at: 1, by } as const
  const visit = { id: 'dispatch_c1', ...place, about: 'c1', drill: null, dispatch: applyDispatch(undefined, wish) }
  await saveDispatch(tx, visit, wish)
  const draft = healthDraft({ id: 'health_1', ...place })
  await insertDrafts(tx, [draft])
  await saveHealthCheck(tx, { ...draft, state: 'approved', approvedBy: by, approvedAt: 4 })
  const order = { kind: 'received', deviceType: null, needsSwitch: 'none', at: 1, by } as const
  await saveOrder(tx, { id: 'order_1', ...place, siteId, order: applyOrder(undefined, order) }, order)
  await saveRemoteHelp(tx, { id: 'remote_c1', ...place, about: 'c1', help: applyHelp(undefined, begun) }, begun)
}

type JSONSchema = Parameters<typeof z.fromJSONSchema>[0]

interface Operation {
  summary?: string
  parameters?: { name: string; in: string }[]
  requestBody?: { content: { 'application/json': { schema: object } } }
  responses: Record<string, { content?: Record<string, { schema: JSONSchema }> }>
}

async function documented(): Promise<Map<string, Operation>> {
  const { body } = await office.get('/admin/docs/json', { token: null })
  return new Map(
    Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
    ),
  )
}

/** Finished, sent, and with one thing to do. */
async function diagnosed(tx: Tx, ids: { regionId: string; firmId: string }): Promise<void> {
  const events: SessionEvent[] = [
    { kind: 'started', questionnaire: 'office', version: '3.1', at: 1, by: null },
    { kind: 'finished', at: 2, by: null },
  ]
  const stored = { id: 'dialogue_1', ...ids, personId: '', session: replay(events), startedAt: 1, finishedAt: 2 }
  await saveSession(tx, stored, events)
  await noteSheetSent(tx, stored.id, 3)
  const by = { personId: 'person_1', name: '佐々木' }
  await saveTodos(
    tx,
    [
      {
        ...{ id: 'todo_1', ...ids, personId: '', questionnaire: 'office', question: 'q1', place: 0 },
        ...{ because: { kind: 'gap' }, state: 'started', since: 4, dueAt: 5, by, round: 1, revision: 2, before: null },
      },
    ],
    [],
  )
}

describe('/admin/docs', () => {
  it('is a page anybody may read', async () => {
    const page = await office.get('/admin/docs/', { token: null })
    expect([page.status, page.type]).toEqual([200, 'text/html'])
  })

  it('names every address that answers, and no other', async () => {
    const answering = office.routes
      .filter(({ url }) => url.startsWith('/admin/v1'))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
    expect(answering.length).toBeGreaterThan(20)
    expect([...(await documented()).keys()].sort()).toEqual(answering.sort())
  })

  it('shows the body of each create, its key, each answer, and the problem', async () => {
    for (const [name, { summary, requestBody, parameters, responses }] of await documented()) {
      expect(summary, name).toBeTruthy()
      expect(Object.keys(responses), name).toContain('4XX')
      expect(responses['4XX']?.content, name).toHaveProperty(['application/problem+json', 'schema', 'properties'])
      const good = Object.entries(responses).find(([status]) => status.startsWith('2'))
      expect(good, name).toBeDefined()
      if (good?.[0] !== '204')
        expect(good?.[1].content, name).toHaveProperty(['application/json', 'schema', 'properties'])
      if (/^(POST .*v1\/\w+|PUT .*)$/.test(name)) expect(requestBody, name).toBeDefined()
      if (good?.[0] === '201')
        expect(
          parameters?.map((one) => one.name),
          name,
        ).toContain('idempotency-key')
    }
  })

  it('tells the truth: what is answered has the shape that is shown', async () => {
    const operations = await documented()
    const checked = new Set<string>()
    const check = (name: string, { status, type, body }: Awaited<ReturnType<Office['get']>>): void => {
      const responses = operations.get(name)?.responses ?? {}
      const schema = (responses[status] ?? responses['4XX'])?.content?.[type]?.schema
      if (!schema) throw new Error(`${name} does not show ${status} ${type}`)
      const result = z.fromJSONSchema(schema, { defaultTarget: 'openapi-3.0' }).safeParse(body)
      expect(result.error?.issues, `${name} ${JSON.stringify(body).slice(0, 300)}`).toBeUndefined()
      checked.add(name)
    }
    const v1 = '/admin/v1'
    const region = await office.post('/regions', { name: '岩手' })
    check(`POST ${v1}/regions`, region)
    const { regionId, firmId, siteId } = await furnishRegion(office, '宮城')
    check(`POST ${v1}/firms`, await office.post('/firms', { regionId, name: '南部建設' }))
    const home = await office.post('/sites', { firmId, name: '自宅', kind: 'home' })
    check(`POST ${v1}/sites`, home)
    const sensor = await office.post('/sensors', { siteId, type: 'home' })
    check(`POST ${v1}/sensors`, sensor)
    check(`POST ${v1}/invites`, await office.post('/invites', { firmId, role: 'worker' }))
    const credentials = { channelAccessToken: 'miyagi-token', channelSecret: 'a-good-secret' }
    const account = await office.post('/accounts', { regionId, platform: 'line', credentials })
    check(`POST ${v1}/accounts`, account)
    const rotate = `/accounts/${account.body.id}/rotate`
    check(`POST ${v1}/accounts/{id}/rotate`, await office.post(rotate, { credentials }))
    for (const act of ['settle', 'disable', 'enable'])
      check(`POST ${v1}/accounts/{id}/${act}`, await office.post(`/accounts/${account.body.id}/${act}`))
    const channels = { analysts: 'C0ANALYSTS', desk: 'C0DESK', operations: 'C0OPERATE' }
    const slack = { botToken: 'xoxb-miyagi-token', signingSecret: 'a-good-secret' }
    const workspace = await office.post('/accounts', { regionId, platform: 'slack', credentials: slack, channels })
    check(`POST ${v1}/accounts`, workspace)
    const moved = await office.post(`/accounts/${workspace.body.id}/channels`, { channels })
    check(`POST ${v1}/accounts/{id}/channels`, moved)
    check(`POST ${v1}/accounts/rekey`, await office.post('/accounts/rekey'))
    check(`POST ${v1}/tokens`, await office.post('/tokens', { regionId, role: 'chamber', name: '釜石' }))
    const file = Buffer.from('企業名,電話番号\n見本商店,なし\n見本理容,\n').toString('base64')
    const list = await office.post('/firm-imports', { regionId, file })
    check(`POST ${v1}/firm-imports`, list)
    check(`GET ${v1}/firm-imports/template`, await office.get('/firm-imports/template'))
    check(`GET ${v1}/firm-imports`, await office.get('/firm-imports'))
    check(`GET ${v1}/regions/{id}/firms`, await office.get(`/regions/${regionId}/firms`))
    check(`GET ${v1}/firms/{id}`, await office.get(`/firms/${firmId}`))
    check(`POST ${v1}/invite-sheets`, await office.post('/invite-sheets', { regionId }))
    check(`GET ${v1}/invite-sheets`, await office.get(`/invite-sheets?regionId=${regionId}`))
    check(`GET ${v1}/firm-imports/{id}`, await office.get(`/firm-imports/${list.body.id}`))
    for (const act of ['run', 'undo'])
      check(
        `POST ${v1}/firm-imports/{id}/${act}`,
        await office.post(`/firm-imports/${list.body.id}/${act}`, act === 'run' ? { skipsFaulty: true } : undefined),
      )
    const plan = { regionId, name: '見守り', says: 'パソコンを見守ります。', yen: 3_300 }
    const offered = await office.post('/plans', plan)
    check(`POST ${v1}/plans`, offered)
    check(`PUT ${v1}/firms/{id}/plan`, await office.send('PUT', `/firms/${firmId}/plan`, { planId: offered.body.id }))
    check(`GET ${v1}/firms/{id}/plan`, await office.get(`/firms/${firmId}/plan`))
    check(`GET ${v1}/firms/{id}/notebook`, await office.get(`/firms/${firmId}/notebook`))
    const issuer = { name: '商工会議所', bank: '岩手銀行' }
    check(`PUT ${v1}/regions/{id}/book`, await office.send('PUT', `/regions/${regionId}/book`, { issuer }))
    check(`GET ${v1}/regions/{id}/book`, await office.get(`/regions/${regionId}/book`))
    check(
      `POST ${v1}/regions/{id}/charges`,
      await office.send('POST', `/regions/${regionId}/charges`, { month: '2026-11' }),
    )
    const owed = { firmId, kind: 'fee', payer: 'firm', payee: 'chamber', yen: 1_100, says: '見守り' }
    check(`POST ${v1}/entries`, await office.post('/entries', owed))
    const wrong = await office.post('/entries', owed)
    check(`POST ${v1}/entries/{id}/reverse`, await office.post(`/entries/${wrong.body.id}/reverse`))
    check(`GET ${v1}/regions/{id}/statement`, await office.get(`/regions/${regionId}/statement?month=2026-11`))
    const issued = await office.post(`/regions/${regionId}/invoices`, { month: '2026-11' })
    check(`POST ${v1}/regions/{id}/invoices`, issued)
    const [{ id: invoiceId }] = issued.body.items
    check(`GET ${v1}/invoices`, await office.get('/invoices'))
    check(`GET ${v1}/invoices/{id}`, await office.get(`/invoices/${invoiceId}`))
    check(`PUT ${v1}/invoices/{id}/paid`, await office.send('PUT', `/invoices/${invoiceId}/paid`, { on: null }))
    check(`POST ${v1}/invoices/{id}/credit`, await office.post(`/invoices/${invoiceId}/credit`))
    const wish = await office.post('/orders', { siteId, by: '及川' })
    check(`POST ${v1}/orders`, wish)
    const vendor = await office.post('/vendors', {
      ...{ regionId, name: '三陸IT', areas: ['久慈市'], skills: ['incident'], hours: 'mon-fri 9:00-18:00' },
    })
    check(`POST ${v1}/vendors`, vendor)
    for (const act of ['suspend', 'resume'])
      check(`POST ${v1}/vendors/{id}/${act}`, await office.post(`/vendors/${vendor.body.id}/${act}`))
    const kuji = await office.send('PUT', `/sites/${home.body.id}/place`, { municipality: '久慈市' })
    check(`PUT ${v1}/sites/{id}/place`, kuji)
    const price = { category: 'incident', costYen: 30_000, limitYen: 50_000, selfPayYen: 0 }
    check(`PUT ${v1}/regions/{id}/visit-terms`, await office.send('PUT', `/regions/${regionId}/visit-terms`, price))
    check(`GET ${v1}/regions/{id}/visit-terms`, await office.get(`/regions/${regionId}/visit-terms`))
    check(`GET ${v1}/regions/{id}/visits`, await office.get(`/regions/${regionId}/visits`))
    const [player] = (await office.get('/people?limit=1')).body.items
    check(
      `POST ${v1}/dispatches/drill`,
      await office.post('/dispatches/drill', { regionId, personId: player?.id ?? 'nobody' }),
    )
    check(`POST ${v1}/clock`, await office.post('/clock', { advanceMs: 1 }))
    await furnishEvents(office.db, { regionId, firmId }, 2)
    const seen = {
      day: '2026-11-24',
      ip: '192.168.1.9',
      mac: '00:50:56:aa:bb:01',
      name: 'KEIRI-PC',
      via: 'dhcp',
    } as const
    await office.db.transaction({ kind: 'firm', regionId, firmId }, (tx) =>
      joinSightings(tx, { regionId, firmId, sensorId: sensor.body.id }, [{ ...seen, firstSeenAt: 1, lastSeenAt: 2 }]),
    )
    const round = await office.post('/survey-rounds', { regionId, name: '説明会', until: '2026-12-10' })
    check(`POST ${v1}/survey-rounds`, round)
    check(`GET ${v1}/survey-rounds`, await office.get(`/survey-rounds?regionId=${regionId}`))
    for (const act of ['publish', 'close'])
      check(`POST ${v1}/survey-rounds/{id}/${act}`, await office.post(`/survey-rounds/${round.body.id}/${act}`))
    check(`GET ${v1}/firms/{id}/insurance`, await office.get(`/firms/${firmId}/insurance`))
    check(
      `PUT ${v1}/firms/{id}/insurance`,
      await office.send('PUT', `/firms/${firmId}/insurance`, { state: 'considering' }),
    )
    for (const path of ['audit/chain', 'provisions']) check(`GET ${v1}/${path}`, await office.get(`/${path}`))
    const booking = { firmId, startsAt: '2026-11-26T14:00:00+09:00', channel: 'phone', interviewer: '及川' }
    check(`POST ${v1}/hearings`, await office.post('/hearings', booking))
    await office.db.transaction({ kind: 'firm', regionId, firmId }, (tx) => asked(tx, { regionId, firmId, siteId }))
    check(`GET ${v1}/regions/{id}/consultations`, await office.get(`/regions/${regionId}/consultations`))
    check(`GET ${v1}/regions/{id}/consultation-months`, await office.get(`/regions/${regionId}/consultation-months`))
    check(`GET ${v1}/regions/{id}/answers`, await office.get(`/regions/${regionId}/answers`))
    check(`GET ${v1}/regions/{id}/hearings`, await office.get(`/regions/${regionId}/hearings`))
    const story = { source: 'IPA', happened: '開きました。', helped: '止めました。', costYen: 0 }
    const example = await office.post('/examples', { regionId, ...story })
    check(`POST ${v1}/examples`, example)
    check(`GET ${v1}/examples/{id}`, await office.get(`/examples/${example.body.id}`))
    check(`POST ${v1}/examples/{id}/withdraw`, await office.post(`/examples/${example.body.id}/withdraw`))
    check(`GET ${v1}/regions/{id}/examples`, await office.get(`/regions/${regionId}/examples`))
    await office.db.transaction({ kind: 'firm', regionId, firmId }, (tx) => diagnosed(tx, { regionId, firmId }))
    for (const path of [
      'regions',
      'firms',
      'sites',
      'sensors',
      'people',
      'invites',
      'tokens',
      'accounts',
      'assets',
      'alerts',
      'cases',
      'examples',
      'next-steps',
      'consultations',
      'remote-helps',
      'orders',
      'dispatches',
      'leaks',
      'claims',
      'vendors',
      'hearings',
      'plans',
      'notices',
      'suppressions',
      'diagnoses',
      'todos',
      'health-checks',
      'outbox',
      'audit',
    ]) {
      const page = await office.get(`/${path}?limit=1`)
      expect(page.body.items, path).toHaveLength(1)
      check(`GET ${v1}/${path}`, page)
    }
    const [{ id: sensorId }] = (await office.get('/sensors?limit=1')).body.items
    check(`GET ${v1}/orders/{id}`, await office.get('/orders/order_1'))
    check(`GET ${v1}/sensors/{id}`, await office.get(`/sensors/${sensorId}`))
    check(`GET ${v1}/health-checks/{id}`, await office.get('/health-checks/health_1'))
    check(`GET ${v1}/health-checks/{id}/sheet`, await office.get('/health-checks/health_1/sheet'))
    check(`GET ${v1}/firms/{id}/health-check`, await office.get(`/firms/${firmId}/health-check`))
    check(`GET ${v1}/queue`, await office.get('/queue'))
    check(`POST ${v1}/firms/{id}/leave`, await office.post(`/firms/${firmId}/leave`, {}))
    const begun = { begunBy: { personId: 'p', name: '佐々木' }, begunAt: 1, eraseAt: 2, erasureId: null }
    await office.db.transaction({ kind: 'system' }, (tx) =>
      saveLeaving(tx, { firmId, regionId, state: 'leaving', certificate: null, ...begun }),
    )
    check(`POST ${v1}/firms/{id}/erase`, await office.post(`/firms/${firmId}/erase`))
    check(`GET ${v1}/provisions`, await office.get('/provisions'))
    check(`GET ${v1}/audit/chain`, await office.get('/audit/chain'))
    check(`GET ${v1}/regions/{id}/summary`, await office.get(`/regions/${regionId}/summary`))
    check(`GET ${v1}/security-actions`, await office.get(`/security-actions?regionId=${regionId}`))
    // No LINE is connected here, and that is what they say.
    check(`GET ${v1}/menu`, await office.get('/menu'))
    check(`POST ${v1}/menu`, await office.post('/menu', {}))
    const times = { startsAt: '2026-12-01T14:00:00+09:00', endsAt: '2026-12-01T15:00:00+09:00' }
    const programme = `/regions/${regionId}/programme-plan`
    const figure = { says: '製造品出荷額', source: 'https://example.jp/', readOn: '2020-07-13', isPublished: true }
    check(`PUT ${v1}/regions/{id}/programme-plan`, await office.send('PUT', programme, { figures: [figure] }))
    check(`GET ${v1}/regions/{id}/programme-plan`, await office.get(programme))
    const reports = `/regions/${regionId}/programme-reports`
    check(`POST ${v1}/regions/{id}/programme-reports`, await office.post(reports, { by: '熊谷' }))
    check(`GET ${v1}/regions/{id}/programme-reports`, await office.get(reports))
    const day = { regionId, kind: 'diagnosis', says: '診断を終える', dueOn: '2026-12-10' }
    const milestone = await office.post('/milestones', day)
    check(`POST ${v1}/milestones`, milestone)
    check(`GET ${v1}/milestones`, await office.get(`/milestones?regionId=${regionId}`))
    check(`POST ${v1}/milestones/{id}/done`, await office.post(`/milestones/${milestone.body.id}/done`, {}))
    const meeting = await office.post('/meetings', { regionId, kind: 'briefing', name: '説明会', ...times })
    check(`POST ${v1}/meetings`, meeting)
    const came = { regionId, meetingId: meeting.body.id, company: '久慈工業' }
    check(`POST ${v1}/attendances`, await office.post('/attendances', came))
    const state = `/meetings/${meeting.body.id}/state`
    check(`PUT ${v1}/meetings/{id}/state`, await office.send('PUT', state, { state: 'closed' }))
    check(`GET ${v1}/meetings/{id}/sign-ups`, await office.get(`/meetings/${meeting.body.id}/sign-ups`))
    const chat = { platform: 'line', account: 'bot', userId: 'U1' } as const
    const means = { company: '久慈工業', people: 1, firmId: null, recruitingId: null, signedAt: 1, cancelledAt: null }
    await office.db.transaction({ kind: 'system' }, (tx) =>
      saveSignUp(tx, { id: 'signup_1', regionId, meetingId: meeting.body.id, ...means }, chat),
    )
    check(`POST ${v1}/sign-ups/{id}/came`, await office.post('/sign-ups/signup_1/came', { people: 1 }))
    check(`GET ${v1}/meetings`, await office.get(`/meetings?regionId=${regionId}`))
    const way = { regionId, organisation: '久慈商工会', medium: 'leaflet', reach: 30 }
    const leaflet = await office.post('/recruitings', way)
    check(`POST ${v1}/recruitings`, leaflet)
    check(`POST ${v1}/flyers`, await office.post('/flyers', { regionId, recruitingId: leaflet.body.id }))
    check(`GET ${v1}/flyers`, await office.get(`/flyers?regionId=${regionId}`))
    check(`GET ${v1}/recruitings`, await office.get(`/recruitings?regionId=${regionId}`))
    const visited = {
      id: 'visit_1',
      regionId,
      firmId: null,
      company: '久慈工業',
      place: '久慈',
      memo: '',
      visitedOn: '2026-11-24',
    }
    const next = { step: '電話する', on: '2026-12-01' }
    await office.db.transaction({ kind: 'system' }, (tx) =>
      addVisit(tx, { ...visited, result: 'considering', next, by: { personId: 'person_1', name: '村上' } }, 0),
    )
    check(`GET ${v1}/recruiting-visits`, await office.get(`/recruiting-visits?regionId=${regionId}`))
    const applied = { regionId, company: '久慈工業', appliedAt: times.startsAt }
    const application = await office.post('/applications', applied)
    check(`POST ${v1}/applications`, application)
    check(`GET ${v1}/applications`, await office.get(`/applications?regionId=${regionId}`))
    const stands = `/applications/${application.body.id}/state`
    check(`POST ${v1}/applications/{id}/state`, await office.post(stands, { state: 'booked' }))
    check(`GET ${v1}/regions/{id}/funnel`, await office.get(`/regions/${regionId}/funnel`))
    const quote = { regionId, words: '助かりました。', saidAt: times.startsAt }
    check(`POST ${v1}/quotes`, await office.post('/quotes', quote))
    check(`GET ${v1}/pilot`, await office.get('/pilot'))
    check(`POST ${v1}/pilot`, await office.post('/pilot', { part: 0 }))
    for (const view of ['diagnosis-view', 'survey-view', 'statistics', 'programme', 'kpi', 'price', 'view-link'])
      check(`GET ${v1}/regions/{id}/${view}`, await office.get(`/regions/${regionId}/${view}`))
    check(`GET ${v1}/regions/{id}/ladder`, await office.get(`/regions/${regionId}/ladder`))
    check(
      `GET ${v1}/regions/{id}/ladder/dry-run`,
      await office.get(`/regions/${regionId}/ladder/dry-run?severity=high`),
    )
    check(`PUT ${v1}/regions/{id}/ladder`, await office.send('PUT', `/regions/${regionId}/ladder`, DEFAULT_LADDER))
    const shown = await office.get(`/regions/${regionId}/rota`)
    check(`GET ${v1}/regions/{id}/rota`, shown)
    check(`GET ${v1}/regions/{id}/staff`, await office.get(`/regions/${regionId}/staff`))
    const [{ personId }] = shown.body.analysts
    const rota = { people: [personId], turn: 'week', handOver: '09:00', since: '2026-11-23' }
    check(`PUT ${v1}/regions/{id}/rota`, await office.send('PUT', `/regions/${regionId}/rota`, { rota }))
    check(`GET ${v1}/regions/{id}/detections`, await office.get(`/regions/${regionId}/detections`))
    const onTrial = { rule: 'port-scan', state: 'monitor' }
    check(`PUT ${v1}/regions/{id}/detections`, await office.send('PUT', `/regions/${regionId}/detections`, onTrial))
    check(`GET ${v1}/regions/{id}/rules`, await office.get(`/regions/${regionId}/rules`))
    const rules = { severities: { 'port-scan': 'low' }, decideWithinMinutes: { high: 5, medium: 60, low: null } }
    check(`PUT ${v1}/regions/{id}/rules`, await office.send('PUT', `/regions/${regionId}/rules`, rules))
    check(`GET ${v1}/schedule`, await office.get(`/schedule?regionId=${regionId}&days=40`))
    check(
      `GET ${v1}/regions/{id}/schedule/dry-run`,
      await office.get(`/regions/${regionId}/schedule/dry-run?on=2026-12-01`),
    )
    check(`GET ${v1}/regions/{id}/quota`, await office.get(`/regions/${regionId}/quota`))
    const quota = { limit: 5000, reserveShare: 0.2 }
    check(`PUT ${v1}/regions/{id}/quota`, await office.send('PUT', `/regions/${regionId}/quota`, quota))
    const answers = { responsible: { name: '佐々木' } }
    check(`PUT ${v1}/firms/{id}/responsible`, await office.send('PUT', `/firms/${firmId}/responsible`, answers))
    check(`GET ${v1}/firms/{id}/responsible`, await office.get(`/firms/${firmId}/responsible`))
    check(`GET ${v1}/firms/{id}/checked`, await office.get(`/firms/${firmId}/checked`))
    check(`GET ${v1}/firms/{id}/asset-list`, await office.get(`/firms/${firmId}/asset-list`))
    const devices = Buffer.from('機器名\nPC1').toString('base64')
    check(`POST ${v1}/firms/{id}/asset-list`, await office.post(`/firms/${firmId}/asset-list`, { file: devices }))
    const contacts = await office.get(`/firms/${firmId}/contacts`)
    check(`GET ${v1}/firms/{id}/contacts`, contacts)
    const personIds = contacts.body.items.map(({ personId }: { personId: string }) => personId)
    check(`PUT ${v1}/firms/{id}/contacts`, await office.send('PUT', `/firms/${firmId}/contacts`, { personIds }))
    const [{ id }] = (await office.get('/outbox?limit=1')).body.items
    const [quiet] = (await office.get('/suppressions?limit=1')).body.items
    check(`POST ${v1}/suppressions/{id}/end`, await office.post(`/suppressions/${quiet.id}/end`))
    check(`POST ${v1}/outbox/{id}/retry`, await office.post(`/outbox/${id}/retry`))
    check(`POST ${v1}/outbox/{id}/cancel`, await office.post(`/outbox/${id}/cancel`))
    expect([...operations.keys()].filter((name) => !checked.has(name))).toEqual([
      `DELETE ${v1}/tokens/{id}`,
      `DELETE ${v1}/staff/{id}`,
      `DELETE ${v1}/sensors/{id}`,
      `DELETE ${v1}/firms/{id}/contacts/{personId}`,
      `DELETE ${v1}/plans/{id}`,
    ])
  })
})
