import { sql } from 'drizzle-orm'
import type { Issuing } from '#engine/invoice.ts'
import type { Charge, EndedVisit, Entry, MoneyTerms, Party, PartyKind } from '#engine/money.ts'
import type { Plan } from '#engine/plan.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'

/** What a region's months cost (`engine/money.ts`); undefined where nobody has said so. */
export async function savedTerms(tx: Tx, regionId: string): Promise<MoneyTerms | undefined> {
  const [book] = await query<{ terms: MoneyTerms }>(
    tx,
    sql`select terms from money_books where region_id = ${regionId}`,
  )
  return book?.terms
}

export async function saveTerms(tx: Tx, regionId: string, terms: MoneyTerms): Promise<void> {
  await query(
    tx,
    sql`insert into money_books (region_id, terms) values (${regionId}, ${jsonText(terms)}::text::jsonb)
    on conflict (region_id) do update set terms = excluded.terms`,
  )
}

/** Whoever of a region issues invoices. */
export const issuersOf = (tx: Tx, regionId: string): Promise<Issuing[]> =>
  query(
    tx,
    sql`select jsonb_build_object('kind', party, 'id', party_id) as party, issuer from invoice_issuers where region_id = ${regionId} order by party, party_id`,
  )

export async function saveIssuer(tx: Tx, regionId: string, { party, issuer }: Issuing): Promise<void> {
  await query(
    tx,
    sql`insert into invoice_issuers (region_id, party, party_id, issuer) values (${regionId}, ${party.kind}, ${party.id}, ${jsonText(issuer)}::text::jsonb)
    on conflict (region_id, party, party_id) do update set issuer = excluded.issuer`,
  )
}

/** Given in the transaction that uses it, under the lock of the issuer's row: none is left out, and none given twice. */
export async function nextInvoiceNumber(tx: Tx, regionId: string, party: Party): Promise<number> {
  const [issuer] = await query<{ number: number }>(
    tx,
    sql`update invoice_issuers set last_number = last_number + 1
    where region_id = ${regionId} and party = ${party.kind} and party_id = ${party.id} returning last_number as number`,
  )
  if (!issuer) throw new Error(`nobody issues invoices for ${party.kind} in ${regionId}`)
  return issuer.number
}

interface Entered {
  id: string
  regionId: string
  by: string
  at: number
}

/** False where its source is in the book already. */
export async function enterCharge(
  tx: Tx,
  { id, regionId, by, at }: Entered,
  charge: Charge & { reverses?: string | null },
): Promise<boolean> {
  const { source, firmId, kind, month, on, payer, payee, yen, rate, says, reverses = null } = charge
  const entered = await query(
    tx,
    sql`insert into money_entries (id, region_id, firm_id, kind, month, "on", payer, payer_id, payee, payee_id, yen, rate, says, source, reverses, by, at)
    values (${id}, ${regionId}, ${firmId}, ${kind}, ${month}, ${on}, ${payer.kind}, ${payer.id}, ${payee.kind}, ${payee.id}, ${yen}, ${rate}, ${says}, ${source}, ${reverses}, ${by}, ${toDate(at)})
    on conflict do nothing returning id`,
  )
  return entered.length > 0
}

interface Row extends Omit<Entry, 'payer' | 'payee'> {
  regionId: string
  payer: PartyKind
  payerId: string
  payee: PartyKind
  payeeId: string
  invoiceId: string | null
}

export type StoredEntry = Entry & { regionId: string; invoiceId: string | null }

const columns = sql.raw(
  'e.id, e.region_id as "regionId", e.firm_id as "firmId", e.kind, e.month, to_char(e."on", \'YYYY-MM-DD\') as "on", e.payer, e.payer_id as "payerId", e.payee, e.payee_id as "payeeId", e.yen, e.rate, e.says, e.reverses, e.invoice_id as "invoiceId"',
)

const toEntry = ({ payer, payerId, payee, payeeId, ...row }: Row): StoredEntry => ({
  ...row,
  payer: { kind: payer, id: payerId },
  payee: { kind: payee, id: payeeId },
})

/** Of one month, or of all; of one firm, or of all. */
export async function entriesOf(
  tx: Tx,
  { regionId, month, firmId }: { regionId: string; month: string | null; firmId: string | null },
): Promise<StoredEntry[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from money_entries e where e.region_id = ${regionId}
    and (${month}::text is null or e.month = ${month}) and (${firmId}::text is null or e.firm_id = ${firmId}) order by e."on", e.id`,
  )
  return rows.map(toEntry)
}

/** Until the transaction ends nobody else puts it on an invoice or takes it back. */
export async function lockEntry(tx: Tx, id: string): Promise<StoredEntry | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from money_entries e where e.id = ${id} for update`)
  return row && toEntry(row)
}

