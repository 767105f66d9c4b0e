CREATE TABLE "claim_events" (
	"claim_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "claim_events_claim_id_seq_pk" PRIMARY KEY("claim_id","seq")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"case_id" text NOT NULL,
	"state" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	"claim" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "insurance_enrolments" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"floor" integer NOT NULL,
	"state" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "insurance_enrolments_floor" CHECK ("insurance_enrolments"."floor" in (1, 2)),
	CONSTRAINT "insurance_enrolments_state" CHECK ("insurance_enrolments"."state" in ('none', 'considering', 'enrolled', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "claim_events" ADD CONSTRAINT "claim_events_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claims_newest" ON "claims" USING btree ("region_id","moved_at");--> statement-breakpoint
CREATE INDEX "claims_firm" ON "claims" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "insurance_enrolments_of" ON "insurance_enrolments" USING btree ("firm_id","at");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['insurance_enrolments', 'claims', 'claim_events'] loop
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
-- A history only grows.
revoke update, delete on claim_events, insurance_enrolments from otasuke_tenant;
