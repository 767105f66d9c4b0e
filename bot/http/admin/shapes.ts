import { z } from 'zod'
import { LIMIT_DEFAULT, LIMIT_MAX } from '#db/page.ts'
import { FIRM_STANDINGS, REGISTER_ORDERS } from '#db/register.ts'
import { ADVISORY_KINDS, ALERT_KINDS, HEALTH_CHECK_KINDS } from '#engine/alert.ts'
import { APPLICATION_STATES, STOPPED_CODES } from '#engine/application.ts'
import { areHours } from '#engine/calendar/hours.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { VISIT_CATEGORIES } from '#engine/dispatch.ts'
import { ROLES } from '#engine/enrolment.ts'
import { EXAMPLE_STATES, SIZES } from '#engine/example.ts'
import { WATCHABLE } from '#engine/health-check.ts'
import { HEALTH_STATES } from '#engine/health-course.ts'
import { CHANNELS } from '#engine/hearing.ts'
import { ENROLMENT_STATES } from '#engine/insurance.ts'
import { isRegistration } from '#engine/invoice.ts'
import { ATTENDEE_KINDS, MEETING_KINDS } from '#engine/meeting.ts'
import { MILESTONE_KINDS } from '#engine/milestone.ts'
import { BILLING, ENTRY_KINDS, PARTY_KINDS, TAX_RATES } from '#engine/money.ts'
import { PRICED_PER, watchesNothing } from '#engine/plan.ts'
import { PARTNERS, PHASE_STATES, PHASES, SERVICES } from '#engine/programme.ts'
import { CONTINUATION_WISHES, MEDIA } from '#engine/recruiting.ts'
import { RULE_STATES } from '#engine/region-rules.ts'
import { DUTIES } from '#engine/responsibility.ts'
import { HOLD_MINUTES } from '#engine/rota.ts'
import { readHours, SKILLS } from '#engine/vendor.ts'
import { Problem } from '../problem.ts'

/** What people type; control characters (NUL, which no database text can hold, among them) have no business in it. */
const line = (length: number) =>
  z
    .string()
    .trim()
    .max(length)
    .refine((text) => !/\p{Cc}/u.test(text), 'has a control character')
const name = line(200).min(1)
const id = z.string().regex(/^[\w-]{1,100}$/, 'is not an id')
const timezone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'is not a time zone such as Asia/Tokyo')

/** A contact of the firm, or only a name. */
const namedPerson = z.strictObject({ personId: id.or(z.literal('')).default(''), name })

const webAddress = z.url({ protocol: /^https?$/ }).max(500)

/** One field of this kind for each of the names. */
const eachOf = <Name extends string, Field>(names: readonly Name[], field: Field): Record<Name, Field> =>
  Object.fromEntries(names.map((name) => [name, field])) as Record<Name, Field>

const yen = z.int().min(0).max(10_000_000)
const severity = z.enum(['high', 'medium', 'low'])
/** Minutes, at most a month; null promises nothing. */
const promise = z
  .int()
  .min(1)
  .max(31 * 24 * 60)
  .nullable()

const rule = z
  .string()
  .refine((named) => RULES.some(({ name }) => name === named), 'is not a detection: `otasuke rules` lists them')
const state = z.enum(RULE_STATES)

/** As far as months go: what it is written in has to stand in one. */
const day = z.iso.date().regex(/^20/, 'a day such as 2026-11-20')
/** `2026-11` */
const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'a month such as 2026-11')

const paged = {
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).optional().describe(`${LIMIT_DEFAULT} unless told`),
}

/** Of a list that one turns over, page by page. */
const numbered = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(10_000).default(LIMIT_DEFAULT).describe('Of a page'),
}

