import { createHash, randomBytes } from 'node:crypto'
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

type Row = Omit<StoredAuditLine, 'at'> & { at: Date }
const columns = sql.raw(
  `id::int as id, region_id as "regionId", firm_id as "firmId", subject, at, actor, what, params, reason, chain is not null as "isSealed"`,
)
const toLine = (row: Row): StoredAuditLine => ({ ...row, at: toMs(row.at) })

export async function auditOf(tx: Tx, subject: string): Promise<StoredAuditLine[]> {
  return (await query<Row>(tx, sql`select ${columns} from audit where subject = ${subject} order by id`)).map(toLine)
}

/** `withoutCases` leaves out what was decided about single cases, who asked the desk, and which firm's an example is. */
export async function listAudit(
  tx: Tx,
  request: PageRequest & { withoutCases?: boolean },
): Promise<Page<StoredAuditLine>> {
  const [before] = keyOf(request, 'number') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from audit where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (not ${request.withoutCases ?? false}::boolean or (subject not like 'case:%' and subject not like 'suppression:%' and subject not like 'example:%'
      and subject not like 'consultation:%' and subject not like 'remote-help:%' and subject not like 'dispatch:%'))
    and (${before ?? null}::bigint is null or id < ${before ?? null}::bigint) order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [row.id], toLine)
}

const SEAL_LOCK = 727_002

/**
 * Chains what was noted since: each link is the hash of the link before and a salted digest of the row, so that a row can
 * be erased (its salt with it) and the chain still holds. One sealer at a time (system scope).
 */
export async function seal(tx: Tx, limit = 500): Promise<number> {
  const [lock] = await query<{ held: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${SEAL_LOCK}) as held`)
  if (!lock?.held) return 0
  const [last] = await query<{ chain: string }>(
    tx,
    sql`select chain from audit where chain is not null order by id desc limit 1`,
  )
  const rows = await query<Row>(tx, sql`select ${columns} from audit where chain is null order by id limit ${limit}`)
  let chain = last?.chain ?? ''
  const sealed = rows.map((row) => {
    const salt = randomBytes(16).toString('hex')
    const digest = digestOf(toLine(row), salt)
    chain = sha256(chain + digest)
    return { id: row.id, salt, digest, chain }
  })
  await query(
    tx,
    sql`update audit set salt = s.salt, digest = s.digest, chain = s.chain
    from jsonb_to_recordset(${JSON.stringify(sealed)}::text::jsonb) as s(id bigint, salt text, digest text, chain text) where audit.id = s.id`,
  )
  return rows.length
}

/** The first row at which the chain does not hold, or undefined when it holds throughout (system scope). */
export async function firstBrokenLink(tx: Tx): Promise<number | undefined> {
  const rows = await query<Row & { salt: string; digest: string; chain: string; isErased: boolean }>(
    tx,
    sql`
    select ${columns}, salt, digest, chain, is_erased as "isErased" from audit where chain is not null order by id`,
  )
  let chain = ''
  for (const row of rows) {
    chain = sha256(chain + row.digest)
    if (chain !== row.chain || (!row.isErased && digestOf(toLine(row), row.salt) !== row.digest)) return row.id
  }
  return undefined
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** jsonb does not keep the order of keys, so the digest is taken over sorted ones. */
function digestOf(
  { id, regionId, firmId, subject, at, actor, what, params, reason }: StoredAuditLine,
  salt: string,
): string {
  return sha256(JSON.stringify([salt, id, regionId, firmId, subject, at, actor, what, sorted(params), reason]))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
