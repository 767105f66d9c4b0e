import { addAccount } from '#db/accounts.ts'
import { grantActions } from '#db/actions.ts'
import { upsertAlerts } from '#db/alerts.ts'
import { noteShowing, saveAnswer } from '#db/answers.ts'
import { addApplication, addQuote } from '#db/applications.ts'
import { saveAsset } from '#db/assets.ts'
import { note } from '#db/audit.ts'
import { storeBatch } from '#db/batches.ts'
import { saveClaim } from '#db/claims.ts'
import { offerSession } from '#db/console-sessions.ts'
import { addWords, saveConsultation } from '#db/consultations.ts'
import { joinSightings } from '#db/device-sightings.ts'
import { saveSession } from '#db/dialogues.ts'
import { keepAddress, saveDispatch } from '#db/dispatches.ts'
import type { Db } from '#db/door.ts'
import { noteShown, type StoredExample, saveExample } from '#db/examples.ts'
import { keepImport } from '#db/firm-imports.ts'
import { addFirm } from '#db/firms.ts'
import { addFlyer } from '#db/flyers.ts'
import { insertDrafts } from '#db/health-checks.ts'
import { saveHearing } from '#db/hearings.ts'
import { receive } from '#db/inbox.ts'
import { addAsked, openInquiry } from '#db/inquiries.ts'
import { saveInstallation } from '#db/installations.ts'
import { addEnrolment } from '#db/insurance.ts'
import { addInvite } from '#db/invites.ts'
import { addInvoice } from '#db/invoices.ts'
import { saveLeak } from '#db/leaks.ts'
import { noteErasure, saveLeaving } from '#db/leavings.ts'
import { addAttendance, addMeeting } from '#db/meetings.ts'
import { enterCharge, saveIssuer, saveTerms } from '#db/money.ts'
import { saveOrder } from '#db/orders.ts'
import { enqueue } from '#db/outbox.ts'
import { addMembership, addPerson, linkIdentity } from '#db/people.ts'
import { wantPhoto } from '#db/photos.ts'
import { addPlan } from '#db/plans.ts'
import { addReport } from '#db/programme-reports.ts'
import { addMilestone, saveProgramme } from '#db/programmes.ts'
import { recordProvision } from '#db/provisions.ts'
import { addVisit } from '#db/recruiting-visits.ts'
import { addRecruiting } from '#db/recruitings.ts'
import { addRegion } from '#db/regions.ts'
import { saveRemoteHelp } from '#db/remote-helps.ts'
import { addResponsibility } from '#db/responsibilities.ts'
import { saveScore } from '#db/scores.ts'
import { addSteps } from '#db/security-actions.ts'
import { saveBeat } from '#db/sensor-beats.ts'
import { addSensorCode } from '#db/sensor-codes.ts'
import { saveConfig } from '#db/sensor-configs.ts'
import { noteHeard } from '#db/sensor-days.ts'
import { saveHours } from '#db/sensor-hours.ts'
import { saveSight } from '#db/sensor-sights.ts'
import { addSensor } from '#db/sensors.ts'
import { saveSignUp } from '#db/sign-ups.ts'
import { addSite } from '#db/sites.ts'
import { startPlan } from '#db/subscriptions.ts'
import { addSuppression } from '#db/suppressions.ts'
import { addParticipant } from '#db/survey-participants.ts'
import { addRound } from '#db/survey-rounds.ts'
import { arm } from '#db/timers.ts'
import { saveReminders, saveTodos } from '#db/todos.ts'
import { noteTouch, touchesLedTo } from '#db/touches.ts'
import { setTrafficCounts } from '#db/traffic.ts'
import { addVendor } from '#db/vendors.ts'
import { waitForCall } from '#db/whose-calls.ts'
import { noted, unheardOf } from '#engine/asset.ts'
import { apply as applyClaim } from '#engine/claim.ts'
import { apply as applyConsultation, type ConsultationEvent } from '#engine/consultation.ts'
import { apply, NOT_STARTED } from '#engine/dialogue/session.ts'
import { apply as applyDispatch, type DispatchEvent } from '#engine/dispatch.ts'
import { apply as applyExample } from '#engine/example.ts'
import { apply as applyHearing, type HearingEvent } from '#engine/hearing.ts'
import { choiceFor } from '#engine/installation/choice.ts'
import { drawnFor } from '#engine/installation/guide.ts'
import { invoiceOf } from '#engine/invoice.ts'
import { begun } from '#engine/leaving.ts'
import { CHAMBER, NO_TERMS } from '#engine/money.ts'
import { apply as applyOrder } from '#engine/order.ts'
import { NEW_PROGRAMME } from '#engine/programme.ts'
import { apply as applyRemoteHelp } from '#engine/remote-help.ts'
import { apply as applyConfig, FIRST_CONFIG } from '#engine/sensor-config.ts'
import { NO_SIGHT } from '#engine/sight.ts'
import { FRESH_CALL } from '#engine/whose-call.ts'
import { alert } from './alert.ts'
import { healthDraft } from './health.ts'

