CREATE TABLE "health_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"month" text NOT NULL,
	"state" text NOT NULL,
	"letter" text,
	"grade" jsonb NOT NULL,
	"counted" jsonb NOT NULL,
	"found" integer NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	"comment" text,
	"approved_by" jsonb,
	"approved_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"shared_by" jsonb,
	"shared_at" timestamp (3) with time zone,
	CONSTRAINT "health_checks_one_a_month" UNIQUE("firm_id","month"),
	CONSTRAINT "health_checks_state" CHECK ("health_checks"."state" in ('draft', 'approved', 'sent', 'read', 'shared')),
	CONSTRAINT "health_checks_letter" CHECK ("health_checks"."letter" in ('A', 'B', 'C', 'D')),
	CONSTRAINT "health_checks_approved" CHECK (("health_checks"."state" = 'draft') = ("health_checks"."approved_by" is null)),
	CONSTRAINT "health_checks_shared" CHECK (("health_checks"."state" = 'shared') = ("health_checks"."shared_by" is not null))
);
--> statement-breakpoint
CREATE INDEX "health_checks_month" ON "health_checks" USING btree ("region_id","month");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ begin
  alter table health_checks enable row level security;
  alter table health_checks force row level security;
  create policy system on health_checks to otasuke_system using (true) with check (true);
  create policy tenant on health_checks to otasuke_tenant
    using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
    with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
  grant select, insert, update, delete on health_checks to otasuke_tenant, otasuke_system;
end $$;
--> statement-breakpoint
-- Regions whose sensors stand already: from the next month on.
set local role otasuke_system;
--> statement-breakpoint
insert into timers (key, due_at, lane, kind, payload, region_id, firm_id)
select 'health-run:' || r.id, (date_trunc('month', now() at time zone r.timezone) + interval '1 month 9 hours') at time zone r.timezone,
  'health-run:' || r.id, 'health-run', '{"command":"draft"}', r.id, null
from regions r where exists (select from sensors s where s.region_id = r.id and s.revoked_at is null)
on conflict (key) do nothing;
--> statement-breakpoint
reset role;
