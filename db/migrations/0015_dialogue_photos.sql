CREATE TABLE "dialogue_photos" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"session_id" text NOT NULL,
	"question" text NOT NULL,
	"account" text NOT NULL,
	"message_id" text NOT NULL,
	"said" jsonb NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"owner" text,
	"lease_until" timestamp (3) with time zone,
	"type" text,
	"sealed" "bytea",
	"kept_at" timestamp (3) with time zone,
	CONSTRAINT "dialogue_photos_state" CHECK ("dialogue_photos"."state" in ('wanted', 'kept'))
);
--> statement-breakpoint
ALTER TABLE "dialogue_photos" ADD CONSTRAINT "dialogue_photos_session_id_dialogue_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."dialogue_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "dialogue_photos_message" ON "dialogue_photos" USING btree ("account","message_id");--> statement-breakpoint
CREATE INDEX "dialogue_photos_session" ON "dialogue_photos" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "dialogue_photos_wanted" ON "dialogue_photos" USING btree ("not_before") WHERE "dialogue_photos"."state" = 'wanted';--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
alter table dialogue_photos enable row level security;
--> statement-breakpoint
alter table dialogue_photos force row level security;
--> statement-breakpoint
create policy system on dialogue_photos to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on dialogue_photos to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on dialogue_photos to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
