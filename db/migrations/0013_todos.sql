CREATE TABLE "todo_events" (
	"todo_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"what" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb,
	CONSTRAINT "todo_events_todo_id_seq_pk" PRIMARY KEY("todo_id","seq")
);
--> statement-breakpoint
CREATE TABLE "todo_reminders" (
	"firm_id" text NOT NULL,
	"person_id" text NOT NULL,
	"region_id" text NOT NULL,
	"reminded_at" timestamp (3) with time zone,
	"unanswered" integer NOT NULL,
	CONSTRAINT "todo_reminders_firm_id_person_id_pk" PRIMARY KEY("firm_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "todos" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"person_id" text NOT NULL,
	"questionnaire" text NOT NULL,
	"question" text NOT NULL,
	"place" integer NOT NULL,
	"because" jsonb NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"changed_by" jsonb,
	"round" integer NOT NULL,
	"revision" integer NOT NULL,
	"before" jsonb
);
--> statement-breakpoint
ALTER TABLE "dialogue_sessions" ADD COLUMN "sheet_sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "dialogue_sessions" ADD COLUMN "sheet_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "todo_events" ADD CONSTRAINT "todo_events_todo_id_todos_id_fk" FOREIGN KEY ("todo_id") REFERENCES "public"."todos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "todos_once_in_a_list" ON "todos" USING btree ("firm_id","person_id","questionnaire","question");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['todos', 'todo_events', 'todo_reminders'] loop
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
revoke update, delete on todo_events from otasuke_tenant;
