import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate, toMs } from './moments.ts'

/** A right to press a button: what it does to what, who may, on which state of things, until when. */
export interface Action {
  /** Opaque, ≤ 40 characters: all that a platform carries. */
  token: string
  regionId: string
  firmId: string | null
  subject: string
  command: string
  params: Readonly<Record<string, string | number>>
  /** `member`: anybody of the firm; `staff`: analysts and the desk; any other role: its holders in the region; one person; or a vendor's people. */
  holder: { role: string } | { personId: string } | { vendorId: string }
  /** The decision revision the button was shown for, or null when it may be pressed at any. */
  revision: number | null
  expiresAt: number
}

/** Tokens derive from what they do, so showing a card again grants nothing new. */
export async function grantActions(tx: Tx, actions: readonly Action[]): Promise<void> {
  if (actions.length === 0) return
  const rows = actions.map((action) => ({ ...action, expiresAt: toDate(action.expiresAt) }))
  await query(
    tx,
    sql`insert into actions (token, region_id, firm_id, subject, command, params, holder, revision, expires_at)
    select distinct on (token) * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as a(
      token text, "regionId" text, "firmId" text, subject text, command text, params jsonb, holder jsonb, revision int, "expiresAt" timestamptz)
    order by token on conflict (token) do update set expires_at = excluded.expires_at`,
  )
}

/** In the system scope: the token says whose matter it is. Whether the tapper may is checked by the caller. */
export async function findAction(tx: Tx, token: string): Promise<Action | undefined> {
  const [row] = await query<Omit<Action, 'expiresAt'> & { expiresAt: Date }>(
    tx,
    sql`select token, region_id as "regionId", firm_id as "firmId", subject, command, params, holder,
    revision, expires_at as "expiresAt" from actions where token = ${token}`,
  )
  return row && { ...row, expiresAt: toMs(row.expiresAt) }
}