/** As platforms make them: nothing that a person types. */
const secret = z.string().regex(/^[\x21-\x7e]{8,500}$/, 'is not what the platform shows')
const lineCredentials = z.strictObject({
  channelAccessToken: secret.describe('チャネルアクセストークン（長期）'),
  channelSecret: secret.describe('チャネルシークレット'),
})
const slackCredentials = z.strictObject({
  botToken: secret.startsWith('xoxb-', 'must begin with xoxb-').describe('Bot User OAuth Token'),
  signingSecret: secret.describe('Signing Secret'),
})
const channel = z.string().regex(/^[A-Z0-9]{5,20}$/, 'is no id of a channel')
const staffChannels = z
  .strictObject({
    analysts: channel.describe('Where cases are judged'),
    desk: channel,
    dispatch: channel.optional().describe('For visits; the desk’s unless told'),
    operations: channel,
    insurer: channel.optional().describe('Without it nothing is drafted for the insurer'),
  })
  .transform((given) => ({ ...given, dispatch: given.dispatch ?? given.desk }))
const someOf = <S extends z.ZodRawShape>(credentials: z.ZodObject<S>) =>
  credentials.partial().refine((given) => Object.keys(given).length > 0, 'name at least one of them')

/** The bodies and queries of the admin API, as README and `/admin/docs` show them. */
export const shapes = {
  assetList: z.strictObject({
    file: z.base64().max(700_000).describe('The CSV file, UTF-8 or Shift_JIS, in base64'),
  }),
  account: z.discriminatedUnion('platform', [
    z.strictObject({ regionId: id, platform: z.literal('line'), credentials: lineCredentials }),
    z.strictObject({
      regionId: id,
      platform: z.literal('slack'),
      credentials: slackCredentials,
      channels: staffChannels,
    }),
  ]),
  accountRotation: z.strictObject({
    credentials: z.union([someOf(lineCredentials), someOf(slackCredentials)]).describe('Those that change'),
  }),
  accountChannels: z.strictObject({ channels: staffChannels }),
  region: z.strictObject({
    name,
    timezone: timezone.default('Asia/Tokyo'),
    locale: z.enum(['ja', 'en']).default('ja'),
  }),
  firm: z.strictObject({
    regionId: id,
    name,
    industry: line(200).optional(),
    employees: z.int().min(0).max(100_000).optional(),
    pcs: z.int().min(0).max(100_000).optional(),
    phone: line(50).optional(),
  }),
  registerPage: z.strictObject({
    words: line(100).default('').describe('Of a name, a number, or whatever else stands in the register'),
    standing: z.enum(FIRM_STANDINGS).optional(),
    order: z.enum(REGISTER_ORDERS).default('newest'),
    ...numbered,
  }),
  inviteSheet: z.strictObject({
    regionId: id,
    importId: id.optional().describe('Only firms of this list'),
    days: z.int().min(1).max(90).default(30),
  }),
  inviteSheetPage: z.strictObject({ regionId: id, importId: id.optional(), ...numbered }),
  firmImport: z.strictObject({
    regionId: id,
    file: z.base64().max(11_000_000).describe('The CSV file, UTF-8 or Shift_JIS, in base64'),
  }),
  firmImportRun: z.strictObject({
    skipsFaulty: z.boolean().default(false).describe('Take the lines that are right, though others are not'),
  }),
  leave: z.strictObject({
    isConfirmed: z.boolean().optional().describe('The owner has said so elsewhere, in writing: it begins at once'),
  }),
  menu: z.strictObject({ regionId: id.optional().describe('Without it, the menu of everybody who has no other') }),
  site: z.strictObject({
    firmId: id,
    name,
    kind: z.enum(['office', 'home']),
    homeNetworks: z
      .array(z.union([z.cidrv4(), z.cidrv6()]))
      .max(50)
      .default([]),
  }),
  sensor: z.strictObject({ siteId: id, type: z.enum(['office', 'small-office', 'home']) }),
  invite: z.strictObject({
    firmId: id.optional().describe('For owner, manager, worker, contractor'),
    vendorId: id.optional().describe('For vendor'),
    regionId: id.optional().describe('For every other role'),
    role: z.enum(ROLES),
    days: z.int().min(1).max(365).default(30),
  }),
  sitePlace: z.strictObject({
    municipality: name.describe('Such as 久慈市: by it a vendor is found'),
    address: line(300).nullable().default(null).describe('Of an office only'),
  }),
  vendor: z.strictObject({
    regionId: id,
    name,
    areas: z.array(name).min(1).max(50).describe('Municipalities that it covers, such as 久慈市'),
    skills: z.array(z.enum(SKILLS)).min(1).max(SKILLS.length),
    hours: line(50)
      .refine((written) => readHours(written) !== undefined, 'is not like mon-fri 9:00-18:00')
      .describe('Such as mon-fri 9:00-18:00'),
    phone: line(50).nullable().default(null),
    mail: line(200).nullable().default(null),
  }),
  visitTerms: z.strictObject({
    category: z.enum(VISIT_CATEGORIES),
    costYen: yen.describe('What a visit costs, with tax'),
    limitYen: yen.describe('Up to what it may be paid for by others'),
    selfPayYen: yen.describe('What is left for the firm; it agrees to this before anybody leaves'),
  }),
  drill: z.strictObject({ regionId: id, personId: id.describe('Who plays everybody, in their own chat') }),
  token: z.strictObject({
    regionId: id,
    role: z.enum(['chamber', 'insurer']).describe('insurer: an agency, which makes flyers and does nothing else'),
    name,
  }),
  rules: z.strictObject({
    severities: z
      .partialRecord(z.enum([...ALERT_KINDS, ...ADVISORY_KINDS, ...HEALTH_CHECK_KINDS]), severity)
      .default({}),
    decideWithinMinutes: z.strictObject({ high: promise, medium: promise, low: promise }),
    answerWithinMinutes: promise
      .optional()
      .describe('Business minutes until the desk first answers; left out, they stay as they are'),
    whoseCalls: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe('Firms that the desk is to telephone at a time and ask whose their PCs are; left out, they stay'),
    pledges: z
      .union([z.literal(5), z.literal(6)])
      .optional()
      .describe('Rules of a SECURITY ACTION pledge; left out, they stay as they are'),
    states: z.record(rule, state).optional().describe('Of detections; left out, they stay as they are'),
    days: z
      .record(
        z.iso.date(),
        z.array(line(11)).max(6).refine(areHours, 'are no hours such as 9:00-12:00, in their order'),
      )
      .optional()
      .describe(
        'The desk’s hours on single days, such as {"2026-12-28": [], "2027-01-02": ["9:00-12:00"]}; left out, they stay',
      ),
  }),
  /** What is shown beside it may stand there still. */
  rota: z.object({
    rota: z.strictObject({
      people: z.array(id).describe('Analysts in the order of their turns'),
      turn: z.enum(['day', 'week']),
      handOver: z.string().describe('HH:MM, when the next turn begins'),
      since: z.string().describe('The day on which the first of `people` begins the first turn'),
      away: z.array(z.strictObject({ personId: id, from: z.string(), until: z.string() })).default([]),
      standIns: z.array(z.strictObject({ personId: id, on: z.string() })).default([]),
      phones: z
        .array(z.strictObject({ personId: id, phone: line(20) }))
        .default([])
        .describe('By which operations reaches them where nobody hears a message'),
      holdMinutes: z
        .int()
        .default(HOLD_MINUTES)
        .describe('Whoever took a call is asked after so long whether they are at it'),
    }),
  }),
  ladderDryRun: z.strictObject({
    severity,
    at: z.iso.datetime({ offset: true }).optional().describe('Now, unless told'),
  }),
  schedule: z.strictObject({
    regionId: id.optional(),
    from: z.iso.datetime({ offset: true }).optional().describe('Now, unless told'),
    days: z.coerce.number().int().min(1).max(400).default(7),
  }),
  rehearsal: z.strictObject({
    on: z.iso.date().optional().describe('A day in the region’s clock; today, unless told'),
  }),
  detectionState: z.strictObject({ rule, state }),
  quota: z.strictObject({ limit: z.int().min(0).max(10_000_000), reserveShare: z.number().min(0).max(1) }),
  contactInPath: z.object({ personId: id }),
  contactOrder: z.strictObject({
    personIds: z
      .array(id)
      .min(1)
      .max(200)
      .refine((ids) => new Set(ids).size === ids.length, 'names somebody twice'),
  }),
  order: z.strictObject({ siteId: id, by: name.describe('Who orders it') }),
  hearing: z.strictObject({
    firmId: id,
    startsAt: z.iso.datetime({ offset: true }).describe('In the desk’s business hours, with 45 minutes left of them'),
    channel: z.enum(CHANNELS),
    place: line(500).default('').describe('The number that is called (the firm’s own), or the meeting’s https address'),
    interviewer: name.describe('Who will talk with the firm'),
  }),
  programmePlan: z.strictObject({
    from: z.iso.date().nullable().exactOptional(),
    until: z.iso.date().nullable().exactOptional(),
    partners: z.strictObject(eachOf(PARTNERS, line(200).exactOptional())).exactOptional(),
    phases: z
      .strictObject(
        eachOf(
          PHASES,
          z
            .strictObject({
              state: z.enum(PHASE_STATES).exactOptional().describe('未, 進行, 完了'),
              owner: line(200).exactOptional(),
              nextOn: z.iso.date().nullable().exactOptional(),
            })
            .exactOptional(),
        ),
      )
      .exactOptional(),
    services: z.strictObject(eachOf(SERVICES, z.boolean().exactOptional())).exactOptional(),
    figures: z
      .array(
        z.strictObject({
          says: name.describe('Such as 製造品出荷額 2兆2,706億円（平成26年）'),
          source: webAddress.nullable().default(null),
          readOn: z.iso.date().nullable().default(null),
          isPublished: z.boolean().default(false),
        }),
      )
      .max(50)
      .exactOptional()
      .describe('All of them: those there before are gone'),
    target: z
      .strictObject({ firms: z.int().min(1).max(100_000), from: z.iso.date(), until: z.iso.date() })
      .nullable()
      .exactOptional()
      .describe('So many firms apply in that time'),
  }),
  programmeReport: z.strictObject({
    by: name.describe('Who says that it is final: their name is printed'),
    reason: line(500).min(1).nullable().default(null).describe('What was corrected; needed after the first version'),
  }),
  milestone: z.strictObject({
    regionId: id,
    firmId: id.nullable().default(null).describe('null: the whole programme’s'),
    kind: z.enum(MILESTONE_KINDS),
    says: name,
    dueOn: z.iso.date(),
  }),
  milestoneDone: z.strictObject({ isUndone: z.boolean().default(false) }),
  meeting: z.strictObject({
    regionId: id,
    kind: z.enum(MEETING_KINDS).describe('説明会, 個別説明会 or 報告会'),
    name,
    place: line(200).min(1).nullable().default(null).describe('null: on the web'),
    startsAt: z.iso.datetime({ offset: true }),
    endsAt: z.iso.datetime({ offset: true }),
    seats: z.int().min(1).max(10_000).nullable().default(null).describe('People; null: as many as come'),
    agenda: z
      .array(
        z.strictObject({
          says: name.describe('Such as 事業報告'),
          minutes: z.int().min(1).max(1_440),
          speaker: name.nullable().default(null),
          organisation: name.nullable().default(null).describe('The speaker’s'),
          onlyAt: name.nullable().default(null).describe('The name of the only meeting at which it is told'),
        }),
      )
      .max(50)
      .default([])
      .describe('The minutes of what is told at this meeting fit between its beginning and its end'),
  }),
  flyer: z.strictObject({
    regionId: id,
    recruitingId: id.describe('Who hands it out: a way of recruiting'),
    meetingId: id.nullable().default(null).describe('The meeting it is for; null: it leads to us'),
    headline: line(40).default('').describe('In large letters; empty: ours'),
  }),
  meetingState: z.strictObject({ state: z.enum(['open', 'closed', 'cancelled']).describe('募集中, 締切, 中止') }),
  came: z.strictObject({ people: z.int().min(0).max(1_000) }),
  applicationState: z.strictObject({
    state: z
      .enum(APPLICATION_STATES)
      .describe('問合せ, 申込, 診断予約, 診断済, 機器準備, 設置済, 監視中; 終了, 継続, 辞退'),
    code: z.enum(STOPPED_CODES).nullable().default(null).describe('Why it declined'),
    because: line(200).min(1).nullable().default(null).describe('The same in words'),
  }),
  attendance: z.strictObject({
    regionId: id,
    meetingId: id,
    firmId: id.nullable().default(null),
    company: name,
    kind: z
      .enum(ATTENDEE_KINDS)
      .default('company')
      .describe('A firm of the programme, another company, 自治体, 団体, 大学'),
    people: z.int().min(1).max(1_000).default(1),
  }),
  recruiting: z.strictObject({
    regionId: id,
    organisation: name.describe('Who does it, or the paper it stands in'),
    medium: z.enum(MEDIA),
    reach: z.int().min(0).max(10_000_000).nullable().default(null).describe('Leaflets or addressees'),
    plannedReach: z.int().min(0).max(10_000_000).nullable().default(null),
    costYen: yen.nullable().default(null),
    doneAt: z.iso.datetime({ offset: true }).nullable().default(null),
    url: webAddress.nullable().default(null),
  }),
  application: z.strictObject({
    regionId: id,
    company: name,
    firmId: id.nullable().default(null),
    appliedAt: z.iso.datetime({ offset: true }),
    startedAt: z.iso.datetime({ offset: true }).nullable().default(null),
    saidState: z.enum(APPLICATION_STATES).optional().describe('applied, or declined where it says why'),
    stoppedCode: z.enum(STOPPED_CODES).nullable().default(null),
    stoppedBecause: line(200).min(1).nullable().default(null),
    touches: z.array(id).max(20).default([]).describe('Everything that it heard of the programme by'),
    decidedBy: id.nullable().default(null).describe('The one that decided'),
    continuation: z
      .strictObject({ wish: z.enum(CONTINUATION_WISHES), ceilingYen: yen.nullable().default(null) })
      .nullable()
      .default(null)
      .describe('What it says to going on'),
  }),
  pilotPart: z.strictObject({ part: z.int().min(0).describe('`done` of the answer before') }),
  quote: z.strictObject({
    regionId: id,
    firmId: id.nullable().default(null),
    words: line(400).min(1),
    saidAt: z.iso.datetime({ offset: true }),
    agreedAt: z.iso.datetime({ offset: true }).nullable().default(null),
  }),
  plan: z
    .strictObject({
      regionId: id,
      name: line(40).min(1),
      says: line(120).min(1).describe('What is in it, in plain words; hard ones are refused'),
      yen: z.int().min(0).max(10_000_000).describe('With tax'),
      per: z.enum(PRICED_PER).default('month'),
      unwatched: z
        .array(z.enum(WATCHABLE))
        .default([])
        .refine((parts) => !watchesNothing(parts), 'leaves out everything')
        .describe('What it leaves out: what of these is seen at a firm that has taken it becomes no case'),
    })
    // The largest firm's month, 100,000 PCs, has to fit in the book.
    .refine(({ per, yen }) => per === 'month' || yen <= 20_000, {
      path: ['yen'],
      message: 'is more than 20,000 for a PC',
    }),
  month: z.strictObject({ month }),
  book: z.strictObject({
    packageYen: yen.optional().describe('For each firm with a plan, each month: the chamber’s to the operator'),
    premiumYen: yen.optional().describe('Of that, the operator’s to the insurer'),
    insurerShare: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe('Of what a visit costs, in percent; the rest is the chamber’s'),
    issuer: z
      .strictObject({
        party: z.enum(BILLING).default('chamber').describe('Who of the region issues so'),
        vendorId: id.nullable().default(null).describe('For vendor'),
        name,
        registration: z
          .string()
          .refine(
            (typed) => typed === '' || isRegistration(typed),
            'is not T and thirteen digits that prove each other',
          )
          .default('')
          .describe('登録番号; without one its invoices say that they are no qualified ones'),
        address: line(200).default(''),
        phone: line(50).default(''),
        bank: line(200).min(1).describe('Where to pay'),
        dueDays: z.int().min(0).max(180).default(30).describe('After the end of the month in which it is given'),
      })
      .optional(),
  }),
  entry: z.strictObject({
    firmId: id.describe('Whom it is about'),
    kind: z.enum(ENTRY_KINDS),
    payer: z.enum(PARTY_KINDS),
    payee: z.enum(PARTY_KINDS),
    vendorId: id.nullable().default(null),
    yen: yen.min(1).describe('With tax'),
    rate: z
      .literal([...TAX_RATES])
      .default(10)
      .describe('In percent; 8 is the reduced one, 0 for what bears none'),
    on: day.optional().describe('The day on which it was done; today'),
    says: line(100).min(1),
  }),
  statement: z.strictObject({ month, firmId: id.optional() }),
  issuing: z.strictObject({ month, firmId: id.nullable().default(null) }),
  paid: z.strictObject({ on: day.nullable().optional() }),
  invoicesPage: z.strictObject({
    firmId: id.optional(),
    unpaid: z.stringbool().optional().describe('Only those that wait for their money'),
    ...paged,
  }),
  subscription: z.strictObject({
    planId: id.nullable().describe('null ends what the firm has'),
    from: day.optional().describe('The first day of it, or the first without one; today'),
  }),
  example: z.strictObject({
    regionId: id,
    source: line(200).min(1).describe('Who has published it'),
    industry: line(100).nullable().default(null),
    size: z.enum(SIZES).nullable().default(null),
    happened: line(400).describe('In plain words, without what tells who it was'),
    helped: line(400),
    costYen: z.int().min(0).max(1_000_000_000),
  }),
  enrolment: z.strictObject({ state: z.enum(ENROLMENT_STATES).describe('On the second floor') }),
  responsible: z.strictObject({
    responsible: namedPerson.describe('The one person who receives our messages and decides'),
    inCharge: namedPerson.nullable().default(null),
    deputy: namedPerson.nullable().default(null),
    order: z.array(z.enum(DUTIES)).max(DUTIES.length).default([]).describe('Who is called first, second, third'),
  }),
  clock: z.strictObject({
    advanceMs: z
      .int()
      .min(0)
      .max(366 * 86_400_000),
  }),
  page: z.strictObject(paged),
  ofRegion: z.strictObject({ regionId: id }),
  regionPage: z.strictObject({ regionId: id, ...paged }),
  accountPage: z.strictObject({ regionId: id.optional(), ...paged }),
  surveyRound: z.strictObject({
    regionId: id,
    name: line(60).min(1).describe('Of the event, as people know it: it is printed'),
    until: z.iso.date().optional().describe('The last day, such as 2026-12-10'),
  }),
  firmPage: z.strictObject({ firmId: id.optional(), ...paged }),
  diagnosesPage: z.strictObject({
    firmId: id.optional(),
    questionnaire: z.enum(['office', 'telework', 'setup', 'operation']).optional(),
    ...paged,
  }),
  healthChecksPage: z.strictObject({
    regionId: id.optional(),
    firmId: id.optional(),
    month: month.optional(),
    state: z.enum(HEALTH_STATES).optional(),
    ...paged,
  }),
  healthDryRun: z.strictObject({ month: month.optional() }),
  examplesPage: z.strictObject({
    regionId: id.optional(),
    firmId: id.optional(),
    state: z.enum(EXAMPLE_STATES).optional(),
    ...paged,
  }),
  outboxPage: z.strictObject({
    firmId: id.optional(),
    state: z.enum(['pending', 'sent', 'dead', 'cancelled', 'expired']).optional(),
    ...paged,
  }),
}

/** The body as its shape reads it, or 422 with every fault and where it is. */
export function read<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const result = shape.safeParse(value ?? {})
  if (result.success) return result.data
  const errors = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw new Problem(422, 'Not valid', errors.map(({ field, message }) => `${field || 'body'}: ${message}`).join('; '), {
    errors,
  })
}

/** The id in a path; what cannot be one names nothing. */
export function idIn(params: unknown, kind: 'id' | 'uuid' = 'id'): string {
  const result = (kind === 'id' ? id : z.uuid()).safeParse((params as { id?: unknown }).id)
  if (result.success) return result.data
  throw new Problem(404, 'Not found', 'Nothing has this id.')
}
