CREATE TABLE "milestones" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"kind" text NOT NULL,
	"says" text NOT NULL,
	"due_on" date NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "milestones_kind" CHECK ("milestones"."kind" in ('application', 'diagnosis', 'installation', 'analysis', 'health-check', 'meeting', 'other'))
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"region_id" text PRIMARY KEY NOT NULL,
	"programme" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "milestones_region" ON "milestones" USING btree ("region_id","due_on");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system. A programme is everybody's to know in its region, and the
-- region's to change; of what is to be reached by a day a firm sees its own.
do $$ declare t text; begin
  foreach t in array array['programmes', 'milestones'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
--> statement-breakpoint
create policy tenant_reads on programmes for select to otasuke_tenant using (region_id = (select scope_region()));
--> statement-breakpoint
create policy tenant on programmes to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
--> statement-breakpoint
create policy tenant on milestones to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
