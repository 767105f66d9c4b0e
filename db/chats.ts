import { sql } from 'drizzle-orm'
import { query, type Tx, textArray } from './door.ts'
import type { Identity } from './people.ts'

export interface Chat {
  /** Whatever the conversation keeps; null before its first word. */
  state: unknown
  revision: number
}

/** Locked until the transaction ends; the row is made on the first word, so that there is something to lock. */
export async function loadChat(tx: Tx, { platform, account, userId }: Identity): Promise<Chat> {
  await query(
    tx,
    sql`insert into chats (platform, account, user_id, state, revision) values (${platform}, ${account}, ${userId}, 'null', 0) on conflict do nothing`,
  )
  const [chat] = await query<Chat>(
    tx,
    sql`select state, revision from chats
    where platform = ${platform} and account = ${account} and user_id = ${userId} for update`,
  )
  return chat ?? { state: null, revision: 0 }
}

/** What it remembers, for those who only look. */
export async function readChat(tx: Tx, { platform, account, userId }: Identity): Promise<unknown> {
  const [chat] = await query<Pick<Chat, 'state'>>(
    tx,
    sql`select state from chats where platform = ${platform} and account = ${account} and user_id = ${userId}`,
  )
  return chat?.state
}

export async function saveChat(tx: Tx, { platform, account, userId }: Identity, state: unknown): Promise<void> {
  await query(
    tx,
    sql`update chats set state = ${JSON.stringify(state)}::text::jsonb, revision = revision + 1
    where platform = ${platform} and account = ${account} and user_id = ${userId}`,
  )
}

/** Of these who are nobody to us: they have no chat, and belong to nobody. System scope. */
export async function strangersOn(tx: Tx, platform: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    sql`select id from unnest(${textArray(userIds)}) as id where not exists (select from chats c where c.platform = ${platform} and c.user_id = id)
    and not exists (select from identities i where i.platform = ${platform} and i.user_id = id)`,
  )
  return rows.map(({ id }) => id)
}
