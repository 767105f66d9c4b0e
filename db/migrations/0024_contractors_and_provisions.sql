CREATE TABLE "provisions" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"recipient" jsonb NOT NULL,
	"subject" text NOT NULL,
	"items" text[] NOT NULL,
	"basis" text NOT NULL,
	"agreed_by" text,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provisions_basis" CHECK ("provisions"."basis" in ('consent', 'entrustment', 'joint-use', 'law'))
);
--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "site_ids" text[];--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "site_ids" text[];--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "invited_by" text;--> statement-breakpoint
CREATE INDEX "provisions_newest" ON "provisions" USING btree ("firm_id","at");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['provisions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
    execute format('grant select, insert on %I to otasuke_tenant', t);
    execute format('grant select, insert, update, delete on %I to otasuke_system', t);
  end loop;
end $$;
