import { sql } from 'drizzle-orm'
import type { Asked, Inquiry, InquiryState, Says } from '#engine/inquiry.ts'
import type { Called } from '#engine/roll-call.ts'
import { query, type Tx } from './door.ts'
import { toDate, toMs } from './moments.ts'

/** Whose device it is, asked of the people of a firm (`engine/inquiry.ts`); in the lane of the firm's ledger. */

type Row = Omit<Inquiry, 'eventAt' | 'openedAt'> & Record<'eventAt' | 'openedAt', Date>

/** A case is asked about once. */
export async function openInquiry(tx: Tx, inquiry: Inquiry): Promise<void> {
  const { caseId, regionId, firmId, severity, wording, eventAt, openedAt, state } = inquiry
  await query(
    tx,
    sql`insert into inquiries (case_id, region_id, firm_id, severity, wording, event_at, opened_at, state)
    values (${caseId}, ${regionId}, ${firmId}, ${severity}, ${wording}, ${toDate(eventAt)}, ${toDate(openedAt)}, ${state})
    on conflict do nothing`,
  )
}

export async function openInquiriesOf(tx: Tx, firmId: string): Promise<Inquiry[]> {
  const rows = await query<Row>(
    tx,
    sql`select case_id as "caseId", region_id as "regionId", firm_id as "firmId", severity, wording, event_at as "eventAt",
    opened_at as "openedAt", state from inquiries where firm_id = ${firmId} and state = 'open' order by opened_at, case_id`,
  )
  return rows.map((row) => ({ ...row, eventAt: toMs(row.eventAt), openedAt: toMs(row.openedAt) }))
}

export async function endInquiry(tx: Tx, caseId: string, state: InquiryState): Promise<void> {
  await query(tx, sql`update inquiries set state = ${state} where case_id = ${caseId}`)
}

export async function askedAbout(tx: Tx, caseIds: readonly string[]): Promise<Asked[]> {
  const rows = await query<Omit<Asked, 'askedAt'> & { askedAt: Date }>(
    tx,
    sql`select case_id as "caseId", person_id as "personId", day, asked_at as "askedAt", says from inquiry_people
    where case_id in (select jsonb_array_elements_text(${JSON.stringify(caseIds)}::text::jsonb)) order by asked_at, person_id`,
  )
  return rows.map((row) => ({ ...row, askedAt: toMs(row.askedAt) }))
}

/** In the system scope: of these people, who has been asked something on that day, by whichever firm. */
export async function busyOn(tx: Tx, day: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await query<{ personId: string }>(
    tx,
    sql`select person_id as "personId" from inquiry_people where day = ${day}
    and person_id in (select jsonb_array_elements_text(${JSON.stringify(personIds)}::text::jsonb))`,
  )
  return rows.map(({ personId }) => personId)
}

/** `caseId` is null at a roll call. */
export async function addAsked(
  tx: Tx,
  { regionId, firmId }: Pick<Inquiry, 'regionId' | 'firmId'>,
  { caseId, personId, day, askedAt, says }: Omit<Asked, 'caseId'> & { caseId: string | null },
): Promise<void> {
  await query(
    tx,
    sql`insert into inquiry_people (case_id, person_id, region_id, firm_id, day, asked_at, says)
    values (${caseId}, ${personId}, ${regionId}, ${firmId}, ${day}, ${toDate(askedAt)}, ${says})`,
  )
}

/** The last word counts. */
export async function noteSaid(tx: Tx, caseId: string, personId: string, says: Says): Promise<void> {
  await query(tx, sql`update inquiry_people set says = ${says} where case_id = ${caseId} and person_id = ${personId}`)
}

export const calledOf = (tx: Tx, firmId: string): Promise<Called[]> =>
  query<Called>(
    tx,
    sql`select person_id as "personId", day, says is not distinct from 'no' as "isNone" from inquiry_people
    where firm_id = ${firmId} and case_id is null order by day`,
  )

/** None of the PCs is theirs. */
export async function noteNone(tx: Tx, firmId: string, personId: string): Promise<void> {
  await query(
    tx,
    sql`update inquiry_people set says = 'no' where firm_id = ${firmId} and case_id is null and person_id = ${personId}`,
  )
}
