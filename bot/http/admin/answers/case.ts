import { z } from 'zod'
import { ADVISORY_STATES } from '#engine/advisory.ts'
import { OCCASIONS } from '#engine/case.ts'
import { EXITS, STAGES } from '#engine/follow-up.ts'
import { STEPS } from '#engine/next-step.ts'
import { id, instant, person, severity, share } from './common.ts'

/** What was found, judged and told. */

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
  call: z
    .strictObject({
      occasion: z.enum(OCCASIONS),
      openedAt: instant,
      asked: z.array(person).describe('Of this round, in order; the last one is who is asked now'),
      rounds: z.int(),
      takenBy: person.nullable(),
      takenAt: instant.nullable(),
      checkedAt: instant.nullable().describe('When who took it was asked whether they are at it'),
    })
    .nullable()
    .describe('An analyst is called out'),
  advisory: z
    .strictObject({
      state: z.enum(ADVISORY_STATES),
      goesAt: instant.describe('With the digest of its week'),
      sentAt: instant.nullable(),
      readAt: instant.nullable(),
      answeredBy: person.nullable(),
    })
    .nullable(),
  closedAt: instant.nullable(),
  lostShare,
  quietBy: id.nullable().describe('The suppression that keeps it without a card'),
  followUp: z
    .strictObject({
      stage: z.enum(STAGES),
      exit: z.enum(EXITS).nullable().describe('Where it has left the way'),
      isDeviceKnown: z.boolean().describe('The firm has said whose it is'),
      steps: z.strictObject({ done: z.int(), total: z.int() }),
      shown: z.string().describe('In the region’s language, as on the card'),
    })
    .nullable()
    .describe('How far the firm has come with the notice; null while none has gone out'),
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
  stepsBy: z.array(person).describe('Who did each step, in order; the one after them is in hand'),
  stepsFailed: z.array(z.int()).describe('Steps that somebody could not do, counted from 0'),
  receipt: z.enum(['unread', 'read', 'answered']),
})