export const AT = Date.UTC(2026, 10, 24, 1)

/** One region with two firms, and another region with one, each with a row in every table a firm can have. */
export async function threeFirms(db: Db): Promise<void> {
  for (const [regionId, firms] of [
    ['iwate', ['sasaki', 'nanbu']],
    ['miyagi', ['kesen']],
  ] as const) {
    await db.transaction({ kind: 'system' }, (tx) =>
      addRegion(tx, { id: regionId, name: regionId, timezone: 'Asia/Tokyo', locale: 'ja', at: AT }),
    )
    const account = {
      id: `account-${regionId}`,
      regionId,
      platform: 'line' as const,
      account: regionId,
      name: regionId,
      channels: null,
    }
    const sealed = { credentials: Buffer.from([1, 2, 3]), at: AT }
    await db.transaction({ kind: 'region', regionId }, (tx) => addAccount(tx, account, sealed))
    const round = { id: `round-${regionId}`, regionId, name: regionId, code: regionId, untilAt: null, at: AT }
    await db.transaction({ kind: 'region', regionId }, (tx) => addRound(tx, round))
    await db.transaction({ kind: 'region', regionId }, (tx) => saveProgramme(tx, regionId, NEW_PROGRAMME, AT))
    const report = { version: 1, finishedAt: AT, finishedBy: regionId, reason: null, whole: {}, shared: {} }
    await db.transaction({ kind: 'region', regionId }, (tx) => addReport(tx, regionId, report))
    const plan = { id: `plan-${regionId}`, regionId, name: regionId, says: '', yen: 1, per: 'month' as const }
    const issuer = { name: regionId, registration: '', address: '', phone: '', bank: regionId, dueDays: 30 }
    await db.transaction({ kind: 'region', regionId }, (tx) => saveTerms(tx, regionId, NO_TERMS))
    await db.transaction({ kind: 'region', regionId }, (tx) => saveIssuer(tx, regionId, { party: CHAMBER, issuer }))
    await db.transaction({ kind: 'region', regionId }, (tx) => addPlan(tx, { ...plan, unwatched: ['home'], at: AT }))
    for (const firmId of firms)
      await db.transaction({ kind: 'region', regionId }, (tx) => furnish(tx, regionId, firmId))
  }
}

type Tx = Parameters<Parameters<Db['transaction']>[1]>[0]

