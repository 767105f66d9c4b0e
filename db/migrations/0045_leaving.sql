CREATE TABLE "erasures" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"rows" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "erasures_whose" CHECK (num_nonnulls("erasures"."firm_id", "erasures"."person_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "leavings" (
	"firm_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"state" text NOT NULL,
	"begun_by" jsonb NOT NULL,
	"begun_at" timestamp (3) with time zone NOT NULL,
	"erase_at" timestamp (3) with time zone NOT NULL,
	"erasure_id" text,
	"certificate" jsonb,
	CONSTRAINT "leavings_state" CHECK ("leavings"."state" in ('leaving', 'erased')),
	CONSTRAINT "leavings_certificate" CHECK (("leavings"."state" = 'erased') = ("leavings"."certificate" is not null))
);
--> statement-breakpoint
CREATE INDEX "erasures_newest" ON "erasures" USING btree ("region_id","at");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['leavings', 'erasures'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
--> statement-breakpoint
-- What was erased stays erased.
revoke update, delete on erasures from otasuke_tenant;
--> statement-breakpoint
-- A person as they stand in what happened, by number and name, without the name.
create function without_name(of jsonb, person text) returns jsonb language plpgsql immutable as $$ begin
  return case jsonb_typeof(of)
    when 'object' then coalesce((
      select jsonb_object_agg(key, case when key = 'name' and of ->> 'personId' = person then '""'::jsonb else without_name(value, person) end)
      from jsonb_each(of)), of)
    when 'array' then coalesce((select jsonb_agg(without_name(value, person) order by place) from jsonb_array_elements(of) with ordinality as e(value, place)), of)
    else of end;
end $$;
