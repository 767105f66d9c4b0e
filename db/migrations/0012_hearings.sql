CREATE TABLE "hearing_events" (
	"hearing_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "hearing_events_hearing_id_seq_pk" PRIMARY KEY("hearing_id","seq")
);
--> statement-breakpoint
CREATE TABLE "hearings" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"state" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"hearing" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "responsibilities" (
	"firm_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"named" jsonb NOT NULL,
	CONSTRAINT "responsibilities_firm_id_seq_pk" PRIMARY KEY("firm_id","seq")
);
--> statement-breakpoint
ALTER TABLE "hearing_events" ADD CONSTRAINT "hearing_events_hearing_id_hearings_id_fk" FOREIGN KEY ("hearing_id") REFERENCES "public"."hearings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "hearings_one_at_a_time" ON "hearings" USING btree ("firm_id") WHERE "hearings"."state" in ('booked', 'missed');--> statement-breakpoint
CREATE INDEX "hearings_newest" ON "hearings" USING btree ("region_id","starts_at");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
-- To what happened a tenant only ever adds.
do $$ declare t text; begin
  foreach t in array array['hearings', 'hearing_events', 'responsibilities'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_system', t);
    execute format('grant select, insert on %I to otasuke_tenant', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
end $$;
--> statement-breakpoint
grant update, delete on hearings to otasuke_tenant;
