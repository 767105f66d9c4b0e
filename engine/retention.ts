/**
 * What is kept how long (domain §5.3), one answer for each table of the schema: whose it is, so what a firm or a person takes
 * along when they leave, and what of it goes by itself before that. A table without an answer here fails a test.
 */
export interface Retention {
  /**
   * `firm`: erased with the firm. `person`: erased with the last firm of that person, or by their own word. `region`: of a
   * region's own work, and of no firm. `system`: how the program works, without anybody's words.
   */
  lives: 'firm' | 'person' | 'region' | 'system'
  goes?: Going
}

export interface Going {
  /** Whole rows, or only what somebody said or was told in them. */
  what: 'rows' | 'words'
  after: Span
  /** From when on it counts. */
  since: string
  because: Because
}

export type Span = { hours: number } | { days: number } | { months: number } | { years: number }

/** The row of §5.3; or, of what stands in none, why it is not needed longer. */
export type Because =
  | 'chat-body'
  | 'incident'
  | 'raw-traffic'
  | 'home-address'
  | 'provision'
  | 'survey-names'
  | 'audit'
  | 'story-consent'
  /** What a law wants of whoever issues invoices. */
  | 'books'
  | 'no-longer-needed'

const going = (what: Going['what'], after: Span, since: string, because: Because): { goes: Going } => ({
  goes: { what, after, since, because },
})

const FIRM = { lives: 'firm' } as const
const REGION = { lives: 'region' } as const
const SYSTEM = { lives: 'system' } as const

const INCIDENT_YEARS = 5
/** A year and a month, so that a month can be held against the same one of the year before. */
const TRAFFIC_MONTHS = 13
/**
 * Seven years from two months after the end of the tax period (消費税法施行令 70条の13), which is a year at most: so long after the
 * day of an invoice every such term is over, whenever a chamber closes its books.
 */
export const BOOKS_MONTHS = 12 * 8 + 2
/** What a health check of the month before is counted from. */
const COUNTED_DAYS = 62
/** Longer than any platform or sensor sends a thing again. */
const REPEATS_DAYS = 35

