import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { getSetting, setSetting } from './settings.ts'

/** Which menu a region's people have, and who still waits for theirs. All in the system scope. */
export interface RegionMenu {
  menuId: string
  name: string
}

const nameOf = (regionId: string): string => `menu:${regionId}`
const WANTED = 'menu-wanted:'
/** Whose menu whoever has left is to have. */
export const NOBODYS = ''

/** Undefined: the region has none of its own. */
export async function regionMenu(tx: Tx, regionId: string): Promise<RegionMenu | undefined> {
  // Written by `setRegionMenu`.
  return (await getSetting(tx, nameOf(regionId))) as RegionMenu | undefined
}

export const setRegionMenu = (tx: Tx, regionId: string, menu: RegionMenu): Promise<void> =>
  setSetting(tx, nameOf(regionId), menu)

/** Its people are with another account now: what was installed in the one before is not theirs. */
export const forgetRegionMenu = (tx: Tx, regionId: string): Promise<unknown> =>
  query(tx, sql`delete from settings where name = ${nameOf(regionId)}`)

export interface MenuWanted {
  regionId: string
  userId: string
  /** Of whoever has left: the account that their chat is with. */
  account?: string
}

/** Somebody of a region has joined, or come back: whether there is a menu for them is seen later, outside this transaction. */
export const wantMenu = (tx: Tx, wanted: MenuWanted): Promise<void> =>
  setSetting(tx, `${WANTED}${wanted.userId}`, wanted)

/** Somebody has left: what is seen below their chat is what everybody sees who has none of their own. */
export const wantCommonMenu = (tx: Tx, { account, userId }: { account: string; userId: string }): Promise<void> =>
  wantMenu(tx, { regionId: NOBODYS, userId, account })

/** In no order that one region could stand first in for ever. */
export async function menusWanted(tx: Tx, limit: number): Promise<MenuWanted[]> {
  const rows = await query<{ value: MenuWanted }>(
    tx,
    sql`select value from settings where starts_with(name, ${WANTED}) order by random() limit ${limit}`,
  )
  return rows.map(({ value }) => value)
}

/** Whoever has joined another region meanwhile still waits for that one's. */
export async function menusGiven(tx: Tx, given: readonly MenuWanted[]): Promise<void> {
  const wishes = JSON.stringify(given.map((value) => ({ name: `${WANTED}${value.userId}`, value })))
  await query(
    tx,
    sql`delete from settings s using jsonb_to_recordset(${wishes}::text::jsonb) as g(name text, value jsonb)
      where s.name = g.name and s.value = g.value`,
  )
}

/** LINE's people of a region who can be reached. */
export async function lineUsersOf(tx: Tx, regionId: string): Promise<string[]> {
  const rows = await query<{ userId: string }>(
    tx,
    sql`select distinct i.user_id as "userId" from identities i join memberships m on m.person_id = i.person_id
      where i.platform = 'line' and i.is_reachable and m.region_id = ${regionId} and m.ended_at is null order by 1`,
  )
  return rows.map(({ userId }) => userId)
}

const DUE = 'menu-due:'

/** A region's services have changed, and with them the menu of its people. */
export interface MenuDue {
  regionId: string
  /** Epoch ms. */
  at: number
}

export const wantRegionMenu = (tx: Tx, due: MenuDue): Promise<void> => setSetting(tx, `${DUE}${due.regionId}`, due)

export async function menusDue(tx: Tx, limit: number): Promise<MenuDue[]> {
  const rows = await query<{ value: MenuDue }>(
    tx,
    sql`select value from settings where starts_with(name, ${DUE}) order by name limit ${limit}`,
  )
  return rows.map(({ value }) => value)
}

/** Unless they have changed again meanwhile. */
export async function menuBrought(tx: Tx, due: MenuDue): Promise<void> {
  await query(
    tx,
    sql`delete from settings where name = ${`${DUE}${due.regionId}`} and value = ${JSON.stringify(due)}::text::jsonb`,
  )
}
