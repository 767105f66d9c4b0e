import { z } from 'zod'
import { FIRM_ROLES, REGION_ROLES } from '#db/people.ts'
import { SENSOR_STATUSES } from '#db/sensors.ts'
import { ASSET_STATES } from '#engine/asset.ts'
import { CATEGORIES, CONSULTATION_CHANNELS, CONSULTATION_STATES, MATTERS, TAGS } from '#engine/consultation.ts'
import { ASSURANCES } from '#engine/diagnosis/assurance.ts'
import { DIAGNOSIS_STATES } from '#engine/diagnosis/confirmed.ts'
import { BANDS } from '#engine/diagnosis/score.ts'
import { UPKEEPS } from '#engine/dialogue/upkeep.ts'
import { EXAMPLE_STATES, SIZES } from '#engine/example.ts'
import { CHANNELS, OPERATIONS } from '#engine/hearing.ts'
import { LADDER_ACTIONS } from '#engine/ladder.ts'
import { STEPS } from '#engine/next-step.ts'
import { PRICED_PER } from '#engine/plan.ts'
import { RULE_STATES } from '#engine/region-rules.ts'
import { DUTIES } from '#engine/responsibility.ts'
import { STANDINGS } from '#engine/security-action.ts'
import { ROUND_STATES } from '#engine/survey-round.ts'
import { TODO_STATES } from '#engine/todo.ts'
import { WATCHES } from '#engine/watch.ts'

/** The answers of the admin API, as `/admin/docs` shows them; a test holds the answers against them. */

const id = z.string().describe('Opaque')
const instant = z.iso.datetime()
const severity = z.enum(['high', 'medium', 'low'])
const role = z.enum([...FIRM_ROLES, ...REGION_ROLES])
const person = z.strictObject({ personId: id, name: z.string() })

export const region = z.strictObject({ id, name: z.string(), timezone: z.string(), locale: z.string() })

export const firm = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  industry: z.string().nullable(),
  employees: z.int().nullable(),
  pcs: z.int().nullable(),
  phone: z.string().nullable(),
})

export const installedMenu = z.strictObject({
  id,
  name: z.string().describe('Its end is a hash of all that is seen and tapped'),
  outcome: z.enum(['created', 'replaced', 'finished', 'unchanged']).describe('Finished: it had been cut short'),
  removed: z.array(id).describe('Older ones that it replaced'),
})

export const menu = z.strictObject({
  name: z.string(),
  bar: z.string(),
  id: id.nullable().describe('null: it is not installed, or an older one is'),
  size: z.strictObject({ width: z.int(), height: z.int() }),
  areas: z.array(
    z.strictObject({
      x: z.int(),
      y: z.int(),
      width: z.int(),
      height: z.int(),
      label: z.string(),
      token: z.string(),
    }),
  ),
  picture: z.string().describe('PNG in base64'),
})

export const site = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  name: z.string(),
  kind: z.enum(['office', 'home']),
  homeNetworks: z.array(z.string()),
})

const sensorBase = {
  id,
  regionId: id,
  firmId: id,
  siteId: id,
  type: z.enum(['office', 'small-office', 'home']),
}
export const newSensor = z.strictObject({ ...sensorBase, token: z.string().describe('Shown this once') })
export const sensor = z.strictObject({
  ...sensorBase,
  status: z.enum(SENSOR_STATUSES).describe('Stopped: never heard, or revoked'),
  lastSeenAt: instant.nullable(),
  silentSince: instant.nullable().describe('While it is silent, and operations was told'),
  revokedAt: instant.nullable(),
})

const share = z.number().min(0).max(1)
export const sensorHealth = sensor.extend({
  statusName: z.string().describe('In the region’s language'),
  coverage: share.nullable().describe('Of the seven days: the share of five-minute slots of which anything was heard'),
  days: z.array(
    z.strictObject({
      day: z.iso.date().describe('In the region’s time zone, the earliest first; without those before it was added'),
      coveredMinutes: z.int(),
      possibleMinutes: z.int(),
      lostShare: share.nullable().describe('Of the traffic, in the worst hour; null where the sensor does not tell'),
    }),
  ),
})

const inviteBase = { regionId: id, firmId: id.nullable(), role, expiresAt: instant }
export const newInvite = z.strictObject({ ...inviteBase, code: z.string().describe('Shown this once') })
export const invite = z.strictObject({ id, ...inviteBase, usedAt: instant.nullable() })

const tokenBase = { id, regionId: id, role: z.string(), name: z.string() }
export const newToken = z.strictObject({ ...tokenBase, token: z.string().describe('Shown this once') })
export const token = z.strictObject({ ...tokenBase, revokedAt: instant.nullable() })

