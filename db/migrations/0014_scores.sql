CREATE TABLE "dialogue_scores" (
	"session_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"questionnaire" text NOT NULL,
	"person_id" text NOT NULL,
	"score" jsonb NOT NULL,
	"corrections" jsonb NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dialogue_scores" ADD CONSTRAINT "dialogue_scores_session_id_dialogue_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."dialogue_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dialogue_scores_of_region" ON "dialogue_scores" USING btree ("region_id","questionnaire");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
alter table dialogue_scores enable row level security;
--> statement-breakpoint
alter table dialogue_scores force row level security;
--> statement-breakpoint
create policy system on dialogue_scores to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on dialogue_scores to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on dialogue_scores to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
