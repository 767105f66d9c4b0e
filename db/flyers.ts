import { type SQL, sql } from 'drizzle-orm'
import type { Flyer } from '#engine/flyer.ts'
import { accountOfRegion } from './accounts.ts'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'
import { getSetting, setSetting } from './settings.ts'

export async function addFlyer(
  tx: Tx,
  { id, regionId, recruitingId, meetingId, code, headline, basicId, madeBy }: Flyer,
  at: number,
): Promise<void> {
  await query(
    tx,
    sql`insert into flyers (id, region_id, recruiting_id, meeting_id, code, headline, basic_id, made_by, created_at)
    values (${id}, ${regionId}, ${recruitingId}, ${meetingId}, ${code}, ${headline}, ${basicId}, ${madeBy}, ${toDate(at)})`,
  )
}

const select = (where: SQL): SQL =>
  sql`select id, region_id as "regionId", recruiting_id as "recruitingId", meeting_id as "meetingId", code, headline, basic_id as "basicId", made_by as "madeBy"
  from flyers ${where}`

export async function findFlyer(tx: Tx, id: string): Promise<Flyer | undefined> {
  const [flyer] = await query<Flyer>(tx, select(sql`where id = ${id}`))
  return flyer
}

/** In the system scope: who types a code belongs to no region yet. */
export async function flyerByCode(tx: Tx, code: string): Promise<Flyer | undefined> {
  const [flyer] = await query<Flyer>(tx, select(sql`where code = ${code}`))
  return flyer
}

/** The newest first; with `madeBy`, only that one's. */
export const flyersIn = (tx: Tx, regionId: string, madeBy: string | null = null): Promise<Flyer[]> =>
  query<Flyer>(
    tx,
    select(sql`where region_id = ${regionId} and (${madeBy}::text is null or made_by = ${madeBy}) order by id desc`),
  )

/** In the system scope: whether somebody may have one in their hand. */
export async function areFlyersOut(tx: Tx): Promise<boolean> {
  const [row] = await query<{ are: boolean }>(tx, sql`select exists (select from flyers) as are`)
  return row?.are ?? false
}

const BASIC_ID = 'line-basic-id'

/** The installation’s LINE account as people find it. In the system scope. */
export const rememberBasicId = (tx: Tx, basicId: string): Promise<void> => setSetting(tx, BASIC_ID, basicId)

/** The account that a region’s people are with: its own, or else the installation’s. In the system scope. */
export async function basicIdKnown(tx: Tx, regionId: string): Promise<string | undefined> {
  const own = await accountOfRegion(tx, { regionId, platform: 'line' })
  if (own) return own.name
  // Written by `rememberBasicId`.
  return (await getSetting(tx, BASIC_ID)) as string | undefined
}
