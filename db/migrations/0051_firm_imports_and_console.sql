CREATE TABLE "console_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"opens_until" timestamp (3) with time zone NOT NULL,
	"token_hash" text,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "console_sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "firm_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"file" "bytea",
	"made" integer,
	"known" integer,
	"faulty" integer,
	"taken_back" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ran_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "firm_imports_ran" CHECK (("firm_imports"."ran_at" is null) = ("firm_imports"."file" is not null))
);
--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "kana" text;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "corporate_number" text;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "size_band" text;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "contact_name" text;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "mail" text;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "import_id" text;--> statement-breakpoint
ALTER TABLE "firm_imports" ADD CONSTRAINT "firm_imports_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "console_sessions_created" ON "console_sessions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "firm_imports_region" ON "firm_imports" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "firms_import" ON "firms" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "invites_firm" ON "invites" USING btree ("firm_id");--> statement-breakpoint
ALTER TABLE "firms" ADD CONSTRAINT "firms_corporate_number" UNIQUE("region_id","corporate_number");--> statement-breakpoint
-- As 0041: forced row-level security, everything for the system; lists, and who looks at the console, are the region's, and no firm sees them.
do $$ declare t text; begin
  foreach t in array array['firm_imports', 'console_sessions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and (select scope_firm()) is null)
      with check (region_id = (select scope_region()) and (select scope_firm()) is null)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
