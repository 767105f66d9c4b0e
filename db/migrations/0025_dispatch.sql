CREATE TABLE "dispatch_events" (
	"dispatch_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"event" jsonb NOT NULL,
	CONSTRAINT "dispatch_events_dispatch_id_seq_pk" PRIMARY KEY("dispatch_id","seq")
);
--> statement-breakpoint
CREATE TABLE "dispatches" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"about" text NOT NULL,
	"drill" jsonb,
	"vendor_id" text,
	"state" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	"dispatch" jsonb NOT NULL,
	CONSTRAINT "dispatches_drill" CHECK (("dispatches"."firm_id" is null) = ("dispatches"."drill" is not null)),
	CONSTRAINT "dispatches_state" CHECK ("dispatches"."state" in ('requested', 'refused', 'offering', 'unmanned', 'won', 'proposed', 'booked', 'departed', 'arrived', 'done', 'carried-over', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "vendors" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"name" text NOT NULL,
	"areas" jsonb NOT NULL,
	"skills" jsonb NOT NULL,
	"hours" jsonb NOT NULL,
	"phone" text,
	"mail" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"suspended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "visit_addresses" (
	"dispatch_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"address" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "vendor_id" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "vendor_id" text;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "visit_terms" jsonb;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "municipality" text;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "dispatch_events" ADD CONSTRAINT "dispatch_events_dispatch_id_dispatches_id_fk" FOREIGN KEY ("dispatch_id") REFERENCES "public"."dispatches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dispatches_newest" ON "dispatches" USING btree ("region_id","moved_at");--> statement-breakpoint
CREATE INDEX "dispatches_firm" ON "dispatches" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "dispatches_vendor" ON "dispatches" USING btree ("vendor_id");--> statement-breakpoint
CREATE INDEX "vendors_region" ON "vendors" USING btree ("region_id");--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_no_home_address" CHECK ("sites"."kind" = 'office' or "sites"."address" is null);--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['dispatches', 'dispatch_events', 'visit_addresses'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
end $$;
--> statement-breakpoint
-- A history only grows.
revoke update, delete on dispatch_events from otasuke_tenant;
--> statement-breakpoint
-- Vendors are the region's: no firm sees who could come, only who does.
alter table vendors enable row level security;
--> statement-breakpoint
alter table vendors force row level security;
--> statement-breakpoint
create policy system on vendors to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on vendors to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on vendors to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
