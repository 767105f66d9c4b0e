import { sql } from 'drizzle-orm'
import { query, type Tx } from '#db/door.ts'

/** Somebody, as the door names them, who tries something with the rows of a table; nothing of it is kept. */
export interface Attempt {
  /** Empty: of no region, or of the whole region. */
  region: string
  firm: string
  act: Act
  table: string
  /** The firm whose rows are meant; empty: whatever there is. */
  of: string
}

/** Whatever is written is written blindly: what has to be read for it, its policy for reading would hide. */
const ACTS = {
  read: ({ table, of }: Attempt) =>
    `select region_id, firm_id from ${table} ${of === '' ? '' : `where firm_id = '${of}'`}`,
  /** Everybody's rows into their own firm. */
  take: ({ table, region, firm }: Attempt) => `update ${table} set region_id = '${region}', firm_id = '${firm}'`,
  /** Their own rows into another firm. */
  give: ({ table, of }: Attempt) => `update ${table} set firm_id = '${of || 'another'}'`,
  drop: ({ table }: Attempt) => `delete from ${table}`,
  /** A row of another firm, written as if by it. */
  forge: ({ table, of }: Attempt) =>
    `insert into ${table} overriding system value select made.* from ${table} t,
      jsonb_populate_record(t, jsonb_build_object('firm_id', '${of || 'another'}', 'id', '99999999', 'key', 'forged', 'token', 'forged')) made`,
} as const
export type Act = keyof typeof ACTS
export const ACT_NAMES = Object.keys(ACTS) as Act[]

/** Everything that a firm or a region has rows in. */
export const tenantTables = async (tx: Tx): Promise<string[]> =>
  (
    await query<{ name: string }>(
      tx,
      sql`select c.table_name as name from information_schema.columns c join pg_tables t on t.tablename = c.table_name
      where c.table_schema = 'public' and c.column_name in ('region_id', 'firm_id') group by c.table_name having count(*) = 2 order by 1`,
    )
  ).map(({ name }) => name)

export interface Outcome {
  isRefused: boolean
  /** How many rows it read or wrote. */
  rows: number
  /** Whether a row that is not theirs was read, changed, taken away or added. */
  isLeak: boolean
}

/** What came of each. All in one statement: each in a transaction of its own inside of it, which is undone. */
export async function tried(tx: Tx, attempts: readonly Attempt[]): Promise<Outcome[]> {
  const wanted = attempts.map((one) => ({ ...one, statement: ACTS[one.act](one) }))
  await query(tx, sql`select set_config('proof.wanted', ${JSON.stringify(wanted)}, true)`)
  await query(tx, ALL)
  const [row] = await query<{ outcomes: string }>(tx, sql`select current_setting('proof.outcomes') as outcomes`)
  return JSON.parse(row?.outcomes ?? '[]')
}

const ALL = sql.raw(`do $$
declare
  one jsonb;
  others text;
  before text;
  later text;
  own text;
  found int;
  strange int;
  outcome jsonb;
  outcomes jsonb := '[]';
begin
  for one in select * from jsonb_array_elements(current_setting('proof.wanted')::jsonb) loop
    own := format('(region_id = %L and (%L = '''' or firm_id is not distinct from %L))', one->>'region', one->>'firm', one->>'firm');
    others := format('select coalesce(string_agg(t::text, '';'' order by t::text), '''') from %I t where not coalesce(%s, false)', one->>'table', own);
    execute others into before;
    begin
      strange := 0;
      outcome := '{"isRefused": true, "rows": 0, "isLeak": false}';
      perform set_config('role', 'otasuke_tenant', true),
        set_config('otasuke.region', one->>'region', true), set_config('otasuke.firm', one->>'firm', true);
      if one->>'act' = 'read' then
        execute format('select count(*), count(*) filter (where not coalesce(%s, false)) from (%s) t', own, one->>'statement')
          into found, strange;
      else
        execute one->>'statement';
        get diagnostics found = row_count;
      end if;
      perform set_config('role', 'otasuke_system', true);
      execute others into later;
      outcome := jsonb_build_object('isRefused', false, 'rows', found, 'isLeak', strange > 0 or later <> before);
      raise exception 'undone';
    exception when others then
      outcomes := outcomes || outcome;
    end;
  end loop;
  perform set_config('proof.outcomes', outcomes::text, true);
end $$`)