export const listedPerson = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  memberships: z.array(
    z.strictObject({ firmId: id.nullable(), role, rank: z.int(), consentVersion: z.string().nullable() }),
  ),
  platforms: z.array(z.strictObject({ platform: z.string(), isReachable: z.boolean() })),
})

const lostShare = share
  .nullable()
  .describe('What a sensor lost in the worst hour of it, where more than 1 %: the evidence is incomplete')

export const alert = z.strictObject({
  id,
  firmId: id,
  sensorId: id.nullable(),
  caseId: id.nullable(),
  rule: z.string(),
  isMonitored: z.boolean().describe('Raised by a detection on trial'),
  kind: z.string(),
  stage: z.string(),
  severity,
  firstSeenAt: instant,
  lastSeenAt: instant,
  source: z.string(),
  target: z.string(),
  device: z.string(),
  count: z.int(),
  evidence: z.record(z.string(), z.unknown()),
  reason: z.string(),
  lostShare,
})

export const incidentCase = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  kind: z.string(),
  device: z.string(),
  windowStart: instant,
  state: z.enum(['new', 'claimed', 'watching', 'false-alarm', 'advised', 'notified', 'closed']),
  severity,
  alertCount: z.int(),
  eventCount: z.int(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  counterpart: z.string(),
  claimedBy: person.nullable(),
  claimedAt: instant.nullable(),
  decisionRevision: z.int(),
  next: z.string(),
  desk: z
    .strictObject({ reason: z.string(), openedAt: instant, takenBy: person.nullable(), doneAt: instant.nullable() })
    .nullable(),
  closedAt: instant.nullable(),
  lostShare,
  quietBy: id.nullable().describe('The suppression that keeps it without a card'),
  triage: z
    .strictObject({
      score: z.number().describe('0 to 1, by what this region’s verdicts have taught; orders, never hides'),
      rank: z.enum(['first', 'next', 'rather-not']),
      reason: z.string().describe('In the region’s language, as on the card'),
      pushes: z.array(z.strictObject({ feature: z.string(), value: z.string(), weight: z.number() })),
    })
    .nullable(),
})

export const nextStep = z.strictObject({
  caseId: id,
  regionId: id,
  firmId: id,
  kind: z.string(),
  severity,
  state: z.string(),
  firstSeenAt: instant,
  step: z.enum(STEPS),
  owner: person.describe('One person; `operator` where the region has no staff at all'),
})

export const asset = z.strictObject({
  id: z.string(),
  firmId: id,
  siteId: id,
  mac: z.string(),
  ip: z.string().describe('Where it was last seen; empty when only its name was heard'),
  name: z.string().describe('As the device itself chose it, so not to be believed; or empty'),
  firstSeenAt: instant.describe('Of the last two months'),
  lastSeenAt: instant,
  state: z.enum(ASSET_STATES).describe('In the firm’s ledger; candidate where nobody has spoken of it'),
  owner: z.string().describe('Whose it is, as the firm says; or empty'),
  isPc: z.boolean(),
  calledName: z.string().describe('What the firm calls it; or empty'),
  place: z.string().describe('Where it stands, as the firm says; or empty'),
})

export const assetList = z.strictObject({ csv: z.string().describe('UTF-8 with its mark; formulas are words') })
export const readAssetList = z.strictObject({
  accepted: z.int().describe('Lines that were read; they are in the ledger a moment later'),
  rejected: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
})

export const suppression = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable().describe('null is every firm of the region'),
  kind: z.string(),
  device: z.string().describe('Empty is any'),
  counterpart: z.string().describe('Empty is any'),
  eventsMax: z.int().describe('A case of more events makes its card all the same'),
  caseId: id.describe('On whose card it was accepted'),
  acceptedBy: person,
  acceptedAt: instant,
  expiresAt: instant,
  endedAt: instant.nullable(),
  endedBy: person.nullable(),
  quiet: z.int().describe('Cases without a card'),
})
export const suppressionEnding = z.strictObject({ id, state: z.enum(['ending']) })

export const plan = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  says: z.string(),
  yen: z.int(),
  per: z.enum(PRICED_PER),
})
export const listedPlan = plan.extend({ createdAt: instant, retiredAt: instant.nullable() })

export const notice = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  caseId: id,
  state: z.string(),
  severity,
  title: z.string(),
  what: z.string(),
  steps: z.array(z.string()),
  dueAt: instant,
  contact: z.string(),
  clue: z.string(),
  round: z.int(),
  draftedBy: person,
  draftedAt: instant,
  approvedBy: person.nullable(),
  aloneReason: z.string().nullable(),
  sentAt: instant.nullable(),
  readAt: instant.nullable(),
  doneAt: instant.nullable(),
  answeredBy: person.nullable(),
  answer: z.string().nullable(),
  told: z.array(id).describe('Person ids, in the order they were told'),
  receipt: z.enum(['unread', 'read', 'answered']),
})

