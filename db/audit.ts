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

/** What a region keeps of itself and of who takes part: nothing of what befell a firm, or of what it said. */
const REGISTER = [
  ...(['region', 'token', 'firm', 'profile', 'site', 'sensor', 'invite', 'person'] as const),
  ...([
    'vendor',
    'survey-round',
    'milestone',
    'application',
    'meeting',
    'flyer',
    'plan',
    ...(['book', 'entry', 'invoice'] as const),
    'menu',
    'message',
    'firm-import',
  ] as const),
]

/** `isOfRegister` leaves out everything else: the name that a subject begins with is to be listed, or nobody sees it. */
export async function listAudit(
  tx: Tx,
  request: PageRequest & { isOfRegister?: boolean },
): Promise<Page<StoredAuditLine>> {
  const [before] = keyOf(request, 'number') ?? []
  const rows = await query<AuditRow>(
    tx,
    sql`select ${columns} from audit where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null}
      or jsonb_exists(params->'firms', ${request.firmId ?? null}))
    and (not ${request.isOfRegister ?? false}::boolean or split_part(subject, ':', 1) = any (string_to_array(${REGISTER.join(' ')}, ' ')))
    and (${before ?? null}::bigint is null or id < ${before ?? null}::bigint) order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [row.id], toLine)
}
