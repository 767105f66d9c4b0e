import { addApplication, addQuote } from '#db/applications.ts'
import { note } from '#db/audit.ts'
import { addFirm } from '#db/firms.ts'
import { addAttendance, addMeeting } from '#db/meetings.ts'
import { addRecruiting } from '#db/recruitings.ts'
import { addRegion } from '#db/regions.ts'
import { addGuest } from '#db/survey-participants.ts'
import { addRound, closeRound } from '#db/survey-rounds.ts'
import { addVendor } from '#db/vendors.ts'
import { GUEST_CONSENT_VERSION } from '../content/consent.ts'
import { keepScore } from '../dialogue/scores.ts'
import { earlierAnswers, officeAnswers, surveyAnswers } from './answers.ts'
import { ATTENDEES, BY_VISIT, MEETINGS, PILOT, RECRUITINGS, REPORT_AGENDA } from './facts.ts'
import { type PilotFirm, pilotFirms } from './people.ts'
import {
  DAY,
  loadAlerts,
  loadAnswers,
  loadBox,
  loadContact,
  loadLedger,
  loadVisit,
  MADE_UP,
  type Place,
  published,
} from './rows.ts'

/** The region, each firm, and whoever answered without taking part. */
export const PILOT_STEPS = 1 + PILOT.started + 1

/** In the region's scope; `step` counts from 0. */
export async function loadStep(place: Place, step: number): Promise<void> {
  if (step === 0) return loadRegion(place)
  if (step === PILOT_STEPS - 1) return loadGuests(place)
  const firm = pilotFirms(BY_VISIT)[step - 1]
  if (firm) await loadFirm(place, firm)
}

async function loadRegion({ tx, newId, loading }: Place): Promise<void> {
  const { regionId, vendorId, visitId, roundId, startedAt: at } = loading
  await addRegion(tx, { id: regionId, name: PILOT.name, timezone: 'Asia/Tokyo', locale: 'ja', at })
  const hours = { days: [1, 2, 3, 4, 5], from: 540, to: 1_050 }
  const vendor = { id: vendorId, regionId, name: '大船渡テレワーク室', areas: ['大船渡市'], hours }
  await addVendor(tx, { ...vendor, skills: ['incident', 'network', 'pc'], phone: null, mail: null, at })
  for (const [organisation, medium, reach] of RECRUITINGS) {
    const id = medium === 'visit' ? visitId : newId('recruiting')
    await addRecruiting(
      tx,
      { id, regionId, organisation, medium, reach, plannedReach: null, costYen: null, doneAt: null, url: null },
      at,
    )
  }
  for (const meeting of MEETINGS) await loadMeeting({ tx, newId, loading }, meeting)
  const individual = { kind: 'individual', name: '大船渡の会社', place: '大船渡', agenda: [], ...NO_SIGN_UP } as const
  for (const starts of [at, at + DAY])
    await addMeeting(tx, { id: newId('meeting'), regionId, ...individual, startsAt: starts, endsAt: starts + DAY / 24 })
  await addRound(tx, { id: roundId, regionId, name: '説明会と報告会', code: roundId, untilAt: null, at })
  await closeRound(tx, roundId, at)
  const quote = { regionId, firmId: null, saidAt: at }
  await addQuote(tx, {
    id: newId('quote'),
    ...quote,
    words: `${MADE_UP}：何から始めるかが分かりました。`,
    agreedAt: at,
  })
  await addQuote(tx, {
    id: newId('quote'),
    ...quote,
    words: `${MADE_UP}：まだ見せてよいと言っていません。`,
    agreedAt: null,
  })
  const never = { firmId: null, startedAt: null, continuation: null, touches: [], decidedBy: null }
  const stopped = { saidState: 'declined', stoppedCode: 'other', stoppedBecause: MADE_UP } as const
  const company = { company: '始めなかった会社（架空）', ...stopped }
  await addApplication(tx, { id: newId('application'), regionId, ...company, ...never, appliedAt: at })
  await note(tx, {
    ...{ regionId, firmId: null, subject: `region:${regionId}`, at, actor: 'operator' },
    ...{ what: 'pilot-loaded', params: {}, reason: null },
  })
}

/** They are over. */
const NO_SIGN_UP = { code: null, doorCode: null, seats: null } as const

