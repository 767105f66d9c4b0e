CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"name" text NOT NULL,
	"says" text NOT NULL,
	"yen" integer NOT NULL,
	"per" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; the region keeps its plans, its firms read them.
alter table plans enable row level security;
--> statement-breakpoint
alter table plans force row level security;
--> statement-breakpoint
create policy system on plans to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on plans to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on plans to otasuke_tenant
  using (region_id = (select scope_region()))
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