async function furnish(tx: Tx, regionId: string, firmId: string): Promise<void> {
  const ids = { regionId, firmId }
  await addFirm(tx, {
    id: firmId,
    regionId,
    name: firmId,
    industry: null,
    employees: 8,
    pcs: 5,
    phone: '0192-00-0000',
    at: AT,
  })
  const day = { kind: 'diagnosis', says: firmId, dueOn: '2026-12-10', doneAt: null } as const
  await addMilestone(tx, { id: `milestone-${firmId}`, ...ids, ...day })
  await addSite(tx, {
    id: `site-${firmId}`,
    ...ids,
    name: '事務所',
    kind: 'office',
    homeNetworks: ['192.168.1.0/24'],
    at: AT,
  })
  await addSensor(tx, {
    id: `sensor-${firmId}`,
    ...ids,
    siteId: `site-${firmId}`,
    type: 'office',
    tokenHash: `hash-${firmId}`,
    at: AT,
  })
  await addPerson(tx, { id: `person-${firmId}`, regionId, name: firmId, at: AT })
  await linkIdentity(tx, {
    platform: 'line',
    account: 'bot',
    userId: `U-${firmId}`,
    personId: `person-${firmId}`,
    regionId,
  })
  await addMembership(tx, {
    id: `member-${firmId}`,
    ...ids,
    personId: `person-${firmId}`,
    role: 'owner',
    consentVersion: '1',
    at: AT,
  })
  await addInvite(tx, {
    id: `invite-${firmId}`,
    ...ids,
    role: 'worker',
    codeHmac: `hmac-${firmId}`,
    expiresAt: AT + 1,
    at: AT,
  })
  await storeBatch(tx, {
    ...ids,
    sensorId: `sensor-${firmId}`,
    kind: 'events',
    key: 'first',
    bodyHash: 'hash',
    sealed: new Uint8Array([1]),
    accepted: 1,
    rejected: 0,
    receivedAt: AT,
  })
  await joinSightings(tx, { ...ids, sensorId: `sensor-${firmId}` }, [
    {
      day: '2026-11-24',
      ip: '192.168.1.9',
      mac: '00:50:56:aa:bb:01',
      name: firmId,
      via: 'dhcp',
      firstSeenAt: AT,
      lastSeenAt: AT,
    },
  ])
  const nameless = unheardOf({ id: `asset-${firmId}`, ...ids, mac: '00:50:56:aa:bb:01' })
  const named = noted(nameless, { kind: 'named', name: firmId }, null, AT)
  await saveAsset(tx, named.asset, named.event)
  await insertDrafts(tx, [healthDraft({ id: `health-${firmId}`, ...ids })])
  await noteHeard(tx, { ...ids, sensorId: `sensor-${firmId}` }, [Math.floor(AT / 300_000)])
  await saveHours(tx, { ...ids, sensorId: `sensor-${firmId}` }, [
    { hour: 1, readings: { hour: 1, runs: [], intervals: { [firmId]: [] } }, lostShare: 0.5 },
  ])
  await upsertAlerts(tx, { ...ids, sensorId: `sensor-${firmId}`, at: AT, isMonitored: () => false }, [
    alert({ id: `alert-${firmId}` }),
  ])
  await setTrafficCounts(tx, ids, [
    { day: '2026-11-24', kind: 'new-service', device: '192.168.1.23', count: 1, examples: [firmId] },
  ])
  await addSuppression(tx, {
    ...{ id: `quiet-${firmId}`, ...ids, kind: 'port-scan', device: '192.168.1.23', counterpart: '', eventsMax: 100 },
    ...{ caseId: `case-${firmId}`, acceptedBy: { personId: `person-${firmId}`, name: firmId }, acceptedAt: AT },
    ...{ expiresAt: AT + 1, endedAt: null, endedBy: null },
  })
  const started = { kind: 'started', questionnaire: 'office', version: '3.1', at: AT, by: null } as const
  await saveSession(
    tx,
    {
      ...{ id: `dialogue-${firmId}`, ...ids, personId: '', session: apply(NOT_STARTED, started) },
      ...{ startedAt: AT, finishedAt: null },
    },
    [started],
  )
  await addParticipant(tx, { roundId: `round-${regionId}`, ...ids, at: AT })
  await addSteps(tx, ids, [{ kind: 'policy-edited', section: 'aim', text: firmId, at: AT, by: null }])
  const person = { personId: `person-${firmId}`, name: firmId }
  const booked: HearingEvent = {
    ...{ startsAt: AT, channel: 'phone', place: '', interviewer: person, at: AT, by: person },
    kind: 'booked',
  }
  await saveHearing(tx, { id: `hearing-${firmId}`, ...ids, hearing: applyHearing(undefined, booked) }, booked)
  const asked: ConsultationEvent = {
    ...{ kind: 'opened', channel: 'chat', matter: 'consult', who: firmId, at: AT, by: person },
  }
  const stored = { id: `consultation-${firmId}`, ...ids, chat: null, consultation: applyConsultation(undefined, asked) }
  await saveConsultation(tx, stored, asked)
  await addWords(tx, stored, { id: `words-${firmId}`, side: 'firm', by: person, text: firmId, at: AT })
  const inquiry = { caseId: `inquiry-${firmId}`, ...ids, severity: 'low', wording: 'used', state: 'open' } as const
  await openInquiry(tx, { ...inquiry, eventAt: AT, openedAt: AT })
  const question = { caseId: inquiry.caseId, personId: `person-${firmId}`, day: '2026-11-24', askedAt: AT, says: null }
  await addAsked(tx, inquiry, question)
  await waitForCall(tx, ids, FRESH_CALL, AT)
  const help = { kind: 'asked', at: AT, by: person } as const
  const helped = { id: `remote_${firmId}`, ...ids, about: firmId, help: applyRemoteHelp(undefined, help) }
  await saveRemoteHelp(tx, helped, help)
  await visited(tx, ids)
  await ordered(tx, ids)
  await recruited(tx, ids)
  await saveAnswer(tx, {
    ...{ id: stored.id, ...ids, state: 'proposed', question: firmId, answer: firmId, draft: 1, proposedBy: person },
    ...{ approvedBy: null, solvedAt: AT, movedAt: AT },
  })
  await noteShowing(tx, { id: `showing-${firmId}`, ...ids, personId: person.personId, answer: firmId, at: AT })
  const found = { holds: true, by: person, at: AT, evidence: firmId, source: null, alerts: ['a'] } as const
  const fact = { kind: 'fact', at: AT, by: person, fact: { ...found, condition: 'detected' } } as const
  await saveClaim(tx, { id: `claim_${firmId}`, ...ids, caseId: 'case_1', claim: applyClaim(undefined, fact) }, fact)
  await addEnrolment(tx, { id: `enrolment-${firmId}`, ...ids, floor: 2, state: 'enrolled', by: firmId, at: AT })
  const taken = { id: `subscription-${firmId}`, ...ids, planId: `plan-${regionId}`, saidBy: firmId, saidAt: AT }
  await startPlan(tx, { ...taken, startsAt: AT })
  const [firm, chamber] = [{ kind: 'firm', id: firmId } as const, { kind: 'chamber', id: '' } as const]
  const owed = { firmId, kind: 'fee', month: '2026-11', on: '2026-11-01', rate: 10, says: firmId } as const
  await enterCharge(
    tx,
    { id: `entry-${firmId}`, regionId, by: firmId, at: AT },
    { ...owed, payer: firm, payee: chamber, yen: 1_100, source: `fee:${firmId}` },
  )
  const issuer = { name: regionId, registration: '', address: '', phone: '', bank: regionId, dueDays: 30 }
  const line = { on: owed.on, says: firmId, yen: 1_100, rate: 10 } as const
  const paper = { number: Number(firmId === 'nanbu') + 1, issuer, to: firmId, month: owed.month }
  const invoice = invoiceOf({ ...paper, issuedOn: '2026-11-24', lines: [line] })
  await addInvoice(tx, { id: `invoice-${firmId}`, ...ids, payer: 'firm', payee: chamber, invoice, issuedAt: AT })
  const leak = { known: '2026-11-20', answers: {}, submitted: {}, begunBy: person, begunAt: AT }
  await saveLeak(tx, { id: `leak-${firmId}`, ...ids, leak })
  await saveLeaving(tx, begun(ids, person, AT))
  await noteErasure(tx, { id: `erasure-${firmId}`, ...ids, personId: null, at: AT, rows: 1, hash: firmId })
  const facts = { place: 'office', router: 'yes', switch: 'no', ports: null, mirror: 'no' } as const
  const network = {
    maker: 'nec',
    model: '',
    hasSwitch: false,
    hasWired: true,
    hasWifi: false,
    printer: 'none',
  } as const
  const installation = drawnFor(choiceFor(facts), { facts, network, orderId: null, at: AT })
  await saveInstallation(tx, { id: `installation-${firmId}`, ...ids, begunAt: AT, installation })
  await addResponsibility(tx, ids, {
    ...{ responsible: person, inCharge: null, deputy: null, order: ['responsible'], by: person, at: AT },
  })
  await saveTodos(
    tx,
    [
      {
        ...{ id: `todo-${firmId}`, ...ids, personId: '', questionnaire: 'office', question: 'q1', place: 0 },
        ...{ because: { kind: 'gap' }, state: 'offered', since: AT, dueAt: null, by: null },
        ...{ round: 1, revision: 1, before: null },
      },
    ],
    [{ todoId: `todo-${firmId}`, seq: 1, what: 'offered', at: AT, by: null }],
  )
  await saveReminders(tx, { ...ids, personId: '' }, { remindedAt: null, unanswered: 0 })
  const finished = apply(apply(NOT_STARTED, started), { kind: 'finished', at: AT, by: null })
  const score = { ...{ questionnaire: firmId, version: '3.1', points: 1, max: 1 }, band: 'gaps', axes: [] } as const
  await saveScore(
    tx,
    {
      ...{ id: `dialogue-${firmId}`, ...ids, personId: '', session: finished },
      ...{ startedAt: AT, finishedAt: AT },
    },
    { score: { ...score, axes: [], unanswered: 0, unknown: 0 }, corrections: [] },
  )
  await publishExample(tx, ids)
  await wantPhoto(tx, {
    ...{ id: `photo-${firmId}`, ...ids, sessionId: `dialogue-${firmId}`, question: 'q', account: 'line:bot' },
    ...{ messageId: firmId, said: {} },
  })
  await recordProvision(tx, {
    ...{ id: `provision-${firmId}`, ...ids, recipient: { kind: 'insurer', id: 'insurer-1', name: firmId } },
    ...{
      subject: 'case:1',
      items: ['times'],
      basis: 'consent',
      agreedBy: `person-${firmId}`,
      actor: 'otasuke',
      at: AT,
    },
  })
  await arm(tx, { key: `timer-${firmId}`, dueAt: AT, lane: 'case:1', kind: 'case-timer', payload: {}, ...ids })
  await note(tx, { ...ids, subject: 'case:1', at: AT, actor: 'otasuke', what: 'opened', params: {}, reason: null })
  await grantActions(tx, [
    {
      token: `token-${firmId}`,
      ...ids,
      subject: 'case:1',
      command: 'claim',
      params: {},
      holder: { role: 'analyst' },
      revision: 0,
      expiresAt: AT,
    },
  ])
  await receive(tx, [
    { lane: 'case:1', kind: 'case-alerts', account: 'alerts', eventId: firmId, ...ids, payload: {}, at: AT },
  ])
  const message = { purpose: 'answer' as const, fallback: { typed: firmId }, parts: [] }
  await enqueue(tx, [
    {
      id: crypto.randomUUID(),
      ...ids,
      subject: null,
      to: { platform: 'line', account: 'bot', address: `U-${firmId}` },
      priority: 'notice',
      locale: 'ja',
      message,
    },
  ])
}