export const RETENTION = {
  accounts: REGION,
  // As long as what was filled in by it: erasure finds the form of the staff by its button.
  actions: { ...FIRM, ...going('rows', { days: 90 }, 'it expired', 'no-longer-needed') },
  alerts: { ...FIRM, ...going('rows', { months: TRAFFIC_MONTHS }, 'it was last seen', 'raw-traffic') },
  answer_showings: FIRM,
  answers: FIRM,
  api_tokens: REGION,
  applications: FIRM,
  asset_events: FIRM,
  assets: FIRM,
  attendances: FIRM,
  // The sealer's chain holds over salted digests, so lines can be emptied.
  audit: { ...FIRM, ...going('words', { years: 3 }, 'it was noted', 'audit') },
  batch_keys: { ...FIRM, ...going('rows', { days: REPEATS_DAYS }, 'it came', 'no-longer-needed') },
  batches: { ...FIRM, ...going('rows', { hours: 48 }, 'it came, once it is worked through', 'raw-traffic') },
  cases: { ...FIRM, ...going('rows', { years: INCIDENT_YEARS }, 'it was closed', 'incident') },
  chats: { lives: 'person' },
  claim_events: FIRM,
  claims: { ...FIRM, ...going('rows', { years: INCIDENT_YEARS }, 'it last moved', 'incident') },
  console_sessions: { ...REGION, ...going('rows', { days: 35 }, 'it was offered', 'no-longer-needed') },
  consultation_events: FIRM,
  consultation_words: { ...FIRM, ...going('words', { years: 1 }, 'the consultation was solved', 'chat-body') },
  consultations: FIRM,
  detectors: FIRM,
  device_sightings: { ...FIRM, ...going('rows', { days: COUNTED_DAYS }, 'the day', 'no-longer-needed') },
  dialogue_events: FIRM,
  dialogue_photos: { ...FIRM, ...going('rows', { days: 365 }, 'it was kept', 'chat-body') },
  dialogue_scores: FIRM,
  dialogue_sessions: FIRM,
  dispatch_events: FIRM,
  dispatches: { ...FIRM, ...going('rows', { years: INCIDENT_YEARS }, 'it last moved', 'incident') },
  // Ids alone, which stand nowhere else; by them a backup that is put back loses the same again.
  erasures: SYSTEM,
  example_showings: FIRM,
  examples: { ...FIRM, ...going('rows', { years: 3 }, 'it was withdrawn', 'story-consent') },
  // A list that nobody took in; of one that was taken in, the file goes at once.
  firm_imports: {
    ...REGION,
    ...going('rows', { days: 7 }, 'it was read, where it was not taken in', 'no-longer-needed'),
  },
  firms: FIRM,
  flyers: REGION,
  health_checks: FIRM,
  hearing_events: FIRM,
  hearings: FIRM,
  idempotent_answers: { ...SYSTEM, ...going('rows', { days: REPEATS_DAYS }, 'it was answered', 'no-longer-needed') },
  identities: { lives: 'person' },
  inbox: { ...FIRM, ...going('words', { days: 90 }, 'it happened', 'chat-body') },
  inquiries: FIRM,
  inquiry_people: FIRM,
  installations: FIRM,
  insurance_enrolments: FIRM,
  invite_attempts: { ...SYSTEM, ...going('rows', { days: REPEATS_DAYS }, 'it was tried', 'no-longer-needed') },
  invites: FIRM,
  // Whoever has issued one keeps its copy, whatever becomes of the firm.
  invoice_issuers: REGION,
  invoices: { ...FIRM, ...going('rows', { months: BOOKS_MONTHS }, 'it was issued', 'books') },
  lanes: { lives: 'person' },
  leaks: { ...FIRM, ...going('rows', { years: INCIDENT_YEARS }, 'it was begun', 'incident') },
  leavings: FIRM,
  meetings: REGION,
  money_books: REGION,
  // Of the region's books, which name firms by their ids alone.
  money_entries: { ...REGION, ...going('rows', { months: BOOKS_MONTHS }, 'it was entered', 'books') },
  memberships: FIRM,
  milestones: FIRM,
  notices: FIRM,
  order_events: FIRM,
  orders: FIRM,
  outbox: { ...FIRM, ...going('words', { days: 90 }, 'it was written', 'chat-body') },
  outbox_lanes: { lives: 'person' },
  people: { lives: 'person' },
  plans: REGION,
  programme_reports: REGION,
  programmes: REGION,
  provisions: { ...FIRM, ...going('rows', { years: 3 }, 'it was given', 'provision') },
  published_examples: REGION,
  quota_days: REGION,
  quotas: REGION,
  quotes: FIRM,
  recruiting_visits: FIRM,
  recruitings: REGION,
  regions: REGION,
  remote_help_events: FIRM,
  remote_helps: { ...FIRM, ...going('rows', { years: INCIDENT_YEARS }, 'it last moved', 'incident') },
  responsibilities: FIRM,
  security_action_steps: FIRM,
  sensor_beats: FIRM,
  sensor_codes: FIRM,
  sensor_config_events: FIRM,
  sensor_configs: FIRM,
  sensor_days: { ...FIRM, ...going('rows', { months: TRAFFIC_MONTHS }, 'the day', 'raw-traffic') },
  sensor_hours: { ...FIRM, ...going('rows', { days: COUNTED_DAYS }, 'the hour', 'no-longer-needed') },
  sensor_sights: { ...FIRM, ...going('rows', { days: 1 }, 'the five minutes', 'no-longer-needed') },
  sensors: FIRM,
  settings: SYSTEM,
  // Of who came to a meeting: which chat they said so in.
  sign_ups: { ...FIRM, ...going('words', { months: 6 }, 'the meeting', 'survey-names') },
  sites: FIRM,
  stickies: FIRM,
  subscriptions: FIRM,
  suppressions: FIRM,
  // Of a guest: which chat they answered in. What they answered is counted on.
  survey_participants: { ...FIRM, ...going('words', { months: 6 }, 'the round was over', 'survey-names') },
  survey_rounds: REGION,
  timers: FIRM,
  todo_events: FIRM,
  todo_reminders: FIRM,
  todos: FIRM,
  touches: { ...FIRM, ...going('rows', { months: 6 }, 'it was noted', 'survey-names') },
  traffic_counts: { ...FIRM, ...going('rows', { months: TRAFFIC_MONTHS }, 'the day', 'raw-traffic') },
  triage_tallies: REGION,
  vendors: REGION,
  visit_addresses: { ...FIRM, ...going('rows', { days: 30 }, 'the visit', 'home-address') },
  warned_firms: FIRM,
  warning_opt_outs: FIRM,
  warnings: REGION,
  whose_calls: FIRM,
} as const satisfies Record<string, Retention>

export type Table = keyof typeof RETENTION

