import { sql } from 'drizzle-orm'
import type { PersonRef } from '#engine/case.ts'
import type { Example, ExampleBody, ExampleState } from '#engine/example.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface StoredExample extends Example {
  id: string
  regionId: string
  /** Null for a case that somebody else has published. */
  firmId: string | null
  proposedBy: PersonRef
}

type Row = Omit<StoredExample, 'remindedAt' | 'movedAt'> & { remindedAt: Date | null; movedAt: Date }

const columns =
  sql.raw(`id, region_id as "regionId", firm_id as "firmId", state, body, hash, consent, proposed_by as "proposedBy",
  reminded_at as "remindedAt", moved_at as "movedAt"`)
const toExample = (row: Row): StoredExample => ({
  ...row,
  remindedAt: msOrNull(row.remindedAt),
  movedAt: toMs(row.movedAt),
})

export async function findExample(tx: Tx, id: string): Promise<StoredExample | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from examples where id = ${id}`)
  return row && toExample(row)
}

/** A firm's, the newest first. */
export async function examplesOf(tx: Tx, firmId: string): Promise<StoredExample[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from examples where firm_id = ${firmId} order by moved_at desc, id desc`,
  )
  return rows.map(toExample)
}

/** It stands among the published ones as long as it is one, and never beside another text. Answers the text's hash. */
export async function saveExample(tx: Tx, example: StoredExample): Promise<string | null> {
  const { id, regionId, firmId, state, body, consent, proposedBy, remindedAt, movedAt } = example
  const isPublished = state === 'published'
  if (!isPublished) await query(tx, sql`delete from published_examples where id = ${id}`)
  const [row] = await query<{ hash: string | null }>(
    tx,
    sql`insert into examples (id, region_id, firm_id, state, body, consent, consented_hash, proposed_by, reminded_at, moved_at)
    values (${id}, ${regionId}, ${firmId}, ${state}, ${jsonOrNull(body)}::text::jsonb, ${jsonOrNull(consent)}::text::jsonb,
      ${consent?.hash ?? null}, ${jsonText(proposedBy)}::text::jsonb, ${orNull(remindedAt)}, ${toDate(movedAt)})
    on conflict (id) do update set state = excluded.state, body = excluded.body, consent = excluded.consent,
      consented_hash = excluded.consented_hash, reminded_at = excluded.reminded_at, moved_at = excluded.moved_at
    returning hash`,
  )
  if (isPublished)
    await query(
      tx,
      sql`insert into published_examples (id, region_id, body, published_at) select id, region_id, body, moved_at from examples where id = ${id}`,
    )
  return row?.hash ?? null
}

const jsonOrNull = (value: unknown): string | null => (value === null ? null : jsonText(value))

export interface PublishedExample {
  id: string
  regionId: string
  body: ExampleBody
  publishedAt: number
}

type PublishedRow = Omit<PublishedExample, 'publishedAt'> & { publishedAt: Date }
const published = sql.raw('p.id, p.region_id as "regionId", p.body, p.published_at as "publishedAt"')
const toPublished = <One extends { publishedAt: Date }>(row: One) => ({ ...row, publishedAt: toMs(row.publishedAt) })

/** Others' of a firm's region, and whether the firm has seen them. */
export async function publishedFor(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string },
): Promise<(PublishedExample & { isSeen: boolean })[]> {
  const rows = await query<PublishedRow & { isSeen: boolean }>(
    tx,
    sql`select ${published}, exists (select from example_showings s where s.example_id = p.id and s.firm_id = ${firmId}) as "isSeen"
    from published_examples p where p.region_id = ${regionId}
    and not exists (select from examples e where e.id = p.id and e.firm_id = ${firmId}) order by p.published_at desc, p.id desc limit ${PUBLISHED_MAX}`,
  )
  return rows.map(toPublished)
}
/** More than a region will have in years; it bounds the work. */
const PUBLISHED_MAX = 1_000

/**
 * Whether it is published still, and stays so until this transaction ends: whoever withdraws it waits, and then finds
 * what was enqueued meanwhile (system scope).
 */
export async function holdPublished(tx: Tx, id: string): Promise<boolean> {
  const rows = await query(tx, sql`select id from published_examples where id = ${id} for share`)
  return rows.length > 0
}

export async function noteShown(
  tx: Tx,
  { regionId, firmId, exampleId, at }: { regionId: string; firmId: string; exampleId: string; at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into example_showings (firm_id, example_id, region_id, shown_at) values (${firmId}, ${exampleId}, ${regionId}, ${toDate(at)})
    on conflict do nothing`,
  )
}

export interface ExampleRequest extends PageRequest {
  regionId?: string | undefined
  state?: ExampleState | undefined
}

/** The latest change first. */
export async function listExamples(tx: Tx, request: ExampleRequest): Promise<Page<StoredExample>> {
  const [movedAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null, regionId = null, state = null } = request
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from examples where (${firmId}::text is null or firm_id = ${firmId})
    and (${regionId}::text is null or region_id = ${regionId}) and (${state}::text is null or state = ${state})
    and (${movedAt ?? null}::timestamptz is null or (moved_at, id) < (${movedAt ?? null}::timestamptz, ${id ?? null}))
    order by moved_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows.map(toExample),
    request,
    (row) => [toDate(row.movedAt), row.id],
    (row) => row,
  )
}

/** What everybody of a region may read, without whose it is. */
export async function listPublished(tx: Tx, request: ExampleRequest): Promise<Page<PublishedExample>> {
  const [publishedAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { regionId = null } = request
  const rows = await query<PublishedRow>(
    tx,
    sql`select ${published} from published_examples p where (${regionId}::text is null or p.region_id = ${regionId})
    and (${publishedAt ?? null}::timestamptz is null or (p.published_at, p.id) < (${publishedAt ?? null}::timestamptz, ${id ?? null}))
    order by p.published_at desc, p.id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows.map(toPublished),
    request,
    (row) => [toDate(row.publishedAt), row.id],
    (row) => row,
  )
}

/** How many stand in each state; a state that none is in is left out. */
export async function countExamples(tx: Tx, regionId: string): Promise<Partial<Record<ExampleState, number>>> {
  const rows = await query<{ state: ExampleState; count: number }>(
    tx,
    sql`select state, count(*)::int as count from examples where region_id = ${regionId} group by state`,
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

export async function findPublished(tx: Tx, id: string): Promise<PublishedExample | undefined> {
  const [row] = await query<PublishedRow>(tx, sql`select ${published} from published_examples p where p.id = ${id}`)
  return row && toPublished(row)
}
