import { sql } from 'drizzle-orm'
import { query, type Tx, textArray } from './door.ts'
import { toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** Why something of a firm may be given to somebody else (APPI 27): agreed to, done for the firm, shared by plan, or demanded by law. */
export type ProvisionBasis = 'consent' | 'entrustment' | 'joint-use' | 'law'

/** One disclosure to a third party. */
export interface Provision {
  id: string
  regionId: string
  firmId: string
  recipient: {
    kind: 'contractor' | 'vendor' | 'insurer'
    id: string
    name: string
    platform?: string
    nameNow?: string
  }
  /** What it was about: `case:…`, `dispatch:…`. */
  subject: string
  /** The kinds of things that were given (`times`, `hosts`, `evidence`, `address` …), never the things themselves. */
  items: readonly string[]
  basis: ProvisionBasis
  /** The person who agreed to it or ordered it. */
  agreedBy: string | null
  /** Who gave it: a person's id or `otasuke`. */
  actor: string
  /** Business time, epoch ms. */
  at: number
}

/** Written in the transaction that gives it; nobody changes or deletes it afterwards. */
export async function recordProvision(tx: Tx, provision: Provision): Promise<void> {
  const { id, regionId, firmId, recipient, subject, items, basis, agreedBy, actor, at } = provision
  await query(
    tx,
    sql`insert into provisions (id, region_id, firm_id, recipient, subject, items, basis, agreed_by, actor, at)
    values (${id}, ${regionId}, ${firmId}, ${JSON.stringify(recipient)}::text::jsonb, ${subject},
      ${textArray(items)}, ${basis}, ${agreedBy}, ${actor}, ${toDate(at)})`,
  )
}

/** With the name of whoever has told another one since; the row itself says what was known then. */
const RECIPIENT = sql`case when p.name <> v.recipient ->> 'name'
  then v.recipient || jsonb_build_object('nameNow', p.name) else v.recipient end`

type Row = Omit<Provision, 'at'> & { at: Date }

export async function listProvisions(tx: Tx, request: PageRequest): Promise<Page<Provision>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select v.id, v.region_id as "regionId", v.firm_id as "firmId", ${RECIPIENT} as recipient, v.subject, v.items, v.basis,
      v.agreed_by as "agreedBy", v.actor, v.at
    from provisions v left join people p on p.id = v.recipient ->> 'id'
    where (${request.firmId ?? null}::text is null or v.firm_id = ${request.firmId ?? null})
    and (${before ?? null}::text is null or v.id < ${before ?? null}) order by v.id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    ({ id }) => [id],
    (row) => ({ ...row, at: toMs(row.at) }),
  )
}
