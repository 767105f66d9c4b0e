CREATE TABLE "answer_showings" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"person_id" text NOT NULL,
	"answer" text NOT NULL,
	"shown_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	CONSTRAINT "answer_showings_outcome" CHECK ("answer_showings"."outcome" in ('helped', 'wrong'))
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"state" text NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"draft" integer NOT NULL,
	"proposed_by" jsonb NOT NULL,
	"approved_by" jsonb,
	"solved_at" timestamp (3) with time zone NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "answers_state" CHECK ("answers"."state" in ('proposed', 'approved', 'dropped')),
	CONSTRAINT "answers_need_approval" CHECK ("answers"."state" <> 'approved' or "answers"."approved_by" is not null)
);
--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_id_consultations_id_fk" FOREIGN KEY ("id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_showings_of" ON "answer_showings" USING btree ("region_id","answer");--> statement-breakpoint
CREATE INDEX "answer_showings_person" ON "answer_showings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "answers_newest" ON "answers" USING btree ("region_id","moved_at");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['answers', 'answer_showings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
