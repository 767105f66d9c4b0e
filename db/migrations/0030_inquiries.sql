CREATE TABLE "inquiries" (
	"case_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"severity" text NOT NULL,
	"wording" text NOT NULL,
	"event_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inquiry_people" (
	"case_id" text NOT NULL,
	"person_id" text NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"day" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"says" text,
	CONSTRAINT "inquiry_people_case_id_person_id_pk" PRIMARY KEY("case_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "inquiry_people" ADD CONSTRAINT "inquiry_people_case_id_inquiries_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."inquiries"("case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inquiry_people_once_a_day" ON "inquiry_people" USING btree ("person_id","day");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['inquiries', 'inquiry_people'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
