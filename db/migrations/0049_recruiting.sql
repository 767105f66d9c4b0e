CREATE TABLE "flyers" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"recruiting_id" text NOT NULL,
	"meeting_id" text,
	"code" text NOT NULL,
	"headline" text NOT NULL,
	"basic_id" text NOT NULL,
	"made_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "flyers_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "recruiting_visits" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"company" text NOT NULL,
	"place" text NOT NULL,
	"result" text NOT NULL,
	"memo" text NOT NULL,
	"visited_on" date NOT NULL,
	"by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recruiting_visits_result" CHECK ("recruiting_visits"."result" in ('not-met', 'visited', 'considering', 'joining', 'declined'))
);
--> statement-breakpoint
CREATE TABLE "sign_ups" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"meeting_id" text NOT NULL,
	"company" text NOT NULL,
	"people" integer NOT NULL,
	"recruiting_id" text,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"feedback" jsonb DEFAULT '{}' NOT NULL,
	"platform" text,
	"account" text,
	"user_id" text,
	CONSTRAINT "sign_ups_once" UNIQUE("meeting_id","platform","account","user_id"),
	CONSTRAINT "sign_ups_people" CHECK ("sign_ups"."people" > 0)
);
--> statement-breakpoint
CREATE TABLE "touches" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"recruiting_id" text NOT NULL,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"user_id" text NOT NULL,
	"application_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "touches_once" UNIQUE("platform","account","user_id","recruiting_id")
);
--> statement-breakpoint
ALTER TABLE "applications" DROP CONSTRAINT "applications_firm";--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "said_state" text DEFAULT 'applied' NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "stopped_code" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "attendances" ADD COLUMN "sign_up_id" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "door_code" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "seats" integer;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "recruitings" ADD COLUMN "planned_reach" integer;--> statement-breakpoint
ALTER TABLE "recruitings" ADD COLUMN "cost_yen" integer;--> statement-breakpoint
ALTER TABLE "flyers" ADD CONSTRAINT "flyers_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flyers" ADD CONSTRAINT "flyers_recruiting_id_recruitings_id_fk" FOREIGN KEY ("recruiting_id") REFERENCES "public"."recruitings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flyers" ADD CONSTRAINT "flyers_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recruiting_visits" ADD CONSTRAINT "recruiting_visits_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ups" ADD CONSTRAINT "sign_ups_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ups" ADD CONSTRAINT "sign_ups_recruiting_id_recruitings_id_fk" FOREIGN KEY ("recruiting_id") REFERENCES "public"."recruitings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touches" ADD CONSTRAINT "touches_recruiting_id_recruitings_id_fk" FOREIGN KEY ("recruiting_id") REFERENCES "public"."recruitings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touches" ADD CONSTRAINT "touches_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "flyers_region" ON "flyers" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "recruiting_visits_region" ON "recruiting_visits" USING btree ("region_id","visited_on");--> statement-breakpoint
CREATE INDEX "sign_ups_meeting" ON "sign_ups" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "applications_of_firm" ON "applications" USING btree ("firm_id");--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_sign_up_id_unique" UNIQUE("sign_up_id");--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_code_unique" UNIQUE("code");--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_door_code_unique" UNIQUE("door_code");--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_said_state" CHECK ("applications"."said_state" in ('inquired', 'applied', 'booked', 'diagnosed', 'preparing', 'installed', 'watched', 'ended', 'continuing', 'declined'));--> statement-breakpoint
update applications set said_state = 'declined', stopped_code = 'other' where stopped_because is not null;
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system. Papers are the region's own; of what companies said and
-- did a firm sees its own rows.
do $$ declare t text; begin
  foreach t in array array['flyers', 'touches', 'sign_ups', 'recruiting_visits'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
  execute 'create policy tenant on flyers to otasuke_tenant
    using (region_id = (select scope_region()) and (select scope_firm()) is null)
    with check (region_id = (select scope_region()) and (select scope_firm()) is null)';
  foreach t in array array['touches', 'sign_ups'] loop
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
  -- What is written down after a visit is the recruiters' own.
  execute 'create policy tenant on recruiting_visits to otasuke_tenant
    using (region_id = (select scope_region()) and (select scope_firm()) is null)
    with check (region_id = (select scope_region()) and (select scope_firm()) is null)';
end $$;
