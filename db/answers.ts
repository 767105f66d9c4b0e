import { sql } from 'drizzle-orm'
import type { Answer, Outcome } from '#engine/answer.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'

export interface StoredAnswer extends Answer {
  /** Its consultation's. */
  id: string
  regionId: string
  firmId: string | null
}

type Row = Omit<StoredAnswer, 'solvedAt' | 'movedAt'> & { solvedAt: Date; movedAt: Date }

const columns = sql.raw(`id, region_id as "regionId", firm_id as "firmId", state, question, answer, draft,
  proposed_by as "proposedBy", approved_by as "approvedBy", solved_at as "solvedAt", moved_at as "movedAt"`)
const toAnswer = (row: Row): StoredAnswer => ({ ...row, solvedAt: toMs(row.solvedAt), movedAt: toMs(row.movedAt) })

export async function findAnswer(tx: Tx, id: string): Promise<StoredAnswer | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from answers where id = ${id}`)
  return row && toAnswer(row)
}

/** In its consultation's lane, whose row is locked. */
export async function saveAnswer(tx: Tx, kept: StoredAnswer): Promise<void> {
  const { id, regionId, firmId, state, question, answer, draft, proposedBy, approvedBy, solvedAt, movedAt } = kept
  await query(
    tx,
    sql`insert into answers (id, region_id, firm_id, state, question, answer, draft, proposed_by, approved_by, solved_at, moved_at)
    values (${id}, ${regionId}, ${firmId}, ${state}, ${question}, ${answer}, ${draft}, ${jsonText(proposedBy)}::text::jsonb,
      ${approvedBy && jsonText(approvedBy)}::text::jsonb, ${toDate(solvedAt)}, ${toDate(movedAt)})
    on conflict (id) do update set state = excluded.state, question = excluded.question, answer = excluded.answer, draft = excluded.draft,
      proposed_by = excluded.proposed_by, approved_by = excluded.approved_by, moved_at = excluded.moved_at`,
  )
}

/** What any firm of the region may be answered with: no firm stands in it. */
export type Approved = Pick<StoredAnswer, 'id' | 'question' | 'answer' | 'solvedAt'>

export async function approvedAnswers(tx: Tx, regionId: string): Promise<Approved[]> {
  const rows = await query<Omit<Approved, 'solvedAt'> & { solvedAt: Date }>(
    tx,
    sql`select id, question, answer, solved_at as "solvedAt" from answers where region_id = ${regionId} and state = 'approved' order by id`,
  )
  return rows.map((row) => ({ ...row, solvedAt: toMs(row.solvedAt) }))
}

export const listAnswers = async (tx: Tx, regionId: string): Promise<StoredAnswer[]> =>
  (
    await query<Row>(
      tx,
      sql`select ${columns} from answers where region_id = ${regionId} order by moved_at desc, id desc`,
    )
  ).map(toAnswer)

export interface Showing {
  id: string
  regionId: string
  firmId: string
  personId: string
  answer: string
  at: number
}

export async function noteShowing(tx: Tx, { id, regionId, firmId, personId, answer, at }: Showing): Promise<void> {
  await query(
    tx,
    sql`insert into answer_showings (id, region_id, firm_id, person_id, answer, shown_at)
    values (${id}, ${regionId}, ${firmId}, ${personId}, ${answer}, ${toDate(at)})`,
  )
}

export async function judgeShowing(tx: Tx, id: string, outcome: Outcome): Promise<void> {
  await query(tx, sql`update answer_showings set outcome = ${outcome} where id = ${id} and outcome is null`)
}

/** What this person has said of before that it was not what they had asked. */
export async function wrongFor(tx: Tx, personId: string): Promise<Set<string>> {
  const rows = await query<{ answer: string }>(
    tx,
    sql`select distinct answer from answer_showings where person_id = ${personId} and outcome = 'wrong'`,
  )
  return new Set(rows.map(({ answer }) => answer))
}

export interface AnswerCounts {
  answer: string
  shown: number
  helped: number
  wrong: number
}

/** Of every answer that was shown in a region. */
export const answerCounts = (tx: Tx, regionId: string): Promise<AnswerCounts[]> =>
  query<AnswerCounts>(
    tx,
    sql`select answer, count(*)::int as shown, count(*) filter (where outcome = 'helped')::int as helped,
      count(*) filter (where outcome = 'wrong')::int as wrong
    from answer_showings where region_id = ${regionId} group by answer order by answer`,
  )