async function visited(tx: Tx, ids: { regionId: string; firmId: string }): Promise<void> {
  const { regionId, firmId } = ids
  const by = { personId: `person-${firmId}`, name: firmId }
  const need = {
    category: 'trouble',
    municipality: firmId,
    skill: 'pc',
    home: null,
    reason: firmId,
    parts: '',
  } as const
  const terms = { costYen: 0, limitYen: 0, selfPayYen: 0 }
  const event: DispatchEvent = { kind: 'requested', need, basis: { kind: 'wished' }, terms, at: AT, by }
  const stored = {
    id: `dispatch_${firmId}`,
    ...ids,
    about: firmId,
    drill: null,
    dispatch: applyDispatch(undefined, event),
  }
  await saveDispatch(tx, stored, event)
  await keepAddress(tx, { dispatchId: stored.id, ...ids, address: firmId })
  const hours = { days: [0], from: 540, to: 1080 }
  const vendor = { id: `vendor-${firmId}`, regionId, name: firmId, areas: [firmId], skills: ['pc'] as const, hours }
  await addVendor(tx, { ...vendor, phone: null, mail: null, at: AT })
}

async function ordered(tx: Tx, ids: { regionId: string; firmId: string }): Promise<void> {
  const by = { personId: `person-${ids.firmId}`, name: ids.firmId }
  const event = { kind: 'received', deviceType: 'office', needsSwitch: 'none', at: AT, by } as const
  const id = `order-${ids.firmId}`
  await saveOrder(tx, { id, ...ids, siteId: `site-${ids.firmId}`, order: applyOrder(undefined, event) }, event)
  const of = { ...ids, sensorId: `sensor-${ids.firmId}` }
  const said = { clockAt: AT, uptimeS: 60, version: ids.firmId, configVersion: 1, refusedVersion: null, interfaces: [] }
  await saveBeat(tx, of, { at: AT, ...said })
  await saveSight(tx, of, { slot: 1, sight: { ...NO_SIGHT, talkers: [ids.firmId] } })
  const wifi = { isOn: false, channel: 'auto' } as const
  const wish = { kind: 'requested', settings: { address: { mode: 'dhcp' }, wifi }, at: AT, by } as const
  await saveConfig(tx, of, applyConfig(FIRST_CONFIG, wish), wish)
  await addSensorCode(tx, { id: `code-${ids.firmId}`, ...ids, orderId: id, codeHmac: id, expiresAt: AT, at: AT })
}

