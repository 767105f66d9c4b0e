CREATE TABLE "suppressions" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"kind" text NOT NULL,
	"device" text NOT NULL,
	"counterpart" text NOT NULL,
	"events_max" bigint NOT NULL,
	"case_id" text NOT NULL,
	"accepted_by" jsonb NOT NULL,
	"accepted_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" jsonb
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "quiet_by" text;--> statement-breakpoint
CREATE UNIQUE INDEX "suppressions_one_at_a_time" ON "suppressions" USING btree ("region_id","firm_id","kind","device","counterpart") WHERE "suppressions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "cases_judged" ON "cases" USING btree ("region_id","kind") WHERE "cases"."learned" is not null;--> statement-breakpoint
CREATE INDEX "cases_quiet" ON "cases" USING btree ("quiet_by") WHERE "cases"."quiet_by" is not null;--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system.
alter table suppressions enable row level security;
--> statement-breakpoint
alter table suppressions force row level security;
--> statement-breakpoint
create policy system on suppressions to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on suppressions to otasuke_tenant, otasuke_system;
--> statement-breakpoint
-- Analysts' matter: what they keep quiet may be of several firms, so that no single firm's scope sees any of it.
create policy tenant on suppressions to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
