CREATE TABLE "consultation_events" (
	"consultation_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"event" jsonb NOT NULL,
	CONSTRAINT "consultation_events_consultation_id_seq_pk" PRIMARY KEY("consultation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "consultation_words" (
	"id" text PRIMARY KEY NOT NULL,
	"consultation_id" text NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"side" text NOT NULL,
	"by" jsonb NOT NULL,
	"text" text,
	"message_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consultation_words_side" CHECK ("consultation_words"."side" in ('firm', 'desk'))
);
--> statement-breakpoint
CREATE TABLE "consultations" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"chat" jsonb,
	"person_id" text,
	"matter" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	"consultation" jsonb NOT NULL,
	CONSTRAINT "consultations_state" CHECK ("consultations"."state" in ('new', 'received', 'in-hand', 'waiting', 'solved', 'reopened'))
);
--> statement-breakpoint
ALTER TABLE "consultation_events" ADD CONSTRAINT "consultation_events_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consultation_words" ADD CONSTRAINT "consultation_words_consultation_id_consultations_id_fk" FOREIGN KEY ("consultation_id") REFERENCES "public"."consultations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consultation_words_of" ON "consultation_words" USING btree ("consultation_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "consultations_one_at_a_time" ON "consultations" USING btree ("firm_id","person_id","matter") WHERE "consultations"."state" <> 'solved' and "consultations"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "consultations_newest" ON "consultations" USING btree ("region_id","opened_at");--> statement-breakpoint
CREATE INDEX "consultations_person" ON "consultations" USING btree ("person_id","moved_at");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['consultations', 'consultation_events', 'consultation_words'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