export const diagnosis = z.strictObject({
  id,
  firmId: id,
  personId: id.nullable().describe('Where each person is asked for themselves (work at home)'),
  questionnaire: z.string(),
  version: z.string(),
  state: z.enum(DIAGNOSIS_STATES).describe('Confirmed: a hearing was held after it was finished'),
  startedAt: instant,
  finishedAt: instant.nullable(),
  score: z.strictObject({ points: z.int(), max: z.int() }).nullable().describe('Of the finished'),
  band: z.enum(BANDS).nullable(),
  assurance: z.enum(ASSURANCES).nullable().describe('Of a set-up: what its answers rest on'),
  upkeep: z.enum(UPKEEPS).nullable().describe('Of a finished monthly check: how much is kept up'),
  answers: z.record(z.string(), z.string()).nullable().describe('Of a finished monthly check, by question'),
  sheet: z
    .strictObject({
      state: z.enum(['draft', 'approved', 'sent', 'read']),
      sentAt: instant.nullable().describe('When the platform took the result'),
      readAt: instant.nullable().describe('The first opening of its page, or tap that followed it'),
    })
    .nullable()
    .describe('Only what has a score has one'),
})

export const checked = z.strictObject({
  items: z.array(
    z.strictObject({
      diagnosisId: id,
      questionnaire: z.string(),
      title: z.string(),
      question: z.string(),
      short: z.string(),
      ask: z.string(),
      stated: z.string().describe('What the firm had said, in the region’s language'),
      observed: z.string().describe('What is so'),
      isDowngrade: z.boolean().describe('The firm has less than it had said'),
      where: z.enum(['desk', 'site']).describe('By telephone or web meeting, or on site'),
      checkedBy: z.string(),
      checkedAt: instant,
    }),
  ),
})

export const todo = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  personId: id.nullable().describe('Where each person is asked for themselves (work at home)'),
  questionnaire: z.string(),
  question: z.string().describe('Whose measure it is'),
  because: z.looseObject({ kind: z.string() }).describe('What moved it forward'),
  state: z.enum(TODO_STATES),
  since: instant,
  dueAt: instant.nullable().describe('When the firm is asked how it goes'),
  by: person.nullable().describe('Whose word that was; null where it was a diagnosis’'),
  round: z.int().describe('How often it was offered'),
  revision: z.int(),
})

export const outboxMessage = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable(),
  subject: z.string().nullable(),
  platform: z.string(),
  state: z.enum(['pending', 'sent', 'dead', 'cancelled', 'expired']),
  priority: z.string(),
  attempts: z.int(),
  result: z.string().nullable(),
  purpose: z.string(),
  createdAt: instant,
})
export const outboxState = z.strictObject({ id, state: z.enum(['pending', 'cancelled']) })

export const auditLine = z.strictObject({
  id: z.int(),
  regionId: id,
  firmId: id.nullable(),
  subject: z.string(),
  at: instant,
  actor: z.string(),
  what: z.string(),
  params: z.unknown(),
  reason: z.string().nullable(),
  isSealed: z.boolean(),
})

const count = z.int().nullable().describe('null stands for 1 to 4')
export const surveyRound = z.strictObject({
  id,
  regionId: id,
  name: z.string(),
  state: z.enum(ROUND_STATES).describe('Closed also where its last day is over'),
  code: z.string().describe('What people type who cannot scan'),
  link: z
    .url()
    .nullable()
    .describe('What the QR stands for: opens the LINE chat with the words written; null for a draft'),
  pageUrl: z.url().nullable().describe('To be printed on A4 or A5; good for 30 days, while the round is open'),
  pictureUrl: z.url().nullable().describe('The same as PNG'),
  svgUrl: z.url().nullable(),
  untilAt: instant.nullable(),
  publishedAt: instant.nullable(),
  closedAt: instant.nullable(),
})
export const listedSurveyRound = surveyRound.extend({
  none: count.describe('Of those who take part, who have answered nothing yet'),
  partway: count,
  finished: count,
})
export const summary = z.strictObject({
  firms: count,
  firmsWithSensor: count,
  firmsWithOpenCase: count,
  alertsByKind: z.array(z.strictObject({ kind: z.string(), alerts: count, firms: count })),
  note: z.string(),
})

export const securityActions = z.strictObject({
  firms: count,
  wished: count.describe('Wish to declare a star; null stands for 1 to 4, or for a count that would give one away'),
  one: count,
  two: count,
  steps: z.array(z.strictObject({ step: z.enum(STANDINGS), firms: count })),
})

