import { sql } from 'drizzle-orm'
import { type Db, query } from '#db/door.ts'
import { insertDrafts } from '#db/health-checks.ts'
import { setQuota } from '#db/quota.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import { periodOf } from '#engine/health-month.ts'
import { healthDraft } from '../support/health.ts'

/** Of a hundred firms: not watched for half of the month; something new was found; nobody of it has LINE. */
export const OF_A_HUNDRED = { unwatched: 1, found: 2, alone: 1 }

/** Whether nobody of the firm of this number, from 1, has LINE. */
export const isAlone = (n: number): boolean => n % 100 >= 100 - OF_A_HUNDRED.alone
const TIMEZONE = 'Asia/Tokyo'

export interface Firms {
  db: Db
  regionId: string
  /** One owner on LINE for each firm. */
  userIds: readonly string[]
  /** So many of them, the last ones, stand in another municipality than `AREA`. */
  outside?: number
  began: number
}

/** So many firms with an office and its sensor, almost each with an owner whom LINE reaches. */
export async function fillFirms({ db, regionId, userIds, outside = 0, began: beganAt }: Firms): Promise<void> {
  const began = new Date(beganAt).toISOString()
  const many = ofMany(userIds)
  await db.transaction({ kind: 'system' }, async (tx) => {
    await query(
      tx,
      sql`insert into firms (id, region_id, name, phone, created_at) select 'firm_' || n, ${regionId}, '会社' || n, '0192-00-' || n, ${began}::timestamptz from ${many}`,
    )
    await query(
      tx,
      sql`insert into sites (id, region_id, firm_id, name, kind, municipality, created_at) select 'site_' || n, ${regionId}, 'firm_' || n, '事務所', 'office', case when n <= ${userIds.length - outside} then ${AREA} else '盛岡市' end, ${began}::timestamptz from ${many}`,
    )
    await query(
      tx,
      sql`insert into sensors (id, region_id, firm_id, site_id, type, token_hash, created_at)
        select 'sensor_' || n, ${regionId}, 'firm_' || n, 'site_' || n, 'office', 'hash ' || n, ${began}::timestamptz from ${many}`,
    )
    const reached = sql`${many} where n % 100 < ${100 - OF_A_HUNDRED.alone}`
    await query(
      tx,
      sql`insert into people (id, region_id, name, created_at) select 'person_' || n, ${regionId}, '代表' || n, ${began}::timestamptz from ${reached}`,
    )
    await query(
      tx,
      sql`insert into identities (platform, account, user_id, person_id, region_id) select 'line', 'line', u.id, 'person_' || n, ${regionId} from ${reached}`,
    )
    await query(
      tx,
      sql`insert into memberships (id, region_id, firm_id, person_id, role, rank, created_at)
        select 'member_' || n, ${regionId}, 'firm_' || n, 'person_' || n, 'owner', 0, ${began}::timestamptz from ${reached}`,
    )
  })
}

export const AREA = '大船渡市'

const ofMany = (userIds: readonly string[]) =>
  sql`jsonb_array_elements_text(${JSON.stringify(userIds)}::text::jsonb) with ordinality as u(id, n)`

/** What these firms' sensors saw in a month that has ended this very moment. */
export async function endMonth({
  db,
  regionId,
  userIds,
  month,
  now,
}: Omit<Firms, 'began'> & { month: string; now: number }): Promise<void> {
  const { from, until } = periodOf(month, TIMEZONE)
  const { unwatched, found } = OF_A_HUNDRED
  const many = ofMany(userIds)
  await db.transaction({ kind: 'system' }, async (tx) => {
    await query(
      tx,
      sql`insert into sensor_days (firm_id, region_id, sensor_id, day, slots)
        select 'firm_' || n, ${regionId}, 'sensor_' || n, d::date, (repeat('1', 288) || repeat('0', 12))::bit(300)
        from ${many} cross join generate_series((${new Date(from).toISOString()}::timestamptz at time zone ${TIMEZONE})::date::timestamp,
          ((${new Date(until).toISOString()}::timestamptz at time zone ${TIMEZONE})::date - 1)::timestamp, interval '1 day') as d
        where n % 100 >= ${unwatched} or extract(day from d) > 15`,
    )
    await query(
      tx,
      sql`insert into cases (id, region_id, firm_id, kind, device, window_start, state, severity, alert_count, event_count, first_seen_at, last_seen_at, counterpart, decision_revision, next)
        select 'case_' || n, ${regionId}, 'firm_' || n, 'cleartext-credentials', '', ${new Date(until - 86_400_000).toISOString()}::timestamptz, 'advised', 'low', 1, 1,
          ${new Date(until - 86_400_000).toISOString()}::timestamptz, ${new Date(until - 86_400_000).toISOString()}::timestamptz, '', 1, 'nobody'
        from ${many} where n % 100 between ${unwatched} and ${unwatched + found - 1}`,
    )
    await setQuota(tx, regionId, month, { limit: 1_000_000, reserveShare: 0.1 })
    await insertDrafts(
      tx,
      userIds.map((_, place) => before(regionId, place + 1, month)),
    )
    // The month has ended this very moment, and the desk is open, whatever the clock on the wall says.
    const days = Object.fromEntries([0, 1].map((day) => [dayOf(now + day * 86_400_000), ['0:00-24:00']]))
    await query(
      tx,
      sql`update regions set rules = jsonb_build_object('days', ${JSON.stringify(days)}::text::jsonb) where id = ${regionId}`,
    )
    await query(
      tx,
      sql`insert into timers (key, due_at, lane, kind, payload, region_id) values ('health-run:' || ${regionId}, ${new Date(now).toISOString()}::timestamptz, 'health-run:' || ${regionId}, 'health-run', '{"command":"draft"}', ${regionId})
        on conflict (key) do update set due_at = excluded.due_at, payload = excluded.payload`,
    )
  })
}

/** Nothing was found the month before. */
const before = (regionId: string, n: number, month: string): HealthCheck => ({
  ...healthDraft({ id: `health_before${n}`, regionId, firmId: `firm_${n}` }),
  month: Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString(),
})

const dayOf = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(TIMEZONE).toPlainDate().toString()
