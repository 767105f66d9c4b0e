CREATE TABLE "sensor_days" (
	"firm_id" text NOT NULL,
	"region_id" text NOT NULL,
	"sensor_id" text NOT NULL,
	"day" date NOT NULL,
	"slots" bit(300) NOT NULL,
	CONSTRAINT "sensor_days_firm_id_sensor_id_day_pk" PRIMARY KEY("firm_id","sensor_id","day")
);
--> statement-breakpoint
CREATE TABLE "sensor_hours" (
	"firm_id" text NOT NULL,
	"region_id" text NOT NULL,
	"sensor_id" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"readings" jsonb NOT NULL,
	"lost_share" double precision,
	CONSTRAINT "sensor_hours_firm_id_hour_sensor_id_pk" PRIMARY KEY("firm_id","hour","sensor_id")
);
--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "lost_share" double precision;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "lost_share" double precision;--> statement-breakpoint
ALTER TABLE "sensors" ADD COLUMN "silent_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sensors" ADD COLUMN "is_watched" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system, and a firm's own rows for the firm.
do $$ declare t text; begin
  foreach t in array array['sensor_days', 'sensor_hours'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
end $$;