/** Those whose own timer or owner lets go of them: `bot/dialogue/photos.ts`, `bot/dispatch/address.ts`. */
const BY_THEMSELVES = ['dialogue_photos', 'visit_addresses'] as const satisfies readonly Table[]

type Going_ = { [T in Table]: (typeof RETENTION)[T] extends { goes: Going } ? T : never }[Table]
/** What the daily sweep takes. */
export type Swept = Exclude<Going_, (typeof BY_THEMSELVES)[number]>

/** What was before this is gone, epoch ms. Months and years are those of the zone's calendar. */
export function goneBefore(table: Swept, now: number, timezone: string): number {
  const { after } = RETENTION[table].goes
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).subtract(after).epochMilliseconds
}

/** What people call that which stands in several tables: by these nouns it is handed out, and counted when it is erased. */
export const NOUNS = {
  firm: [
    'firms',
    'sites',
    'leavings',
    'applications',
    'attendances',
    'milestones',
    'touches',
    'sign_ups',
    'recruiting_visits',
    'subscriptions',
  ],
  people: ['people', 'identities', 'memberships', 'invites', 'invite_attempts', 'responsibilities'],
  words: ['inbox', 'outbox', 'chats', 'actions', 'stickies', 'timers', 'lanes', 'outbox_lanes', 'settings'],
  sensors: [
    ...(['sensors', 'sensor_days', 'sensor_hours', 'sensor_beats', 'sensor_sights', 'sensor_configs'] as const),
    ...(['sensor_config_events', 'orders', 'order_events', 'sensor_codes', 'installations'] as const),
  ],
  traffic: ['batches', 'batch_keys', 'detectors', 'traffic_counts', 'device_sightings'],
  cases: [
    'alerts',
    'cases',
    'notices',
    'inquiries',
    'inquiry_people',
    'suppressions',
    'warned_firms',
    'warning_opt_outs',
  ],
  assets: ['assets', 'asset_events', 'whose_calls'],
  diagnosis: [
    ...(['dialogue_sessions', 'dialogue_events', 'dialogue_scores', 'security_action_steps'] as const),
    ...(['todos', 'todo_events', 'todo_reminders', 'survey_participants'] as const),
  ],
  photos: ['dialogue_photos'],
  help: [
    ...(['consultations', 'consultation_events', 'consultation_words', 'answers', 'answer_showings'] as const),
    ...(['remote_helps', 'remote_help_events', 'dispatches', 'dispatch_events', 'visit_addresses'] as const),
    ...(['hearings', 'hearing_events'] as const),
  ],
  insurance: ['claims', 'claim_events', 'insurance_enrolments', 'leaks'],
  'health-checks': ['health_checks'],
  examples: ['examples', 'published_examples', 'example_showings', 'quotes'],
  money: ['invoices'],
  given: ['provisions'],
  history: ['audit'],
} as const satisfies Record<string, readonly Table[]>

export type Noun = keyof typeof NOUNS

/** Rows by noun instead of by table; what there was none of is left out. */
export function byNoun(rows: Readonly<Partial<Record<Table, number>>>): { noun: Noun; rows: number }[] {
  return (Object.keys(NOUNS) as Noun[])
    .map((noun) => ({ noun, rows: NOUNS[noun].reduce((sum, table) => sum + (rows[table] ?? 0), 0) }))
    .filter((one) => one.rows > 0)
}

/** What outlasts its firm: laws want it, or it is emptied instead, or it is what is known of the erasure, or still to be edited. */
const NOT_DELETED: readonly Table[] = ['audit', 'invoices', 'provisions', 'leavings', 'firms', 'stickies']

/** Whose rows go with their firm, all of them. */
export const ERASED_WITH_FIRM = (Object.keys(RETENTION) as Table[]).filter(
  (table) => RETENTION[table].lives === 'firm' && !NOT_DELETED.includes(table),
)

/** What somebody of the firm said or answered for themselves is theirs, and not their firm's: they ask for it themselves. */
const OF_PEOPLE: readonly Table[] = [
  'consultation_words',
  'consultation_events',
  'answers',
  'answer_showings',
  'inquiry_people',
]

/** What a firm is handed out of its own: no queues, and no other's words. */
export const HANDED_OUT = (Object.keys(NOUNS) as Noun[])
  .filter((noun) => noun !== 'words')
  .flatMap((noun) => NOUNS[noun].map((table: Table) => ({ noun, table })))
  .filter(({ table }) => !OF_PEOPLE.includes(table))
  .filter(({ table }) => RETENTION[table].lives === 'firm' || table === 'people' || table === 'identities')
