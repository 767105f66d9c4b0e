CREATE TABLE "order_events" (
	"order_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "order_events_order_id_seq_pk" PRIMARY KEY("order_id","seq")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"site_id" text NOT NULL,
	"state" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	"sensor_id" text,
	"order" jsonb NOT NULL,
	CONSTRAINT "orders_state" CHECK ("orders"."state" in ('received', 'heard', 'guided', 'kitted', 'shipped', 'arrived', 'connected', 'checked', 'watching', 'returned', 'resending', 'visit-asked', 'visited', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "sensor_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"order_id" text NOT NULL,
	"code_hmac" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"voided_at" timestamp (3) with time zone,
	CONSTRAINT "sensor_codes_code_hmac_unique" UNIQUE("code_hmac")
);
--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_sensor_id_sensors_id_fk" FOREIGN KEY ("sensor_id") REFERENCES "public"."sensors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensor_codes" ADD CONSTRAINT "sensor_codes_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_at_a_time" ON "orders" USING btree ("site_id") WHERE "orders"."state" not in ('watching', 'cancelled');--> statement-breakpoint
CREATE INDEX "orders_newest" ON "orders" USING btree ("region_id","moved_at");--> statement-breakpoint
CREATE INDEX "orders_firm" ON "orders" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "orders_sensor" ON "orders" USING btree ("sensor_id");--> statement-breakpoint
CREATE INDEX "sensor_codes_order" ON "sensor_codes" USING btree ("order_id");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['orders', 'order_events', 'sensor_codes'] loop
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
revoke update, delete on order_events from otasuke_tenant;
