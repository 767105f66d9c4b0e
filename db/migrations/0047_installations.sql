CREATE TABLE "installations" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"begun_at" timestamp (3) with time zone NOT NULL,
	"installation" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "installations_newest" ON "installations" USING btree ("firm_id","begun_at");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['installations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