/** What the region does to be heard of, and what it keeps of a company that came. */
async function recruited(tx: Tx, { regionId, firmId }: { regionId: string; firmId: string }): Promise<void> {
  const ids = { recruiting: `recruiting-${firmId}`, meeting: `meeting-${firmId}` }
  const way = { medium: 'visit', reach: null, plannedReach: null, costYen: null, doneAt: null, url: null } as const
  await offerSession(tx, { id: `session-${firmId}`, regionId, personId: firmId, role: 'desk', at: AT, opensUntil: AT })
  await keepImport(tx, { id: `import-${firmId}`, regionId, sealed: Buffer.of(0), at: AT })
  await addRecruiting(tx, { id: ids.recruiting, regionId, organisation: firmId, ...way }, AT)
  const meeting = { id: ids.meeting, regionId, kind: 'briefing', name: firmId, place: null, seats: null } as const
  const codes = { code: `code-${firmId}`, doorCode: `door-${firmId}` }
  await addMeeting(tx, { ...meeting, ...codes, agenda: [], startsAt: AT, endsAt: AT + 1 })
  const came = { regionId, firmId, meetingId: ids.meeting, company: firmId, kind: 'participant', people: 1 } as const
  await addAttendance(tx, { id: `attendance-${firmId}`, ...came })
  await addApplication(tx, {
    ...{ id: `application-${firmId}`, regionId, firmId, company: firmId, appliedAt: AT, startedAt: AT },
    ...{ saidState: 'applied', stoppedCode: null, stoppedBecause: null },
    ...{ touches: [], decidedBy: ids.recruiting, continuation: null },
  })
  const chat = { platform: 'line', account: 'bot', userId: `U-${firmId}` } as const
  const touch = { id: `touch-${firmId}`, regionId, recruitingId: ids.recruiting, at: AT }
  await noteTouch(tx, touch, chat)
  await touchesLedTo(tx, { regionId, applicationId: `application-${firmId}`, firmId }, chat)
  const paper = {
    recruitingId: ids.recruiting,
    meetingId: ids.meeting,
    headline: firmId,
    basicId: '@bot',
    madeBy: 'operator',
  }
  await addFlyer(tx, { id: `flyer-${firmId}`, regionId, code: firmId, ...paper }, AT)
  const means = {
    meetingId: ids.meeting,
    company: firmId,
    people: 1,
    recruitingId: null,
    signedAt: AT,
    cancelledAt: null,
  }
  await saveSignUp(tx, { id: `sign-up-${firmId}`, regionId, firmId, ...means }, chat)
  const seen = {
    company: firmId,
    place: firmId,
    memo: firmId,
    visitedOn: '2026-11-24',
    result: 'visited',
    next: null,
  } as const
  await addVisit(tx, { id: `visit-${firmId}`, regionId, firmId, ...seen, by: { personId: 'p', name: firmId } }, AT)
  await addQuote(tx, { id: `quote-${firmId}`, regionId, firmId, words: firmId, saidAt: AT, agreedAt: null })
}

/** Its id and its text are for everybody in the region; nothing else of it is. */
async function publishExample(tx: Tx, { regionId, firmId }: { regionId: string; firmId: string }): Promise<void> {
  const by = { personId: `person-${firmId}`, name: firmId }
  const proposed: StoredExample = {
    ...{ id: `example-${['sasaki', 'nanbu', 'kesen'].indexOf(firmId)}`, regionId, firmId, proposedBy: by },
    ...{ state: 'asked', hash: null, consent: null, remindedAt: null, movedAt: AT },
    body: { industry: null, size: null, happened: regionId, helped: '', costYen: 0, source: null },
  }
  const asked = { ...proposed, hash: await saveExample(tx, proposed) }
  const published = applyExample(applyExample(asked, 'agree', { by, at: AT }), 'publish', { by, at: AT })
  await saveExample(tx, { ...asked, ...published })
  await noteShown(tx, { regionId, firmId, exampleId: 'example-9', at: AT })
}
