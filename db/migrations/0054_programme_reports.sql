CREATE TABLE "programme_reports" (
	"region_id" text NOT NULL,
	"version" integer NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL,
	"finished_by" text,
	"reason" text,
	"whole" jsonb NOT NULL,
	"shared" jsonb NOT NULL,
	CONSTRAINT "programme_reports_region_id_version_pk" PRIMARY KEY("region_id","version"),
	CONSTRAINT "programme_reports_reason" CHECK ("programme_reports"."version" = 1 or "programme_reports"."finished_by" is null or "programme_reports"."reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "programme_reports" ADD CONSTRAINT "programme_reports_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- As every table (0001): forced row-level security. It is the region's own; nobody changes a version, or takes one away.
alter table programme_reports enable row level security;
--> statement-breakpoint
alter table programme_reports force row level security;
--> statement-breakpoint
create policy system on programme_reports to otasuke_system using (true) with check (true);
--> statement-breakpoint
create policy tenant on programme_reports to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
--> statement-breakpoint
grant select, insert on programme_reports to otasuke_tenant, otasuke_system;
