import { sql } from 'drizzle-orm'
import { query, type Tx, textArray } from './door.ts'
import { toDate } from './moments.ts'

/** Somebody who is not of the firm was shown something of it. */
export interface Look {
  /** A person's id, `operator`, an API token's id, or `link:` and whom the link was given to. */
  actor: string
  /** Business time, epoch ms. */
  at: number
  /** What was looked at, in the words of the matrix (`engine/permission.ts`). */
  datum: string
  /** An address of ours, or `chat`. */
  through: string
  firmIds: readonly string[]
}

/** Who looks at the same again within this time is looking still. */
const STILL_LOOKING_MS = 10 * 60_000

/**
 * One line in the audit log for each region: of the firm, or of the region with the firms that were shown. What the caller
 * may not see has no line, since nothing of it was shown.
 */
export async function noteLooks(tx: Tx, { actor, at, datum, through, firmIds }: Look): Promise<void> {
  if (firmIds.length === 0) return
  await query(
    tx,
    sql`with shown as (
      select region_id, array_agg(id order by id) as firms from firms where id = any (${textArray(firmIds)}) group by region_id
    ), looks as (
      select region_id, case when cardinality(firms) = 1 then firms[1] end as firm_id,
        jsonb_build_object('through', ${through}::text)
          || case when cardinality(firms) = 1 then '{}' else jsonb_build_object('firms', to_jsonb(firms)) end as params
      from shown
    ), lines as (
      select *, ${datum}::text || ':' || coalesce(firm_id, region_id) as subject from looks
    )
    insert into audit (region_id, firm_id, subject, at, actor, what, params)
    select region_id, firm_id, subject, ${toDate(at)}, ${actor}, 'looked-at', params from lines
    where not exists (
      select from audit a where a.subject = lines.subject and a.actor = ${actor} and a.what = 'looked-at'
        and a.params = lines.params and a.at > ${toDate(at - STILL_LOOKING_MS)}
    )`,
  )
}
