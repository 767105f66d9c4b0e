import { type SQL, sql } from 'drizzle-orm'
import type { RoundTimes } from '#engine/survey-round.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface SurveyRound extends RoundTimes {
  id: string
  regionId: string
  name: string
  code: string
  /** The LINE account that its QR opens, once it was published. */
  basicId: string | null
}

/** Of those who take part: nothing answered yet, some of it, all of it. */
export interface RoundCounts {
  none: number
  partway: number
  finished: number
}

type Moments = { publishedAt: Date | null; closedAt: Date | null; untilAt: Date | null }
type Row = Omit<SurveyRound, keyof Moments> & Moments

const columns = sql.raw(
  'id, region_id as "regionId", name, code, basic_id as "basicId", until_at as "untilAt", published_at as "publishedAt", closed_at as "closedAt"',
)
const toRound = <One extends Row>({ publishedAt, closedAt, untilAt, ...round }: One) => ({
  ...round,
  publishedAt: msOrNull(publishedAt),
  closedAt: msOrNull(closedAt),
  untilAt: msOrNull(untilAt),
})

export async function addRound(
  tx: Tx,
  { id, regionId, name, code, untilAt, at }: Omit<SurveyRound, 'basicId' | 'publishedAt' | 'closedAt'> & { at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into survey_rounds (id, region_id, name, code, until_at, created_at)
    values (${id}, ${regionId}, ${name}, ${code}, ${orNull(untilAt)}, ${toDate(at)})`,
  )
}

export const findRound = (tx: Tx, id: string): Promise<SurveyRound | undefined> => one(tx, sql`where id = ${id}`)

/** The same, locked until the transaction ends: for whoever will change its state. */
export const lockRound = (tx: Tx, id: string): Promise<SurveyRound | undefined> =>
  one(tx, sql`where id = ${id} for update`)

/** In the system scope: who types a code belongs to no region yet. */
export const roundByCode = (tx: Tx, code: string): Promise<SurveyRound | undefined> =>
  one(tx, sql`where code = ${code}`)

/** In the system scope: published and closed by nobody, though the last day of some may be over. */
export async function roundsOpened(tx: Tx): Promise<SurveyRound[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from survey_rounds where published_at is not null and closed_at is null`,
  )
  return rows.map(toRound)
}

async function one(tx: Tx, where: SQL): Promise<SurveyRound | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from survey_rounds ${where}`)
  return row && toRound(row)
}

export async function publishRound(
  tx: Tx,
  id: string,
  { basicId, at }: { basicId: string; at: number },
): Promise<void> {
  await query(tx, sql`update survey_rounds set basic_id = ${basicId}, published_at = ${toDate(at)} where id = ${id}`)
}

export async function closeRound(tx: Tx, id: string, at: number): Promise<void> {
  await query(tx, sql`update survey_rounds set closed_at = ${toDate(at)} where id = ${id}`)
}

/** The newest first, with how far those have come who take part; of several sessions of a firm the farthest counts. */
export async function listRounds(
  tx: Tx,
  regionId: string,
  request: PageRequest,
): Promise<Page<SurveyRound & { counts: RoundCounts }>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Row & { counts: RoundCounts }>(
    tx,
    sql`select ${columns}, (select json_build_object(
        'none', count(*) filter (where answered is null or answered = 'none'),
        'partway', count(*) filter (where answered = 'partway'), 'finished', count(*) filter (where answered = 'finished'))
      from (select (select case when s.state = 'finished' then 'finished' when s.session -> 'answers' = '{}' then 'none' else 'partway' end
          from dialogue_sessions s where s.firm_id = p.firm_id and s.questionnaire = 'survey'
          order by (s.state = 'finished') desc, s.moved_at desc, s.id desc limit 1) as answered
        from survey_participants p where p.round_id = survey_rounds.id) each) as counts
    from survey_rounds where region_id = ${regionId} and (${before ?? null}::text is null or id < ${before ?? null})
    order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [row.id], toRound)
}