async function loadMeeting({ tx, newId, loading }: Place, meeting: (typeof MEETINGS)[number]): Promise<void> {
  const { regionId } = loading
  const { kind, name, place, starts, ends, companies, people } = meeting
  const id = newId('meeting')
  await addMeeting(tx, {
    id,
    regionId,
    kind,
    name,
    place,
    startsAt: Date.parse(starts),
    endsAt: Date.parse(ends),
    agenda: kind === 'report' ? REPORT_AGENDA : [],
    ...NO_SIGN_UP,
  })
  const reports = MEETINGS.filter((one) => one.kind === 'report')
  const came =
    kind === 'report'
      ? (ATTENDEES[reports.indexOf(meeting)] ?? []).flatMap(([of, counts]) => counts.map((count) => ({ of, count })))
      : Array.from({ length: companies }, (_, n) => ({ of: 'company' as const, count: n < people - companies ? 2 : 1 }))
  for (const [n, { of, count }] of came.entries())
    await addAttendance(tx, {
      ...{ id: newId('attendance'), regionId, firmId: null, meetingId: id, kind: of, people: count },
      company: `参加した所${n + 1}（架空）`,
    })
}

async function loadFirm(place: Place, firm: PilotFirm): Promise<void> {
  const { tx, newId, loading } = place
  const { regionId, visitId, startedAt: at } = loading
  const { nth, name, industry, employees, pcs, wantsToGoOn, isByVisit } = firm
  const ids = { regionId, firmId: newId('firm') }
  await addFirm(tx, { id: ids.firmId, regionId, name, industry, employees, pcs, phone: null, at })
  await addApplication(tx, {
    ...{ id: newId('application'), ...ids, company: name, appliedAt: at, startedAt: at },
    ...{ saidState: 'applied', stoppedCode: null, stoppedBecause: null },
    ...{ touches: isByVisit ? [visitId] : [], decidedBy: isByVisit ? visitId : null },
    continuation: { wish: wantsToGoOn ? 'if-price-fits' : 'no', ceilingYen: null },
  })
  await loadBox(place, ids, firm)
  await loadAlerts(place, ids, firm)
  for (const [n, category] of firm.contacts.entries())
    await loadContact(place, ids, category, at + ((nth + n * 13) % 90) * DAY)
  for (const [n, category] of firm.visits.entries())
    await loadVisit(place, ids, category, at + ((nth * 5 + n) % 60) * DAY)
  await loadLedger(place, ids, firm)
  const told = { s1: INDUSTRY_CHOICE[industry] ?? 'another', s2: sizeChoice(employees) }
  const survey = published('survey')
  if (nth < 14) await loadAnswers(place, ids, survey, earlierAnswers(survey, nth, told), at)
  await loadAnswers(place, ids, survey, surveyAnswers(survey, nth, told), at + 30 * DAY)
  const office = published('office')
  await keepScore(tx, await loadAnswers(place, ids, office, officeAnswers(office, nth), at + 40 * DAY))
}

const INDUSTRY_CHOICE: Readonly<Record<string, string>> = {
  ...{ 製造業: 'manufacture', サービス業: 'service', 建設業: 'construction', 情報通信業: 'it' },
  ...{ '卸売業・小売業': 'trade', '宿泊業・飲食サービス業': 'lodging', '医療・福祉': 'care', 運輸業: 'transport' },
}

const sizeChoice = (employees: number): string =>
  [5, 20, 50, 100, 200, 300].map((most) => [most, `to-${most}`] as const).find(([most]) => employees <= most)?.[1] ??
  'more'

/** 19 companies came to a meeting and answered, and were no firms of the pilot. */
async function loadGuests(place: Place): Promise<void> {
  const { tx, newId, loading } = place
  const { regionId, roundId, startedAt: at } = loading
  const survey = published('survey')
  const sizes = ['to-5', 'to-50', 'to-5', 'to-20', 'to-50']
  for (let n = PILOT.started; n < PILOT.respondents; n++) {
    const ids = { regionId, firmId: newId('guest') }
    const chat = { platform: 'line', account: 'pilot', userId: `${roundId}-${n}` } as const
    await addGuest(tx, { roundId, ...ids }, { ...chat, consentVersion: GUEST_CONSENT_VERSION, at })
    const told = { s1: ['service', 'manufacture', 'trade'][n % 3] ?? 'service', s2: sizes[n % 5] ?? 'to-5' }
    await loadAnswers(place, ids, survey, surveyAnswers(survey, n, told), at)
  }
}
