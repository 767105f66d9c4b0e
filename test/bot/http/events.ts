import { randomUUID } from 'node:crypto'
import { upsertAlerts } from '#db/alerts.ts'
import { note } from '#db/audit.ts'
import { insertCase, saveCase } from '#db/cases.ts'
import type { Db } from '#db/door.ts'
import { saveHearing } from '#db/hearings.ts'
import { saveNotice } from '#db/notices.ts'
import { enqueue } from '#db/outbox.ts'
import { addMembership, addPerson, linkIdentity } from '#db/people.ts'
import { addSuppression } from '#db/suppressions.ts'
import type { Case } from '#engine/case.ts'
import { apply, type HearingEvent } from '#engine/hearing.ts'
import type { Suppression } from '#engine/suppression.ts'
import { alert } from '../../support/alert.ts'
import { NOW } from './office.ts'

/** A firm has one at a time. */
const BOOKED: HearingEvent = {
  ...{ kind: 'booked', startsAt: NOW, channel: 'phone', place: '', at: NOW },
  ...{ interviewer: { personId: 'p', name: '及川' }, by: { personId: 'p', name: '及川' } },
}

interface Place {
  regionId: string
  firmId: string
}

/** Something in every list of this firm: a person, an alert, its case and notice, what is kept quiet, a message, a decision. */
export async function furnishEvents(db: Db, place: Place, count = 1): Promise<void> {
  await db.transaction({ kind: 'system' }, async (tx) => {
    for (let n = 0; n < count; n++) {
      const key = `${place.firmId}-${n}`
      await upsertAlerts(tx, { ...place, sensorId: null, at: NOW + n, isMonitored: () => false }, [
        alert({ id: `alert_${key}` }),
      ])
      const subject = caseOf(place, key, n)
      await insertCase(tx, subject)
      await saveCase(tx, subject)
      await saveNotice(tx, noticeOf(place, key, n))
      await enqueue(tx, [messageOf(place, key)])
      if (n === 0) await saveHearing(tx, { id: `hearing_${key}`, ...place, hearing: apply(undefined, BOOKED) }, BOOKED)
      await addSuppression(tx, quietOf(place, key, n))
      await note(tx, {
        ...place,
        subject: `case:${key}`,
        at: NOW + n,
        actor: 'otasuke',
        what: 'claimed',
        params: {},
        reason: null,
      })
    }
    await addSomebody(tx, place)
  })
}

async function addSomebody(tx: Parameters<typeof addPerson>[0], { regionId, firmId }: Place): Promise<void> {
  for (const [personId, role] of [
    [`person_${firmId}`, 'owner'],
    [`analyst_${firmId}`, 'analyst'],
  ] as const) {
    await addPerson(tx, { id: personId, regionId, name: '佐々木', at: NOW })
    await linkIdentity(tx, { platform: 'line', account: 'bot', userId: `U-${personId}`, personId, regionId })
    await addMembership(tx, {
      id: `member_${personId}`,
      regionId,
      firmId: role === 'owner' ? firmId : null,
      personId,
      role,
      consentVersion: '1',
      at: NOW,
    })
  }
}

const ono = { personId: 'person_ono', name: '小野' }

const caseOf = (place: Place, key: string, n: number): Case => ({
  id: `case_${key}`,
  ...place,
  kind: 'port-scan',
  device: '192.168.1.23',
  windowStart: NOW,
  state: 'notified',
  severity: 'high',
  alertCount: 1,
  eventCount: 40,
  firstSeenAt: NOW + n,
  lastSeenAt: NOW + n,
  counterpart: '203.0.113.9',
  claimedBy: ono,
  claimedAt: NOW,
  decisionRevision: 2,
  next: 'desk',
  desk: { reason: 'no-answer', openedAt: NOW, takenBy: null, doneAt: null },
  call: null,
  advisory: { state: 'sent', goesAt: NOW, sentAt: NOW, readAt: null, answeredBy: null },
  closedAt: null,
  sight: null,
  learned: null,
  lostShare: null,
  quietBy: null,
})

/** Each of another place, since the same is kept quiet once. */
const quietOf = (place: Place, key: string, n: number): Suppression => ({
  id: `quiet_${key}`,
  ...place,
  ...{ kind: 'port-scan', device: '192.168.1.23', counterpart: `203.0.113.${n % 256}`, eventsMax: 400 },
  caseId: `case_${key}`,
  acceptedBy: ono,
  ...{ acceptedAt: NOW + n, expiresAt: NOW + 86_400_000, endedAt: null, endedBy: null },
})

const noticeOf = (place: Place, key: string, n: number): Parameters<typeof saveNotice>[1] => ({
  id: `notice_${key}`,
  ...place,
  caseId: `case_${key}`,
  state: 'sent',
  severity: 'high',
  title: 'パソコンが調べられています',
  what: '外のだれかが中のようすを調べました。',
  steps: ['パソコンのふたを閉じないでください。'],
  dueAt: NOW,
  contact: '相談窓口',
  clue: '192.168.1.23',
  round: 1,
  draftedBy: ono,
  draftedAt: NOW + n,
  approvedBy: null,
  aloneReason: null,
  sentAt: NOW,
  readAt: null,
  doneAt: null,
  answeredBy: null,
  answer: null,
  told: [],
  stepsBy: [],
  stepsFailed: [],
})

const messageOf = (place: Place, key: string): Parameters<typeof enqueue>[1][number] => ({
  id: randomUUID(),
  ...place,
  subject: `case:${key}`,
  to: { platform: 'line', account: 'bot', address: 'U-sasaki' },
  priority: 'incident',
  locale: 'ja',
  message: { purpose: 'notice', fallback: { key: 'errors.apology' }, parts: [] },
})
