import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'
import type { Identity } from './people.ts'

/** Somebody who answers a round without being a member: a tenant of its own, by an id that is no firm's. */
export interface Guest {
  roundId: string
  regionId: string
  firmId: string
}

/** One of a firm's people took part with the firm's own survey; who comes second changes nothing. */
export async function addParticipant(
  tx: Tx,
  { roundId, regionId, firmId, at }: { roundId: string; regionId: string; firmId: string; at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into survey_participants (round_id, region_id, firm_id, joined_at)
    values (${roundId}, ${regionId}, ${firmId}, ${toDate(at)}) on conflict do nothing`,
  )
}

export async function addGuest(
  tx: Tx,
  { roundId, regionId, firmId }: Guest,
  { platform, account, userId, consentVersion, at }: Identity & { consentVersion: string; at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into survey_participants (round_id, region_id, firm_id, joined_at, platform, account, user_id, consent_version)
    values (${roundId}, ${regionId}, ${firmId}, ${toDate(at)}, ${platform}, ${account}, ${userId}, ${consentVersion})`,
  )
}

/** In the system scope: as which guests this chat took part, the newest round first. */
export async function guestsOf(tx: Tx, { platform, account, userId }: Identity): Promise<Guest[]> {
  return query<Guest>(
    tx,
    sql`select round_id as "roundId", region_id as "regionId", firm_id as "firmId" from survey_participants
    where platform = ${platform} and account = ${account} and user_id = ${userId} order by joined_at desc, round_id desc`,
  )
}

/** Who took part in which round, in the order in which they came; of a guest also the firm they joined later. */
export async function participantsIn(
  tx: Tx,
  regionId: string,
): Promise<{ roundId: string; firmId: string; becameFirmId: string | null }[]> {
  return query(
    tx,
    sql`select round_id as "roundId", firm_id as "firmId", became_firm_id as "becameFirmId" from survey_participants
    where region_id = ${regionId} order by joined_at, round_id, firm_id`,
  )
}

/** A firm is none. `hearsUs`: they have neither blocked us nor become a member. */
export async function findGuest(tx: Tx, firmId: string): Promise<(Guest & { hearsUs: boolean }) | undefined> {
  const [guest] = await query<Guest & { hearsUs: boolean }>(
    tx,
    sql`select round_id as "roundId", region_id as "regionId", firm_id as "firmId", is_reachable as "hearsUs"
    from survey_participants where firm_id = ${firmId} and user_id is not null`,
  )
  return guest
}

/** A guest blocked us, or came back. */
export async function setGuestReachable(
  tx: Tx,
  { platform, account, userId }: Identity,
  isReachable: boolean,
): Promise<void> {
  await query(
    tx,
    sql`update survey_participants set is_reachable = ${isReachable}
    where platform = ${platform} and account = ${account} and user_id = ${userId} and became_firm_id is null`,
  )
}

/** A guest joined a firm: what they answered stays the round's, and nobody reminds them of the rest. */
export async function guestBecame(tx: Tx, { platform, account, userId }: Identity, firmId: string): Promise<void> {
  await query(
    tx,
    sql`update survey_participants set became_firm_id = ${firmId}, is_reachable = false
    where platform = ${platform} and account = ${account} and user_id = ${userId} and became_firm_id is null`,
  )
}
