import { createHash, randomBytes } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { type AuditRow, columns, type StoredAuditLine, toLine } from './audit.ts'
import { query, type Tx } from './door.ts'
import { getSetting, setSetting } from './settings.ts'

/** Where the chain ends, kept beside it: whoever cuts lines off its end has to know of it, too. */
interface Head {
  no: number
  chain: string
}
const HEAD = 'audit-chain'
const START: Head = { no: 0, chain: '' }

const SEAL_LOCK = 727_002

/**
 * Chains what was noted since: each link is the hash of the link before and a salted digest of the row, so that a row can
 * be erased (its salt with it) and the chain still holds. Places are given as rows are sealed, because a row may be
 * committed after one that was begun later. One sealer at a time (system scope).
 */
export async function seal(tx: Tx, limit = 500): Promise<number> {
  const [lock] = await query<{ held: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${SEAL_LOCK}) as held`)
  if (!lock?.held) return 0
  const rows = await query<AuditRow>(
    tx,
    sql`select ${columns} from audit where chain is null order by id limit ${limit}`,
  )
  if (rows.length === 0) return 0
  let { no, chain } = await headOf(tx)
  const sealed = rows.map((row) => {
    const salt = randomBytes(16).toString('hex')
    const digest = digestOf(toLine(row), salt)
    chain = linked(chain, digest)
    no += 1
    return { id: row.id, no, salt, digest, chain }
  })
  await query(
    tx,
    sql`update audit set seal_no = s.no, salt = s.salt, digest = s.digest, chain = s.chain
    from jsonb_to_recordset(${JSON.stringify(sealed)}::text::jsonb) as s(id bigint, no bigint, salt text, digest text, chain text) where audit.id = s.id`,
  )
  await setSetting(tx, HEAD, { no, chain } satisfies Head)
  return rows.length
}

/** Of before the head was kept, the last link is the head. */
async function headOf(tx: Tx): Promise<Head> {
  const kept = (await getSetting(tx, HEAD)) as Head | undefined
  if (kept) return kept
  const [last] = await query<Head>(
    tx,
    sql`select seal_no::int as no, chain from audit where seal_no is not null order by seal_no desc limit 1`,
  )
  return last ?? START
}

export interface ChainReport {
  /** Lines that were looked at, and how many of them were erased on purpose. */
  sealed: number
  erased: number
  /** Lines that the sealer has still to take. */
  waiting: number
  broken: Broken | null
}

/** The first place at which the chain does not hold: the line there, or, where one is missing, none. */
export interface Broken {
  no: number
  id: number | null
  reason: 'missing' | 'changed' | 'not-erased' | 'linked-anew' | 'cut-off'
}

const AT_ONCE = 2_000

/** Reads the whole chain and computes it anew (system scope). */
export async function verifyChain(tx: Tx): Promise<ChainReport> {
  const [{ waiting = 0 } = {}] = await query<{ waiting: number }>(
    tx,
    sql`select count(*)::int as waiting from audit where chain is null`,
  )
  const report: ChainReport = { sealed: 0, erased: 0, waiting, broken: null }
  const head = await headOf(tx)
  let chain = START.chain
  for (;;) {
    const rows = await linksAfter(tx, report.sealed)
    for (const row of rows) {
      const reason = faultOf(row, report.sealed + 1, chain)
      if (reason) {
        const isMissing = reason === 'missing'
        return { ...report, broken: { no: report.sealed + 1, id: isMissing ? null : row.id, reason } }
      }
      report.sealed += 1
      if (row.isErased) report.erased += 1
      chain = row.chain
    }
    if (rows.length < AT_ONCE) break
  }
  const isWhole = report.sealed === head.no && chain === head.chain
  return isWhole ? report : { ...report, broken: { no: report.sealed + 1, id: null, reason: 'cut-off' } }
}

type Link = AuditRow & { no: number; salt: string | null; digest: string; chain: string; isErased: boolean }

const linksAfter = (tx: Tx, no: number): Promise<Link[]> =>
  query<Link>(
    tx,
    sql`select ${columns}, seal_no::int as no, salt, digest, chain, is_erased as "isErased" from audit
    where seal_no > ${no} order by seal_no limit ${AT_ONCE}`,
  )

function faultOf(row: Link, no: number, before: string): Broken['reason'] | undefined {
  if (row.no !== no) return 'missing'
  if (row.isErased) {
    // Whoever calls a line erased may not have left something else in its place.
    const isBlank = row.salt === null && row.actor === '' && row.reason === null && digestible(row.params) === '{}'
    if (!isBlank) return 'not-erased'
  } else if (row.salt === null || digestOf(toLine(row), row.salt) !== row.digest) return 'changed'
  return linked(before, row.digest) === row.chain ? undefined : 'linked-anew'
}

/**
 * The statement that erases the sealed lines that `which` is true of: what they say of somebody is gone for good, with the
 * salt by which it could be guessed at; that there was one stays, and the chain holds.
 */
export const erasingAudit = (which: SQL): SQL => sql`
  update audit set actor = '', params = '{}', reason = null, salt = null, is_erased = true
  where chain is not null and not is_erased and ${which}`

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const linked = (chain: string, digest: string): string => sha256(chain + digest)

function digestOf(
  { id, regionId, firmId, subject, at, actor, what, params, reason }: StoredAuditLine,
  salt: string,
): string {
  return sha256(JSON.stringify([salt, id, regionId, firmId, subject, at, actor, what, sorted(params), reason]))
}

const digestible = (params: unknown): string => JSON.stringify(sorted(params))

/** jsonb does not keep the order of keys, so the digest is taken over sorted ones. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
