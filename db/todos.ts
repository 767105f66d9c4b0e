import { sql } from 'drizzle-orm'
import type { Reminders, Todo, TodoEvent } from '#engine/todo.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

type Row = Omit<Todo, 'since' | 'dueAt'> & { since: Date; dueAt: Date | null }

const columns = sql.raw(
  `id, region_id as "regionId", firm_id as "firmId", person_id as "personId", questionnaire, question, place, because, state, since, due_at as "dueAt",
  changed_by as "by", round, revision, before`,
)
const toTodo = (row: Row): Todo => ({ ...row, since: toMs(row.since), dueAt: msOrNull(row.dueAt) })

/** Every list of a firm: its own, and those of its people. */
export async function todosOf(tx: Tx, firmId: string): Promise<Todo[]> {
  const rows = await query<Row>(tx, sql`select ${columns} from todos where firm_id = ${firmId} order by place, id`)
  return rows.map(toTodo)
}

/** Each with the line of its history that led to it, in one go. */
export async function saveTodos(tx: Tx, todos: readonly Todo[], events: readonly TodoEvent[]): Promise<void> {
  for (const todo of todos) await saveTodo(tx, todo)
  for (const event of events) await addEvent(tx, event)
}

async function saveTodo(tx: Tx, todo: Todo): Promise<void> {
  const { id, regionId, firmId, personId, questionnaire, question, place, because, state, round, revision } = todo
  await query(
    tx,
    sql`insert into todos (id, region_id, firm_id, person_id, questionnaire, question, place, because, state, since, due_at, changed_by, round, revision, before)
    values (${id}, ${regionId}, ${firmId}, ${personId}, ${questionnaire}, ${question}, ${place}, ${jsonText(because)}::text::jsonb, ${state}, ${toDate(todo.since)},
      ${orNull(todo.dueAt)}, ${jsonOrNull(todo.by)}::text::jsonb, ${round}, ${revision}, ${jsonOrNull(todo.before)}::text::jsonb)
    on conflict (id) do update set place = excluded.place, because = excluded.because, state = excluded.state, since = excluded.since, due_at = excluded.due_at,
      changed_by = excluded.changed_by, round = excluded.round, revision = excluded.revision, before = excluded.before`,
  )
}

async function addEvent(tx: Tx, { todoId, seq, what, at, by }: TodoEvent): Promise<void> {
  await query(
    tx,
    sql`insert into todo_events (todo_id, seq, region_id, firm_id, what, at, actor)
    select id, ${seq}, region_id, firm_id, ${what}, ${toDate(at)}, ${jsonOrNull(by)}::text::jsonb from todos where id = ${todoId}`,
  )
}

const jsonOrNull = (value: unknown): string | null => (value === null ? null : jsonText(value))

export async function todoEventsOf(tx: Tx, todoId: string): Promise<TodoEvent[]> {
  const rows = await query<Omit<TodoEvent, 'at'> & { at: Date }>(
    tx,
    sql`select todo_id as "todoId", seq, what, at, actor as "by" from todo_events where todo_id = ${todoId} order by seq`,
  )
  return rows.map((row) => ({ ...row, at: toMs(row.at) }))
}

/** How many were done between two diagnoses, and stood so when the second one ended. */
export async function doneBetween(
  tx: Tx,
  { firmId, personId, questionnaire }: Pick<Todo, 'firmId' | 'personId' | 'questionnaire'>,
  { from, until }: { from: number; until: number },
): Promise<number> {
  const [row] = await query<{ done: number }>(
    tx,
    sql`select count(*)::int as done from (
      select distinct on (e.todo_id) e.what, e.at from todo_events e join todos t on t.id = e.todo_id
      where t.firm_id = ${firmId} and t.person_id = ${personId} and t.questionnaire = ${questionnaire} and e.at < ${toDate(until)}
      order by e.todo_id, e.seq desc) as last
    where last.what = 'done' and last.at >= ${toDate(from)}`,
  )
  return row?.done ?? 0
}

export async function remindersOf(tx: Tx, firmId: string, personId: string): Promise<Reminders | undefined> {
  const [row] = await query<{ remindedAt: Date | null; unanswered: number }>(
    tx,
    sql`select reminded_at as "remindedAt", unanswered from todo_reminders where firm_id = ${firmId} and person_id = ${personId}`,
  )
  return row && { ...row, remindedAt: msOrNull(row.remindedAt) }
}

export async function saveReminders(
  tx: Tx,
  { regionId, firmId, personId }: Pick<Todo, 'regionId' | 'firmId' | 'personId'>,
  { remindedAt, unanswered }: Reminders,
): Promise<void> {
  await query(
    tx,
    sql`insert into todo_reminders (firm_id, person_id, region_id, reminded_at, unanswered)
    values (${firmId}, ${personId}, ${regionId}, ${orNull(remindedAt)}, ${unanswered})
    on conflict (firm_id, person_id) do update set reminded_at = excluded.reminded_at, unanswered = excluded.unanswered`,
  )
}

/** What changed last comes first. */
export async function listTodos(tx: Tx, request: PageRequest): Promise<Page<Todo>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from todos where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${id ?? null}::text is null or (since, id) < (${at ?? null}::timestamptz, ${id ?? null}::text)) order by since desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [toDate(toMs(row.since)), row.id], toTodo)
}
