CREATE TABLE "whose_calls" (
	"firm_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"waiting_since" timestamp (3) with time zone NOT NULL,
	"handed_at" timestamp (3) with time zone,
	"call" jsonb NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "whose_calls_open" ON "whose_calls" USING btree ("region_id","waiting_since") WHERE "whose_calls"."ended_at" is null;
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
alter table whose_calls enable row level security;
--> statement-breakpoint
alter table whose_calls force row level security;
--> statement-breakpoint
create policy system on whose_calls to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on whose_calls to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on whose_calls to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
