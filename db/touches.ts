import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'
import type { Identity } from './people.ts'

/** Somebody came by this; a second time changes nothing. */
export async function noteTouch(
  tx: Tx,
  { id, regionId, recruitingId, at }: { id: string; regionId: string; recruitingId: string; at: number },
  { platform, account, userId }: Identity,
): Promise<void> {
  await query(
    tx,
    sql`insert into touches (id, region_id, recruiting_id, platform, account, user_id, at)
    values (${id}, ${regionId}, ${recruitingId}, ${platform}, ${account}, ${userId}, ${toDate(at)}) on conflict do nothing`,
  )
}

/** By what this chat came, in that order, and to which application it has led. */
export const touchesOf = (
  tx: Tx,
  regionId: string,
  { platform, account, userId }: Identity,
): Promise<{ recruitingId: string; applicationId: string | null }[]> =>
  query(
    tx,
    sql`select recruiting_id as "recruitingId", application_id as "applicationId" from touches
    where region_id = ${regionId} and platform = ${platform} and account = ${account} and user_id = ${userId} order by at, id`,
  )

export async function touchesLedTo(
  tx: Tx,
  { regionId, applicationId, firmId }: { regionId: string; applicationId: string; firmId: string | null },
  { platform, account, userId }: Identity,
): Promise<void> {
  await query(
    tx,
    sql`update touches set application_id = ${applicationId}, firm_id = coalesce(${firmId}, firm_id)
    where region_id = ${regionId} and platform = ${platform} and account = ${account} and user_id = ${userId}`,
  )
}
