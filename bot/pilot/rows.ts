import { assignCase, upsertAlerts } from '#db/alerts.ts'
import { saveAsset } from '#db/assets.ts'
import { insertCase, saveCase } from '#db/cases.ts'
import { saveConsultation } from '#db/consultations.ts'
import { type StoredSession, saveSession } from '#db/dialogues.ts'
import { saveDispatch } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { saveNotice } from '#db/notices.ts'
import { saveOrder } from '#db/orders.ts'
import { addSensor, revokeSensor } from '#db/sensors.ts'
import { addSite } from '#db/sites.ts'
import { ALERT_KINDS, type AlertKind, type DetectedAlert, STAGE_OF } from '#engine/alert.ts'
import { noted, unheardOf } from '#engine/asset.ts'
import { claimedFor, freshCase, type PersonRef, recount } from '#engine/case.ts'
import { apply as applyConsultation, type ConsultationEvent } from '#engine/consultation.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { replay, type SessionEvent } from '#engine/dialogue/session.ts'
import { type Said, toValue } from '#engine/dialogue/walk.ts'
import { apply as applyDispatch, type Dispatch, type DispatchEvent } from '#engine/dispatch.ts'
import { answer, finish, type Notice, sent } from '#engine/notice.ts'
import { apply as applyOrder, type Order, type OrderEvent } from '#engine/order.ts'
import { currentOf } from '../content/questionnaires/index.ts'
import type { PilotFirm } from './people.ts'

/**
 * The pilot as a region of this installation. Everything comes in by the verbs that it would have come in by, so that a row that
 * is taken out is missing in every table. Where the report gives no day, it is one of the last four months: what is old would
 * be let go of the next night.
 */
export interface Loading {
  regionId: string
  /** What it begins with is known by these to what comes after. */
  vendorId: string
  visitId: string
  roundId: string
  startedAt: number
}

export interface Place {
  tx: Tx
  newId: (prefix: string) => string
  loading: Loading
}

export const DAY = 86_400_000
export const MADE_UP = '架空（実証のデータ）'
const DESK: PersonRef = { personId: 'pilot', name: MADE_UP }
const FIRM: PersonRef = { personId: 'pilot-firm', name: MADE_UP }

export type Ids = { regionId: string; firmId: string }

export async function loadAnswers(
  { tx, newId }: Place,
  ids: Ids,
  { id, version }: Questionnaire,
  said: Readonly<Record<string, Said>>,
  at: number,
): Promise<StoredSession> {
  const by = FIRM
  const events: SessionEvent[] = [
    { kind: 'started', questionnaire: id, version, at, by },
    ...Object.entries(said).map(
      ([question, one]): SessionEvent =>
        one === 'put-off'
          ? { kind: 'put-off', question, at, by }
          : { kind: 'answered', question, value: toValue(one), at, by },
    ),
    { kind: 'finished', at, by },
  ]
  const stored = { id: newId('dialogue'), ...ids, personId: '', session: replay(events), startedAt: at, finishedAt: at }
  await saveSession(tx, stored, events)
  return stored
}

export function published(id: string): Questionnaire {
  const questionnaire = currentOf(id)
  if (!questionnaire) throw new Error(`no version of ${id} is published`)
  return questionnaire
}

export async function loadBox({ tx, newId, loading }: Place, ids: Ids, { box }: PilotFirm): Promise<void> {
  const at = loading.startedAt
  const site = { id: newId('site'), ...ids, name: '事務所（架空）', kind: 'office' as const }
  await addSite(tx, { ...site, homeNetworks: ['192.168.1.0/24'], municipality: '大船渡市', at })
  const sensorId = newId('sensor')
  // Nobody has its token.
  await addSensor(tx, { id: sensorId, ...ids, siteId: site.id, type: box.deviceType, tokenHash: sensorId, at })
  await revokeSensor(tx, sensorId, at + 120 * DAY)
  const by = DESK
  const events: OrderEvent[] = [
    { kind: 'received', ...box, at, by },
    ...(['heard', 'guided', 'kitted'] as const).map((kind): OrderEvent => ({ kind, at, by })),
    { kind: 'enrolled', sensorId, at, by },
    { kind: 'shipped', parcel: { carrier: MADE_UP, number: '0' }, at, by },
    ...(['arrived', 'connected'] as const).map((kind): OrderEvent => ({ kind, at, by })),
    { kind: 'checked', computers: null, at, by },
    { kind: 'watching', at, by },
  ]
  const id = newId('order')
  let order: Order | undefined
  for (const event of events) {
    order = applyOrder(order, event)
    await saveOrder(tx, { id, ...ids, siteId: site.id, order }, event)
  }
}

/** The firms that were sent a notice, by what it was about: the report names three of the seven. */
const NOTIFIED: Readonly<Record<number, { kind: AlertKind; title: string; severity: 'medium' | 'low' }>> = {
  35: { kind: 'known-c2', title: 'アドウェアの感染', severity: 'medium' },
  36: { kind: 'phishing-site', title: 'フィッシングサイトへのアクセス', severity: 'medium' },
  37: { kind: 'url-scan', title: '不正なURLスキャンへの応答', severity: 'low' },
  38: { kind: 'known-c2', title: MADE_UP, severity: 'medium' },
  39: { kind: 'brute-force-failure', title: MADE_UP, severity: 'low' },
  40: { kind: 'port-scan', title: MADE_UP, severity: 'low' },
  41: { kind: 'dns-tunneling', title: MADE_UP, severity: 'medium' },
}

