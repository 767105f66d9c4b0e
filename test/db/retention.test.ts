import { type SQL, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Db, query } from '#db/door.ts'
import { sweep } from '#db/retention.ts'
import { goneBefore, RETENTION, type Swept } from '#engine/retention.ts'
import { openTestDatabase, testDatabase } from '../support/database.ts'
import { tablesWith } from '../support/planted.ts'
import { AT, threeFirms } from '../support/three-firms.ts'

const asSystem = <T>(db: Db, statement: SQL): Promise<T[]> =>
  db.transaction({ kind: 'system' }, (tx) => query<T>(tx, statement))

describe('the table of what is kept how long', () => {
  it('answers for every table of the schema, and for none that is not there', async () => {
    const tables = await asSystem<{ name: string }>(
      await testDatabase(),
      sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
    expect(Object.keys(RETENTION).sort()).toEqual(tables.map(({ name }) => name))
  })
})

const CANARY = 'kanaria-4711'
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** These know no moment, only a day. */
const BY_DAY: readonly Swept[] = ['device_sightings', 'sensor_days', 'traffic_counts']
/** Far from every moment that the three firms' rows have of themselves. */
const PLANTED = AT + 3_650 * DAY_MS

/** Plants the word in a row of firm 佐々木, as of a moment; where the word stands is looked for in the whole row. */
const plantings: Readonly<Record<Swept, (at: string) => SQL[]>> = {
  actions: (at) => [sql`update actions set command = ${CANARY}, expires_at = ${at} where firm_id = 'sasaki'`],
  alerts: (at) => [sql`update alerts set reason = ${CANARY}, last_seen_at = ${at} where firm_id = 'sasaki'`],
  audit: (at) => [
    sql`update audit set actor = ${CANARY}, at = ${at}, seal_no = 1, salt = '', digest = '', chain = '' where id = (select min(id) from audit where firm_id = 'sasaki')`,
  ],
  batch_keys: (at) => [
    sql`insert into batch_keys (firm_id, region_id, key, number, accepted, rejected, received_at)
      values ('sasaki', 'iwate', ${CANARY}, 0, 1, 0, ${at})`,
  ],
  batches: (at) => [
    sql`update detectors set snapshot_position = 1 where firm_id = 'sasaki'`,
    sql`update batches set sensor_id = ${CANARY}, received_at = ${at}, parked_at = ${at} where firm_id = 'sasaki'`,
  ],
  cases: (at) => [
    sql`insert into cases (id, region_id, firm_id, kind, device, window_start, state, severity, alert_count, event_count,
        first_seen_at, last_seen_at, counterpart, decision_revision, next, closed_at)
      values ('inquiry-sasaki', 'iwate', 'sasaki', 'port-scan', ${CANARY}, ${at}, 'closed', 'low', 1, 1, ${at}, ${at}, '', 0, 'nobody', ${at})`,
    sql`insert into notices (id, region_id, firm_id, case_id, state, severity, title, what, steps, due_at, contact, clue, round, drafted_by, drafted_at)
      values ('notice-1', 'iwate', 'sasaki', 'inquiry-sasaki', 'done', 'low', ${CANARY}, '', '[]', ${at}, '', '', 0, '{}', ${at})`,
    sql`update inquiries set wording = ${CANARY} where firm_id = 'sasaki'`,
    sql`update inquiry_people set says = ${CANARY} where firm_id = 'sasaki'`,
  ],
  claims: (at) => [
    sql`update claims set case_id = ${CANARY}, moved_at = ${at} where firm_id = 'sasaki'`,
    sql`update claim_events set event = ${JSON.stringify({ CANARY })}::text::jsonb where firm_id = 'sasaki'`,
  ],
  console_sessions: (at) => [
    sql`insert into console_sessions (id, region_id, person_id, role, created_at, opens_until)
      values (${CANARY}, 'iwate', 'p', 'chamber', ${at}, ${at})`,
  ],
  consultation_words: (at) => [
    sql`update consultations set state = 'solved', moved_at = ${at} where firm_id = 'sasaki'`,
    sql`update consultation_words set text = ${CANARY} where firm_id = 'sasaki'`,
  ],
  device_sightings: (at) => [
    sql`update device_sightings set name = ${CANARY}, day = ${at}::timestamptz where firm_id = 'sasaki'`,
  ],
  dispatches: (at) => [
    sql`update dispatches set about = ${CANARY}, moved_at = ${at} where firm_id = 'sasaki'`,
    sql`update dispatch_events set event = ${JSON.stringify({ CANARY })}::text::jsonb where firm_id = 'sasaki'`,
  ],
  examples: (at) => [
    sql`insert into examples (id, region_id, firm_id, state, proposed_by, moved_at)
      values ('example-7', 'iwate', 'sasaki', 'withdrawn', ${JSON.stringify(CANARY)}::text::jsonb, ${at})`,
  ],
  firm_imports: (at) => [
    sql`insert into firm_imports (id, region_id, file, created_at) values (${CANARY}, 'iwate', decode('00', 'hex'), ${at})`,
  ],
  idempotent_answers: (at) => [
    sql`insert into idempotent_answers (scope, key, request_hash, answer, created_at)
      values ('s', 'k', '', ${JSON.stringify(CANARY)}::text::jsonb, ${at})`,
  ],
  inbox: (at) => [
    sql`update inbox set payload = ${JSON.stringify({ CANARY })}::text::jsonb, at = ${at}, state = 'parked' where firm_id = 'sasaki'`,
  ],
  invite_attempts: (at) => [
    sql`insert into invite_attempts (platform, account, user_id, at) values ('line', 'account', ${CANARY}, ${at})`,
  ],
  invoices: (at) => [
    sql`update invoices set invoice = ${JSON.stringify({ CANARY })}::text::jsonb, issued_at = ${at} where firm_id = 'sasaki'`,
  ],
  leaks: (at) => [
    sql`update leaks set leak = ${JSON.stringify({ CANARY })}::text::jsonb, begun_at = ${at} where firm_id = 'sasaki'`,
  ],
  money_entries: (at) => [sql`update money_entries set says = ${CANARY}, at = ${at} where firm_id = 'sasaki'`],
  outbox: (at) => [
    sql`update outbox set message = message || ${JSON.stringify({ fallback: { typed: CANARY }, parts: [CANARY] })}::text::jsonb,
      payload = ${JSON.stringify({ CANARY })}::text::jsonb, created_at = ${at}, state = 'dead' where firm_id = 'sasaki'`,
  ],
  provisions: (at) => [sql`update provisions set actor = ${CANARY}, at = ${at} where firm_id = 'sasaki'`],
  remote_helps: (at) => [
    sql`update remote_helps set about = ${CANARY}, moved_at = ${at} where firm_id = 'sasaki'`,
    sql`update remote_help_events set event = ${JSON.stringify({ CANARY })}::text::jsonb where firm_id = 'sasaki'`,
  ],
  sensor_days: (at) => [
    sql`update sensor_days set sensor_id = ${CANARY}, day = ${at}::timestamptz where firm_id = 'sasaki'`,
  ],
  sensor_sights: (at) => [
    sql`update sensor_sights set sight = ${JSON.stringify({ CANARY })}::text::jsonb, slot = extract(epoch from ${at}::timestamptz)::bigint / 300 where firm_id = 'sasaki'`,
  ],
  sensor_hours: (at) => [sql`update sensor_hours set sensor_id = ${CANARY}, hour = ${at} where firm_id = 'sasaki'`],
  survey_participants: (at) => [
    sql`update survey_rounds set closed_at = ${at} where region_id = 'iwate'`,
    sql`update survey_participants set platform = 'line', account = 'bot', user_id = ${CANARY}, consent_version = '1' where firm_id = 'sasaki'`,
  ],
  sign_ups: (at) => [
    sql`update meetings set starts_at = ${at}::timestamptz - interval '1 hour', ends_at = ${at} where id = 'meeting-sasaki'`,
    sql`update sign_ups set user_id = ${CANARY} where firm_id = 'sasaki'`,
  ],
  touches: (at) => [sql`update touches set user_id = ${CANARY}, at = ${at} where firm_id = 'sasaki'`],
  traffic_counts: (at) => [
    sql`update traffic_counts set device = ${CANARY}, day = ${at}::timestamptz where firm_id = 'sasaki'`,
  ],
}

describe('a planted word', () => {
  let db: Db
  beforeAll(async () => {
    const own = await openTestDatabase()
    db = own.db
    await threeFirms(db)
    return own.close
  })

  it.each(Object.keys(plantings) as Swept[])('in %s is there until its day, and nowhere after it', async (table) => {
    for (const statement of plantings[table](new Date(PLANTED).toISOString())) await asSystem(db, statement)
    const planted = await tablesWith(db, CANARY)
    expect(planted).toContain(table)

    // This table's rule alone: everything else of the three firms is ten years older.
    const sweptAt = (now: number) =>
      db.transaction({ kind: 'system' }, (tx) =>
        sweep(tx, (other) => (other === table ? goneBefore(other, now, 'Asia/Tokyo') : 0)),
      )
    const lastDay = Temporal.Instant.fromEpochMilliseconds(PLANTED)
      .toZonedDateTimeISO('Asia/Tokyo')
      .add(RETENTION[table].goes.after)
    const slackMs = BY_DAY.includes(table) ? DAY_MS : MINUTE_MS
    await sweptAt(lastDay.epochMilliseconds - slackMs)
    expect(await tablesWith(db, CANARY)).toEqual(planted)

    const taken = await sweptAt(lastDay.epochMilliseconds + slackMs)
    expect(taken[table]).toBeGreaterThan(0)
    expect(await tablesWith(db, CANARY)).toEqual([])
  })
})
