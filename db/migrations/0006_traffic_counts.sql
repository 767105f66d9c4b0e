CREATE TABLE "traffic_counts" (
	"firm_id" text NOT NULL,
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"device" text NOT NULL,
	"count" integer NOT NULL,
	"examples" jsonb NOT NULL,
	CONSTRAINT "traffic_counts_firm_id_day_kind_device_pk" PRIMARY KEY("firm_id","day","kind","device")
);
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system.
alter table traffic_counts enable row level security;
--> statement-breakpoint
alter table traffic_counts force row level security;
--> statement-breakpoint
create policy system on traffic_counts to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on traffic_counts to otasuke_tenant, otasuke_system;
--> statement-breakpoint
-- A firm sees its own rows; a region sees the rows of all its firms.
create policy tenant on traffic_counts to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
