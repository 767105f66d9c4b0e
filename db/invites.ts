import { sql } from 'drizzle-orm'
import type { Role } from '#engine/enrolment.ts'
import { query, type Tx, textArray } from './door.ts'
import { msOrNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface Invite {
  id: string
  regionId: string
  firmId: string | null
  role: Role
  /** For a vendor's people: whose they will be. */
  vendorId: string | null
  /** Of a contractor: the sites it is to look after; null means the whole firm. */
  siteIds: string[] | null
  /** The person of the firm who invites; null when the operator or a chamber does. */
  createdBy: string | null
  expiresAt: number
  usedAt: number | null
}

type Row = Omit<Invite, 'expiresAt' | 'usedAt'> & { expiresAt: Date; usedAt: Date | null }
const columns = sql.raw(
  'id, region_id as "regionId", firm_id as "firmId", role, vendor_id as "vendorId", site_ids as "siteIds", created_by as "createdBy", expires_at as "expiresAt", used_at as "usedAt"',
)
const toInvite = (row: Row): Invite => ({ ...row, expiresAt: toMs(row.expiresAt), usedAt: msOrNull(row.usedAt) })

export async function addInvite(
  tx: Tx,
  invite: Omit<Invite, 'usedAt' | 'vendorId' | 'siteIds' | 'createdBy'> &
    Partial<Pick<Invite, 'vendorId' | 'siteIds' | 'createdBy'>> & { codeHmac: string; at: number },
): Promise<void> {
  const {
    id,
    regionId,
    firmId,
    role,
    vendorId = null,
    siteIds = null,
    createdBy = null,
    codeHmac,
    expiresAt,
    at,
  } = invite
  await query(
    tx,
    sql`insert into invites (id, region_id, firm_id, role, vendor_id, site_ids, created_by, code_hmac, created_at, expires_at)
    values (${id}, ${regionId}, ${firmId}, ${role}, ${vendorId}, ${textArray(siteIds)}, ${createdBy}, ${codeHmac}, ${toDate(at)}, ${toDate(expiresAt)})`,
  )
}

/** In the system scope; used and expired ones are found too, so that the answer can say which. */
export async function findByCode(tx: Tx, codeHmac: string): Promise<Invite | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from invites where code_hmac = ${codeHmac}`)
  return row && toInvite(row)
}

/** Never with its code, which nobody here knows. */
export async function listInvites(tx: Tx, request: PageRequest): Promise<Page<Invite>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from invites where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${before ?? null}::text is null or id < ${before ?? null}) order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (invite) => [invite.id], toInvite)
}

/** Nobody can use it any more. */
export async function revokeInvite(tx: Tx, { id, at }: { id: string; at: number }): Promise<void> {
  await query(tx, sql`update invites set expires_at = ${toDate(at)} where id = ${id} and used_at is null`)
}

/** Given to exactly one caller, while it can be used. */
export async function markUsed(
  tx: Tx,
  { id, personId, at }: { id: string; personId: string; at: number },
): Promise<Invite | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`update invites set used_at = ${toDate(at)}, used_by = ${personId}
    where id = ${id} and used_at is null and expires_at > ${toDate(at)} returning ${columns}`,
  )
  return row && toInvite(row)
}

const HOUR_MS = 3_600_000

/** By whom: a person in a chat, or a box that shows its code. */
interface Attempt {
  platform: string
  account: string
  userId: string
  at: number
}

/** Notes one wrong code and says how many there were within the hour, this one included. */
export async function countAttempt(tx: Tx, attempt: Attempt): Promise<number> {
  const { platform, account, userId, at } = attempt
  await query(
    tx,
    sql`insert into invite_attempts (platform, account, user_id, at) values (${platform}, ${account}, ${userId}, ${toDate(at)})`,
  )
  return attemptsWithinHour(tx, attempt)
}

export async function attemptsWithinHour(tx: Tx, { platform, account, userId, at }: Attempt): Promise<number> {
  const [row] = await query<{ attempts: number }>(
    tx,
    sql`select count(*)::int as attempts from invite_attempts
    where platform = ${platform} and account = ${account} and user_id = ${userId} and at > ${toDate(at - HOUR_MS)}`,
  )
  return row?.attempts ?? 0
}

/** Codes that can still be used, by their HMAC. */
export async function unusedInvites(tx: Tx): Promise<Set<string>> {
  const rows = await query<{ hmac: string }>(tx, sql`select code_hmac as hmac from invites where used_at is null`)
  return new Set(rows.map(({ hmac }) => hmac))
}

/** One for the owner of each firm, each with a line in its own audit log; whose code is somebody's already gets none. How many they were. */
export async function addInvites(
  tx: Tx,
  invites: readonly { id: string; firmId: string; codeHmac: string }[],
  { regionId, expiresAt, at, actor }: { regionId: string; expiresAt: number; at: number; actor: string },
): Promise<number> {
  const rows = await query(
    tx,
    sql`with made as (
      insert into invites (id, region_id, firm_id, role, code_hmac, created_at, expires_at)
      select id, ${regionId}, "firmId", 'owner', "codeHmac", ${toDate(at)}, ${toDate(expiresAt)}
      from jsonb_to_recordset(${JSON.stringify(invites)}::text::jsonb) as i (id text, "firmId" text, "codeHmac" text)
      on conflict (code_hmac) do nothing returning id, firm_id
    )
    insert into audit (region_id, firm_id, subject, at, actor, what, params)
    select ${regionId}, firm_id, 'invite:' || id, ${toDate(at)}, ${actor}, 'invite-made', '{"role":"owner"}' from made returning id`,
  )
  return rows.length
}

export interface PrintedInvite {
  id: string
  firmId: string
  firm: string
  expiresAt: number
}

/** Those made for many at once, while they are good; a page of them in the order of the firms. */
export async function printedInvites(
  tx: Tx,
  {
    regionId,
    importId,
    page,
    size,
    now,
  }: { regionId: string; importId: string | null; page: number; size: number; now: string },
): Promise<{ items: PrintedInvite[]; total: number }> {
  const good = sql`i.id like 'printed_%' and i.region_id = ${regionId} and i.used_at is null and i.expires_at > ${now}::timestamptz
    and (${importId}::text is null or f.import_id = ${importId})`
  const [{ total } = { total: 0 }] = await query<{ total: number }>(
    tx,
    sql`select count(*)::int as total from invites i join firms f on f.id = i.firm_id where ${good}`,
  )
  const rows = await query<Omit<PrintedInvite, 'expiresAt'> & { expiresAt: Date }>(
    tx,
    sql`select i.id, f.id as "firmId", f.name as firm, i.expires_at as "expiresAt" from invites i join firms f on f.id = i.firm_id
    where ${good} order by coalesce(f.kana, f.name), f.id, i.id limit ${size} offset ${(page - 1) * size}`,
  )
  return { items: rows.map((row) => ({ ...row, expiresAt: toMs(row.expiresAt) })), total }
}