export async function loadAlerts(place: Place, ids: Ids, firm: PilotFirm): Promise<void> {
  const { tx, newId, loading } = place
  const alerts = ALERT_KINDS.flatMap((kind) =>
    Array.from({ length: firm.alerts[kind] ?? 0 }, (_, n) =>
      madeUpAlert(newId('alert'), kind, loading.startedAt + ((firm.nth * 7 + n * 11) % 110) * DAY),
    ),
  )
  await upsertAlerts(tx, { ...ids, sensorId: null, at: loading.startedAt, isMonitored: () => false }, alerts)
  const about = NOTIFIED[firm.nth]
  const alert = alerts.find(({ kind }) => kind === about?.kind)
  if (about && alert) await loadNotice(place, ids, about, alert)
}

const madeUpAlert = (id: string, kind: AlertKind, at: number): DetectedAlert => ({
  ...{ id, rule: 'pilot', kind, stage: STAGE_OF[kind], severity: 'low', firstSeenAt: at, lastSeenAt: at },
  ...{ source: '', target: '', device: '192.168.1.10', count: 1, reason: `made up for the pilot’s data: ${MADE_UP}` },
  evidence: { windowMs: 0, threshold: 0, events: [], madeUp: MADE_UP },
})

const HOUR = 3_600_000

/** Claimed, written, sent, read, done, by the engine's own steps; when is made up. */
async function loadNotice(
  { tx, newId }: Place,
  ids: Ids,
  { title, severity }: { title: string; severity: 'medium' | 'low' },
  alert: DetectedAlert,
): Promise<void> {
  const at = alert.firstSeenAt
  const fresh = freshCase(ids, { id: newId('case'), kind: alert.kind, device: alert.device, windowStart: at })
  await insertCase(tx, fresh)
  await assignCase(tx, ids.firmId, [alert.id], fresh.id)
  const counted = claimedFor(recount(fresh, [{ ...alert, severity, lostShare: null }]), DESK, at + HOUR)
  await saveCase(tx, { ...counted, state: 'notified', next: 'nobody', closedAt: at + 50 * HOUR })
  const draft: Notice = {
    ...{ id: newId('notice'), ...ids, caseId: fresh.id, state: 'draft', severity, title, what: MADE_UP },
    ...{ steps: [MADE_UP], dueAt: at + 72 * HOUR, contact: MADE_UP, clue: MADE_UP, round: 0, draftedBy: DESK },
    ...{ draftedAt: at + 2 * HOUR, approvedBy: null, aloneReason: null, sentAt: null, readAt: null, doneAt: null },
    ...{ answeredBy: null, answer: null, told: [], stepsBy: [], stepsFailed: [] },
  }
  const answered = answer(sent(draft, at + 3 * HOUR), 'done', FIRM, at + 20 * HOUR)
  if (answered.kind === 'answered') await saveNotice(tx, finish(answered.notice, at + 50 * HOUR))
}

export async function loadContact(
  { tx, newId }: Place,
  ids: Ids,
  category: PilotFirm['contacts'][number],
  at: number,
): Promise<void> {
  const id = newId('consultation')
  const opened: ConsultationEvent = {
    ...{ kind: 'opened', channel: at % (2 * DAY) < DAY ? 'phone' : 'mail', matter: 'consult', who: MADE_UP },
    ...{ category, tag: null, at, by: DESK },
  }
  const first = applyConsultation(undefined, opened)
  await saveConsultation(tx, { id, ...ids, chat: null, consultation: first }, opened)
  const solved: ConsultationEvent = { kind: 'solved', at: at + HOUR, by: DESK }
  await saveConsultation(tx, { id, ...ids, chat: null, consultation: applyConsultation(first, solved) }, solved)
}

export async function loadVisit(
  { tx, newId, loading }: Place,
  ids: Ids,
  category: PilotFirm['visits'][number],
  at: number,
): Promise<void> {
  const by = DESK
  const need = { category, municipality: '大船渡市', skill: 'network', home: null, reason: MADE_UP, parts: '' } as const
  const terms = { costYen: 0, limitYen: 0, selfPayYen: 0 }
  const { vendorId } = loading
  const events: DispatchEvent[] = [
    { kind: 'requested', need, basis: { kind: category === 'installation' ? category : 'wished' }, terms, at, by },
    { kind: 'agreed', at, by: FIRM },
    { kind: 'offered', rings: [[vendorId]], at, by },
    { kind: 'taken', vendorId, name: '大船渡テレワーク室', at, by },
    { kind: 'date-offered', startsAt: at + DAY, at, by },
    { kind: 'date-offered', startsAt: at + 2 * DAY, at, by },
    { kind: 'booked', startsAt: at + DAY, at, by: FIRM },
    { kind: 'departed', at: at + DAY, by },
    { kind: 'arrived', at: at + DAY, by },
    { kind: 'worked', minutes: 60, at: at + DAY, by },
    { kind: 'finished', why: null, at: at + DAY, by },
  ]
  const id = newId('dispatch')
  let dispatch: Dispatch | undefined
  for (const event of events) {
    dispatch = applyDispatch(dispatch, event)
    await saveDispatch(tx, { id, ...ids, about: `pilot_${id}`, drill: null, dispatch }, event)
  }
}

export async function loadLedger({ tx, newId, loading }: Place, ids: Ids, { ledger }: PilotFirm): Promise<void> {
  if (ledger === 'none') return
  const ip = ledger === 'addresses' ? '192.168.1.10' : ''
  const listed = { name: 'PC-1（架空）', owner: null, place: '', os: '', ip, note: MADE_UP }
  const { asset, event } = noted(
    unheardOf({ id: newId('asset'), ...ids, mac: '' }),
    { kind: 'listed', listed },
    null,
    loading.startedAt,
  )
  await saveAsset(tx, asset, event)
}
