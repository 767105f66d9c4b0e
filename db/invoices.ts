import { sql } from 'drizzle-orm'
import type { Invoice } from '#engine/invoice.ts'
import type { Party, PartyKind } from '#engine/money.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** Invoices as they were given, and whether they were paid. */
export interface StoredInvoice {
  id: string
  regionId: string
  /** Null where whoever pays is no firm. */
  firmId: string | null
  payer: PartyKind
  payee: Party
  invoice: Invoice
  issuedAt: number
  /** The day on which the money came, as whoever keeps the book has typed it. */
  paidOn: string | null
  creditedBy: string | null
}

/** One that the chamber has given to a firm. */
export type FirmInvoice = StoredInvoice & { firmId: string }

type Row = Omit<StoredInvoice, 'issuedAt'> & { issuedAt: Date }

const columns = sql.raw(
  'id, region_id as "regionId", firm_id as "firmId", payer, jsonb_build_object(\'kind\', payee, \'id\', payee_id) as payee, invoice, issued_at as "issuedAt", to_char(paid_on, \'YYYY-MM-DD\') as "paidOn", credited_by as "creditedBy"',
)

const toInvoice = <R extends Row>(row: R) => ({ ...row, issuedAt: toMs(row.issuedAt) })

export async function addInvoice(
  tx: Tx,
  { id, regionId, firmId, payer, payee, invoice, issuedAt }: Omit<StoredInvoice, 'paidOn' | 'creditedBy'>,
): Promise<void> {
  await query(
    tx,
    sql`insert into invoices (id, region_id, firm_id, payer, payee, payee_id, number, invoice, issued_at)
    values (${id}, ${regionId}, ${firmId}, ${payer}, ${payee.kind}, ${payee.id}, ${invoice.number}, ${jsonText(invoice)}::text::jsonb, ${toDate(issuedAt)})`,
  )
}

export async function findInvoice(tx: Tx, id: string): Promise<StoredInvoice | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from invoices where id = ${id}`)
  return row && toInvoice(row)
}

/** Until the transaction ends nobody else changes it. */
export async function lockInvoice(tx: Tx, id: string): Promise<StoredInvoice | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from invoices where id = ${id} for update`)
  return row && toInvoice(row)
}

/** `null` takes back that it was paid. */
export async function setPaid(tx: Tx, id: string, paid: { on: string; by: string } | null): Promise<void> {
  await query(
    tx,
    sql`update invoices set paid_on = ${paid?.on ?? null}, paid_by = ${paid?.by ?? null} where id = ${id}`,
  )
}

export async function markCredited(tx: Tx, id: string, noteId: string): Promise<void> {
  await query(tx, sql`update invoices set credited_by = ${noteId} where id = ${id}`)
}

const isUnpaid = sql.raw(`paid_on is null and credited_by is null and invoice ->> 'kind' = 'invoice'`)

/** What firms have not paid yet, the oldest first. */
export async function unpaidIn(
  tx: Tx,
  { regionId, firmId = null }: { regionId: string; firmId?: string | null },
): Promise<FirmInvoice[]> {
  const rows = await query<Row & { firmId: string }>(
    tx,
    sql`select ${columns} from invoices where region_id = ${regionId} and firm_id is not null
    and (${firmId}::text is null or firm_id = ${firmId}) and ${isUnpaid} order by number`,
  )
  return rows.map(toInvoice)
}

/** The late ones of every firm that was not reminded since; from now on they have been, today. */
export async function takeLate(
  tx: Tx,
  regionId: string,
  { today, dueBy, remindedBy }: { today: string; dueBy: string; remindedBy: string },
): Promise<FirmInvoice[]> {
  const rows = await query<Row & { firmId: string }>(
    tx,
    sql`update invoices set reminded_on = ${today} where region_id = ${regionId} and firm_id is not null and ${isUnpaid} and invoice ->> 'dueOn' <= ${dueBy}
    and firm_id not in (select firm_id from invoices where region_id = ${regionId} and firm_id is not null and reminded_on > ${remindedBy}) returning ${columns}`,
  )
  return rows.map(toInvoice).sort((one, other) => one.invoice.number - other.invoice.number)
}

/** A firm's last ones, the latest first. */
export async function latestInvoices(tx: Tx, firmId: string, limit: number): Promise<StoredInvoice[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from invoices where firm_id = ${firmId} order by number desc limit ${limit}`,
  )
  return rows.map(toInvoice)
}

/** The latest first. */
export async function listInvoices(
  tx: Tx,
  request: PageRequest & { unpaid?: boolean | undefined },
): Promise<Page<StoredInvoice>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null, unpaid = false } = request
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from invoices where (${firmId}::text is null or firm_id = ${firmId}) and (not ${unpaid}::boolean or (${isUnpaid}))
    and (${at ?? null}::timestamptz is null or (issued_at, id) < (${at ?? null}::timestamptz, ${id ?? null}))
    order by issued_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [toDate(toMs(row.issuedAt)), row.id], toInvoice)
}
