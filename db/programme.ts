import { sql } from 'drizzle-orm'
import type { Severity } from '#engine/alert.ts'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

/** What a report of the whole programme counts beside what has tables of its own; in the region's scope. */
export interface ProgrammeCounts {
  firms: number
  /** More than 50 people. */
  largeFirms: number
  notices: { severity: Severity; notices: number }[]
  /** Of these, how many led to a visit. */
  noticesVisited: number
  /** Firms that keep a list of their devices, and those whose list has addresses. */
  ledgers: number
  ledgersWithAddress: number
  boxes: number
  /** With the type meant for offices, and nothing beside it. */
  boxesAsDesigned: number
  diagnosed: number
  teleworking: number
}

export async function programmeCounts(tx: Tx, regionId: string): Promise<ProgrammeCounts> {
  const [counts] = await query<ProgrammeCounts>(
    tx,
    sql`select
      (select count(*)::int from firms where region_id = ${regionId}) as firms,
      (select count(*)::int from firms where region_id = ${regionId} and employees > 50) as "largeFirms",
      (select coalesce(json_agg(json_build_object('severity', severity, 'notices', notices)), '[]') from (
        select severity, count(*)::int as notices from notices where region_id = ${regionId} and sent_at is not null group by severity) n) as notices,
      (select count(*)::int from notices n where n.region_id = ${regionId} and n.sent_at is not null and exists (
        select from dispatches d where d.about = n.case_id and d.state = 'done')) as "noticesVisited",
      (select count(distinct firm_id)::int from assets where region_id = ${regionId} and standing ->> 'state' = 'confirmed') as ledgers,
      (select count(distinct firm_id)::int from assets where region_id = ${regionId} and standing ->> 'state' = 'confirmed' and standing ->> 'ip' <> '') as "ledgersWithAddress",
      (select count(*)::int from orders where region_id = ${regionId} and state <> 'cancelled') as boxes,
      (select count(*)::int from orders where region_id = ${regionId} and state <> 'cancelled' and "order" ->> 'deviceType' = 'office' and "order" ->> 'needsSwitch' = 'none') as "boxesAsDesigned",
      (select count(distinct firm_id)::int from dialogue_sessions where region_id = ${regionId} and questionnaire = 'office' and state = 'finished') as diagnosed,
      (select count(*)::int from (select distinct on (firm_id) session from dialogue_sessions
        where region_id = ${regionId} and questionnaire = 'office' and state = 'finished' order by firm_id, finished_at desc, id desc) o
        where o.session #>> '{answers,b-telework,value,choice}' = 'yes') as teleworking`,
  )
  if (!counts) throw new Error('counting answered nothing')
  return counts
}

/** Cases that began in that time; the notices that were sent in it, and how far these have come by now. */
export async function noticesWithin(
  tx: Tx,
  regionId: string,
  { from, until }: { from: number; until: number },
): Promise<{ cases: number; sent: number; read: number; done: number }> {
  const within = (column: string) =>
    sql`${sql.raw(column)} >= ${toDate(from)}::timestamptz and ${sql.raw(column)} < ${toDate(until)}::timestamptz`
  const [counts] = await query<{ cases: number; sent: number; read: number; done: number }>(
    tx,
    sql`select (select count(*)::int from cases where region_id = ${regionId} and ${within('first_seen_at')}) as cases, count(*)::int as sent,
      (count(*) filter (where read_at is not null or done_at is not null))::int as read, (count(done_at))::int as done
    from notices where region_id = ${regionId} and ${within('sent_at')}`,
  )
  return counts ?? { cases: 0, sent: 0, read: 0, done: 0 }
}

export interface SurveyAnswer {
  question: string
  choice: string
  companies: number
}

export interface SurveyCounts {
  /** Who has answered anything, and to which question. */
  respondents: number
  answered: { question: string; companies: number }[]
  choices: SurveyAnswer[]
}

/** Of the last answers of each company, guests among them. */
export async function surveyCounts(tx: Tx, regionId: string, questions: readonly string[]): Promise<SurveyCounts> {
  const [counts] = await query<SurveyCounts>(
    tx,
    sql`with last as (
      select distinct on (firm_id) firm_id, session -> 'answers' as answers from dialogue_sessions
      where region_id = ${regionId} and questionnaire = 'survey' and person_id = '' and session -> 'answers' <> '{}'
      order by firm_id, started_at desc, id desc
    ), said as (
      select last.firm_id, a.key as question, a.value -> 'value' as told from last, jsonb_each(last.answers) a
      where a.key = any (string_to_array(${questions.join(' ')}, ' '))
    ), chosen as (
      select firm_id, question, told ->> 'choice' as choice from said where told ->> 'kind' = 'choice'
      union all select firm_id, question, c from said, jsonb_array_elements_text(told -> 'choices') c where told ->> 'kind' = 'choices'
    )
    select (select count(*)::int from last) as respondents,
      (select coalesce(json_agg(json_build_object('question', question, 'companies', companies)), '[]') from (
        select question, count(*)::int as companies from said group by question) s) as answered,
      (select coalesce(json_agg(json_build_object('question', question, 'choice', choice, 'companies', companies)), '[]') from (
        select question, choice, count(*)::int as companies from chosen group by question, choice) c) as choices`,
  )
  return counts ?? { respondents: 0, answered: [], choices: [] }
}

export interface Change {
  question: string
  before: string | null
  after: string | null
}

/** Of each company that answered more than once: what it said first and what it says now; null where it said nothing. */
export const surveyChanges = (tx: Tx, regionId: string, questions: readonly string[]): Promise<Change[]> =>
  query<Change>(
    tx,
    sql`with said as (
      select firm_id, session -> 'answers' as answers, row_number() over (partition by firm_id order by started_at, id) as nth,
        row_number() over (partition by firm_id order by started_at desc, id desc) as nth_last from dialogue_sessions
      where region_id = ${regionId} and questionnaire = 'survey' and person_id = '' and state = 'finished'
    )
    select q.question, f.answers #>> array[q.question, 'value', 'choice'] as before, l.answers #>> array[q.question, 'value', 'choice'] as after
    from said f join said l on l.firm_id = f.firm_id and l.nth_last = 1 and l.nth > 1
    cross join unnest(string_to_array(${questions.join(' ')}, ' ')) as q(question) where f.nth = 1`,
  )
