import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { isOwnerGone } from './node-life.ts'

const nameOf = (what: string): string => `lease:${what}`

/** Something that only one node may run. True while it is ours: taken when it is free, its holder has gone, or is late (database time). */
export async function holdLease(tx: Tx, what: string, owner: string, leaseMs: number): Promise<boolean> {
  const rows = await query(
    tx,
    sql`insert into settings as held (name, value)
    values (${nameOf(what)}, jsonb_build_object('owner', ${owner}::text, 'until', now() + ${leaseMs} * interval '1 ms'))
    on conflict (name) do update set value = excluded.value
    where held.value ->> 'owner' = ${owner} or (held.value ->> 'until')::timestamptz < now()
      or exists (select from (select held.value ->> 'owner' as owner) holder where ${isOwnerGone}) returning name`,
  )
  return rows.length > 0
}

export async function giveLeaseBack(tx: Tx, what: string, owner: string): Promise<void> {
  await query(tx, sql`delete from settings where name = ${nameOf(what)} and value ->> 'owner' = ${owner}`)
}
