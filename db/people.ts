import { sql } from 'drizzle-orm'
import type { Role } from '#engine/enrolment.ts'
import { isAtHome } from './accounts.ts'
import { query, type Tx, textArray } from './door.ts'
import { orNull, toDate } from './moments.ts'
import { cancelFor, cancelForLeaver } from './outbox.ts'

export interface Identity {
  platform: 'line' | 'slack' | 'discord'
  account: string
  userId: string
}

export interface Membership {
  regionId: string
  /** Null for a role in the whole region. */
  firmId: string | null
  role: Role
  rank: number
  /** Of a contractor: the sites it looks after; null means the whole firm. */
  siteIds?: string[] | null
  /** Of a vendor's people: whose they are. */
  vendorId: string | null
}

export interface Person {
  personId: string
  name: string
  regionId: string
  memberships: Membership[]
}

/** Somebody a firm's messages can go to. */
export interface Contact extends Identity {
  personId: string
  name: string
  role: Role
  rank: number
  isReachable: boolean
}

export async function addPerson(
  tx: Tx,
  { id, regionId, name, at }: { id: string; regionId: string; name: string; at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into people (id, region_id, name, created_at) values (${id}, ${regionId}, ${name}, ${toDate(at)})`,
  )
}

/** A person tells their name only after joining. */
export async function renamePerson(tx: Tx, id: string, name: string): Promise<void> {
  await query(tx, sql`update people set name = ${name} where id = ${id}`)
}

/** Whoever was a stranger here: nobody, or of a region that has left. */
export async function linkIdentity(tx: Tx, identity: Identity & { personId: string; regionId: string }): Promise<void> {
  const { platform, account, userId, personId, regionId } = identity
  await query(
    tx,
    sql`insert into identities (platform, account, user_id, person_id, region_id) values (${platform}, ${account}, ${userId}, ${personId}, ${regionId})
    on conflict (platform, account, user_id) do update set person_id = excluded.person_id, region_id = excluded.region_id, is_reachable = true`,
  )
}

/**
 * In the system scope: who writes to us is known by the account alone. Ended memberships are left out; and where their region is
 * in another account by now, they are a stranger here.
 */
export async function findByIdentity(tx: Tx, { platform, account, userId }: Identity): Promise<Person | undefined> {
  const rows = await query<{ personId: string; name: string; regionId: string; memberships: Membership[] }>(
    tx,
    sql`
    select p.id as "personId", p.name, p.region_id as "regionId",
      coalesce((select jsonb_agg(jsonb_build_object('regionId', m.region_id, 'firmId', m.firm_id, 'role', m.role, 'rank', m.rank, 'siteIds', m.site_ids, 'vendorId', m.vendor_id) order by m.rank, m.id)
        from memberships m where m.person_id = p.id and m.ended_at is null), '[]') as memberships
    from identities i join people p on p.id = i.person_id
    where i.platform = ${platform} and i.account = ${account} and i.user_id = ${userId} and ${isAtHome(sql`i.region_id`, sql`i.platform`, sql`i.account`)}`,
  )
  return rows[0]
}

/** A person by their id, with the chat that a message to them goes to. */
export async function identityOf(
  tx: Tx,
  { regionId, personId }: { regionId: string; personId: string },
): Promise<(Identity & { personId: string; name: string }) | undefined> {
  const [row] = await query<Identity & { personId: string; name: string }>(
    tx,
    sql`select p.id as "personId", p.name, i.platform, i.account, i.user_id as "userId" from people p join identities i on i.person_id = p.id
    where p.id = ${personId} and p.region_id = ${regionId} and i.is_reachable order by i.platform limit 1`,
  )
  return row
}

export async function setReachable(
  tx: Tx,
  { platform, account, userId }: Identity,
  isReachable: boolean,
): Promise<void> {
  await query(
    tx,
    sql`update identities set is_reachable = ${isReachable} where platform = ${platform} and account = ${account} and user_id = ${userId}`,
  )
}

export interface NewMembership {
  id: string
  regionId: string
  firmId: string | null
  personId: string
  role: Role
  vendorId?: string | null
  consentVersion: string | null
  /** Of a contractor: what it looks after, and who let it in. */
  siteIds?: string[] | null
  invitedBy?: string | null
  at: number
}

/** Ranked behind those who came before, an owner before everybody; joining again after leaving takes up the old row. */
export async function addMembership(
  tx: Tx,
  {
    id,
    regionId,
    firmId,
    personId,
    role,
    vendorId = null,
    consentVersion,
    siteIds = null,
    invitedBy = null,
    at,
  }: NewMembership,
): Promise<void> {
  await query(
    tx,
    sql`insert into memberships (id, region_id, firm_id, person_id, role, vendor_id, rank, consent_version, consented_at, site_ids, invited_by, created_at)
    select ${id}, ${regionId}, ${firmId}, ${personId}, ${role}, ${vendorId},
      case when ${role} = 'owner' then 0 else 100 end + (select count(*) from memberships where firm_id is not distinct from ${firmId} and region_id = ${regionId}),
      ${consentVersion}, ${consentVersion === null ? null : orNull(at)}, ${textArray(siteIds)}, ${invitedBy}, ${toDate(at)}
    on conflict (person_id, role, firm_id) do update set ended_at = null, vendor_id = excluded.vendor_id, consent_version = excluded.consent_version, consented_at = excluded.consented_at,
      site_ids = excluded.site_ids, invited_by = excluded.invited_by`,
  )
}

/** From this transaction on they are nobody in the firm: what waits to be sent to them about it is taken back. False where they were not. */
export async function endMembership(
  tx: Tx,
  { personId, firmId, at }: { personId: string; firmId: string; at: number },
): Promise<boolean> {
  const ended = await query(
    tx,
    sql`update memberships set ended_at = ${toDate(at)} where firm_id = ${firmId} and person_id = ${personId} and ended_at is null returning id`,
  )
  if (ended.length === 0) return false
  await cancelFor(tx, { firmId, personId })
  return true
}

/** Whoever works for the whole region: its staff, and its vendors' people. */
export interface StaffMember {
  personId: string
  name: string
  role: Role
  /** Of a vendor's people: whose they are. */
  vendorId: string | null
  isReachable: boolean
}

export const listStaff = (tx: Tx, regionId: string): Promise<StaffMember[]> =>
  query<StaffMember>(
    tx,
    sql`select p.id as "personId", p.name, m.role, m.vendor_id as "vendorId",
      exists (select from identities i where i.person_id = p.id and i.is_reachable) as "isReachable"
    from memberships m join people p on p.id = m.person_id
    where m.region_id = ${regionId} and m.firm_id is null and m.ended_at is null order by m.role, m.rank, m.id`,
  )

/**
 * From this transaction on they work for their region no longer, in none of their roles, which are told. What waits to be sent to
 * them is taken back, unless they belong to a firm as well. Empty where they did none.
 */
export async function endStaff(
  tx: Tx,
  { personId, at }: { personId: string; at: number },
): Promise<Pick<Membership, 'regionId' | 'role' | 'vendorId'>[]> {
  const ended = await query<Pick<Membership, 'regionId' | 'role' | 'vendorId'>>(
    tx,
    sql`update memberships set ended_at = ${toDate(at)} where firm_id is null and person_id = ${personId} and ended_at is null
    returning region_id as "regionId", role, vendor_id as "vendorId"`,
  )
  if (ended.length > 0) await cancelForLeaver(tx, personId)
  return ended
}

/** The chats in which somebody can be reached, in whatever firm they are, or were. */
export const chatsOf = (tx: Tx, personId: string): Promise<(Identity & { name: string })[]> =>
  query<Identity & { name: string }>(
    tx,
    sql`select p.name, i.platform, i.account, i.user_id as "userId" from people p join identities i on i.person_id = p.id
    where p.id = ${personId} and i.is_reachable order by i.platform`,
  )

/** Whether somebody who is known had left the firm by then; of a mere name nobody knows. */
export async function hadLeft(
  tx: Tx,
  { personId, firmId }: { personId: string | null; firmId: string },
  at: number,
): Promise<boolean> {
  if (personId === null) return false
  const rows = await query(
    tx,
    sql`select 1 from memberships where person_id = ${personId} and firm_id = ${firmId} and (ended_at is null or ended_at > ${toDate(at)}) limit 1`,
  )
  return rows.length === 0
}

export const contactColumns =
  sql.raw(`p.id as "personId", p.name, m.role, m.rank, i.platform, i.account, i.user_id as "userId", i.is_reachable as "isReachable"
  from memberships m join people p on p.id = m.person_id join identities i on i.person_id = p.id`)

/** A push to them arrives, as far as is known. */
export const isOnLine = ({ platform, isReachable }: Pick<Contact, 'platform' | 'isReachable'>): boolean =>
  platform === 'line' && isReachable

/** The firm's people in the order they are asked (R-074). */
export const contactsOf = (tx: Tx, firmId: string): Promise<Contact[]> =>
  query<Contact>(
    tx,
    sql`select ${contactColumns} where m.firm_id = ${firmId} and m.ended_at is null and m.role in ('owner', 'manager', 'worker') order by m.rank, m.id, i.platform`,
  )

/** From now on the firm's people are asked in this order; whoever joins later comes behind them. */
export async function reorderContacts(tx: Tx, firmId: string, personIds: readonly string[]): Promise<void> {
  await query(
    tx,
    sql`update memberships m set rank = (o.place - 1)::int from jsonb_array_elements_text(${JSON.stringify(personIds)}::text::jsonb) with ordinality as o(person, place)
    where m.firm_id = ${firmId} and m.person_id = o.person`,
  )
}

export const staffOf = (tx: Tx, regionId: string, role: Role): Promise<Contact[]> =>
  query<Contact>(
    tx,
    sql`select ${contactColumns} where m.region_id = ${regionId} and m.firm_id is null and m.ended_at is null and m.role = ${role} order by m.rank, m.id`,
  )
