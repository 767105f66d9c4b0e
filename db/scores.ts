import { sql } from 'drizzle-orm'
import type { Correction } from '#engine/diagnosis/correction.ts'
import type { Score } from '#engine/diagnosis/score.ts'
import type { StoredSession } from './dialogues.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'

/** What a finished session came to. */
export interface StoredScore {
  firmId: string
  score: Score
  corrections: Pick<Correction, 'question' | 'isDowngrade'>[]
}

export async function saveScore(
  tx: Tx,
  { id, regionId, firmId, personId, session, finishedAt }: StoredSession,
  { score, corrections }: Omit<StoredScore, 'firmId'>,
): Promise<void> {
  if (finishedAt === null) throw new RangeError(`${id} is not finished`)
  await query(
    tx,
    sql`insert into dialogue_scores (session_id, region_id, firm_id, questionnaire, person_id, score, corrections, finished_at)
    values (${id}, ${regionId}, ${firmId}, ${session.questionnaire}, ${personId}, ${jsonText(score)}::text::jsonb,
      ${jsonText(corrections)}::text::jsonb, ${toDate(finishedAt)})
    on conflict (session_id) do update set score = excluded.score, corrections = excluded.corrections`,
  )
}

/** The newest of each firm of a region, or of each person where each fills their own. */
export async function scoresOf(tx: Tx, regionId: string, questionnaire: string): Promise<StoredScore[]> {
  return query<StoredScore>(
    tx,
    sql`select distinct on (firm_id, person_id) firm_id as "firmId", score, corrections from dialogue_scores
    where region_id = ${regionId} and questionnaire = ${questionnaire}
    order by firm_id, person_id, finished_at desc, session_id desc`,
  )
}

/** How far each firm has come, the farthest of its sessions; of one that is not finished, what is answered so far. */
export type Progress = Pick<StoredSession, 'firmId' | 'personId'> & {
  session: StoredSession['session'] | null
  isFinished: boolean
}

/** Of each firm or person the newest that is finished, and where none is, the newest. */
export async function progressIn(
  tx: Tx,
  regionId: string,
  questionnaire: string,
  { withAnswers }: { withAnswers: boolean },
): Promise<Progress[]> {
  return query<Progress>(
    tx,
    sql`select distinct on (firm_id, person_id) firm_id as "firmId", person_id as "personId", state = 'finished' as "isFinished",
      case when state = 'finished' and not ${withAnswers} then null else session end as session
    from dialogue_sessions where region_id = ${regionId} and questionnaire = ${questionnaire}
    order by firm_id, person_id, (state = 'finished') desc, moved_at desc, id desc`,
  )
}

/** Firms of a region, and those of them whose people are in the chat. */
export async function firmCounts(tx: Tx, regionId: string): Promise<{ firms: number; members: number }> {
  const [row] = await query<{ firms: number; members: number }>(
    tx,
    sql`select (select count(*)::int from firms where region_id = ${regionId}) as firms,
      (select count(distinct firm_id)::int from memberships
       where region_id = ${regionId} and firm_id is not null and ended_at is null) as members`,
  )
  return row ?? { firms: 0, members: 0 }
}
