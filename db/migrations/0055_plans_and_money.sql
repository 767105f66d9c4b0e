CREATE TABLE "invoices" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"number" integer NOT NULL,
	"invoice" jsonb NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"paid_on" date,
	"paid_by" text,
	"credited_by" text,
	CONSTRAINT "invoices_number" UNIQUE("region_id","number"),
	CONSTRAINT "invoices_paid" CHECK (("invoices"."paid_on" is null) = ("invoices"."paid_by" is null))
);
--> statement-breakpoint
CREATE TABLE "money_books" (
	"region_id" text PRIMARY KEY NOT NULL,
	"terms" jsonb NOT NULL,
	"issuer" jsonb,
	"last_number" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "money_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"on" date NOT NULL,
	"payer" text NOT NULL,
	"payer_id" text NOT NULL,
	"payee" text NOT NULL,
	"payee_id" text NOT NULL,
	"yen" integer NOT NULL,
	"rate" integer NOT NULL,
	"says" text NOT NULL,
	"source" text NOT NULL,
	"reverses" text,
	"invoice_id" text,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "money_entries_once" UNIQUE("region_id","source"),
	CONSTRAINT "money_entries_kind" CHECK ("money_entries"."kind" in ('fee', 'package', 'visit', 'premium')),
	CONSTRAINT "money_entries_yen" CHECK ("money_entries"."yen" > 0),
	CONSTRAINT "money_entries_rate" CHECK ("money_entries"."rate" in (10, 8, 0))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"said_by" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "subscriptions_order" CHECK ("subscriptions"."ends_at" is null or "subscriptions"."ends_at" > "subscriptions"."starts_at")
);
--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "unwatched" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "money_books" ADD CONSTRAINT "money_books_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoices_firm" ON "invoices" USING btree ("firm_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "money_entries_reversed_once" ON "money_entries" USING btree ("reverses") WHERE "money_entries"."reverses" is not null;--> statement-breakpoint
CREATE INDEX "money_entries_month" ON "money_entries" USING btree ("region_id","month");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_wish" ON "subscriptions" USING btree ("firm_id") WHERE "subscriptions"."starts_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_open" ON "subscriptions" USING btree ("firm_id") WHERE "subscriptions"."starts_at" is not null and "subscriptions"."ends_at" is null;--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
alter table subscriptions enable row level security;
--> statement-breakpoint
alter table subscriptions force row level security;
--> statement-breakpoint
create policy system on subscriptions to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on subscriptions to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on subscriptions to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system. The region keeps its book; a firm sees its own
-- invoices, and of the book what it pays or gets itself.
do $$ declare t text; begin
  foreach t in array array['money_books', 'money_entries', 'invoices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
--> statement-breakpoint
create policy tenant on money_books to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
--> statement-breakpoint
create policy tenant on money_entries to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or (firm_id = (select scope_firm()) and 'firm' in (payer, payee))))
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
--> statement-breakpoint
create policy tenant on invoices to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
