CREATE TABLE "survey_participants" (
	"round_id" text NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"platform" text,
	"account" text,
	"user_id" text,
	"is_reachable" boolean DEFAULT true NOT NULL,
	"consent_version" text,
	"became_firm_id" text,
	CONSTRAINT "survey_participants_round_id_firm_id_pk" PRIMARY KEY("round_id","firm_id"),
	CONSTRAINT "survey_participants_guest" CHECK (num_nulls("survey_participants"."platform", "survey_participants"."account", "survey_participants"."user_id", "survey_participants"."consent_version") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "survey_rounds" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"name" text NOT NULL,
	"code" text NOT NULL,
	"basic_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone,
	"published_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "survey_rounds_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "survey_participants" ADD CONSTRAINT "survey_participants_round_id_survey_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."survey_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_rounds" ADD CONSTRAINT "survey_rounds_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "survey_participants_tenant" ON "survey_participants" USING btree ("firm_id") WHERE "survey_participants"."user_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "survey_participants_chat" ON "survey_participants" USING btree ("platform","account","user_id","round_id");--> statement-breakpoint
CREATE INDEX "survey_rounds_of_region" ON "survey_rounds" USING btree ("region_id");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system. A round is everybody's to know in its region, and the
-- region's to change; who takes part is known to the region, and to each of them their own.
do $$ declare t text; begin
  foreach t in array array['survey_rounds', 'survey_participants'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
--> statement-breakpoint
create policy tenant_reads on survey_rounds for select to otasuke_tenant using (region_id = (select scope_region()));
--> statement-breakpoint
create policy tenant on survey_rounds to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
--> statement-breakpoint
create policy tenant on survey_participants to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
