CREATE TABLE "warned_firms" (
	"warning_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"region_id" text NOT NULL,
	"messages" integer NOT NULL,
	"also_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "warned_firms_warning_id_firm_id_pk" PRIMARY KEY("warning_id","firm_id")
);
--> statement-breakpoint
CREATE TABLE "warning_opt_outs" (
	"firm_id" text NOT NULL,
	"person_id" text NOT NULL,
	"region_id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "warning_opt_outs_firm_id_person_id_pk" PRIMARY KEY("firm_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "warnings" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"state" text NOT NULL,
	"body" jsonb NOT NULL,
	"written_by" jsonb NOT NULL,
	"sent_by" jsonb,
	"leaves_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "warnings_state" CHECK ("warnings"."state" in ('written', 'sent', 'dropped')),
	CONSTRAINT "warnings_sent" CHECK (("warnings"."state" = 'sent') = ("warnings"."leaves_at" is not null)),
	CONSTRAINT "warnings_two_people" CHECK ("warnings"."sent_by" is null or "warnings"."sent_by" ->> 'personId' <> "warnings"."written_by" ->> 'personId')
);
--> statement-breakpoint
ALTER TABLE "warned_firms" ADD CONSTRAINT "warned_firms_warning_id_warnings_id_fk" FOREIGN KEY ("warning_id") REFERENCES "public"."warnings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "warnings_newest" ON "warnings" USING btree ("region_id","created_at");--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['warnings', 'warned_firms', 'warning_opt_outs'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
  foreach t in array array['warned_firms', 'warning_opt_outs'] loop
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
end $$;
--> statement-breakpoint
-- A warning is the region's, and every firm of it may read those that have been sent.
create policy reading on warnings for select to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or state = 'sent'));
--> statement-breakpoint
create policy writing on warnings to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
