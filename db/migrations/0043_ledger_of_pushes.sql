CREATE TABLE "quota_days" (
	"region_id" text NOT NULL,
	"day" date NOT NULL,
	"priority" text NOT NULL,
	"pushes" integer NOT NULL,
	CONSTRAINT "quota_days_region_id_day_priority_pk" PRIMARY KEY("region_id","day","priority")
);
--> statement-breakpoint
CREATE INDEX "outbox_urgent" ON "outbox" USING btree ("priority","seq") WHERE state = 'pending';

--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a region sees its own, a firm none of it.
do $$ begin
  alter table quota_days enable row level security;
  alter table quota_days force row level security;
  create policy system on quota_days to otasuke_system using (true) with check (true);
  create policy tenant on quota_days to otasuke_tenant
    using (region_id = (select scope_region()) and (select scope_firm()) is null)
    with check (region_id = (select scope_region()) and (select scope_firm()) is null);
  grant select, insert, update, delete on quota_days to otasuke_tenant, otasuke_system;
end $$;
--> statement-breakpoint
-- A new region begins its weekly forecast; those that are there begin theirs here, with one at the next business hour.
set local role otasuke_system;
--> statement-breakpoint
insert into timers (key, due_at, lane, kind, payload, region_id)
select 'quota-forecast:' || id, now(), 'quota-forecast:' || id, 'quota-forecast', '{}'::jsonb, id from regions
on conflict (key) do nothing;
--> statement-breakpoint
reset role;
