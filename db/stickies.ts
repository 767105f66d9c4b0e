import { sql } from 'drizzle-orm'
import type { OutboxRow } from './deliveries.ts'
import { query, type Tx } from './door.ts'
import type { Recipient } from './outbox.ts'

/** Which message of a platform that can edit is the one of a key. */

export async function rememberSticky(tx: Tx, row: OutboxRow, messageId: string): Promise<void> {
  if (!row.stickyKey) return
  await query(
    tx,
    sql`insert into stickies (key, region_id, firm_id, platform, account, address, message_id, sent_at)
    values (${row.stickyKey}, ${row.regionId}, ${row.firmId}, ${row.to.platform}, ${row.to.account}, ${row.to.address}, ${messageId}, now())
    on conflict (key) do update set message_id = excluded.message_id, sent_at = excluded.sent_at,
      platform = excluded.platform, account = excluded.account, address = excluded.address`,
  )
}

/** Of which sticky message a platform's message is. Discord's ids are its own everywhere, and below one nothing tells its channel. */
export async function stickyKeyOf(
  tx: Tx,
  { platform, account, address }: Recipient,
  messageId: string,
): Promise<string | undefined> {
  const [row] = await query<{ key: string }>(
    tx,
    sql`select key from stickies where platform = ${platform} and account = ${account} and (address = ${address} or platform = 'discord') and message_id = ${messageId}`,
  )
  return row?.key
}

/** Messages about this subject that stand in chats where they can be edited, or are on their way there. */
export const stickiesAbout = (tx: Tx, subject: string): Promise<(Recipient & { stickyKey: string })[]> =>
  query(
    tx,
    sql`select distinct platform, account, address, sticky_key as "stickyKey" from outbox
    where subject = ${subject} and sticky_key is not null and state <> 'cancelled'`,
  )

/** What stood there is deleted, and nothing edits it any more. */
export async function forgetDeleted(
  tx: Tx,
  { to: { platform, account, address }, messageId }: OutboxRow,
): Promise<void> {
  await query(
    tx,
    sql`delete from stickies where platform = ${platform} and account = ${account} and address = ${address} and message_id = ${messageId}`,
  )
}

/** The message is gone from the platform: the next of its key is posted anew. */
export async function forgetSticky(tx: Tx, key: string): Promise<void> {
  await query(tx, sql`delete from stickies where key = ${key}`)
}
