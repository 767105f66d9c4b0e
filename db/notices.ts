import { sql } from 'drizzle-orm'
import type { Notice } from '#engine/notice.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

type Row = Omit<Notice, 'dueAt' | 'draftedAt' | 'sentAt' | 'readAt' | 'doneAt'> &
  Record<'dueAt' | 'draftedAt', Date> &
  Record<'sentAt' | 'readAt' | 'doneAt', Date | null>
const columns =
  sql.raw(`id, region_id as "regionId", firm_id as "firmId", case_id as "caseId", state, severity, title, what, steps, due_at as "dueAt", contact, clue, round,
  drafted_by as "draftedBy", drafted_at as "draftedAt", approved_by as "approvedBy", alone_reason as "aloneReason", sent_at as "sentAt", read_at as "readAt",
  done_at as "doneAt", answered_by as "answeredBy", answer, told, steps_by as "stepsBy", steps_failed as "stepsFailed"`)

const toNotice = (row: Row): Notice => ({
  ...row,
  dueAt: toMs(row.dueAt),
  draftedAt: toMs(row.draftedAt),
  sentAt: msOrNull(row.sentAt),
  readAt: msOrNull(row.readAt),
  doneAt: msOrNull(row.doneAt),
})

export async function findByCase(tx: Tx, caseId: string): Promise<Notice | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from notices where case_id = ${caseId}`)
  return row && toNotice(row)
}

/** Notices the firm has not answered for good, newest first. */
export async function openNoticesOf(tx: Tx, firmId: string): Promise<Notice[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from notices where firm_id = ${firmId} and sent_at is not null and state not in ('done', 'false-alarm') order by sent_at desc`,
  )
  return rows.map(toNotice)
}

export async function saveNotice(tx: Tx, notice: Notice): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const {
    id,
    regionId,
    firmId,
    caseId,
    state,
    severity,
    title,
    what,
    steps,
    contact,
    clue,
    round,
    draftedBy,
    approvedBy,
    aloneReason,
    answeredBy,
    answer,
    told,
    stepsBy,
    stepsFailed,
  } = notice
  await query(
    tx,
    sql`insert into notices (id, region_id, firm_id, case_id, state, severity, title, what, steps, due_at, contact, clue, round, drafted_by, drafted_at,
      approved_by, alone_reason, sent_at, read_at, done_at, answered_by, answer, told, steps_by, steps_failed)
    values (${id}, ${regionId}, ${firmId}, ${caseId}, ${state}, ${severity}, ${title}, ${what}, ${json(steps)}::text::jsonb, ${toDate(notice.dueAt)}, ${contact}, ${clue}, ${round},
      ${json(draftedBy)}::text::jsonb, ${toDate(notice.draftedAt)}, ${json(approvedBy)}::text::jsonb, ${aloneReason}, ${orNull(notice.sentAt)}, ${orNull(notice.readAt)},
      ${orNull(notice.doneAt)}, ${json(answeredBy)}::text::jsonb, ${answer}, ${json(told)}::text::jsonb, ${json(stepsBy)}::text::jsonb, ${json(stepsFailed)}::text::jsonb)
    on conflict (id) do update set state = excluded.state, severity = excluded.severity, title = excluded.title, what = excluded.what, steps = excluded.steps,
      due_at = excluded.due_at, contact = excluded.contact, clue = excluded.clue, round = excluded.round, drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at,
      approved_by = excluded.approved_by, alone_reason = excluded.alone_reason, sent_at = excluded.sent_at, read_at = excluded.read_at, done_at = excluded.done_at,
      answered_by = excluded.answered_by, answer = excluded.answer, told = excluded.told, steps_by = excluded.steps_by, steps_failed = excluded.steps_failed`,
  )
}

export async function listNotices(tx: Tx, request: PageRequest): Promise<Page<Notice>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from notices where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${id ?? null}::text is null or (drafted_at, id) < (${at ?? null}::timestamptz, ${id ?? null}::text)) order by drafted_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [toDate(toMs(row.draftedAt)), row.id], toNotice)
}