/** What is owed up to that month, stands on no invoice and was not taken back; locked, as `lockEntry` does. */
export async function uninvoiced(
  tx: Tx,
  { regionId, month, firmId }: { regionId: string; month: string; firmId: string | null },
): Promise<StoredEntry[]> {
  const isOwed = sql`e.region_id = ${regionId} and e.month <= ${month} and (${firmId}::text is null or e.firm_id = ${firmId})
    and e.invoice_id is null and e.reverses is null`
  // Locked first and looked at then: what was taken back while this waited is seen.
  await query(tx, sql`select from money_entries e where ${isOwed} order by e.id for update`)
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from money_entries e where ${isOwed}
    and not exists (select from money_entries r where r.reverses = e.id) order by e.firm_id, e."on", e.id`,
  )
  return rows.map(toEntry)
}

export async function putOnInvoice(tx: Tx, invoiceId: string, entryIds: readonly string[]): Promise<void> {
  await query(
    tx,
    sql`update money_entries set invoice_id = ${invoiceId} where id in (select jsonb_array_elements_text(${jsonText(entryIds)}::text::jsonb))`,
  )
}

export async function entriesOn(tx: Tx, invoiceId: string): Promise<StoredEntry[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from money_entries e where e.invoice_id = ${invoiceId} and e.reverses is null order by e."on", e.id`,
  )
  return rows.map(toEntry)
}

/** The plan that each firm of a region has at that moment, or one of them; whoever was leaving by then has none any more. */
export const subscribedAt = (
  tx: Tx,
  { regionId, firmId, at }: { regionId: string; firmId: string | null; at: number },
): Promise<(Plan & { firmId: string; pcs: number | null })[]> =>
  query(
    tx,
    sql`select s.firm_id as "firmId", f.pcs, p.id, p.name, p.says, p.yen, p.per, p.unwatched
    from subscriptions s join plans p on p.id = s.plan_id join firms f on f.id = s.firm_id
    where s.region_id = ${regionId} and (${firmId}::text is null or s.firm_id = ${firmId})
    and s.starts_at <= ${toDate(at)}::timestamptz and (s.ends_at is null or s.ends_at > ${toDate(at)}::timestamptz)
    and not exists (select from leavings l where l.firm_id = s.firm_id and l.begun_at <= ${toDate(at)}::timestamptz) order by s.firm_id`,
  )

/**
 * Firms and months before that one of which the book does not hold all that was owed: there is no fee of a plan that the firm had on
 * the month's first day, or a visit that ended in it is not there. The earliest first; of one firm, or of all.
 */
export const unsettledBefore = (
  tx: Tx,
  { regionId, firmId, month, timezone }: { regionId: string; firmId: string | null; month: string; timezone: string },
): Promise<{ firmId: string; month: string }[]> =>
  query(
    tx,
    sql`with planned as (
        select s.firm_id, to_char(first, 'YYYY-MM') as month from subscriptions s join plans p on p.id = s.plan_id
        cross join lateral generate_series(date_trunc('month', s.starts_at at time zone ${timezone}), to_date(${month}, 'YYYY-MM')::timestamp, '1 month') as first
        where s.region_id = ${regionId} and (${firmId}::text is null or s.firm_id = ${firmId}) and p.yen is distinct from 0
        and s.starts_at <= first at time zone ${timezone} and (s.ends_at is null or s.ends_at > first at time zone ${timezone})
        and not exists (select from leavings l where l.firm_id = s.firm_id and l.begun_at <= first at time zone ${timezone})),
      visited as (
        select d.firm_id, 'visit:' || d.id || ':' || v.place || ':' as source,
          to_char(to_timestamp((v.visit ->> 'endedAt')::bigint / 1000.0) at time zone ${timezone}, 'YYYY-MM') as month
        from dispatches d cross join lateral jsonb_array_elements(d.dispatch -> 'visits') with ordinality as v(visit, place)
        where d.region_id = ${regionId} and (${firmId}::text is null or d.firm_id = ${firmId})
        and d.firm_id is not null and d.vendor_id is not null and v.visit ->> 'endedAt' is not null),
      unsettled as (
        select firm_id, month from planned where not exists (
          select from money_entries e where e.region_id = ${regionId} and e.source = 'fee:' || planned.firm_id || ':' || planned.month)
        union select firm_id, month from visited where not exists (
          select from money_entries e where e.region_id = ${regionId} and starts_with(e.source, visited.source)))
    select firm_id as "firmId", month from unsettled where month < ${month} order by month, firm_id`,
  )

/** Visits that ended then, with what each was agreed to cost. */
export const visitsEnded = (
  tx: Tx,
  {
    regionId,
    firmId,
    from,
    until,
    timezone,
  }: { regionId: string; firmId: string | null; from: number; until: number; timezone: string },
): Promise<EndedVisit[]> =>
  query(
    tx,
    sql`select d.id || ':' || v.place as id, d.firm_id as "firmId", d.vendor_id as "vendorId", coalesce(w.name, '') as vendor,
      to_char(to_timestamp((v.visit ->> 'endedAt')::bigint / 1000.0) at time zone ${timezone}, 'YYYY-MM-DD') as "on",
      (d.dispatch -> 'terms' ->> 'costYen')::int as "costYen", (d.dispatch -> 'terms' ->> 'selfPayYen')::int as "selfPayYen"
    from dispatches d cross join lateral jsonb_array_elements(d.dispatch -> 'visits') with ordinality as v(visit, place) left join vendors w on w.id = d.vendor_id
    where d.region_id = ${regionId} and (${firmId}::text is null or d.firm_id = ${firmId}) and d.firm_id is not null and d.vendor_id is not null
    and (v.visit ->> 'endedAt')::bigint >= ${from} and (v.visit ->> 'endedAt')::bigint < ${until} order by 1`,
  )
