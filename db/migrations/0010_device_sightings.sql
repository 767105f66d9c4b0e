CREATE TABLE "device_sightings" (
	"firm_id" text NOT NULL,
	"region_id" text NOT NULL,
	"site_id" text NOT NULL,
	"day" date NOT NULL,
	"ip" text NOT NULL,
	"mac" text NOT NULL,
	"name" text NOT NULL,
	"via" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "device_sightings_pk" PRIMARY KEY("firm_id","day","ip","mac","name","via","site_id"),
	CONSTRAINT "device_sightings_via" CHECK ("device_sightings"."via" in ('dhcp', 'arp'))
);
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
alter table device_sightings enable row level security;
--> statement-breakpoint
alter table device_sightings force row level security;
--> statement-breakpoint
create policy system on device_sightings to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on device_sightings to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on device_sightings to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