const step = z.strictObject({
  afterMinutes: z.number(),
  counts: z.enum(['wall', 'daytime']),
  action: z.enum(LADDER_ACTIONS),
})
const steps = z.array(step)
export const ladder = z.strictObject({ high: steps, medium: steps, low: steps })
export const ladderDryRun = z.strictObject({ severity, sentAt: instant, items: z.array(step.extend({ at: instant })) })

const ruleState = z.enum(RULE_STATES)
export const rules = z.strictObject({
  severities: z.record(z.string(), severity),
  decideWithinMinutes: z.strictObject({
    high: z.int().nullable(),
    medium: z.int().nullable(),
    low: z.int().nullable(),
  }),
  states: z.record(z.string(), ruleState),
  pledges: z.union([z.literal(5), z.literal(6)]),
})

export const detections = z.strictObject({
  items: z.array(
    z.strictObject({
      rule: z.string(),
      state: ruleState,
      raises: z.array(z.string()),
      alerts: z.int(),
      monitored: z.int().describe('Raised while it was on trial; never part of a case'),
      knobs: z.record(z.string(), z.number()),
    }),
  ),
})

export const quota = z.strictObject({
  month: z.string(),
  limit: z.int(),
  reserveShare: z.number(),
  reserved: z.int(),
  settled: z.int(),
})

export const contacts = z.strictObject({
  items: z.array(z.strictObject({ personId: id, name: z.string(), role, isReachable: z.boolean() })),
})

const consultationKind = {
  category: z.enum(CATEGORIES).nullable().describe('Null until the desk has said'),
  tag: z.enum(TAGS).nullable().describe('Of installation alone'),
  channel: z.enum(CONSULTATION_CHANNELS),
}
export const consultation = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable().describe('Null for a call whose firm nobody has found out yet'),
  state: z.enum(CONSULTATION_STATES),
  matter: z.enum(MATTERS),
  ...consultationKind,
  who: z.string(),
  holder: z.string().nullable(),
  openedAt: instant,
  answeredAt: instant.nullable(),
  movedAt: instant,
})
export const consultationCounts = z.strictObject({
  items: z.array(z.strictObject({ month: z.string(), ...consultationKind, consultations: count })),
})

export const hearing = z.strictObject({
  id,
  regionId: id,
  firmId: id,
  state: z.enum(['booked', 'held', 'missed', 'cancelled']),
  startsAt: instant,
  channel: z.enum(CHANNELS),
  place: z.string(),
  interviewer: z.string(),
  answer: z.enum(['none', 'suits', 'another-day']).describe('What the firm said to the day'),
  bookings: z.int().describe('How often a day was set'),
  misses: z.int(),
  movedAt: instant,
  minutes: z.int().nullable(),
  notes: z.string().nullable(),
  questions: z.string().nullable().describe('What the firm asked'),
  operation: z.enum(OPERATIONS).nullable().describe('Whether the tools it has are looked after'),
  heldAt: instant.nullable(),
})
export const hearingBooking = z.strictObject({ firmId: id, startsAt: instant, state: z.enum(['booking']) })
export const hearingCounts = z.strictObject({
  hearings: count,
  booked: count,
  held: count,
  missed: count,
  cancelled: count,
  operated: count,
  justInstalled: count,
  unknown: count,
  justInstalledShare: share.nullable().describe('Of the firms that could say'),
})

export const example = z.strictObject({
  id,
  regionId: id,
  firmId: id.nullable().describe('Null for a chamber, and where it is no firm’s of the region'),
  state: z.enum(EXAMPLE_STATES),
  industry: z.string().nullable().describe('Null where it would tell whose it is'),
  size: z.enum(SIZES).nullable().describe('small: up to 50 people'),
  happened: z.string().nullable().describe('As all the text, null once it is withdrawn'),
  helped: z.string().nullable(),
  costYen: z.int().nullable(),
  source: z.string().nullable().describe('Who published it before'),
  consentedBy: id.nullable(),
  consentedAt: instant.nullable(),
  remindedAt: instant.nullable().describe('They are reminded once, and then left in peace'),
  movedAt: instant,
})
export const exampleWithdrawing = z.strictObject({ id, state: z.enum(['withdrawing']) })
export const exampleCounts = z.strictObject({
  ...Object.fromEntries(EXAMPLE_STATES.map((state) => [state, count])),
})

export const responsible = z.strictObject({
  watch: z
    .enum(WATCHES)
    .describe(
      'working: watched over; unnamed: nobody answers for it; quiet: a sensor is not heard; none: there is no sensor',
    ),
  responsible: person.nullable(),
  inCharge: person.nullable(),
  deputy: person.nullable(),
  order: z.array(z.enum(DUTIES)),
  by: person.nullable(),
  namedAt: instant.nullable(),
})

export const clock = z.strictObject({ now: instant })

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
})

export const pageOf = (item: z.ZodType) => z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
