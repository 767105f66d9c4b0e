CREATE TABLE "applications" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"company" text NOT NULL,
	"applied_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"stopped_because" text,
	"touches" jsonb NOT NULL,
	"decided_by" text,
	"continuation" jsonb,
	CONSTRAINT "applications_started" CHECK ("applications"."started_at" is null or "applications"."stopped_because" is null),
	CONSTRAINT "applications_firm" CHECK ("applications"."firm_id" is null or "applications"."started_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "attendances" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"meeting_id" text NOT NULL,
	"company" text NOT NULL,
	"kind" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "attendances_kind" CHECK ("attendances"."kind" in ('participant', 'company', 'municipality', 'association', 'university')),
	CONSTRAINT "attendances_people" CHECK ("attendances"."people" > 0)
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"place" text,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "meetings_kind" CHECK ("meetings"."kind" in ('briefing', 'individual', 'report')),
	CONSTRAINT "meetings_end" CHECK ("meetings"."ends_at" > "meetings"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"words" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	"agreed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "recruitings" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"organisation" text NOT NULL,
	"medium" text NOT NULL,
	"reach" integer,
	"done_at" timestamp (3) with time zone,
	"url" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recruitings_medium" CHECK ("recruitings"."medium" in ('leaflet', 'mailing-list', 'website', 'referral', 'visit', 'telephone', 'advertisement', 'banner', 'article'))
);
--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_decided_by_recruitings_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."recruitings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recruitings" ADD CONSTRAINT "recruitings_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applications_region" ON "applications" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "attendances_meeting" ON "attendances" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "meetings_region" ON "meetings" USING btree ("region_id","starts_at");--> statement-breakpoint
CREATE INDEX "quotes_region" ON "quotes" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "recruitings_region" ON "recruitings" USING btree ("region_id");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system. What a region does to be heard of is the region's own;
-- of what companies said and did a firm sees its own rows.
do $$ declare t text; begin
  foreach t in array array['recruitings', 'meetings', 'applications', 'attendances', 'quotes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
  foreach t in array array['recruitings', 'meetings'] loop
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and (select scope_firm()) is null)
      with check (region_id = (select scope_region()) and (select scope_firm()) is null)', t);
  end loop;
  foreach t in array array['applications', 'attendances', 'quotes'] loop
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
end $$;
