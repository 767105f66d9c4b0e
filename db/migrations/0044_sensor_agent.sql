CREATE TABLE "sensor_beats" (
	"sensor_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"beat" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sensor_config_events" (
	"sensor_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "sensor_config_events_sensor_id_seq_pk" PRIMARY KEY("sensor_id","seq")
);
--> statement-breakpoint
CREATE TABLE "sensor_configs" (
	"sensor_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"config" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sensor_sights" (
	"sensor_id" text NOT NULL,
	"slot" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"sight" jsonb NOT NULL,
	CONSTRAINT "sensor_sights_sensor_id_slot_pk" PRIMARY KEY("sensor_id","slot")
);
--> statement-breakpoint
ALTER TABLE "sensor_codes" ADD COLUMN "shown_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sensor_beats" ADD CONSTRAINT "sensor_beats_sensor_id_sensors_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensor_config_events" ADD CONSTRAINT "sensor_config_events_sensor_id_sensor_configs_sensor_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensor_configs"("sensor_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensor_configs" ADD CONSTRAINT "sensor_configs_sensor_id_sensors_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensor_sights" ADD CONSTRAINT "sensor_sights_sensor_id_sensors_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sensor_configs_firm" ON "sensor_configs" USING btree ("firm_id");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['sensor_beats', 'sensor_sights', 'sensor_configs', 'sensor_config_events'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
--> statement-breakpoint
-- A history only grows.
revoke update, delete on sensor_config_events from otasuke_tenant;
