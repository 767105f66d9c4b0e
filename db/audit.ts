import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface AuditLine {
  regionId: string
  firmId: string | null
  subject: string
  /** Business time, epoch ms. */
  at: number
  /** A person's id, `otasuke`, `operator`, or an API token's id. */
  actor: string
  what: string
  params: unknown
  reason: string | null
}

export interface StoredAuditLine extends AuditLine {
  id: number
  isSealed: boolean
}

export async function note(tx: Tx, line: AuditLine): Promise<void> {
  const { regionId, firmId, subject, at, actor, what, params, reason } = line
  await query(
    tx,
    sql`insert into audit (region_id, firm_id, subject, at, actor, what, params, reason)
    values (${regionId}, ${firmId}, ${subject}, ${toDate(at)}, ${actor}, ${what}, ${JSON.stringify(params)}::text::jsonb, ${reason})`,
  )
}

export type AuditRow = Omit<StoredAuditLine, 'at'> & { at: Date }
export const columns = sql.raw(
  `id::int as id, region_id as "regionId", firm_id as "firmId", subject, at, actor, what, params, reason, chain is not null as "isSealed"`,
)
export const toLine = (row: AuditRow): StoredAuditLine => ({ ...row, at: toMs(row.at) })

export async function auditOf(tx: Tx, subject: string): Promise<StoredAuditLine[]> {
  return (await query<AuditRow>(tx, sql`select ${columns} from audit where subject = ${subject} order by id`)).map(
    toLine,
  )
}

/** `withoutCases` leaves out what was decided about single cases, who asked the desk, and which firm's an example is. */
export async function listAudit(
  tx: Tx,
  request: PageRequest & { withoutCases?: boolean },
): Promise<Page<StoredAuditLine>> {
  const [before] = keyOf(request, 'number') ?? []
  const rows = await query<AuditRow>(
    tx,
    sql`select ${columns} from audit where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (not ${request.withoutCases ?? false}::boolean or (subject not like 'case:%' and subject not like 'suppression:%' and subject not like 'example:%'
      and subject not like 'consultation:%' and subject not like 'remote-help:%' and subject not like 'dispatch:%'
      and subject not like 'leak:%' and subject not like 'claim:%'))
    and (${before ?? null}::bigint is null or id < ${before ?? null}::bigint) order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [row.id], toLine)
}
