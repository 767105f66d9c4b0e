CREATE TABLE "triage_tallies" (
	"region_id" text NOT NULL,
	"feature" text NOT NULL,
	"value" text NOT NULL,
	"verdict" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "triage_tallies_region_id_feature_value_verdict_pk" PRIMARY KEY("region_id","feature","value","verdict")
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "sight" jsonb;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "learned" jsonb;
--> statement-breakpoint
-- As every table (0001): forced row-level security, and everything for the system.
alter table triage_tallies enable row level security;
--> statement-breakpoint
alter table triage_tallies force row level security;
--> statement-breakpoint
create policy system on triage_tallies to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on triage_tallies to otasuke_tenant, otasuke_system;
--> statement-breakpoint
-- Counts of a whole region, which name no firm: each verdict adds to them in the scope of the firm it was about.
create policy tenant on triage_tallies to otasuke_tenant
  using (region_id = (select scope_region())) with check (region_id = (select scope_region()));
