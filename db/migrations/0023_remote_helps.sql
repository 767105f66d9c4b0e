CREATE TABLE "remote_help_events" (
	"remote_help_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "remote_help_events_remote_help_id_seq_pk" PRIMARY KEY("remote_help_id","seq")
);
--> statement-breakpoint
CREATE TABLE "remote_helps" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"about" text NOT NULL,
	"state" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	"help" jsonb NOT NULL,
	CONSTRAINT "remote_helps_state" CHECK ("remote_helps"."state" in ('asked', 'agreed', 'declined', 'in-hand', 'solved', 'difficult'))
);
--> statement-breakpoint
ALTER TABLE "remote_help_events" ADD CONSTRAINT "remote_help_events_remote_help_id_remote_helps_id_fk" FOREIGN KEY ("remote_help_id") REFERENCES "public"."remote_helps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "remote_helps_newest" ON "remote_helps" USING btree ("region_id","moved_at");--> statement-breakpoint
CREATE INDEX "remote_helps_firm" ON "remote_helps" USING btree ("firm_id");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['remote_helps', 'remote_help_events'] loop
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
revoke update, delete on remote_help_events from otasuke_tenant;
